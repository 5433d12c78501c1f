import { LOCK, NO_TABLES, REMOVED, locked, lockOf, relock, runLock } from "../support/lock-runs";
import type { Project } from "../support/project";
import { allowing, tablesYaml, tableYaml } from "../support/project";

const LEFT = `${REMOVED}${NO_TABLES}`;
const MOVE = 'docs/changes.md, "Move a table to another namespace"';

/** A project with the table `A` of koa, after `removedTables` took it out, and other tables of shop. */
function removed(shop: string, shopBefore = NO_TABLES, koa = LEFT): Project {
  const project = locked(tablesYaml(tableYaml("A")), {
    "dev/_environment.yaml": allowing("shop: [koa-A], third: [koa-A]"),
    "dev/shop.yaml": shopBefore,
    "dev/third.yaml": NO_TABLES,
  });
  project.write({ "dev/koa.yaml": koa, "dev/shop.yaml": shop });
  return project;
}

describe("a new table of the name of one that leaves another namespace in the same change is refused", () => {
  test.each([
    ["without tableName and adopt", ""],
    ["with adopt alone", "adopt: true"],
    ["with another tableName", "tableName: shop-a, adopt: true"],
    ["with other keys", "rangeKey: at, attributes: [{name: id, type: N}, {name: at, type: S}]"],
  ])("%s", (_what, more) => {
    const table = more.startsWith("rangeKey")
      ? `{name: A, hashKey: id, ${more}, billingMode: PAY_PER_REQUEST}`
      : tableYaml("A", more);
    const project = removed(tablesYaml(table));
    const [error = "", ...others] = project.judge().errors;
    expect(others).toEqual([]);
    expect(error).toContain(`dev/shop.yaml:2:12: table "A": Terraform is to forget koa-A (koa/A)`);
    expect(error.includes("would be created empty")).toBe(!more.includes("adopt"));
    expect(error).toContain("write tableName: koa-A and adopt: true here");
    expect(error).toContain(MOVE);
    expect(runLock(project)).toMatchObject({ status: 1 });
    expect(runLock(project, "--accept shop/A,koa/A")).toMatchObject({ status: 1 });
  });

  test("where the old namespace only observes its table now", () => {
    const koa = `managementPolicies: Observe\n${tablesYaml(tableYaml("A"))}`;
    expect(removed(tablesYaml(tableYaml("A")), NO_TABLES, koa).judge().errors).toEqual([
      expect.stringContaining(MOVE) as string,
    ]);
  });
});

describe("a table of the name of one that leaves another namespace is no problem", () => {
  const adopted = tableYaml("A", "tableName: koa-A, adopt: true");

  test("where it is that table, by tableName and adopt", () => {
    const project = removed(tablesYaml(adopted));
    expect(project.judge().errors).toEqual([]);
    relock(project);
  });

  test("where a third namespace adopts that table", () => {
    const project = removed(tablesYaml(tableYaml("A")));
    project.write({ "dev/third.yaml": tablesYaml(adopted) });
    expect(project.judge().errors).toEqual([]);
  });

  test("where its own namespace gives that table another logical name", () => {
    const koa = `${REMOVED}${tablesYaml(adopted.replace("name: A", "name: B"))}`;
    expect(removed(tablesYaml(tableYaml("A")), NO_TABLES, koa).judge().errors).toEqual([]);
  });

  test("where it is in its lock already", () => {
    const both = tablesYaml(tableYaml("A"));
    const project = removed(both, both);
    expect(project.judge({ CI: "true" }).errors).toEqual([]);
    relock(project);
  });

  test("where it is only observed", () => {
    const shop = tablesYaml(tableYaml("A", "managementPolicies: Observe"));
    expect(removed(shop).judge().errors).toEqual([]);
  });

  test("once the lock says that the other one has left", () => {
    const project = removed(NO_TABLES);
    relock(project);
    expect(lockOf(project, LOCK).removed).toHaveProperty("A");
    project.write({ "dev/shop.yaml": tablesYaml(tableYaml("A")) });
    expect(project.judge().errors).toEqual([]);
    relock(project);
    expect(lockOf(project, "dev/_lock/shop.json").tables).toHaveProperty("A");
  });

  test("where it has been forgotten itself, and comes back", () => {
    const both = tablesYaml(tableYaml("A"));
    const project = locked(both, { "dev/shop.yaml": both });
    project.write({ "dev/shop.yaml": LEFT });
    relock(project);
    project.write({
      "dev/koa.yaml": LEFT,
      "dev/shop.yaml": tablesYaml(tableYaml("A", "adopt: true")),
    });
    expect(project.judge().errors).toEqual([]);
  });

  test("where it has another logical name", () => {
    expect(removed(tablesYaml(tableYaml("B"))).judge().errors).toEqual([]);
  });

  test("where the other one was never deployed, and is forgotten", () => {
    const project = removed(tablesYaml(tableYaml("A")));
    relock(project, "--forget koa/A");
    expect(lockOf(project).removed).toEqual({});
  });
});

describe("a new table beside one in removedTables of the same namespace", () => {
  /** The warnings of a project whose table `A` is in removedTables, beside these. */
  function warnings(...tables: string[]): readonly string[] {
    const project = locked(tablesYaml(tableYaml("A")));
    project.write({ "dev/koa.yaml": `${REMOVED}${tablesYaml(...tables)}` });
    const run = project.judge();
    expect(run.errors).toEqual([]);
    return run.warnings.filter((warning) => warning.includes("are not in it"));
  }

  test("is a warning if it has the same keys, and does not adopt it", () => {
    expect(warnings(tableYaml("B"))).toEqual([
      'dev/koa.yaml:3:12: warning: table "B": it is a new table, and the items of koa-A (table "A"), which Terraform is to forget, are not in it; if it is the same table, write tableName: koa-A and adopt: true (docs/changes.md)',
    ]);
  });

  test.each([
    ["it adopts that table", [tableYaml("B", "tableName: koa-A, adopt: true")]],
    ["it has other keys", [tableYaml("B").replace("type: S", "type: N")]],
    ["there are several", [tableYaml("B"), tableYaml("C")]],
  ])("is no warning if %s", (_what, tables) => {
    expect(warnings(...tables)).toEqual([]);
  });

  test("is no warning once the lock says that the other one has left", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    project.write({ "dev/koa.yaml": `${REMOVED}${tablesYaml(tableYaml("B"))}` });
    relock(project);
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  });
});
