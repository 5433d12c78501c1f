import { rmSync } from "node:fs";
import { diskReader } from "../../config/source/disk-reader";
import type { ValuesReader } from "../../config/source/values-reader";
import { gitIn } from "../../revision/git";
import { blobsOf, entriesOf, objectsAt } from "../../revision/git-objects";
import { treeReader } from "../../revision/tree-reader";
import { Repository } from "../support/repository";

const LIMIT = 1024 * 1024;

/** The values of the last commit, and the same on disk. */
function readersOf(repository: Repository): { git: ValuesReader; disk: ValuesReader } {
  const git = gitIn(repository.folder, process.env);
  const [tree] = objectsAt(git, "HEAD", ["values"]);
  return {
    git: treeReader(git, repository.values, "values", entriesOf(git, tree?.hash ?? "")),
    disk: diskReader(repository.values, repository.folder),
  };
}

describe("the reader of a commit", () => {
  const repository = new Repository({});
  repository.write({
    "_defaults.yaml": "é\n",
    "dev/koa/a.yaml": "a: 1\n",
    "dev/koa/b.yaml": "",
    "dev/_lock/koa.json": "{}",
    "dev/ b\tc.yaml": "odd name",
    "dev/limit.yaml": "#".repeat(LIMIT),
    "dev/more.yaml": "#".repeat(LIMIT + 1),
    "dev/latin.yaml": Buffer.from([0xe9]),
  });
  repository.writeBeside("outside.yaml", "secret");
  const LINKS = {
    "dev/to-file.yaml": "koa/a.yaml",
    "dev/up-and-back.yaml": "../../values/dev/koa/a.yaml",
    "dev/to-link.yaml": "to-file.yaml",
    "dev/to-folder": "koa",
    "dev/nowhere.yaml": "nothing.yaml",
    "dev/through-a-file.yaml": "to-file.yaml/x",
    "dev/_lock/linked.json": "koa.json",
    prod: "dev",
  };
  const CIRCLE = { "dev/circle.yaml": "circle.yaml" };
  const OUT = { "dev/out.yaml": "../../outside.yaml", "dev/absolute.yaml": "/etc/passwd" };
  for (const [name, target] of Object.entries({ ...LINKS, ...CIRCLE, ...OUT }))
    repository.link(name, target);
  repository.commit();
  const { git, disk } = readersOf(repository);
  const FILES = [
    ...["_defaults.yaml", "dev/koa/a.yaml", "dev/koa/b.yaml", "dev/ b\tc.yaml", "dev/absent.yaml"],
    ...["dev/limit.yaml", "dev/more.yaml", "dev/latin.yaml", "dev", "dev/koa/a.yaml/x"],
    ...["prod/koa/a.yaml", "dev/to-folder/a.yaml", ...Object.keys(LINKS), ...Object.keys(CIRCLE)],
  ];

  test.each(FILES)("reads %s as it is read on disk", (name) => {
    const file = `${repository.values}/${name}`;
    expect(git.read(file)).toEqual(disk.read(file));
  });

  test.each(Object.keys(OUT))("does not follow %s, which leads out", (name) => {
    expect(git.read(`${repository.values}/${name}`)).toMatchObject({ fault: "leadsOut" });
    expect(disk.read(`${repository.values}/${name}`)).toMatchObject({ fault: "leadsOut" });
  });

  test.each([
    ["dev/_lock/koa.json", { text: "{}" }],
    ["dev/_lock/linked.json", { fault: "isLink" }],
    ["prod/_lock/koa.json", { fault: "isLink" }],
    ["dev/_lock/absent.json", { fault: "absent" }],
  ])("reads the lock %s only where it is no link", (name, content) => {
    const file = `${repository.values}/${name}`;
    expect(git.readLock(file)).toEqual(content);
    expect(disk.readLock(file)).toEqual(content);
  });

  test.each(["", "dev", "dev/koa", "dev/to-folder", "prod", "prod/koa", "nowhere"])(
    "lists the folder %j as it is listed on disk",
    (name) => {
      const folder = `${repository.values}/${name}`;
      expect(git.entries(folder)).toEqual(disk.entries(folder));
    },
  );

  test("says of a submodule that it cannot be read", () => {
    const hash = repository.git("rev-parse", "HEAD");
    repository.git("update-index", "--add", "--cacheinfo", `160000,${hash},values/dev/sub`);
    repository.git("commit", "--quiet", "--message=submodule");
    const reader = readersOf(repository).git;
    expect(reader.entries(`${repository.values}/dev/sub`)).toEqual({
      fault: "unreadable",
      code: "submodule",
    });
    expect(reader.entries(`${repository.values}/dev`)).toMatchObject({
      entries: expect.arrayContaining([{ name: "sub", isFolder: true, isLink: false }]) as object[],
    });
  });
});

test("objects of a commit are found through links, and what is nowhere is not found", () => {
  const repository = new Repository({ "dev/koa.yaml": "tables: []\n" });
  repository.link("dev/link.yaml", "koa.yaml");
  repository.link("out.yaml", "/etc/passwd");
  repository.link("dangling.yaml", "nothing");
  repository.commit();
  rmSync(repository.values, { recursive: true });
  const git = gitIn(repository.folder, process.env);
  const names = ["out.yaml", "dev/link.yaml", "dangling.yaml", "dev/koa.yaml/x", "x", "dev"];
  const found = objectsAt(
    git,
    "HEAD",
    names.map((name) => `values/${name}`),
  );
  expect(found.map((one) => one?.type)).toEqual([
    ...[undefined, "blob", undefined, undefined, undefined, "tree"],
  ]);
  const hash = found[1]?.hash ?? "";
  expect(blobsOf(git, [hash, hash]).get(hash)?.toString()).toBe("tables: []\n");
  expect(() => objectsAt(git, "HEAD", ["a\nb"])).toThrow("has a line break");
});
