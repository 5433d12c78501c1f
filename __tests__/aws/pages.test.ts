import { ask, pages } from "../../aws/ask";
import { PLAIN } from "../support/fake-aws";
import { runAdopt } from "../support/run-adopt";

/** Reads the pages of a server that gives these tokens; of an endless list, so many. */
async function read(
  tokens: Iterable<string | undefined>,
): Promise<{ calls: number; items: unknown }> {
  let calls = 0;
  const server = tokens[Symbol.iterator]();
  const items = await ask("dynamodb:ListTables", "eu-west-1", () =>
    pages(
      () => {
        calls += 1;
        const { value } = server.next() as { value: string | undefined };
        return Promise.resolve({ items: [calls], token: value });
      },
      (page) => page.items,
      ({ token }) => token,
    ),
  ).catch((error: unknown) => (error as Error).message);
  return { calls, items };
}

const ENDLESS =
  "dynamodb:ListTables in eu-west-1: the list has no end, because the server repeats its page token or gives one for ever; check provider.endpoints of _environment.yaml";

function* endless(): Generator<string> {
  for (let i = 0; ; i += 1) yield `token-${i}`;
}

test.each([
  ["a page without a token", ["a", "b", undefined], { calls: 3, items: [1, 2, 3] }],
  ["an empty token", ["a", ""], { calls: 2, items: [1, 2] }],
  ["a token that is repeated at once", ["a", "a"], { calls: 2, items: ENDLESS }],
  ["a token that is repeated later", ["a", "b", "c", "a"], { calls: 4, items: ENDLESS }],
  ["ten thousand pages", endless(), { calls: 10_000, items: ENDLESS }],
])("reading pages ends with %s", async (_, tokens, expected) => {
  expect(await read(tokens)).toEqual(expected);
});

test("ten thousand pages are read where the last one has no token", async () => {
  const tokens = [...Array.from({ length: 9_999 }, (_, i) => `token-${i}`), undefined];
  expect((await read(tokens)).calls).toBe(10_000);
});

test("adopt ends with the name of the call when a server repeats its page token", async () => {
  const calls: string[] = [];
  const answers = {
    ListTables: () => {
      calls.push("ListTables");
      return { TableNames: ["koa-Plain"], LastEvaluatedTableName: "koa-Plain" };
    },
  };
  const { status, stderr } = await runAdopt({}, [PLAIN], { answers });
  expect({ status, stderr, calls: calls.length }).toEqual({ status: 1, stderr: ENDLESS, calls: 2 });
});
