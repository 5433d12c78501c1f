import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { runCommand } from "../support/run-command";
import type { CommandRun } from "../support/run-command";

const BACKEND = `${ENVIRONMENT}backend: {type: local}\n`;

/** Text, text with annotations, annotations alone, JSON. */
const FORMATS: readonly Readonly<Record<string, string>>[] = [
  {},
  { GITHUB_ACTIONS: "true" },
  { PROBLEMS_FORMAT: "github" },
  { PROBLEMS_FORMAT: "json" },
];

/** A locked project with one hint. */
async function locked(files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const project = new Project({
    "dev/_environment.yaml": BACKEND,
    "dev/koa.yaml": tablesYaml(tableYaml("Sessions")),
    "dev/shop.yaml": tablesYaml(tableYaml("Orders")),
    ...files,
  });
  await runCommand("lock", ["--values", project.values]);
  return project;
}

async function check(
  project: Project,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandRun> {
  const all = { VALUES_DIR: project.values, CDKTF_OUTDIR: project.outdir, ...env };
  const { status, stdout, stderr } = await runCommand("check", args, all, project.folder);
  const shown = (text: string): string => text.replaceAll(`${project.values}/`, "");
  return { status, stdout: shown(stdout), stderr: shown(stderr) };
}

const MESSAGE =
  'table "Sessions": without TTL, and by its name "Sessions" its items are of use for some time only: those that nothing deletes are stored and paid for forever; write ttl with the attribute that holds the expiry (docs/values.md#ttl)';

describe("check --hints", () => {
  test("prints hints like problems, counts them behind these, and succeeds", async () => {
    const project = await locked();
    expect(await check(project, ["--hints"])).toEqual({
      status: 0,
      stdout: "1 environment, 2 stacks, 2 tables, no problems, 1 hint",
      stderr: expect.stringMatching(/^dev\/koa\.yaml:2:12: hint: /) as string,
    });
    const { stderr } = await check(project, ["--hints"]);
    expect(stderr.split("\n")).toEqual([
      `dev/koa.yaml:2:12: hint: ${MESSAGE}`,
      expect.stringContaining("{name: Sessions, ") as string,
      expect.stringMatching(/^ {4}\| +\^{8}$/) as string,
    ]);
  });

  test("is needed for hints: without it nothing says that there are any", async () => {
    const project = await locked();
    const closing = "1 environment, 2 stacks, 2 tables, no problems";
    expect(await check(project, [])).toEqual({ status: 0, stdout: closing, stderr: "" });
    const { stdout } = await check(project, ["--json"]);
    expect(JSON.parse(stdout)).toEqual({ errors: [], warnings: [] });
  });

  test("has hints as JSON, also where there are none", async () => {
    const project = await locked();
    const { status, stdout, stderr } = await check(project, ["--hints", "--json"]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      errors: [],
      warnings: [],
      hints: [
        {
          file: "dev/koa.yaml",
          line: 2,
          column: 12,
          length: 8,
          severity: "hint",
          message: MESSAGE,
          rule: "missingTtl",
        },
      ],
    });
    expect(stderr).toBe("1 environment, 2 stacks, 2 tables, no problems, 1 hint");
    const none = await check(project, ["--hints", "--json", "--namespace", "shop"]);
    expect(JSON.parse(none.stdout)).toEqual({ errors: [], warnings: [], hints: [] });
    expect(none.stderr).toBe("1 environment, 1 stack, 1 table, no problems, 0 hints");
  });

  test("has hints as notices of GitHub", async () => {
    const project = await locked();
    const notice = `::notice file=dev/koa.yaml,line=2,col=12::${MESSAGE}`;
    for (const env of FORMATS.slice(1, 3))
      expect((await check(project, ["--hints"], env)).stdout.split("\n")).toContain(notice);
  });

  test("judges no values with errors, and does not change the exit code", async () => {
    const project = await locked({ "dev/koa.yaml": tablesYaml(tableYaml("Sessions", "x: 1")) });
    const [with_, without] = [await check(project, ["--hints"]), await check(project, [])];
    expect(with_).toEqual(without);
    expect(with_.status).toBe(1);
    const { stdout } = await check(project, ["--hints", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ errors: [{}], hints: [] });
  });

  test("counts warnings apart", async () => {
    const { stdout } = await check(await locked({ "dev/_environment.yaml": ENVIRONMENT }), [
      "--hints",
    ]);
    expect(stdout).toBe("1 environment, 2 stacks, 2 tables, 1 warning, 1 hint");
  });
});

test("hints print names of strangers as harmless lines", async () => {
  const name = "cache\n::error::INJECTED ##[error]INJECTED\u001b[31m\u202e";
  const project = await locked({
    "dev/koa.yaml": tablesYaml(tableYaml(JSON.stringify(name), "tableName: koa-hostile")),
  });
  for (const env of FORMATS) {
    const { status, stdout, stderr } = await check(project, ["--hints"], env);
    expect(status).toBe(0);
    const lines = `${stdout}\n${stderr}`.split("\n");
    expect(lines.join("\n")).toContain("INJECTED");
    expect(lines.filter((line) => /[\p{Cc}\p{Bidi_Control}]/u.test(line))).toEqual([]);
    expect(lines.filter((line) => /^\s*(::error|INJECTED)|##\[/.test(line))).toEqual([]);
  }
});
