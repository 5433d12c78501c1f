import { spawnSync } from "node:child_process";
import fs, {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { diskReader } from "../../../config/source/disk-reader";
import { findValues, readValues } from "../../../config/source/values-files";
import { formatProblem, Problems } from "../../../diagnostics/problems";
import { readNamespaceLock } from "../../../lock/file/read-lock";

const CANARY = "canary: secret\n";
const LIMIT = 1024 * 1024;

let project: string;
let values: string;
let outside: string;

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), "reader-"));
  values = path.join(project, "values");
  outside = path.join(project, "outside");
  write("values/dev/koa.yaml", "tables: []\n");
  write("outside/secret.yaml", CANARY);
  write("outside/_lock/koa.json", CANARY);
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

function write(name: string, text: string): void {
  const file = path.join(project, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** @param name of the link, below the values */
function link(name: string, target: string): void {
  const file = path.join(values, name);
  mkdirSync(path.dirname(file), { recursive: true });
  symlinkSync(target, file);
}

/** Finds and reads everything, locks too, and returns what is wrong. */
function problemsOf(folder = values): string[] {
  const problems = new Problems();
  const reader = diskReader(folder, project);
  const { defaults, environments } = findValues(reader, problems);
  if (defaults !== undefined) readValues(reader, defaults, problems);
  for (const { settings, namespaces } of environments) {
    if (settings !== undefined) readValues(reader, settings, problems);
    for (const { files, lock } of namespaces) {
      for (const file of files) readValues(reader, file, problems);
      readNamespaceLock(reader, lock, false, problems);
    }
  }
  const texts = problems.errors.map(formatProblem);
  expect(texts.join()).not.toContain("secret:");
  expect(texts.join()).not.toContain("canary");
  return texts.map((text) => text.replaceAll(`${values}/`, "").replaceAll(project, "<project>"));
}

describe("files and folders", () => {
  test.each([
    ["a file", "dev/x.yaml", "secret.yaml"],
    ["a namespace", "dev/x", "."],
    ["an environment", "x", "."],
    ["the settings of an environment", "dev/_environment.yaml", "secret.yaml"],
    ["the defaults", "_defaults.yaml", "secret.yaml"],
  ])(
    "%s that is a link out of the values is reported, and nothing in it is read",
    (_, name, target) => {
      link(name, path.join(outside, target));
      expect(problemsOf()).toEqual([
        `${name}:1:1: this is a link to ${path.join("<project>/outside", target)}, which is outside the folder of the values; copy it here`,
      ]);
    },
  );

  test("a file in a folder that is linked from outside is not read by its name either", () => {
    link("dev/x", outside);
    const reader = diskReader(values);
    const file = path.join(values, "dev/x/secret.yaml");
    expect(reader.read(file)).toMatchObject({ fault: "leadsOut" });
    expect(reader.read(path.join(values, "../outside/secret.yaml"))).toMatchObject({
      fault: "leadsOut",
    });
  });

  test("a folder whose name starts like that of the values is outside", () => {
    write("values-2/x.yaml", CANARY);
    link("dev/x.yaml", "../../values-2/x.yaml");
    expect(problemsOf()).toEqual([expect.stringContaining("is outside the folder of the values")]);
  });

  test("links that stay inside are followed", () => {
    link("dev/x.yaml", "koa.yaml");
    link("dev/y", "../dev");
    link("prod", "dev");
    expect(problemsOf()).toEqual([
      "dev/y/y:1:1: this is neither an environment nor a namespace, and folders are values/<environment> and values/<environment>/<namespace>; move or delete it, or start its name with a dot, so that it is ignored",
      "prod/y/y:1:1: this is neither an environment nor a namespace, and folders are values/<environment> and values/<environment>/<namespace>; move or delete it, or start its name with a dot, so that it is ignored",
    ]);
  });

  test.each([
    ["leads to itself", "x.yaml", "ELOOP"],
    ["leads nowhere", "nowhere", "ENOENT"],
    ["goes through a file", "koa.yaml/x", "ENOTDIR"],
  ])("a link that %s cannot be read", (_, target, code) => {
    link("dev/x.yaml", target);
    expect(problemsOf()).toEqual([
      `dev/x.yaml:1:1: cannot be read (${code}); fix the file, its permissions or its link`,
    ]);
  });

  test("links that lead to each other, where a folder could be, are not values files", () => {
    link("dev/a", "b");
    link("dev/b", "a");
    expect(problemsOf()).toEqual([
      expect.stringMatching(/^dev\/a:1:1: this is not a values file/),
      expect.stringMatching(/^dev\/b:1:1: this is not a values file/),
    ]);
  });

  test("a FIFO is never opened", () => {
    expect(spawnSync("mkfifo", [path.join(values, "dev/x.yaml")]).status).toBe(0);
    mkdirSync(path.join(values, "dev/_lock"));
    expect(spawnSync("mkfifo", [path.join(values, "dev/_lock/koa.json")]).status).toBe(0);
    const open = jest.spyOn(fs, "openSync");
    const message = "this is not a regular file, and only regular files are read";
    expect(problemsOf()).toEqual([
      expect.stringContaining(`dev/_lock/koa.json:1:1: ${message}`),
      expect.stringContaining(`dev/x.yaml:1:1: ${message}`),
    ]);
    expect(open.mock.calls.map(([file]) => path.basename(String(file)))).toEqual(["koa.yaml"]);
    open.mockRestore();
  });

  test("a device is not read through a link", () => {
    link("dev/x.yaml", "/dev/zero");
    expect(problemsOf()).toEqual([
      expect.stringContaining("is a link to /dev/zero, which is outside"),
    ]);
  });

  test("a file has at most 1 MiB, and a lock too", () => {
    write("values/dev/large.yaml", `#${"x".repeat(LIMIT - 1)}`);
    write("values/dev/_lock/koa.json", `{${" ".repeat(LIMIT - 2)}}`);
    expect(problemsOf()).toEqual([]);
    write("values/dev/large.yaml", `#${"x".repeat(LIMIT)}`);
    write("values/dev/_lock/koa.json", `{${" ".repeat(LIMIT - 1)}}`);
    expect(problemsOf()).toEqual([
      "dev/_lock/koa.json:1:1: the file has more than 1048576 bytes (1 MiB), which is the limit; split the namespace over several files",
      "dev/large.yaml:1:1: the file has more than 1048576 bytes (1 MiB), which is the limit; split the namespace over several files",
    ]);
  });

  test("a folder without permission is reported, and the others are read", () => {
    write("values/prod/koa.yaml", "");
    // The superuser, who runs tests in many containers, may read everything.
    const { readdirSync } = fs;
    const denied = (folder: string): never => {
      throw Object.assign(new Error(folder), { code: "EACCES" });
    };
    const spy = jest
      .spyOn(fs, "readdirSync")
      .mockImplementation(((folder: string, options: never) =>
        folder.endsWith("/dev") ? denied(folder) : readdirSync(folder, options)) as never);
    expect(problemsOf()).toEqual([
      "dev:1:1: cannot be read (EACCES); fix the file, its permissions or its link",
    ]);
    spy.mockRestore();
  });
});

describe("the folder of the values", () => {
  test("may not lead out of the project that it is in", () => {
    renameSync(values, path.join(project, "moved"));
    const other = mkdtempSync(path.join(tmpdir(), "other-"));
    symlinkSync(other, values);
    expect(problemsOf()).toEqual([
      `${values}:1:1: the folder of the values is a link to ${other}, which is outside the project; if that is right, set VALUES_DIR to ${other}`.replaceAll(
        project,
        "<project>",
      ),
    ]);
    rmSync(other, { recursive: true });
  });

  test("may be a link within the project, or one outside of it", () => {
    renameSync(values, path.join(project, "moved"));
    symlinkSync("moved", values);
    expect(problemsOf()).toEqual([]);
    const elsewhere = mkdtempSync(path.join(tmpdir(), "other-"));
    symlinkSync(values, path.join(elsewhere, "link"));
    expect(problemsOf(path.join(elsewhere, "link"))).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  test("that is a file is no folder", () => {
    const file = path.join(values, "dev/koa.yaml");
    expect(problemsOf(file)).toEqual([expect.stringContaining("there is no folder dev/koa.yaml")]);
  });
});

describe("a lock", () => {
  const MESSAGE = "this is a link, or in a folder that is one, and locks are never links";

  test.each([
    ["out of the values", "../../../outside/_lock/koa.json"],
    ["within the values", "../.koa.json"],
    ["nowhere", "nowhere"],
  ])("that is a link %s is reported, and not read", (_, target) => {
    write("values/dev/.koa.json", "{}");
    link("dev/_lock/koa.json", target);
    expect(problemsOf()).toEqual([expect.stringContaining(`dev/_lock/koa.json:1:1: ${MESSAGE}`)]);
  });

  test.each([
    ["out of the values", "../../outside/_lock"],
    ["within the values", ".locks"],
    ["nowhere", "nowhere"],
  ])("is not read where its folder is a link %s", (_, target) => {
    write("values/dev/.locks/koa.json", "{}");
    link("dev/_lock", target);
    expect(problemsOf()).toContainEqual(expect.stringContaining(`dev/_lock:1:1: ${MESSAGE}`));
    const reader = diskReader(values);
    expect(reader.readLock(path.join(values, "dev/_lock/koa.json"))).toHaveProperty("fault");
  });

  test("is not read in an environment that is a link", () => {
    write("values/dev/_lock/koa.json", "{}");
    link("prod", "dev");
    expect(problemsOf()).toEqual([expect.stringContaining(`prod/_lock/koa.json:1:1: ${MESSAGE}`)]);
  });
});
