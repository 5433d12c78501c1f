import { REMOVED, blocksOf, forgets, locked, lockOf, runLock } from "../support/lock-runs";
import type { Project } from "../support/project";
import { allowing, tablesYaml, tableYaml } from "../support/project";

const MOVES = {
  "dev/_environment.yaml": allowing("koa: [koa-A], shop: [koa-A], third: [koa-A]"),
  "dev/shop.yaml": "tables: []\n",
};

test("a table that moves to another namespace is forgotten in the old one and imported in the new one", () => {
  const project = locked(tablesYaml(tableYaml("A")), MOVES);
  const moved = (more: string): string => tablesYaml(tableYaml("A", `tableName: koa-A${more}`));
  project.write({ "dev/koa.yaml": "tables: []\n", "dev/shop.yaml": moved("") });
  expect(project.judge().errors).toEqual([
    expect.stringMatching(
      /^dev\/shop\.yaml:2:12: table "A": it seems to be the table "A" of namespace koa/,
    ) as string,
  ]);
  project.write({ "dev/koa.yaml": `${REMOVED}tables: []\n` });
  expect(project.judge().errors).toEqual([
    expect.stringContaining("koa-A is in AWS: dev-koa forgets it and AWS keeps it") as string,
  ]);
  project.write({ "dev/shop.yaml": moved(", adopt: true") });
  expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
  expect(blocksOf(project, "dev-shop")).toMatchObject({ imports: [{ id: "koa-A" }] });
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(lockOf(project).removed).toMatchObject({ A: { destroyed: false } });
  expect(lockOf(project, "dev/_lock/shop.json").tables).toHaveProperty("A");
});

test("a table with another logical name is forgotten and imported in one stack", () => {
  const project = locked(tablesYaml(tableYaml("A")));
  const renamed = tableYaml("B", "tableName: koa-A, adopt: true");
  project.write({ "dev/koa.yaml": `${REMOVED}${tablesYaml(renamed)}` });
  expect(blocksOf(project)).toEqual({
    removed: forgets("aws_dynamodb_table.A"),
    imports: [{ to: "aws_dynamodb_table.B", id: "koa-A" }],
  });
  expect(runLock(project)).toMatchObject({ status: 0 });
  expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
});

