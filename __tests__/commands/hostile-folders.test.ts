import fs, {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { adoptInto } from "../support/run-adopt";
import { fileTree } from "../support/file-tree";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { runCommand } from "../support/run-command";
import type { CommandName, CommandRun } from "../support/run-command";

const FILES = {
  "dev/_environment.yaml": `${ENVIRONMENT}backend: {type: local}\n`,
  "dev/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [reader]")),
};

/** A project with a folder `precious` beside its values and its output. */
function makeProject(): Project {
  const project = new Project(FILES);
  for (const name of ["precious/stacks/dev-koa", "precious/.terraform"])
    mkdirSync(path.join(project.folder, name), { recursive: true });
  for (const name of ["file", "koa.json", "manifest.json", ".terraform/state"])
    writeFileSync(path.join(project.folder, "precious", name), "canary");
  return project;
}

function run(project: Project, name: CommandName, args: string[] = []): Promise<CommandRun> {
  const env = { VALUES_DIR: project.values, CDKTF_OUTDIR: project.outdir };
  return runCommand(name, args, env, project.folder);
}

/** Runs what must be refused, and expects that every file of the project is as it was. */
async function refused(project: Project, name: CommandName, args?: string[]): Promise<string> {
  const before = fileTree(project.folder);
  const { status, stdout, stderr } = await run(project, name, args);
  expect(fileTree(project.folder)).toEqual(before);
  expect(status).toBe(1);
  const said = `${stdout}\n${stderr}`;
  expect(said).not.toContain("canary");
  expect(said).not.toContain("unexpected error");
  return said.replaceAll(`${project.folder}/`, "");
}

function link(project: Project, name: string, target: string): void {
  const file = path.join(project.folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { recursive: true, force: true });
  symlinkSync(path.relative(path.dirname(file), path.join(project.folder, target)), file);
}

function writeManifest(project: Project, manifest: unknown): void {
  mkdirSync(project.outdir, { recursive: true });
  const text = typeof manifest === "string" ? manifest : JSON.stringify(manifest);
  writeFileSync(path.join(project.outdir, "manifest.json"), text);
}

function readManifest(project: Project): string {
  return readFileSync(path.join(project.outdir, "manifest.json"), "utf8");
}

describe("an output folder", () => {
  test.each([
    ["cdktf.out", "precious", "cdktf.out"],
    ["cdktf.out/manifest.json", "precious/file", "cdktf.out/manifest.json"],
    ["cdktf.out/stacks", "precious", "cdktf.out/stacks"],
    ["cdktf.out/stacks/dev-koa", "precious", "cdktf.out/stacks/dev-koa"],
    ["cdktf.out/stacks/dev-access", "precious", "cdktf.out/stacks/dev-access"],
    [
      "cdktf.out/stacks/dev-koa/cdk.tf.json",
      "precious/file",
      "cdktf.out/stacks/dev-koa/cdk.tf.json",
    ],
  ])("is not written where %s is a link", async (name, target, place) => {
    const project = makeProject();
    link(project, name, target);
    const said = await refused(project, "synth");
    expect(said).toContain(`${place}:1:1: this is a link`);
    expect(await refused(project, "check")).toContain(`${place}:1:1: this is a link`);
  });

  test("that a filter keeps, or that is gone, is not followed either where it is a link", async () => {
    const project = makeProject();
    project.write({ "dev/gone.yaml": "" });
    project.synth();
    project.remove("dev/gone.yaml");
    link(project, "cdktf.out/stacks/dev-gone", "precious");
    const message = "cdktf.out/stacks/dev-gone:1:1: this is a link";
    expect(await refused(project, "synth")).toContain(message);
    expect(await refused(project, "synth", ["--namespace", "koa"])).toContain(message);
  });

  test("may be a link outside of the project, which only its user can have named", async () => {
    const project = makeProject();
    const other = new Project({});
    symlinkSync(other.values, path.join(other.folder, "link"));
    const outdir = ["--outdir", path.join(other.folder, "link")];
    expect(await run(project, "synth", outdir)).toMatchObject({ status: 0 });
    expect(readdirSync(other.values)).toEqual(["manifest.json", "stacks"]);
  });

  test("is written beside a link that is nobody's", () => {
    const project = makeProject();
    link(project, "cdktf.out/stacks/dev-other", "precious");
    const before = fileTree(path.join(project.folder, "precious"));
    expect(project.run().status).toBe(0);
    expect(fileTree(path.join(project.folder, "precious"))).toEqual(before);
    expect(project.stacks()).toEqual(["dev-access", "dev-koa", "dev-other"]);
  });

  test("keeps the former output when the disk is full, and no other file", async () => {
    const project = makeProject();
    project.synth();
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B")) });
    const write = jest.spyOn(fs, "fsyncSync").mockImplementationOnce(() => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), {
        syscall: "write",
      });
    });
    const said = await refused(project, "synth");
    write.mockRestore();
    expect(said).toContain("cdktf.out cannot be written (ENOSPC: no space left on device)");
    project.synth();
    expect(project.text("dev-koa")).toContain('"B"');
  });
});

