import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { tmpdir } from "node:os";
import { fileTree } from "../support/file-tree";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { Repository } from "../support/repository";
import { runCommand } from "../support/run-command";

const SETTINGS = `${ENVIRONMENT}backend: {type: local}\n`;
const KOA = tableYaml("A", "serviceAccountReadRoles: [reader-koa]");

const FILES = {
  "_defaults.yaml": "region: eu-west-1\n",
  "dev/_environment.yaml": SETTINGS,
  "dev/koa.yaml": tablesYaml(KOA),
  "dev/shop.yaml": tablesYaml(tableYaml("B")),
  "prod/_environment.yaml": SETTINGS.replace("1", "2"),
  "prod/koa.yaml": tablesYaml(tableYaml("A")),
};

/** A repository with one commit of the files above. */
function committed(files: Readonly<Record<string, string>> = FILES): Repository {
  const repository = new Repository(files);
  repository.commit();
  return repository;
}

/** What is affected, each as `stack change`. */
async function affected(
  repository: Repository,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { status, stdout, stderr } = await repository.command("affected", args, env);
  if (status !== 0) throw new Error(stderr);
  return stdout.split("\n").filter((line) => line !== "");
}

describe("affected", () => {
  test("lists what differs from the last commit: added, changed and removed stacks, sorted", async () => {
    const repository = committed({ ...FILES, "dev/empty.yaml": "tables: []\n" });
    expect(await affected(repository)).toEqual([]);
    repository.write({
      "dev/koa.yaml": `# a comment changes nothing\n${FILES["dev/koa.yaml"]}`,
      "dev/shop.yaml": tablesYaml(tableYaml("B", "tags: {team: shop}")),
      "dev/new.yaml": tablesYaml(tableYaml("C")),
    });
    repository.remove("dev/empty.yaml");
    const before = fileTree(repository.folder);
    expect(await affected(repository)).toEqual([
      "dev-empty removed",
      "dev-new added",
      "dev-shop changed",
    ]);
    expect(await affected(repository, ["--namespace", "shop"])).toEqual(["dev-shop changed"]);
    expect(await affected(repository, ["--environment", "prod"])).toEqual([]);
    const { stdout, stderr } = await repository.command("affected", ["--json"]);
    expect(JSON.parse(stdout)).toEqual({
      stacks: [
        { stack: "dev-empty", environment: "dev", namespace: "empty", change: "removed" },
        { stack: "dev-new", environment: "dev", namespace: "new", change: "added" },
        { stack: "dev-shop", environment: "dev", namespace: "shop", change: "changed" },
      ],
    });
    expect(stderr).toMatch(/\n3 stacks differ from HEAD \([0-9a-f]{7}\)$/);
    // Nothing is checked out, and nothing is left behind.
    expect(fileTree(repository.folder)).toEqual(before);
  });

  test("lists the other stacks that an edit of one file changes: a grant, and a setting of all", async () => {
    const repository = committed();
    const granted = "serviceAccountReadRoles: [reader-koa]";
    repository.write({ "dev/shop.yaml": tablesYaml(tableYaml("B", granted)) });
    // The policy of the role is in the stack of its namespace.
    expect(await affected(repository)).toEqual(["dev-koa changed"]);
    repository.write({ "dev/shop.yaml": tablesYaml(tableYaml("B", granted.replace("-koa", ""))) });
    expect(await affected(repository)).toEqual(["dev-access added"]);
    expect(JSON.parse((await repository.command("affected", ["--json"])).stdout)).toMatchObject({
      stacks: [{ stack: "dev-access", namespace: "access" }],
    });
    repository.write({ "_defaults.yaml": "region: eu-west-1\ntags: {team: data}\n" });
    expect(await affected(repository)).toEqual([
      "dev-access added",
      "dev-koa changed",
      "dev-shop changed",
      "prod-koa changed",
    ]);
  });

  test("compares with the merge base with origin/main, with HEAD, or with what --base names", async () => {
    const repository = committed();
    repository.write({ "dev/koa.yaml": tablesYaml(KOA, tableYaml("B")) });
    repository.commit();
    repository.git("tag", "second");
    expect(await affected(repository)).toEqual([]);
    expect(await affected(repository, ["--base", "HEAD~1"])).toEqual(["dev-koa changed"]);
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD~1");
    expect(await affected(repository)).toEqual(["dev-koa changed"]);
    const { stderr } = await repository.command("affected");
    expect(stderr).toMatch(
      /1 stack differs from the merge base with origin\/main \([0-9a-f]{7}\)$/,
    );
    repository.git("checkout", "--quiet", "--orphan", "other");
    repository.commit();
    expect((await repository.command("affected")).stderr).toContain(
      "HEAD and origin/main have no commit in common here",
    );
    expect(await affected(repository, ["--base", "second"])).toEqual([]);
  });

  test("has everything added where the base has no values, or nothing is committed", async () => {
    const all = ["dev-koa added", "dev-shop added", "prod-koa added"];
    const repository = new Repository(FILES);
    expect(await affected(repository)).toEqual(all);
    repository.git("commit", "--quiet", "--allow-empty", "--message=empty");
    expect(await affected(repository)).toEqual(all);
  });

  test("finds the values at any depth of the repository, and whatever a hook says", async () => {
    const repository = new Repository({});
    const folder = "infra/tables";
    const values = path.join(repository.folder, folder, "values");
    for (const [name, text] of Object.entries(FILES))
      repository.writeBeside(path.join(folder, "values", name), text);
    repository.commit();
    repository.writeBeside(`${folder}/values/dev/shop.yaml`, "tables: []\n");
    const env = { VALUES_DIR: values, GIT_DIR: "/nowhere", GIT_INDEX_FILE: "/nowhere" };
    expect(await affected(repository, [], env)).toEqual(["dev-shop changed"]);
    const project = path.join(repository.folder, folder);
    const { stdout } = await runCommand(
      "affected",
      [],
      { ...env, PATH: process.env.PATH ?? "" },
      project,
    );
    expect(stdout).toBe("dev-shop changed");
  });

  test.each([
    ["package-lock.json", lockOf("1.0.0"), lockOf("1.0.1")],
    ["package-lock.json", lockOf("1.0.0"), undefined],
    [".terraform.lock.hcl", undefined, "provider {}\n"],
    ["cdktf.json", '{"app": "a"}', '{"app": "b"}'],
  ])("has every stack changed where %s differs", async (file, before, now) => {
    const repository = new Repository(FILES);
    if (before !== undefined) repository.writeBeside(file, before);
    repository.commit();
    if (now === undefined) rmSync(path.join(repository.folder, file));
    else repository.writeBeside(file, now);
    expect(await affected(repository)).toEqual([
      "dev-koa changed",
      "dev-shop changed",
      "prod-koa changed",
    ]);
    const { stderr } = await repository.command("affected");
    expect(stderr).toContain(`${file}:1:1: warning: ${file} differs from HEAD (`);
  });

  test("has the stacks of an environment changed where the base has errors there", async () => {
    const repository = committed({ ...FILES, "dev/bad.yaml": "tabels: []\n" });
    repository.remove("dev/bad.yaml");
    expect(await affected(repository)).toEqual([
      "dev-bad removed",
      "dev-koa changed",
      "dev-shop changed",
    ]);
    const { stderr } = await repository.command("affected");
    expect(stderr).toMatch(
      /dev:1:1: warning: the values of HEAD \(.*\) have 1 error here, .*dev\/bad\.yaml:1:1: unknown key tabels/,
    );
    expect(await affected(repository, ["--environment", "prod"])).toEqual([]);
  });

  test("has all stacks changed where the base has errors in _defaults.yaml", async () => {
    const repository = committed({ ...FILES, "_defaults.yaml": "regoin: eu-west-1\n" });
    repository.write({ "_defaults.yaml": "region: eu-west-1\n" });
    expect(await affected(repository)).toHaveLength(3);
  });

  test("with CI=true takes a base with tables in no lock as it is, as long as the values have one", async () => {
    const repository = committed();
    const ci = { CI: "true" };
    const { status, stderr } = await repository.command("affected", [], ci);
    expect(status).toBe(1);
    expect(stderr).toContain("run npm run lock");
    await repository.command("lock");
    expect(await affected(repository, [], ci)).toEqual([]);
  });

  test.each([
    ["nowhere", 'git does not know a commit "nowhere"'],
    ["HEAD:values", 'git does not know a commit "HEAD:values"'],
    ["--output=x", "--base needs a value"],
  ])("fails for the base %s", async (base, message) => {
    const repository = committed();
    const before = fileTree(repository.folder);
    const { status, stdout, stderr } = await repository.command("affected", [
      "--base",
      base,
      "--json",
    ]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(fileTree(repository.folder)).toEqual(before);
  });

  test("fails outside of git, without git, and for values that are wrong", async () => {
    const { values, folder } = new Project(FILES);
    const run = (env: Readonly<Record<string, string>>) =>
      runCommand("affected", ["--json"], { VALUES_DIR: values, ...env }, folder);
    const { PATH = "" } = process.env;
    expect(await run({ PATH })).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining(`${folder} is in no git repository`) as string,
    });
    const empty = mkdtempSync(path.join(tmpdir(), "no-git-"));
    expect((await run({ PATH: empty })).stderr).toContain("git is not installed");
    rmSync(empty, { recursive: true });
    const repository = committed();
    repository.write({ "dev/koa.yaml": "tabels: []\n" });
    const wrong = await repository.command("affected", ["--json"]);
    expect(wrong).toMatchObject({ status: 1, stdout: "" });
    expect(wrong.stderr).toContain("dev/koa.yaml:1:1: unknown key tabels");
  });
});

function lockOf(version: string): string {
  return JSON.stringify({ packages: { "node_modules/dynamodb-values": { version } } });
}
