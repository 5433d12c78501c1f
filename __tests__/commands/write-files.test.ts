import fs, { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { baseFolder, pathFault } from "../../commands/safe-path";
import { WriteError, writeFiles, writeNewFile } from "../../commands/write-files";
import { fileTree } from "../support/file-tree";

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "write-"));
  fs.writeFileSync(at("old.json"), "old");
  mkdirSync(at("inner"));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** What writing says, and that it changed nothing. */
function refusal(...texts: [string, string | undefined][]): string {
  const before = fileTree(folder);
  let message = "";
  expect(() => {
    try {
      writeFiles(
        folder,
        texts.map(([name, text]) => [at(name), text]),
      );
    } catch (error) {
      message = (error as Error).message.replaceAll(`${folder}/`, "");
      throw error;
    }
  }).toThrow(WriteError);
  expect(fileTree(folder)).toEqual(before);
  return message;
}

function failing(code: string): Error {
  return Object.assign(new Error(`${code}: no luck, write`), { code, syscall: "write" });
}

test("files are written, replaced and deleted, and their folders are made", () => {
  fs.writeFileSync(at("gone.json"), "gone");
  writeFiles(folder, [
    [at("old.json"), "new"],
    [at("inner/deep/made.json"), "made"],
    [at("gone.json"), undefined],
    [at("never.json"), undefined],
  ]);
  expect(fileTree(folder)).toEqual({
    inner: undefined,
    "inner/deep": undefined,
    "inner/deep/made.json": "made",
    "old.json": "new",
  });
});

test("a file that is replaced keeps its permissions", () => {
  chmodSync(at("old.json"), 0o640);
  writeFiles(folder, [[at("old.json"), "new"]]);
  expect(statSync(at("old.json")).mode & 0o777).toBe(0o640);
});

test.each([
  ["writeFileSync", "ENOSPC"],
  ["fsyncSync", "EIO"],
  ["openSync", "EACCES"],
  ["renameSync", "EPERM"],
] as const)("when %s fails, every file is as it was and no other is left", (name, code) => {
  jest.spyOn(fs, name).mockImplementationOnce(() => {
    throw failing(code);
  });
  expect(refusal(["inner/one.json", "1"], ["old.json", "new"])).toBe(
    `inner/one.json cannot be written (${code}: no luck); every file has its old or its new content: fix the reason and run this again`,
  );
});

test("when the second of two files cannot be written, the first is as it was", () => {
  const { fsyncSync } = fs;
  jest
    .spyOn(fs, "fsyncSync")
    .mockImplementationOnce(fsyncSync)
    .mockImplementationOnce(() => {
      throw failing("ENOSPC");
    });
  expect(refusal(["old.json", "new"], ["inner/two.json", "2"])).toContain(
    "inner/two.json cannot be written",
  );
});

test("an error that is not the operating system's is not reworded", () => {
  jest.spyOn(fs, "fsyncSync").mockImplementationOnce(() => {
    throw new TypeError("a mistake of ours");
  });
  expect(() => {
    writeFiles(folder, [[at("old.json"), "new"]]);
  }).toThrow(new TypeError("a mistake of ours"));
});

describe("nothing is written through", () => {
  beforeEach(() => {
    mkdirSync(at("precious"));
    fs.writeFileSync(at("precious/file"), "canary");
  });

  test.each<[string, string, string, RegExp]>([
    ["a linked file", "inner/a.json", "../precious/file", /^inner\/a\.json: this is a link/],
    ["a link to a file of its folder", "inner/a.json", "../old.json", /^inner\/a\.json: .*link/],
    ["a link that leads nowhere", "inner/a.json", "../precious/new", /^inner\/a\.json: .*link/],
    ["a linked folder", "inner/linked", "../precious", /^inner\/linked: this is a link/],
  ])("%s", (_, link, target, message) => {
    symlinkSync(target, at(link));
    const file = link.endsWith(".json") ? link : `${link}/file`;
    expect(refusal(["old.json", "new"], [file, "x"])).toMatch(message);
    expect(refusal([file, undefined])).toMatch(message);
  });

  test("the link that the name of a temporary file would be, if it could be guessed", () => {
    symlinkSync("precious/file", at(".old.json"));
    symlinkSync("precious/file", at("old.json.tmp"));
    writeFiles(folder, [[at("old.json"), "new"]]);
    expect(fileTree(folder)).toMatchObject({ "old.json": "new", "precious/file": "canary" });
  });
});

test("a new file is not written where anything exists, also a link that leads nowhere", () => {
  symlinkSync("old.json", at("linked"));
  symlinkSync("nowhere", at("dangling"));
  for (const name of ["old.json", "linked", "dangling"])
    expect(() => {
      writeNewFile(at(name), "x");
    }).toThrow("EEXIST");
  expect(fileTree(folder)).toMatchObject({ "old.json": "old" });
  expect(fileTree(folder)).not.toHaveProperty("nowhere");
});

test("what is in the way of a file or of a folder, and what is elsewhere, is refused", () => {
  expect(refusal(["inner", "x"])).toContain("inner: this is not a regular file");
  expect(refusal(["old.json/x", "x"])).toContain("old.json: this is not a folder");
  expect(refusal(["../x", "x"])).toContain("nothing is written elsewhere");
});

test("names that start with dots are names", () => {
  expect(pathFault(folder, at("..x/..y"))).toBeUndefined();
  expect(pathFault(folder, folder)).toBeDefined();
});

test("a folder that is named by a link is a base outside of the project, and no base in it", () => {
  const link = at("link");
  symlinkSync("inner", link);
  expect(baseFolder(link, at("project"))).toBe(link);
  expect(pathFault(link, path.join(link, "x"))).toBeUndefined();
  expect(baseFolder(link, folder)).toBe(folder);
  expect(pathFault(folder, path.join(link, "x"))).toMatchObject({ file: link });
});
