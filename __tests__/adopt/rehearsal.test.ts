import { rehearse } from "../../adopt/rehearsal";
import { memoryReader } from "../../config/source/values-reader";
import { tablesYaml, tableYaml } from "../support/project";

const VALUES = tablesYaml(tableYaml("A"), tableYaml("B", "wrong: 1"));
const output = { outdir: "cdktf.out", projectFolder: "/project" };

/** What is refused when these changes are rehearsed. */
function refusal(files: Readonly<Record<string, string>>, changes: Record<string, string>): string {
  const folder = "values";
  const paths = (all: Readonly<Record<string, string>>) =>
    new Map(Object.entries(all).map(([name, text]) => [`${folder}/${name}`, text]));
  const reader = memoryReader(folder, paths({ "dev/_environment.yaml": "", ...files }));
  try {
    rehearse({ reader, output }, "dev", "koa", paths(changes));
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing is refused");
}

const REFUSED =
  "the values would have errors with what AWS has, so nothing was written; fix these:\n";

test("adopt: an error in a file that exists is reported where it is now, not where it would be", () => {
  const text = refusal(
    { "dev/koa.yaml": VALUES },
    { "dev/koa.yaml": VALUES.replace("name: B", "name: B, adopt: true") },
  );
  const column = VALUES.split("\n")[2]?.indexOf("wrong") ?? 0;
  expect(text).toContain(`${REFUSED}values/dev/koa.yaml:3:${column + 1}: `);
});

test("adopt: an error in a new file is reported with the line that is not written", () => {
  const text = refusal({}, { "dev/koa.yaml": VALUES });
  expect(text).toMatch(
    /^values\/dev\/koa.yaml:3:\d+: table "B": unknown key wrong.*\n {2}3 \| {3}- \{name: B/m,
  );
});

test("adopt: an error in a file that is not changed is reported where it is", () => {
  const text = refusal(
    { "dev/koa/a.yaml": VALUES },
    { "dev/koa/b.yaml": tablesYaml(tableYaml("C")) },
  );
  expect(text).toMatch(/values\/dev\/koa\/a.yaml:3:\d+: table "B": unknown key wrong/);
  expect(text).not.toContain(" | ");
});

test("adopt: the namespace is returned as the changes make it", () => {
  const reader = memoryReader(
    "values",
    new Map([["values/dev/_environment.yaml", 'accountId: "123456789012"\n']]),
  );
  const changes = new Map([["values/dev/koa.yaml", tablesYaml(tableYaml("A"), tableYaml("B"))]]);
  const { namespace } = rehearse({ reader, output }, "dev", "koa", changes);
  expect(namespace?.tables.map(({ tableName }) => tableName)).toEqual(["koa-A", "koa-B"]);
});
