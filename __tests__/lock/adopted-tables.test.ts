import {
  DELETE,
  LOCK,
  NO_TABLES,
  REMOVED,
  editLock,
  locked,
  lockOf,
  relock,
  runLock,
} from "../support/lock-runs";
import { allowing, ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

/** The attributes of the tables of these tests. */
const KEYS = "attributes: [{name: id, type: S}, {name: at, type: S}, {name: x, type: S}]";
const LOCAL = "localSecondaryIndex: [{name: by-x, rangeKey: x, projectionType: ALL}]";
const GLOBAL = "globalSecondaryIndex: [{name: all-x, hashKey: x, projectionType: ALL}]";
const TTL = "ttl: {attributeName: expires, enabled: true}";
const STREAM = "streamViewType: NEW_IMAGE";

const table = (more = ""): string =>
  `{name: A, hashKey: id, rangeKey: at, ${KEYS}, billingMode: PAY_PER_REQUEST, ${LOCAL}, ${GLOBAL}, ${TTL}, ${STREAM}${more}}`;
const adopted = table(", adopt: true");

const EDITS: readonly (readonly [what: string, from: string, to: string, words: string])[] = [
  [
    "TTL attribute",
    "attributeName: expires",
    "attributeName: expiresAt",
    "ttl.attributeName is expiresAt and was expires",
  ],
  ["type of a key", "name: id, type: S", "name: id, type: N", "the type of id is N and was S"],
  ["key", "hashKey: id, rangeKey: at", "hashKey: at, rangeKey: id", "hashKey is at and was id"],
  ["local index", "name: by-x", "name: by-y", "the local secondary index by-y is new"],
  [
    "type of an index's key",
    "name: x, type: S",
    "name: x, type: N",
    "the type of x is N and was S",
  ],
  [
    "projection of a global index",
    "hashKey: x, projectionType: ALL",
    "hashKey: x, projectionType: KEYS_ONLY",
    "the projection of the index all-x is KEYS_ONLY and was ALL",
  ],
  ["stream view", "NEW_IMAGE", "KEYS_ONLY", "streamViewType is KEYS_ONLY and was NEW_IMAGE"],
  ["name in AWS", "name: A", "name: A, tableName: koa-a", "the name in AWS is koa-a and was koa-A"],
];

test("npm run lock says that an adopted table is recorded as written, and not compared with AWS", () => {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(adopted, tableYaml("B", "adopt: true"), tableYaml("C")),
  });
  expect(relock(project).split("\n")).toEqual([
    LOCK,
    "  A: recorded, koa-A in AWS",
    "  B: recorded, koa-B in AWS",
    "  C: recorded, koa-C in AWS",
    "  adopt: true: A and B are recorded as written, and not compared with AWS; npm run adopt -- dev koa compares",
  ]);
  const { A, C } = lockOf(project).tables;
  expect(A).toMatchObject({ adopted: true });
  expect(C).not.toHaveProperty("adopted");
  expect(relock(project)).toBe("every lock is up to date");
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
});

describe("a table that is still to be adopted", () => {
  test.each(EDITS)("is corrected without --accept: another %s", (_what, from, to, words) => {
    const project = locked(tablesYaml(adopted));
    const corrected = adopted.replace(from, to);
    project.write({ "dev/koa.yaml": tablesYaml(corrected) });
    expect(project.judge().errors).toEqual([]);
    expect(project.judge().warnings.join()).toContain(
      `${words} in dev/_lock/koa.json; the table is not adopted yet, so this corrects the lock: run npm run lock`,
    );
    const [first = ""] = project.judge({ CI: "true" }).errors;
    expect(first).toMatch(/^dev\/koa.yaml:2:\d+: table "A": .* run npm run lock$/);
    expect(relock(project)).toContain(
      `  A: ${words}: corrected, because the table is not adopted yet`,
    );
    expect(lockOf(project).tables.A).not.toHaveProperty("replaces");
    expect(lockOf(project)).toEqual(lockOf(locked(tablesYaml(corrected))));
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
  });

  test.each(EDITS)(
    "is corrected without --accept if it is unprotected: another %s",
    (_what, from, to) => {
      const unprotected = adopted.replace(STREAM, `${STREAM}, ${DELETE}`);
      const project = locked(tablesYaml(unprotected));
      project.write({ "dev/koa.yaml": tablesYaml(unprotected.replace(from, to)) });
      relock(project);
      expect(lockOf(project).tables.A).not.toHaveProperty("replaces");
    },
  );

  test("is not corrected in another region, which Terraform would not notice if it is deployed already", () => {
    const project = locked(tablesYaml(adopted));
    project.write({ "dev/koa.yaml": tablesYaml(table(", adopt: true, region: us-east-1")) });
    const [error = ""] = project.judge().errors;
    expect(error).toContain(
      'table "A": region is us-east-1 and was eu-west-1; if it was never deployed: ENVIRONMENT=dev npm run lock -- --forget koa/A; otherwise, ',
    );
    expect(runLock(project)).toMatchObject({ status: 1 });
    relock(project, "--forget koa/A");
  });

  test.each([
    [
      "is missing",
      NO_TABLES,
      "it is no longer in the values, and a deploy would destroy koa-A with all of its items: ",
    ],
    [
      "has another logical name",
      tablesYaml(adopted.replace("name: A", "name: B, tableName: koa-A")),
      "so a new one would be created, empty: ",
    ],
  ])("leads with --forget where it %s", (_what, koa, before) => {
    const project = locked(tablesYaml(adopted));
    project.write({ "dev/koa.yaml": koa });
    expect(project.judge().errors.join()).toContain(
      `${before}if it was never deployed: ENVIRONMENT=dev npm run lock -- --forget koa/A; otherwise, `,
    );
  });

  test("stays so when it moves to another namespace before it is adopted", () => {
    const project = locked(tablesYaml(adopted), {
      "dev/_environment.yaml": allowing("shop: [koa-A]"),
      "dev/shop.yaml": NO_TABLES,
    });
    const moved = adopted.replace("name: A", "name: A, tableName: koa-A");
    project.write({ "dev/koa.yaml": `${REMOVED}${NO_TABLES}`, "dev/shop.yaml": tablesYaml(moved) });
    relock(project);
    expect(lockOf(project, "dev/_lock/shop.json").tables.A).toMatchObject({ adopted: true });
    project.write({ "dev/shop.yaml": tablesYaml(moved.replace("expires", "expiresAt")) });
    relock(project);
  });
});

