import path from "node:path";
import { version } from "../../package.json";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { COMMANDS, runCommand } from "../support/run-command";
import type { CommandName } from "../support/run-command";

const ALL = Object.keys(COMMANDS) as CommandName[];

/** What makes the smallest complete call of each command. */
const ARGUMENTS: Readonly<Record<CommandName, readonly string[]>> = {
  synth: [],
  check: [],
  lock: [],
  adopt: ["dev", "koa"],
  "plan:guard": ["plan.json"],
  values: ["dev", "koa"],
  access: [],
};

function project(): Project {
  return new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(tableYaml("A")),
    "dev/shop.yaml": tablesYaml(tableYaml("B"), tableYaml("C")),
    "prod/_environment.yaml": ENVIRONMENT.replace("1234", "4321"),
    "prod/koa.yaml": tablesYaml(tableYaml("A")),
  });
}

describe("--help", () => {
  test.each(ALL)("of %s lists arguments, options and examples on stdout", async (name) => {
    const { status, stdout, stderr } = await runCommand(name, ["--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`usage: npm run ${name}`);
    expect(stdout).toContain("\n  --values <folder>");
    expect(stdout).toContain("(instead of VALUES_DIR)");
    expect(stdout).toContain(`\nexamples:\n  npm run ${name}`);
  });

  test.each<[CommandName, string[]]>([
    ["check", ["--json"]],
    ["lock", ["--accept <namespace>/<table>", "--forget <namespace>/<table>"]],
    ["adopt", ["<environment>", "<namespace>", "--state"]],
    ["plan:guard", ["<plan.json>", "--state"]],
    ["values", ["<environment>", "<namespace>"]],
    ["access", ["<environment>", "<role or table>", "--markdown", "--json"]],
  ])("of %s explains %j", async (name, words) => {
    const { stdout } = await runCommand(name, ["--help"]);
    for (const word of words) expect(stdout).toMatch(new RegExp(`\n  ${word} +\\w`));
  });

  test.each(["-h", "--help"])("wins over whatever else is given, as %s", async (help) => {
    const { status, stdout } = await runCommand("check", ["--typo", "x", help]);
    expect({ status, first: stdout.split("\n")[0] }).toEqual({
      status: 0,
      first: "Reports everything that is wrong with the values, as a synthesis would.",
    });
  });

  test("of commands that work on whole environments has no --namespace", async () => {
    for (const name of ["lock", "plan:guard"] as const)
      expect((await runCommand(name, ["--help"])).stdout).not.toContain("--namespace");
    expect((await runCommand("check", ["--help"])).stdout).toContain("--namespace <name>");
  });
});

test.each(ALL)("%s --version prints the version", async (name) => {
  expect(await runCommand(name, ["--version"])).toEqual({ status: 0, stdout: version, stderr: "" });
});

describe("a wrong call is refused with the usage on stderr:", () => {
  test.each(ALL)("%s with an option that it does not have", async (name) => {
    const { status, stdout, stderr } = await runCommand(name, [...ARGUMENTS[name], "--valeus"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const [first, second, third] = stderr.split("\n");
    expect(first).toBe("there is no option --valeus (did you mean --values?)");
    expect(second).toContain(`usage: npm run ${name}`);
    expect(third).toBe(`npm run ${name} -- --help lists the options`);
  });

  test.each(ALL.filter((name) => name !== "plan:guard"))(
    "%s with one argument too many",
    async (name) => {
      const complete = name === "access" ? ["dev", "A"] : ARGUMENTS[name];
      const { status, stderr } = await runCommand(name, [...complete, "more"]);
      expect({ status, first: stderr.split("\n")[0] }).toEqual({
        status: 1,
        first: '"more" is one argument too many',
      });
    },
  );

  test.each<[CommandName, string[], string]>([
    ["adopt", ["dev"], "<namespace> is missing"],
    ["values", [], "<environment> is missing"],
    ["plan:guard", [], "<plan.json> is missing"],
  ])("%s with %j", async (name, args, message) => {
    const { status, stderr } = await runCommand(name, args);
    expect({ status, first: stderr.split("\n")[0] }).toEqual({ status: 1, first: message });
  });

  test.each([
    [["--values"], "--values needs a value; write --values <folder>"],
    [["--values="], "--values needs a value; write --values <folder>"],
    [["--values", "--json"], "--values needs a value; write --values <folder>"],
    [["--quiet=yes"], "--quiet takes no value"],
    [["-x"], "there is no option -x"],
    [["--toString"], "there is no option --toString"],
  ])("check with %j", async (args, message) => {
    const { status, stderr } = await runCommand("check", args);
    expect({ status, first: stderr.split("\n")[0] }).toEqual({ status: 1, first: message });
  });

  test("lock with a misspelled option, whose value is not taken for an argument", async () => {
    const { status, stderr } = await runCommand("lock", ["--acept", "koa/Orders"]);
    expect(status).toBe(1);
    expect(stderr.split("\n")).toEqual([
      "there is no option --acept (did you mean --accept?)",
      "usage: npm run lock -- [--accept <namespace>/<table>] [--forget <namespace>/<table>]",
      "npm run lock -- --help lists the options",
    ]);
  });

  test.each<CommandName>(["lock", "plan:guard"])(
    "%s with --namespace, as it works on whole environments",
    async (name) => {
      const { status, stderr } = await runCommand(name, ["--namespace", "koa"]);
      expect({ status, first: stderr.split("\n")[0] }).toEqual({
        status: 1,
        first: "there is no option --namespace",
      });
    },
  );
});

describe("the folder of the values", () => {
  const MISSING =
    "nowhere:1:1: there is no folder nowhere; write the values there, or name their folder in VALUES_DIR";

  test.each(ALL.filter((name) => !["adopt", "plan:guard"].includes(name)))(
    "%s names a folder that is missing",
    async (name) => {
      const { status, stdout, stderr } = await runCommand(name, ARGUMENTS[name], {
        VALUES_DIR: "nowhere",
      });
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr.split("\n")[0]).toBe(MISSING);
    },
  );

  test.each(ALL)("%s takes an empty VALUES_DIR for an unset one", async (name) => {
    // Where there is no folder `values`.
    const elsewhere = new Project({}).outdir;
    const cwd = jest.spyOn(process, "cwd").mockReturnValue(elsewhere);
    const unset = await runCommand(name, ARGUMENTS[name], {}, elsewhere);
    const empty = await runCommand(name, ARGUMENTS[name], { VALUES_DIR: "" }, elsewhere);
    cwd.mockRestore();
    expect(empty).toEqual(unset);
    expect(empty.stderr).not.toContain("there is no folder ;");
  });
});

describe("an option wins over its environment variable:", () => {
  test("--values over VALUES_DIR", async () => {
    const { values } = project();
    const { status, stdout } = await runCommand("check", ["--values", values], {
      VALUES_DIR: "nowhere",
    });
    expect({ status, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("2 environments, 3 stacks, 4 tables") as string,
    });
  });

  test("--environment and --namespace over ENVIRONMENT and NAMESPACE", async () => {
    const env = { VALUES_DIR: project().values, ENVIRONMENT: "prod", NAMESPACE: "koa" };
    const sizeOf = async (...args: string[]): Promise<string> => {
      const { stdout } = await runCommand("check", args, env);
      return stdout.replace(/, \d+ warnings?$/, "");
    };
    expect(await sizeOf()).toBe("1 environment, 1 stack, 1 table");
    expect(await sizeOf("--environment", "dev,prod")).toBe("2 environments, 2 stacks, 2 tables");
    expect(await sizeOf("--environment=dev", "--namespace=shop")).toBe(
      "1 environment, 1 stack, 2 tables",
    );
  });

  test("--outdir over CDKTF_OUTDIR", async () => {
    const files = project();
    const chosen = path.join(files.folder, "chosen");
    const env = { VALUES_DIR: files.values, CDKTF_OUTDIR: chosen };
    const { status } = await runCommand("synth", ["--outdir", files.outdir], env, files.folder);
    expect(status).toBe(0);
    expect(files.stacks()).toEqual(["dev-koa", "dev-shop", "prod-koa"]);
    const inOutput = ["--values", new Project({ "dev/_environment.yaml": INSIDE }).values];
    expect((await runCommand("check", inOutput, { CDKTF_OUTDIR: "out" })).status).toBe(1);
    expect(
      (await runCommand("check", [...inOutput, "--outdir", "other"], { CDKTF_OUTDIR: "out" }))
        .status,
    ).toBe(0);
  });

  const INSIDE = `${ENVIRONMENT}backend: {type: local, path: out/state}\n`;
});

test("NAMESPACE does not keep npm run lock from recording the whole environment", async () => {
  const files = project();
  const env = { VALUES_DIR: files.values, ENVIRONMENT: "dev", NAMESPACE: "koa" };
  const { status, stdout } = await runCommand("lock", [], env);
  expect(status).toBe(0);
  expect(stdout).toContain("dev/_lock/koa.json");
  expect(stdout).toContain("dev/_lock/shop.json");
  expect(stdout).not.toContain("prod/_lock");
});