describe("a manifest", () => {
  const stack = (synthesizedStackPath: unknown): object => ({ name: "x", synthesizedStackPath });

  test.each<[string, unknown]>([
    ["a path beside the output folder", { stacks: { "dev-x": stack("../precious/file") } }],
    ["another file of the folder", { stacks: { "dev-x": stack("stacks/dev-x/file") } }],
    ["the folder of another stack", { stacks: { "dev-x": stack("stacks/dev-y/cdk.tf.json") } }],
    ["a path with dots", { stacks: { "dev-x": stack("stacks/y/../dev-x/cdk.tf.json") } }],
    ["an absolute path", { stacks: { "dev-x": stack("/etc/stacks/dev-x/cdk.tf.json") } }],
    ["no path", { stacks: { "dev-x": {} } }],
    ["a path that is no string", { stacks: { "dev-x": stack(["stacks/dev-x/cdk.tf.json"]) } }],
    ["a stack that is no map", { stacks: { "dev-x": null } }],
    ["a stack called ../x", { stacks: { "../x": stack("stacks/../x/cdk.tf.json") } }],
    ["a stack called ..", { stacks: { "..": stack("cdk.tf.json") } }],
    ["a stack without a name", { stacks: { "": stack("stacks/cdk.tf.json") } }],
    ["a stack of another app", { stacks: { MyStack: stack("stacks/MyStack/cdk.tf.json") } }],
    ["a stack __proto__", '{"stacks": {"__proto__": {"synthesizedStackPath": "../x/y"}}}'],
    [
      "one stack of it, and one of another",
      {
        stacks: {
          "dev-koa": stack("stacks/dev-koa/cdk.tf.json"),
          "dev-x": stack("../precious/file"),
        },
      },
    ],
    ["stacks as a list", { stacks: [stack("stacks/dev-x/cdk.tf.json")] }],
    ["no stacks", {}],
    ["null", null],
    ["no JSON", "canary"],
    ["nothing", ""],
    ["many brackets", "[".repeat(200_000)],
  ])("with %s refuses the run", async (_, manifest) => {
    const project = makeProject();
    writeManifest(project, manifest);
    const said = await refused(project, "synth");
    expect(said).toMatch(/^cdktf\.out\/manifest\.json:1:1: npm run synth did not write this: /m);
    expect(said).toContain("choose another folder with --outdir");
    expect(await refused(project, "synth", ["--namespace", "koa"])).toContain("did not write this");
    expect(await refused(project, "check")).toContain("did not write this");
  });

  test("is at most 16 MiB", async () => {
    const limit = 16 * 1024 * 1024;
    const project = makeProject();
    const [start, end] = ['{"stacks": {}, "x": "', '"}'];
    const full = start + "x".repeat(limit - start.length - end.length) + end;
    writeManifest(project, `${full} `);
    const { status, stderr } = await run(project, "check");
    expect(status).toBe(1);
    expect(stderr).toContain(`it has ${limit + 1} bytes, more than ${limit}`);
    writeManifest(project, full);
    expect((await run(project, "check")).status).toBe(0);
  });

  test("that is a folder refuses the run", async () => {
    const project = makeProject();
    mkdirSync(path.join(project.outdir, "manifest.json"), { recursive: true });
    expect(await refused(project, "synth")).toContain("this is not a regular file");
  });

  test("of an earlier run passes, and of a stack that a filter keeps only the name counts", () => {
    const project = makeProject();
    project.write({ "dev/other.yaml": "" });
    project.synth();
    const manifest = readManifest(project);
    const edited = JSON.parse(manifest) as { stacks: Record<string, object> };
    const evil = { workingDirectory: "../precious", dependencies: ["x"], annotations: ["x"] };
    edited.stacks["dev-other"] = { ...edited.stacks["dev-other"], ...evil };
    writeManifest(project, edited);
    project.synth({ NAMESPACE: "koa" });
    expect(readManifest(project)).toBe(manifest);
  });

  test("loses a stack whose folder is gone, with a filter too", () => {
    const project = makeProject();
    project.write({ "dev/other.yaml": "" });
    project.synth();
    rmSync(path.join(project.outdir, "stacks", "dev-other"), { recursive: true });
    project.synth({ NAMESPACE: "koa" });
    expect(readManifest(project)).not.toContain("dev-other");
  });
});

