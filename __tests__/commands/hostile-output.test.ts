import { writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { startCommand } from "../../commands/start-command";
import { awsError } from "../support/fake-aws";
import { change, tableState } from "../support/guard-plans";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { adoptInto } from "../support/run-adopt";
import { runCommand } from "../support/run-command";
import type { CommandName } from "../support/run-command";

/** What would begin a line, be a command of a CI system, or steer a terminal. */
const HOSTILE =
  "x`|\n::error::INJECTED\r\n ##[error]INJECTED ##vso[task.x]\u001b[31m\u0007\u007f\u009b\u202e\u2066\u2028INJECTED\u2029a\tb";
const QUOTED = JSON.stringify(HOSTILE);

const FORMATS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  text: {},
  "text in GitHub Actions": { GITHUB_ACTIONS: "true" },
  JSON: { PROBLEMS_FORMAT: "json" },
  annotations: { PROBLEMS_FORMAT: "github" },
};

/** The lines of output; fails for one that is not harmless. */
function harmless(output: string): string[] {
  const lines = output.split("\n");
  expect(lines.filter((line) => /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(line))).toEqual([]);
  expect(lines.filter((line) => /##\w*\[|^\s*INJECTED/.test(line))).toEqual([]);
  // Our own annotations have a file of ours; in them, text is behind the second pair of colons.
  const commands = lines.filter((line) => /^\s*::/.test(line));
  expect(commands.filter((line) => !/^::(error|warning) file=[^:]*::/.test(line))).toEqual([]);
  expect(output).toContain("INJECTED");
  return lines;
}

async function run(
  project: Project,
  name: CommandName,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const all = { VALUES_DIR: project.values, CDKTF_OUTDIR: project.outdir, ...env };
  const { stdout, stderr } = await runCommand(name, args, all, project.folder);
  return `${stdout}\n${stderr}`;
}

/** A table whose logical name is hostile. */
const table = (more = ""): string =>
  tableYaml(QUOTED, `tableName: koa-hostile${more === "" ? "" : `, ${more}`}`);

const ofTables = (...tables: string[]): Project =>
  new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": tablesYaml(...tables) });

describe("text of values is printed as harmless lines", () => {
  test.each(Object.entries(FORMATS))("in problems as %s", async (_, env) => {
    const project = ofTables(
      table(`region: ${QUOTED}, ${QUOTED}: 1, tags: {${QUOTED}: ${QUOTED}}, ttl: ${QUOTED}`),
      tableYaml("A", `backup: ${QUOTED}, grants: [{role: r-koa, access: [${QUOTED}]}]`),
    );
    const output = await run(project, "check", [], env);
    harmless(output);
    expect(output.split("INJECTED").length).toBeGreaterThan(10);
  });

  test.each(Object.entries(FORMATS))("in excerpts and names of files as %s", async (_, env) => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa/\n::error::INJECTED\u001b.yaml": "tabels: []\n",
      "dev/\u202e##[error]INJECTED.yaml": "tables: []\n",
      "dev/shop.yaml": "colour: \u202e \u0085 \u2028::error::INJECTED ##[error]INJECTED\n",
      "dev/cellar.yaml": "::error::INJECTED: 1\n",
    });
    const output = (await run(project, "check", [], env)).replaceAll(`${project.values}/`, "");
    harmless(output);
  });

  test("in the words of a lock and of its problems", async () => {
    const project = ofTables(table());
    harmless(await run(project, "lock"));
    project.write({ "dev/koa.yaml": "tables: []\n" });
    for (const env of Object.values(FORMATS)) harmless(await run(project, "lock", [], env));
    const lock = { tables: {}, removed: {}, vaults: {}, roles: [], [HOSTILE]: 1 };
    project.write({ "dev/_lock/koa.json": JSON.stringify(lock) });
    harmless(await run(project, "lock", ["--accept", HOSTILE]));
  });

  test.each(Object.entries(FORMATS))("of plans as %s", async (_, env) => {
    const project = ofTables(tableYaml("A"));
    const before = tableState(HOSTILE);
    const changes = [
      change("aws_dynamodb_table.A", ["delete"], { before }),
      { ...change("aws_dynamodb_table.A", ["delete"], { before }), address: HOSTILE },
      change("aws_iam_policy.A", ["delete"], { before: { name: HOSTILE } }),
    ];
    const plan = path.join(project.folder, "plan.json");
    writeFileSync(plan, JSON.stringify({ format_version: "1.2", resource_changes: changes }));
    harmless(await run(project, "plan:guard", [plan], env));
    harmless(await run(project, "plan:guard", [HOSTILE], env));
  });

  const granting = (): Project =>
    ofTables(
      table(
        `grants: [{role: r-koa, access: [GetItem], leadingKeys: [${QUOTED}, "::error::INJECTED"]}]`,
      ),
    );

  test.each([[], ["--json"]])("in a report of access %s", async (...args) => {
    const output = await run(granting(), "access", [...args, "dev"]);
    harmless(output);
    expect(args).toEqual(output.includes('"leadingKeys"') ? ["--json"] : []);
  });

  test("in a report of access as Markdown, in one cell of a table", async () => {
    const lines = harmless(await run(granting(), "access", ["--markdown", "dev"]));
    const rows = lines.filter((line) => line.startsWith("| ") && line.includes("INJECTED"));
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
    expect(rows.join("\n")).toContain("``");
  });

  test("in merged values, which are YAML of the same strings", async () => {
    const attributes = `attributes: [{name: ${QUOTED}, type: S}]`;
    const hostile = `{name: ${QUOTED}, tableName: koa-hostile, hashKey: ${QUOTED}, ${attributes}, billingMode: PAY_PER_REQUEST}`;
    const project = ofTables(hostile);
    const env = { VALUES_DIR: project.values };
    const { stdout } = await runCommand("values", ["dev", "koa"], env);
    expect(parse(harmless(stdout).join("\n"))).toEqual({
      tables: [
        {
          name: HOSTILE,
          tableName: "koa-hostile",
          hashKey: HOSTILE,
          attributes: [{ name: HOSTILE, type: "S" }],
          billingMode: "PAY_PER_REQUEST",
        },
      ],
    });
  });

  test("of AWS, in what adopt says", async () => {
    const project = ofTables(table("adopt: true"));
    const denied = await adoptInto(project, [], {
      answers: {
        ListTables: () => {
          throw awsError("AccessDeniedException", HOSTILE);
        },
      },
    });
    harmless(denied.stderr);
    const skipped = await adoptInto(project, [
      { name: "koa-hostile", description: { TableStatus: HOSTILE as "ACTIVE" } },
    ]);
    harmless(`${skipped.stdout}\n${skipped.stderr}`);
    const found = await adoptInto(project, [
      {
        name: "koa-hostile",
        description: {
          KeySchema: [{ AttributeName: HOSTILE, KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: HOSTILE, AttributeType: "S" }],
        },
      },
    ]);
    harmless(`${found.stdout}\n${found.stderr}`);
  });

  test("in arguments, and in an error that nobody expected", async () => {
    const project = ofTables(tableYaml("A"));
    harmless(await run(project, "check", [`--${HOSTILE}`]));
    harmless(await run(project, "check", [], { PROBLEMS_FORMAT: HOSTILE }));
    const print = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const { exitCode } = process;
    startCommand(() => {
      throw new Error(HOSTILE.slice(HOSTILE.indexOf("##")));
    });
    process.exitCode = exitCode;
    harmless(print.mock.calls.map(([text]) => String(text)).join("\n"));
    print.mockRestore();
  });
});
