import path from "node:path";
import { readExamples } from "../../support/examples";
import { LanguageServer } from "../../support/language-server";
import type { Diagnostic, Position } from "../../support/language-server";

let server: LanguageServer;

/** Files to open at the start, all at once: the server waits a moment before it looks at one. */
const files = new Map<string, string>();
const found = new Map<string, Promise<Diagnostic[]>>();

beforeAll(async () => {
  server = await LanguageServer.start();
  for (const [file, text] of files) found.set(file, server.open(file, text));
}, 30_000);

afterAll(async () => {
  await server.stop();
});

/** A text with `^` in it, without the mark, and where the mark was. */
function marked(text: string): { text: string; position: Position } {
  const before = text.slice(0, text.indexOf("^")).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return { text: text.replace("^", ""), position };
}

const modeline = (kind: string): string =>
  `# yaml-language-server: $schema=../../schemas/${kind}.schema.json\n`;

const TABLE = `tables:
  - name: Orders
    hashKey: id
    attributes: [{name: id, type: S}]
`;

/** No setting binds this folder: only the modeline does. */
const elsewhere = (name: string): string => `docs/examples/${name}.yaml`;

/** The tests' copies, opened as if they were in `values/`, where their `$schema` comments are right. */
const examples = Object.entries(readExamples())
  .filter(([file]) => /\.ya?ml$/.test(file))
  .map(([file, text]) => [path.posix.join("values", file), text] as const);

for (const [file, text] of examples) files.set(file, text);

describe("the examples", () => {
  test("are there", () => {
    expect(examples.length).toBeGreaterThan(8);
  });

  test.each(examples)(
    "%s names its schema and has nothing to complain about",
    async (file, text) => {
      const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      const kinds: Record<string, string> = { _defaults: "defaults", _environment: "environment" };
      const kind = kinds[path.basename(file, ".yaml")] ?? "namespace";
      expect(path.join(path.dirname(file), schema)).toBe(`schemas/${kind}.schema.json`);
      expect(await found.get(file)).toEqual([]);
    },
  );
});

/** What is wrong behind `^`, and how the server says so. */
const MISTAKES: [string, string, string][] = [
  ["namespace", `${TABLE}    ^colour: red\n`, "Property colour is not allowed."],
  ["namespace", `${TABLE}    billingMode: ^ON_DEMAND\n`, "PAY_PER_REQUEST"],
  ["namespace", "^table: []\n", "Property table is not allowed."],
  ["environment", "region: ^Ireland\n", "does not match the pattern"],
  ["environment", "backend:\n  type: s3\n  ^bukket: b\n", "Property bukket is not allowed."],
  ["environment", "backupPlans:\n  p: { startWindowMinutes: ^5 }\n", "below the minimum of 60"],
  ["defaults", '^accountId: "123456789012"\n', "Property accountId is not allowed."],
];

describe.each(MISTAKES)("in a file of kind %s, the mistake in %j", (kind, yaml, message) => {
  const { text, position } = marked(modeline(kind) + yaml);
  const file = elsewhere(`mistake-${files.size}`);
  files.set(file, text);

  test("is marked where it stands", async () => {
    expect(await found.get(file)).toMatchObject([
      { message: expect.stringContaining(message) as string, range: { start: position } },
    ]);
  });
});

/** Files without a modeline, and the keys that they know of those that each kind has of its own. */
const BOUND: [string, string[]][] = [
  ["values/dev/new.yaml", ["tables"]],
  ["values/dev/new.yml", ["tables"]],
  ["values/dev/new/part.yaml", ["tables"]],
  ["values/dev/new/part.yml", ["tables"]],
  ["values/dev/_environment.yaml", ["accountId", "production"]],
  ["values/dev/_environment.yml", ["accountId", "production"]],
  ["values/_defaults.yaml", ["production"]],
  ["values/_defaults.yml", ["production"]],
];

describe.each(BOUND)("the settings of the project bind %s", (name, known) => {
  // The server takes a pattern to begin in any folder.
  const file = `copy/${name}`;
  files.set(file, "accountId: ~\nproduction: ~\ntables: ~\n");

  test("to its own schema only", async () => {
    const unknown = ["accountId", "production", "tables"].filter((key) => !known.includes(key));
    const told = (await found.get(file))?.map(({ message }) => message).sort();
    expect(told).toEqual(unknown.map((key) => `Property ${key} is not allowed.`));
  });
});

const documentation = (item: { documentation?: string | { value: string } }): string =>
  typeof item.documentation === "object" ? item.documentation.value : (item.documentation ?? "");

describe("an editor offers", () => {
  const complete = async (name: string, yaml: string): Promise<Record<string, string>> => {
    const { text, position } = marked(yaml);
    void server.open(elsewhere(name), text);
    const items = await server.complete(elsewhere(name), position);
    return Object.fromEntries(items.map((item) => [item.label, documentation(item)]));
  };

  test("the keys of a table that are not there yet, with what they mean", async () => {
    const offered = await complete("keys", `${modeline("namespace")}${TABLE}    ^\n`);
    expect(offered).toMatchObject({
      billingMode: expect.stringContaining("on-demand") as string,
      rangeKey: "Sort key, declared in attributes. Default: none",
      tableClass: "What storage and requests cost. Default: STANDARD",
    });
    expect(offered).not.toHaveProperty("hashKey");
    expect(offered).not.toHaveProperty("accountId");
  });

  test("the words of an enum, with what they mean", async () => {
    const yaml = `${modeline("namespace")}${TABLE}    deletionPolicy: ^\n`;
    expect(await complete("words", yaml)).toEqual({
      Orphan: "Never destroyed by an edit of the values.",
      Delete: "May be destroyed, with its data.",
      null: "Removes the inherited value.",
    });
  });

  test("the keys of the type of backend that is written", async () => {
    const yaml = `${modeline("environment")}backend:\n  type: s3\n  ^\n`;
    const offered = Object.keys(await complete("backend", yaml));
    expect(offered.sort()).toEqual(["bucket", "keyPrefix", "kmsKeyId", "region", "useLockfile"]);
  });

  test("a whole table", async () => {
    const offered = await complete("table", `${modeline("namespace")}tables:\n  - ^\n`);
    expect(offered).toHaveProperty("on-demand table");
  });
});

describe("hovering shows", () => {
  const hover = async (name: string, yaml: string): Promise<string> => {
    const { text, position } = marked(yaml);
    void server.open(elsewhere(name), text);
    return server.hover(elsewhere(name), position);
  };

  test("what a key means, its default and an example", async () => {
    const yaml = `${modeline("namespace")}${TABLE}    point^InTimeRecovery: true\n`;
    const shown = await hover("hover-key", yaml);
    expect(shown).toContain(
      "Point-in-time recovery: true (35 days), false, or a map. Default: true",
    );
    expect(shown).toContain("recoveryPeriodInDays: 7");
  });

  test("what a word means", async () => {
    const yaml = `${modeline("namespace")}${TABLE}    managementPolicies: Obs^erve\n`;
    expect(await hover("hover-word", yaml)).toContain("`Observe`: Only read");
  });
});