describe("of a stack that is gone", () => {
  let project: Project;
  let folder: string;

  beforeEach(() => {
    project = makeProject();
    project.write({ "dev/gone.yaml": "" });
    project.synth();
    folder = path.join(project.outdir, "stacks", "dev-gone");
    mkdirSync(path.join(folder, ".terraform/providers"), { recursive: true });
    link(project, "cdktf.out/stacks/dev-gone/.terraform/providers/aws", "precious");
    for (const name of [".terraform/environment", ".terraform.lock.hcl", "plan", "plan.json"])
      writeFileSync(path.join(folder, name), "x");
    project.remove("dev/gone.yaml");
  });

  test("everything is removed that a synthesis and a plan leave, and nothing that links lead to", () => {
    link(project, "cdktf.out/stacks/dev-gone/plan", "precious/file");
    const before = fileTree(path.join(project.folder, "precious"));
    expect(project.run()).toMatchObject({ status: 0, stdout: "", warnings: [] });
    expect(existsSync(folder)).toBe(false);
    expect(fileTree(path.join(project.folder, "precious"))).toEqual(before);
    expect(readManifest(project)).not.toContain("dev-gone");
  });

  test("the link .terraform is removed, and not what it leads to", () => {
    link(project, "cdktf.out/stacks/dev-gone/.terraform", "precious/.terraform");
    const before = fileTree(path.join(project.folder, "precious"));
    project.synth();
    expect(existsSync(folder)).toBe(false);
    expect(fileTree(path.join(project.folder, "precious"))).toEqual(before);
  });

  test("a folder with anything else stays, with a warning that names it, the state first", () => {
    for (const name of ["adopt.tf.json", "notes", "a", "terraform.tfstate"])
      writeFileSync(path.join(folder, name), "x");
    const { status, warnings } = project.run();
    expect(status).toBe(0);
    expect(warnings).toEqual([
      `${folder}:1:1: warning: the stack dev-gone is gone, and its folder stays, because it has what npm run synth does not write: terraform.tfstate, a, adopt.tf.json and 1 more; move what you need, and delete the folder`,
    ]);
    expect(readdirSync(folder).sort()).toEqual([
      "a",
      "adopt.tf.json",
      "notes",
      "terraform.tfstate",
    ]);
    expect(project.run().warnings).toEqual([]);
  });

  test("folders with the names of files stay", () => {
    rmSync(path.join(folder, "plan"));
    mkdirSync(path.join(folder, "plan"));
    writeFileSync(path.join(folder, "plan", "mine"), "x");
    expect(project.run().warnings).toHaveLength(1);
    expect(fileTree(folder)).toEqual({ plan: undefined, "plan/mine": "x" });
  });
});

