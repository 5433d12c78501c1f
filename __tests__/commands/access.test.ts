import { access } from "../../commands/access";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

function run(
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
  env: NodeJS.ProcessEnv = {},
): { status: number; stdout: string; stderr: string } {
  const project = new Project({
    "dev/_environment.yaml": `${ENVIRONMENT}prefixGrants: [{role: auditor, prefix: koa-, access: [read]}]\n`,
    "dev/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [reader-koa]")),
    ...more,
  });
  const out: string[] = [];
  const err: string[] = [];
  const told = (lines: string[]) => (line: string) => {
    lines.push(line.replaceAll(`${project.values}/`, ""));
  };
  const status = access(
    args,
    { VALUES_DIR: project.values, ...env },
    { log: told(out), warn: told(err), error: told(err) },
  );
  return { status, stdout: out.join("\n"), stderr: err.join("\n") };
}

test("tells who may do what, on stdout alone, whatever form the problems take", () => {
  const github = { GITHUB_ACTIONS: "true" };
  expect(run([])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Environment dev\n\nROLE \/ TABLE/) as string,
    stderr: expect.stringContaining("warning: auditor is granted every table") as string,
  });
  expect(run(["dev", "--markdown"], {}, github).stdout).toMatch(/^# Access\n\n## dev\n/);
  const { status, stdout } = run(["--json", "koa-A"], {}, { PROBLEMS_FORMAT: "json" });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    environments: [{ tables: [{ table: "koa-A", grants: [{ role: "auditor" }, {}] }] }],
  });
});

test("fails on values with errors as every command does", () => {
  const { status, stdout, stderr } = run([], { "dev/bad.yaml": "tabels: []\n" });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("dev/bad.yaml:1:1: unknown key tabels; did you mean tables?");
});

test("fails on a name or an option that it does not know", () => {
  expect(run(["dve"])).toMatchObject({ status: 1, stdout: "" });
  expect(run(["dve"]).stderr).toContain("did you mean dev?");
  for (const [args, message] of [
    [["--jsn"], "there is no option --jsn (did you mean --json?)"],
    [["--json", "--markdown"], "--markdown and --json are mutually exclusive"],
    [["dev", "koa-A", "x"], '"x" is one argument too many'],
  ] as const) {
    expect(run(args)).toMatchObject({ status: 1, stdout: "" });
    expect(run(args).stderr).toContain(message);
  }
});
