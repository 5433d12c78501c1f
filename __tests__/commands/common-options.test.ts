import { writeFileSync } from "node:fs";
import path from "node:path";
import { startCommand } from "../../commands/start-command";
import { version } from "../../package.json";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { COMMANDS, runCommand as run } from "../support/run-command";
import type { CommandName as Name } from "../support/run-command";

/** What a command has to be given. */
const ARGUMENTS: Readonly<Record<Name, readonly string[]>> = {
  synth: [],
  check: [],
  lock: [],
  adopt: ["dev", "koa"],
  "plan:guard": ["plan.json"],
  values: ["dev", "koa"],
  access: [],
  // The end-to-end suite runs it: it needs Terraform and Python.
  try: ["dev"],
  cost: [],
  report: ["--out", "report.html"],
  affected: [],
  diff: [],
  plan: [],
};

const NAMES = Object.keys(COMMANDS) as Name[];

/** A locked project without problems, and a plan that does nothing. */
async function project(environment = `${ENVIRONMENT}backend: {type: local}\n`): Promise<Project> {
  const made = new Project({
    "dev/_environment.yaml": environment,
    "dev/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [reader-koa]")),
  });
  expect(await run("lock", ["--values", made.values])).toMatchObject({ status: 0 });
  const plan = { format_version: "1.2", planned_values: {}, resource_changes: [] };
  writeFileSync(path.join(made.folder, "plan.json"), JSON.stringify(plan));
  return made;
}

/** Arguments with which a command of these succeeds. */
function argsOf(name: Name, { folder, values: values_, outdir }: Project): string[] {
  const isFile = (arg: string): boolean => ["plan.json", "report.html"].includes(arg);
  const args = ARGUMENTS[name].map((arg) => (isFile(arg) ? path.join(folder, arg) : arg));
  return [...args, "--values", values_, "--outdir", outdir];
}