describe("values", () => {
  test.each([
    ["a file", "values/dev/x.yaml", "precious/file"],
    ["a namespace", "values/dev/x", "precious"],
    ["an environment", "values/x", "precious"],
    ["a lock", "values/dev/_lock/koa.json", "precious/koa.json"],
    ["the folder of locks", "values/dev/_lock", "precious"],
    ["a file in a circle", "values/dev/x.yaml", "values/dev/x.yaml"],
  ])("are not read where %s is a link, and check and synth say so", async (_, name, target) => {
    const project = makeProject();
    link(project, name, target);
    const said = await refused(project, "check");
    expect(said).toContain(`${name}:1:1: `);
    expect(await refused(project, "synth")).toBe(said);
  });
});

describe("npm run lock", () => {
  const LOCK = "values/dev/_lock";

  test("is not led elsewhere by a link that a branch planted as a temporary file", async () => {
    const project = makeProject();
    link(project, `${LOCK}/.koa.json`, "precious/file");
    const before = fileTree(path.join(project.folder, "precious"));
    expect((await run(project, "lock")).status).toBe(0);
    expect(fileTree(path.join(project.folder, "precious"))).toEqual(before);
    expect(readdirSync(path.join(project.folder, LOCK)).sort()).toEqual([
      ".koa.json",
      "_access.json",
      "koa.json",
    ]);
  });

  test.each([
    ["its lock", `${LOCK}/koa.json`, "precious/none"],
    ["the folder of locks", LOCK, "precious/stacks/dev-koa"],
  ])("writes nothing where %s is a link", async (_, name, target) => {
    const project = makeProject();
    link(project, name, target);
    expect(await refused(project, "lock")).toContain("is a link");
  });

  test.each([
    ["values/dev", "values/.moved"],
    ["values", "moved"],
  ])("writes nothing where %s is a link", async (name, moved) => {
    const project = makeProject();
    renameSync(path.join(project.folder, name), path.join(project.folder, moved));
    link(project, name, moved);
    expect(await refused(project, "lock")).toContain(`${name}:1:1: this is a link`);
  });

  test("may be told of values by a link outside of the project", async () => {
    const project = makeProject();
    const other = new Project({});
    const values = path.join(other.folder, "link");
    symlinkSync(project.values, values);
    expect(await run(project, "lock", ["--values", values])).toMatchObject({ status: 0 });
    expect(existsSync(path.join(project.folder, LOCK, "koa.json"))).toBe(true);
  });

  test("keeps the former locks when the disk is full, and no other file", async () => {
    const project = makeProject();
    await run(project, "lock");
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("B")) });
    const write = jest.spyOn(fs, "writeFileSync").mockImplementationOnce(() => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), {
        syscall: "write",
      });
    });
    const said = await refused(project, "lock");
    write.mockRestore();
    expect(said).toContain(`${LOCK}/koa.json cannot be written (ENOSPC: no space left on device)`);
    expect(await run(project, "lock")).toMatchObject({ status: 0 });
  });
});

describe("npm run adopt", () => {
  test("does not write values through a link", async () => {
    const project = makeProject();
    renameSync(path.join(project.values, "dev/koa.yaml"), path.join(project.values, ".koa.yaml"));
    link(project, "values/dev/koa.yaml", "values/.koa.yaml");
    const before = fileTree(project.folder);
    const { status, stderr } = await adoptInto(project, [{ name: "koa-A" }]);
    expect(status).toBe(1);
    expect(stderr).toContain("dev/koa.yaml:1:1: this is a link");
    expect(fileTree(project.folder)).toEqual(before);
  });

  test("--state reads and writes nothing through a link, nor elsewhere", async () => {
    const project = makeProject();
    link(project, "cdktf.out/stacks/dev-koa/cdk.tf.json", "precious/file");
    const args = ["--state", "dev"];
    const message = "cdk.tf.json:1:1: this is a link";
    expect(await refused(project, "adopt", [...args, "koa"])).toContain(message);
    expect(await refused(project, "adopt", [...args, "x/../../../precious"])).toContain(
      "cannot be the name of a namespace",
    );
  });
});
