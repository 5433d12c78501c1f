import { lockedProject, lockIn, refusals, runLock } from "../support/run-lock";
import type { Project } from "../support/project";
import { tableYaml, tablesYaml } from "../support/project";

/** A table with a global index that is sorted by `at`, of these types of its attributes. */
function indexed(id: string, at: string, more = ""): string {
  return `tables:
  - name: A
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes: [{name: id, type: ${id}}, {name: at, type: ${at}}]
    globalSecondaryIndex: [{name: by-at, hashKey: at, projectionType: ALL}]
    deletionPolicy: Delete
${more}`;
}

function edited(before: string, after: string): Project {
  const project = lockedProject({ "dev/koa.yaml": before });
  project.write({ "dev/koa.yaml": after });
  return project;
}

const HASH_KEY = "tableKeepsIdentity dev/koa.yaml:5:35";
const INDEX_KEY = "indexKeepsTypes dev/koa.yaml:5:56";

describe("lock: another type of an index's key", () => {
  test("is refused in a table that stays, whatever is accepted", () => {
    const project = edited(indexed("S", "S"), indexed("S", "N"));
    expect(refusals(project)).toEqual([INDEX_KEY]);
    expect(runLock(project, "--accept koa/A").refused).toMatchObject([{ rule: "indexKeepsTypes" }]);
  });

  test("is no matter in a table that is destroyed and created with another hash key", () => {
    const project = edited(indexed("S", "S"), indexed("N", "N"));
    expect(refusals(project)).toEqual([HASH_KEY]);
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    expect(lockIn(project).tables.A).toMatchObject({ hashKey: "id N" });
  });

  test("is reported beside what is rebuilt", () => {
    const stream = (view: string): string => `    streamViewType: ${view}\n`;
    const project = edited(
      indexed("S", "S", stream("KEYS_ONLY")),
      indexed("S", "N", stream("NEW_IMAGE")),
    );
    expect(refusals(project)).toEqual([INDEX_KEY, "tableKeepsParts dev/koa.yaml:8:21"]);
  });
});

test("lock: another hash key is refused although nothing else changed", () => {
  const project = edited(indexed("S", "S"), indexed("N", "S"));
  expect(refusals(project)).toEqual([HASH_KEY]);
});

test("lock: another hash key and another stream view are both reported", () => {
  const stream = (view: string): string => `    streamViewType: ${view}\n`;
  const project = edited(
    indexed("S", "S", stream("KEYS_ONLY")),
    indexed("N", "S", stream("NEW_IMAGE")),
  );
  expect(refusals(project)).toEqual([HASH_KEY, "tableKeepsParts dev/koa.yaml:8:21"]);
});

test("lock: a key whose type is not declared is no other key", () => {
  const project = edited(
    tablesYaml(tableYaml("A")),
    tablesYaml(tableYaml("A").replace("{name: id, type: S}", "{name: other, type: S}")),
  );
  const rules = refusals(project).map((refusal) => refusal.split(" ")[0]);
  expect(rules.length).toBeGreaterThan(0);
  expect(rules).not.toContain("tableKeepsIdentity");
});

describe("lock: a range key", () => {
  const RANGE_KEY = "    rangeKey: at\n";

  test("may not be added", () => {
    expect(refusals(edited(indexed("S", "S"), indexed("S", "S", RANGE_KEY)))).toEqual([
      "tableKeepsIdentity dev/koa.yaml:8:15",
    ]);
  });

  test("may not be omitted", () => {
    expect(refusals(edited(indexed("S", "S", RANGE_KEY), indexed("S", "S")))).toEqual([
      "tableKeepsIdentity dev/koa.yaml:2:11",
    ]);
  });

  test("may stay as it is", () => {
    const same = indexed("S", "S", RANGE_KEY);
    expect(refusals(edited(same, `${same}\n`))).toEqual([]);
  });

  test("of a global index is added and omitted by rebuilding the index", () => {
    const sorted = indexed("S", "S").replace("hashKey: at,", "hashKey: at, rangeKey: id,");
    expect(refusals(edited(indexed("S", "S"), sorted))).toEqual([
      "tableKeepsParts dev/koa.yaml:6:65",
    ]);
    expect(refusals(edited(sorted, indexed("S", "S")))).toEqual([
      "tableKeepsParts dev/koa.yaml:6:35",
    ]);
  });
});