describe("a table that other values adopt is compared with what it was:", () => {
  const INDEXED = `{name: A, hashKey: id, rangeKey: at, attributes: [{name: id, type: S}, {name: at, type: S}, {name: x, type: S}], billingMode: PAY_PER_REQUEST, ttl: {attributeName: t, enabled: true}, streamViewType: KEYS_ONLY, globalSecondaryIndex: [{name: by-x, hashKey: x, projectionType: ALL}], localSecondaryIndex: [{name: x-too, rangeKey: x, projectionType: ALL}]}`;
  const adopted = INDEXED.replace("name: A", "name: B, tableName: koa-A, adopt: true");

  /** The project with its table under another name, in this namespace or in another. */
  function movedTo(namespace: "koa" | "shop", table: string, inTwoSteps: boolean): Project {
    const project = locked(tablesYaml(INDEXED), MOVES);
    const own = namespace === "koa" ? tablesYaml(table) : "tables: []\n";
    if (inTwoSteps) {
      project.write({ "dev/koa.yaml": `${REMOVED}tables: []\n` });
      expect(runLock(project)).toMatchObject({ status: 0 });
    }
    project.write({ "dev/koa.yaml": inTwoSteps ? own : `${REMOVED}${own}` });
    if (namespace === "shop") project.write({ "dev/shop.yaml": tablesYaml(table) });
    return project;
  }

  const EDITS = [
    ["another type of its key", "id, type: S", "id, type: N", "the type of id is N and was S"],
    [
      "another local index",
      "name: x-too",
      "name: x-two",
      "AWS cannot change that, so the table would stay as it is",
    ],
    ["another type of an index's key", "x, type: S", "x, type: N", "the type of x is N and was"],
    ["another projection", "x, projectionType: ALL}],", "x, projectionType: KEYS_ONLY}],", "the"],
    ["another stream view", "KEYS_ONLY", "NEW_IMAGE", "streamViewType is NEW_IMAGE and was"],
    ["another TTL attribute", "attributeName: t", "attributeName: u", "is u and was t"],
  ] as const;
  const PLACES = [
    { namespace: "koa", inTwoSteps: false },
    { namespace: "shop", inTwoSteps: false },
    { namespace: "shop", inTwoSteps: true },
  ] as const;

  test.each(PLACES.flatMap((place) => EDITS.map((edit) => [place, ...edit] as const)))(
    "%j, %s",
    (place, _what, from, to, words) => {
      const project = movedTo(place.namespace, adopted.replace(from, to), place.inTwoSteps);
      const [error = ""] = project.judge().errors;
      expect(error).toContain(`dev/${place.namespace}.yaml:`);
      expect(error).toContain(words);
      expect(error).toContain(
        "; if it was changed to this in AWS meanwhile: ENVIRONMENT=dev npm run lock -- --forget koa/A; otherwise, ",
      );
      expect(runLock(project)).toMatchObject({ status: 1 });
      expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
    },
  );

  test("what AWS can rebuild is accepted under its new name", () => {
    const other = adopted.replace("KEYS_ONLY", "NEW_IMAGE");
    const project = movedTo("shop", other, false);
    expect(project.judge().errors.join()).toContain("--accept shop/B");
    const { status, said } = runLock(project, "--accept shop/B");
    expect(status).toBe(0);
    expect(said).toContain("B: streamViewType is NEW_IMAGE and was KEYS_ONLY: the stream ends");
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
  });

  test.each(PLACES)("%j, what ends is a warning, and an omitted TTL is turned off", (place) => {
    const shorter = adopted
      .replace(/ttl: .*?}, /, "")
      .replace(/globalSecondaryIndex: .*?], /, "")
      .replace("streamViewType: KEYS_ONLY, ", "");
    const project = movedTo(place.namespace, shorter, place.inTwoSteps);
    const warnings = project.judge().warnings.join("\n");
    expect(warnings).toContain("the next deploy turns its stream off");
    expect(warnings).toContain("the next deploy deletes the index by-x");
    const stack = project.synth()[`dev-${place.namespace}`];
    expect(stack?.resource.aws_dynamodb_table?.B).toMatchObject({
      ttl: { attribute_name: "t", enabled: false },
    });
  });

  test("also if its old namespace only observes it now", () => {
    const project = locked(tablesYaml(INDEXED), MOVES);
    project.write({
      "dev/koa.yaml": `managementPolicies: Observe\n${tablesYaml(INDEXED)}`,
      "dev/shop.yaml": tablesYaml(adopted.replace("KEYS_ONLY", "NEW_IMAGE")),
    });
    expect(project.judge().errors.join()).toContain(
      "streamViewType is NEW_IMAGE and was KEYS_ONLY",
    );
    expect(runLock(project)).toMatchObject({ status: 1 });
  });

  test("with its last entry, not with an older one elsewhere", () => {
    const rebuilt = adopted.replace("KEYS_ONLY", "NEW_IMAGE");
    const project = movedTo("shop", adopted, false);
    expect(runLock(project)).toMatchObject({ status: 0 });
    project.write({ "dev/koa.yaml": "tables: []\n", "dev/shop.yaml": tablesYaml(rebuilt) });
    expect(runLock(project, "--accept shop/B")).toMatchObject({ status: 0 });
    project.write({ "dev/shop.yaml": "removedTables: [{name: B, reason: x}]\ntables: []\n" });
    expect(runLock(project)).toMatchObject({ status: 0 });
    const third = (table: string): Record<string, string> => ({ "dev/third.yaml": table });
    project.write(third(tablesYaml(adopted)));
    expect(project.judge().errors.join()).toContain(
      "streamViewType is KEYS_ONLY and was NEW_IMAGE",
    );
    project.write(third(tablesYaml(rebuilt)));
    expect(runLock(project).said).toContain("B: koa-A has been adopted elsewhere");
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
  });

  test("with its last entry, if it was moved several times", () => {
    const project = movedTo("shop", adopted, false);
    expect(runLock(project)).toMatchObject({ status: 0 });
    const rebuilt = adopted.replace("KEYS_ONLY", "NEW_IMAGE");
    project.write({ "dev/koa.yaml": "tables: []\n", "dev/shop.yaml": tablesYaml(rebuilt) });
    expect(runLock(project, "--accept shop/B")).toMatchObject({ status: 0 });
    const back = (table: string): Record<string, string> => ({
      "dev/koa.yaml": tablesYaml(table.replace("name: B", "name: A")),
      "dev/shop.yaml": "removedTables: [{name: B, reason: back}]\ntables: []\n",
    });
    project.write(back(adopted));
    expect(project.judge().errors.join()).toContain(
      "streamViewType is KEYS_ONLY and was NEW_IMAGE",
    );
    project.write(back(rebuilt));
    expect(runLock(project)).toMatchObject({ status: 0 });
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0 });
  });
});
