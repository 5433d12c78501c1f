import { readExamples } from "../support/examples";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { runCommand } from "../support/run-command";
import type { CommandName, CommandRun } from "../support/run-command";

const BACKEND = "backend: {type: local}\n";

async function run(
  name: CommandName,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = readExamples(),
): Promise<CommandRun> {
  const project = new Project(files);
  const all = { VALUES_DIR: project.values, CDKTF_OUTDIR: project.outdir, ...env };
  return runCommand(name, args, all, project.folder);
}

/** One table of an environment, in no lock. */
const UNLOCKED = {
  "dev/_environment.yaml": `${ENVIRONMENT}${BACKEND}`,
  "dev/koa.yaml": tablesYaml(tableYaml("A")),
};

const ALL_WELL = "2 environments, 4 stacks, 17 tables, no problems";

describe.each<CommandName>(["check", "synth"])(
  "%s ends with one line of what it found:",
  (name) => {
    test("all numbers and no problems", async () => {
      expect(await run(name)).toEqual({ status: 0, stdout: ALL_WELL, stderr: "" });
    });

    test("one of each without a plural, and the number of warnings", async () => {
      const { status, stdout } = await run(name, [], {}, UNLOCKED);
      expect({ status, stdout }).toEqual({
        status: 0,
        stdout: "1 environment, 1 stack, 1 table, 1 warning",
      });
      const without = { ...UNLOCKED, "dev/_environment.yaml": ENVIRONMENT };
      expect((await run(name, [], {}, without)).stdout).toBe(
        "1 environment, 1 stack, 1 table, 2 warnings",
      );
    });

    test("what the filter selects, the access stack included", async () => {
      const grants = tablesYaml(tableYaml("A", "serviceAccountReadRoles: [other]"));
      const files = { ...UNLOCKED, "dev/koa.yaml": grants, "dev/shop.yaml": "" };
      const sizeOf = async (env: Readonly<Record<string, string>>): Promise<string> => {
        const { stdout } = await run(name, [], env, files);
        return stdout.replace(/, \d+ warnings?$/, "");
      };
      expect(await sizeOf({})).toBe("1 environment, 3 stacks, 1 table");
      expect(await sizeOf({ NAMESPACE: "shop" })).toBe("1 environment, 1 stack, 0 tables");
      expect(await sizeOf({ NAMESPACE: "access,koa" })).toBe("1 environment, 2 stacks, 1 table");
    });

    test("not where there are errors", async () => {
      const files = { ...UNLOCKED, "dev/bad.yaml": "tabels: []\n" };
      const { status, stdout, stderr } = await run(name, [], {}, files);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).not.toContain("1 environment");
    });
  },
);

test("synth writes nothing to stderr under the cdktf CLI, which would show it as an error", async () => {
  const cli = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };
  expect(await run("synth", [], cli)).toEqual({ status: 0, stdout: ALL_WELL, stderr: "" });
  for (const env of [cli, { ...cli, PROBLEMS_FORMAT: "json" }]) {
    const { stdout, stderr } = await run("synth", [], env, UNLOCKED);
    expect(stderr).toBe("");
    expect(stdout).toContain("1 environment, 1 stack, 1 table, 1 warning");
  }
});

test.each<[CommandName, string[], string]>([
  ["access", ["dev"], "4 roles, 8 tables"],
  ["access", ["dev", "--json"], "4 roles, 8 tables"],
  ["values", ["dev", "billing-dev"], "2 tables"],
])("%s %j has its data alone on stdout, and on stderr %s", async (name, args, closing) => {
  const env = { VALUES_DIR: new Project(readExamples()).values };
  const { stdout, stderr } = await runCommand(name, args, env);
  expect(stderr).toBe(closing);
  expect(stdout).not.toContain(closing);
  expect(await runCommand(name, ["--quiet", ...args], env)).toEqual({
    status: 0,
    stdout,
    stderr: "",
  });
});
