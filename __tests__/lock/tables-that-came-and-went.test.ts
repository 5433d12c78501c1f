import { editLock, lockedProject, refusals, relock, runLock } from "../support/run-lock";
import type { Project } from "../support/project";
import { allowing, tablesYaml, tableYaml } from "../support/project";

const NO_TABLES = "tables: []\n";

/** The table `koa-A` under a name of its own, with this stream. */
const taken = (name: string, stream: string): string =>
  tablesYaml(tableYaml(name, `tableName: koa-A, adopt: true, streamViewType: ${stream}`));

const removed = (name: string): string =>
  `removedTables: [{name: ${name}, reason: moved}]\n${NO_TABLES}`;

/**
 * A table with the stream KEYS_ONLY that koa let go to shop, where its stream became NEW_IMAGE, before
 * locks said what is taken over. A third namespace has no tables yet.
 */
function moved(): Project {
  const project = lockedProject({
    "dev/_environment.yaml": allowing("shop: [koa-A], third: [koa-A]"),
    "dev/koa.yaml": tablesYaml(tableYaml("A", "streamViewType: KEYS_ONLY")),
    "dev/shop.yaml": NO_TABLES,
    "dev/third.yaml": NO_TABLES,
  });
  project.write({ "dev/koa.yaml": removed("A"), "dev/shop.yaml": taken("B", "KEYS_ONLY") });
  relock(project);
  project.write({ "dev/shop.yaml": taken("B", "NEW_IMAGE") });
  relock(project, "--accept shop/B");
  editLock(project, (lock) => ({
    ...lock,
    removed: { A: { ...lock.removed.A, takenOver: undefined } },
  }));
  return project;
}

const STREAM = ["tableKeepsParts dev/third.yaml:2:140"];

test("lock: a table that leaves now is compared with what it is, not with what it once was elsewhere", () => {
  const project = moved();
  project.write({ "dev/shop.yaml": removed("B"), "dev/third.yaml": taken("C", "KEYS_ONLY") });
  expect(refusals(project)).toEqual(STREAM);
  project.write({ "dev/third.yaml": taken("C", "NEW_IMAGE") });
  expect(refusals(project)).toEqual([]);
});

test("lock: a table that left several namespaces is compared with the entry that is closest to it", () => {
  const project = moved();
  project.write({ "dev/shop.yaml": removed("B") });
  relock(project);
  for (const stream of ["KEYS_ONLY", "NEW_IMAGE"]) {
    project.write({ "dev/third.yaml": taken("C", stream) });
    expect(refusals(project)).toEqual([]);
  }
  project.write({ "dev/third.yaml": taken("C", "OLD_IMAGE") });
  expect(refusals(project)).toEqual(STREAM);
});

test("lock: a table that left is not compared with one that does not take it over", () => {
  const project = moved();
  project.write({ "dev/shop.yaml": removed("B") });
  relock(project);
  project.write({ "dev/third.yaml": taken("C", "OLD_IMAGE").replace(", adopt: true", "") });
  // For each namespace that it left.
  const kept = "tableIsKept dev/third.yaml:2:12";
  expect(refusals(project)).toEqual([kept, kept]);
});

test("lock: a table that left in an earlier change is compared with what it was then", () => {
  const project = lockedProject({
    "dev/_environment.yaml": allowing("shop: [koa-A], third: [koa-A]"),
    "dev/koa.yaml": tablesYaml(tableYaml("A", "streamViewType: KEYS_ONLY")),
    "dev/third.yaml": NO_TABLES,
  });
  project.write({ "dev/koa.yaml": removed("A") });
  relock(project);
  project.write({ "dev/third.yaml": taken("C", "NEW_IMAGE") });
  expect(refusals(project)).toEqual(STREAM);
  expect(runLock(project)).toMatchObject({ status: 1 });
});