describe.each(NAMES)("npm run %s", (name) => {
  test("--help says what it does, takes and looks like, and does nothing else", async () => {
    const { status, stdout, stderr } = await run(name, ["--help"], { VALUES_DIR: "nowhere" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`usage: npm run ${name}`);
    expect(stdout).toMatch(
      /\n {2}--values <folder> +folder of the values \(instead of VALUES_DIR\)/,
    );
    expect(stdout).toContain("\nexamples:\n");
  });

  test("--version prints the version of the project", async () => {
    expect(await run(name, ["--version"])).toEqual({ status: 0, stdout: version, stderr: "" });
  });

  test("refuses an option that it does not know, with a suggestion and its usage", async () => {
    const { status, stdout, stderr } = await run(name, [...ARGUMENTS[name], "--valeus", "x"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("there is no option --valeus (did you mean --values?)");
    expect(stderr).toContain(`usage: npm run ${name}`);
  });

  test("refuses an option without its value, and a value of an option that takes none", async () => {
    const args = ARGUMENTS[name];
    expect((await run(name, [...args, "--values"])).stderr).toContain(
      "--values needs a value; write --values <folder>",
    );
    expect((await run(name, [...args, "--values", "--quiet"])).stderr).toContain("--values needs");
    expect((await run(name, [...args, "--quiet=yes"])).stderr).toContain("--quiet takes no value");
  });

  test("says of a folder that does not exist nothing else", async () => {
    if (name === "adopt") return;
    const { status, stdout, stderr } = await run(name, ARGUMENTS[name], {
      VALUES_DIR: "/nowhere/values",
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("there is no folder /nowhere/values; ");
    expect(stderr.match(/:1:1:/g)).toHaveLength(1);
  });
});

test("an option wins over its environment variable, and an empty variable is an unset one", async () => {
  const made = await project();
  const args = ["--values", made.values];
  expect(await run("check", args, { VALUES_DIR: "nowhere" })).toMatchObject({ status: 0 });
  const empty = { VALUES_DIR: "", ENVIRONMENT: "", NAMESPACE: "", CDKTF_OUTDIR: "" };
  expect(await run("check", args, empty)).toMatchObject({ status: 0 });
  const unset = await run("access", [], { VALUES_DIR: "" }, made.folder);
  expect(unset.stderr).not.toContain("there is no folder ;");
  expect((await run("check", [...args, "--environment", "dve"])).stderr).toContain(
    'there is no environment "dve" (did you mean dev?)',
  );
  const filtered = { ENVIRONMENT: "nowhere", NAMESPACE: "nowhere" };
  const named = [...args, "--environment", "dev", "--namespace", "koa"];
  expect(await run("check", named, filtered)).toMatchObject({ status: 0 });
  const out = path.join(made.folder, "elsewhere");
  expect(
    await run("synth", [...args, "--outdir", out], { CDKTF_OUTDIR: "nowhere" }, made.folder),
  ).toMatchObject({ status: 0 });
});

test("lock and plan:guard work on whole environments, so they take no --namespace", async () => {
  for (const name of ["lock", "plan:guard"] as const) {
    const { status, stderr } = await run(name, [...ARGUMENTS[name], "--namespace", "koa"]);
    expect(status).toBe(1);
    expect(stderr).toContain("there is no option --namespace");
  }
});

test("one argument too many, or too few, is refused by name", async () => {
  expect((await run("check", ["dev"])).stderr).toContain('"dev" is one argument too many');
  expect((await run("values", ["dev"])).stderr).toContain("<namespace> is missing");
  expect((await run("plan:guard", [])).stderr).toContain("<plan.json> is missing");
});

describe("the closing line", () => {
  const FOUND: Record<
    Exclude<Name, "adopt" | "lock" | "affected" | "diff" | "plan" | "report" | "try">,
    string
  > = {
    synth: "1 environment, 1 stack, 1 table, no problems",
    check: "1 environment, 1 stack, 1 table, no problems",
    "plan:guard": "1 plan judged, no problems",
    values: "1 table",
    access: "1 role, 1 table",
    cost: "1 table",
  };

  test.each(Object.entries(FOUND))("of %s says what it found: %s", async (name, line) => {
    const made = await project();
    const printsData = ["values", "access", "cost"].includes(name);
    const args = argsOf(name as Name, made);
    const { status, stdout, stderr } = await run(name as Name, args, {}, made.folder);
    expect(status).toBe(0);
    expect((printsData ? stderr : stdout).split("\n").at(-1)).toBe(line);
    const quiet = await run(name as Name, [...args, "--quiet"], {}, made.folder);
    expect(quiet.stdout + quiet.stderr).not.toContain(line);
  });

  test("counts warnings in place of no problems", async () => {
    const made = await project(ENVIRONMENT);
    const { stdout, stderr } = await run("check", ["--values", made.values]);
    expect(stdout).toBe("1 environment, 1 stack, 1 table, 1 warning");
    expect(stderr).toMatch(/_environment\.yaml:1:1: warning: no backend: /);
  });

  test("is on stderr where stdout is JSON, and on stdout under the cdktf CLI", async () => {
    const made = await project();
    const { stdout, stderr } = await run("check", ["--values", made.values, "--json"]);
    expect(JSON.parse(stdout)).toEqual({ errors: [], warnings: [] });
    expect(stderr).toBe(FOUND.check);
    const cli = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };
    const under = await run("synth", argsOf("synth", made), cli, made.folder);
    expect(under).toEqual({ status: 0, stdout: FOUND.synth, stderr: "" });
  });

  test("of lock is that of its writing, or that nothing has changed", async () => {
    const made = await project();
    expect((await run("lock", ["--values", made.values])).stdout).toBe("every lock is up to date");
    made.write({ "dev/shop.yaml": tablesYaml(tableYaml("B")) });
    expect((await run("lock", ["--values", made.values])).stdout).toMatch(/\n1 lock file written$/);
  });
});

describe("a missing backend", () => {
  const NO_BACKEND = /^(.*):1:1: warning: no backend: .*write backend in _environment\.yaml/gm;
  const placesOf = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
    const { values: folder } = new Project({ "dev/koa.yaml": "tables: []\n", ...files });
    const { stderr } = await run("check", ["--values", folder]);
    return [...stderr.matchAll(NO_BACKEND)].map(([, file = ""]) => path.relative(folder, file));
  };

  test("is one warning for each environment, at its settings or its folder", async () => {
    expect(
      await placesOf({
        "dev/_environment.yaml": ENVIRONMENT,
        "dev/shop.yaml": "tables: []\n",
        "test/koa.yaml": "tables: []\n",
      }),
    ).toEqual(["dev/_environment.yaml", "test"]);
  });

  test.each(["dev/_environment.yaml", "_defaults.yaml"])("is none with one in %s", async (file) => {
    expect(await placesOf({ [file]: "backend: {type: local}\n" })).toEqual([]);
  });
});

describe("an error that nobody expected", () => {
  const { exitCode } = process;
  const { DEBUG } = process.env;

  afterEach(() => {
    process.exitCode = exitCode;
    if (DEBUG === undefined) delete process.env.DEBUG;
    else process.env.DEBUG = DEBUG;
    jest.restoreAllMocks();
  });

  /** What is printed where a command fails with an error, at once or later. */
  async function printedBy(run: () => Promise<number> | number, debug: string): Promise<unknown> {
    const print = jest.spyOn(console, "error").mockImplementation(() => undefined);
    process.env.DEBUG = debug;
    startCommand(run);
    await new Promise(setImmediate);
    expect(process.exitCode).toBe(1);
    expect(print).toHaveBeenCalledTimes(1);
    return print.mock.calls[0]?.[0];
  }

  const error = new Error("on purpose");
  const atOnce = (): number => {
    throw error;
  };

  test.each([
    ["at once", atOnce],
    ["later", () => Promise.reject(error)],
  ])("is one sentence where it comes %s", async (_, run) => {
    expect(await printedBy(run, "")).toBe(
      "unexpected error: on purpose. The values may be right; DEBUG=1 shows where it comes from",
    );
  });

  test("is repeated with its first line", async () => {
    const long = new Error("nothing works.\n    at all");
    expect(await printedBy(() => Promise.reject(long), "")).toBe(
      "unexpected error: nothing works. The values may be right; DEBUG=1 shows where it comes from",
    );
  });

  test("is shown with its stack to whoever debugs", async () => {
    expect(await printedBy(atOnce, "1")).toMatch(/^Error: on purpose\n {4}at /);
  });
});