test("npm run lock says of a corrected table only what it corrects", () => {
  const project = locked(tablesYaml(tableYaml("A", `adopt: true, ${STREAM}`)));
  const corrected = tableYaml("A", "adopt: true, streamViewType: KEYS_ONLY");
  project.write({ "dev/koa.yaml": tablesYaml(corrected) });
  expect(relock(project)).toBe(
    `${LOCK}\n  A: streamViewType is KEYS_ONLY and was NEW_IMAGE: corrected, because the table is not adopted yet`,
  );
});

describe("a table that was adopted", () => {
  /** A project after the deploy that imported the table. */
  function deployed(): Project {
    const project = locked(tablesYaml(adopted));
    project.write({ "dev/koa.yaml": tablesYaml(table()) });
    return project;
  }

  test("is one without adopt: true, which npm run lock says", () => {
    const project = deployed();
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
    expect(relock(project)).toBe(
      `${LOCK}\n  A: adopt: true is gone, so it counts as deployed: edits are compared with this`,
    );
    expect(lockOf(project).tables.A).not.toHaveProperty("adopted");
  });

  test.each([false, true])(
    "is compared with its lock again (npm run lock in between: %s)",
    (locks) => {
      const project = deployed();
      if (locks) relock(project);
      const edited = table().replace("expires", "expiresAt");
      project.write({ "dev/koa.yaml": tablesYaml(edited) });
      expect(project.judge().errors.join()).toContain(
        "AWS refuses another attribute while TTL is on",
      );
      expect(runLock(project)).toMatchObject({ status: 1 });
      // `adopt: true` does not make it one that is still to be adopted.
      if (!locks) return;
      project.write({
        "dev/koa.yaml": tablesYaml(edited.replace("name: A", "name: A, adopt: true")),
      });
      expect(runLock(project).errors).toContain(
        "ttl.attributeName is expiresAt and was expires; if it was never deployed: ENVIRONMENT=dev npm run lock -- --forget koa/A; otherwise, AWS refuses",
      );
    },
  );

  test("and that its lock still has as one to be adopted is answered with --forget first", () => {
    const project = deployed();
    project.write({ "dev/koa.yaml": tablesYaml(table().replace("expires", "expiresAt")) });
    expect(project.judge().errors).toEqual([
      expect.stringContaining(
        "was expires; if it was never deployed: ENVIRONMENT=dev npm run lock -- --forget koa/A; otherwise, AWS refuses",
      ) as string,
    ]);
  });
});

test("a table that was never to be adopted is answered with --forget last", () => {
  const project = locked(tablesYaml(table()));
  project.write({ "dev/koa.yaml": tablesYaml(table().replace("expires", "expiresAt")) });
  expect(project.judge().errors).toEqual([
    expect.stringMatching(
      /was expires; AWS refuses .*; if it was never deployed: ENVIRONMENT=dev npm run lock -- --forget koa\/A$/,
    ) as string,
  ]);
});

test("a table of a lock of before that is adopted is compared with it", () => {
  const project = locked(tablesYaml(adopted));
  editLock(project, (lock) => ({
    ...lock,
    tables: { A: { ...lock.tables.A, adopted: undefined } },
  }));
  expect(relock(project)).toBe("every lock is up to date");
  project.write({ "dev/koa.yaml": tablesYaml(adopted.replace("expires", "expiresAt")) });
  expect(project.judge()).toMatchObject({ status: 1 });
});
