import { DELETE, locked, runLock } from "../support/lock-runs";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

/** A table whose key has another type than the locked one. */
const retyped = (name: string, more = ""): string =>
  tableYaml(name, more).replace("type: S", "type: N");

const A = tableYaml("A", DELETE);
const B = tableYaml("B", DELETE);

describe("a lock is not compared with a table that has other errors:", () => {
  test("two tables with one name", () => {
    const project = locked(tablesYaml(A));
    project.write({ "dev/koa.yaml": tablesYaml(A, retyped("A", DELETE)) });
    const { errors } = project.judge({ CI: "true" });
    expect(errors).toEqual([
      expect.stringMatching(/^dev\/koa.yaml:3:12: .* already has a table "A"/) as string,
    ]);
    expect(errors.join()).not.toContain("npm run lock");
    expect(runLock(project).errors).not.toContain("--accept");
  });

  test("two tables with one name, of which the first one differs from the lock", () => {
    const project = locked(tablesYaml(A));
    project.write({ "dev/koa.yaml": tablesYaml(retyped("A", DELETE), A) });
    expect(project.judge().errors).toEqual([
      expect.stringMatching(/^dev\/koa.yaml:3:12: .* already has a table "A"/) as string,
    ]);
  });

  test.each([
    ["a value of a wrong type", "readCapacity: x"],
    ["a broken rule", "ttl: {attributeName: '', enabled: true}"],
    ["a grant that is wrong", "grants: [{role: r, access: [reed]}]"],
    ["a role of which two spellings are granted", "serviceAccountReadRoles: [r, R]"],
  ])("%s", (_what, more) => {
    const project = locked(tablesYaml(A, B));
    project.write({ "dev/koa.yaml": tablesYaml(A, retyped("B", `${DELETE}, ${more}`)) });
    const { errors } = project.judge({ CI: "true" });
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join()).not.toContain("the type of id is N and was S");
    expect(errors.join()).not.toContain("npm run lock");
  });

  test("a wrong value that it inherits from the environment", () => {
    const project = locked(tablesYaml(A));
    project.write({
      "dev/_environment.yaml": `${ENVIRONMENT}tableDefaults: {tableClass: COLD}\n`,
      "dev/koa.yaml": tablesYaml(retyped("A", DELETE)),
    });
    expect(project.judge().errors).toEqual([
      expect.stringMatching(/^dev\/_environment.yaml:2:29: /) as string,
    ]);
  });

  test("a wrong tag that it inherits from its file", () => {
    const project = locked(tablesYaml(A, B));
    project.write({
      "dev/koa.yaml": `tags: {"aws:x": y}\n${tablesYaml(retyped("A", DELETE), B)}`,
    });
    const { errors } = project.judge();
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join()).not.toContain("was S");
  });

  test("what ends at the next deploy is no warning either, and what is in no lock", () => {
    const stream = "streamViewType: KEYS_ONLY";
    const project = locked(tablesYaml(tableYaml("A", stream), tableYaml("C", stream)));
    const wrong = "grants: [{role: r, access: [reed]}]";
    project.write({
      "dev/koa.yaml": tablesYaml(tableYaml("A", wrong), tableYaml("C"), tableYaml("D", wrong)),
    });
    const { errors, warnings, stderr } = project.judge();
    expect(errors).toHaveLength(2);
    expect(warnings).toEqual([expect.stringContaining('table "C": the next deploy') as string]);
    expect(stderr).not.toContain("are not in dev/_lock/koa.json");
  });

  test("a new table that a missing one seems to have become", () => {
    const project = locked(tablesYaml(A));
    const renamed = tableYaml("B", `${DELETE}, grants: [{role: r, access: [reed]}]`);
    project.write({ "dev/koa.yaml": tablesYaml(renamed) });
    expect(project.judge().errors).toEqual([expect.stringContaining("reed") as string]);
  });
});

describe("a lock is compared with a table without errors:", () => {
  const BROKEN = tableYaml("B", `${DELETE}, readCapacity: x`);

  test("beside one with errors, and on a line next to them", () => {
    const project = locked(tablesYaml(A, B, tableYaml("C", DELETE)));
    project.write({
      "dev/koa.yaml": tablesYaml(retyped("A", DELETE), BROKEN, retyped("C", DELETE)),
    });
    expect(project.judge().errors).toEqual([
      expect.stringContaining('table "A": the type of id is N and was S') as string,
      expect.stringContaining('table "B": readCapacity') as string,
      expect.stringContaining('table "C": the type of id is N and was S') as string,
    ]);
  });

  test("between many with errors", () => {
    const names = Array.from({ length: 20 }, (_, i) => `T${String(i).padStart(2, "0")}`);
    const project = locked(tablesYaml(...names.map((name) => tableYaml(name, DELETE))));
    const isWrong = (i: number): boolean => i % 3 > 0;
    const wrong = `${DELETE}, grants: [{role: r, access: [reed]}]`;
    const edited = names.map((name, i) => retyped(name, isWrong(i) ? wrong : DELETE));
    project.write({ "dev/koa.yaml": tablesYaml(...edited) });
    expect(project.judge().errors).toEqual(
      names.map((name, i) => {
        const words = isWrong(i) ? '"reed"' : "the type of id is N and was S";
        return expect.stringContaining(`table "${name}": ${words}`) as string;
      }),
    );
  });

  test("in block style, where the next table begins right after it", () => {
    const block = (name: string, type: string, extra = ""): string =>
      `  - name: ${name}\n    hashKey: id\n    attributes: [{name: id, type: ${type}}]\n    billingMode: PAY_PER_REQUEST\n    ${DELETE}\n${extra}`;
    const project = locked(`tables:\n${block("A", "S")}${block("B", "S")}`);
    project.write({
      "dev/koa.yaml": `tables:\n${block("A", "N")}${block("B", "N", "    tableClass: COLD\n")}`,
    });
    expect(project.judge().errors).toEqual([
      expect.stringMatching(/^dev\/koa.yaml:4:35: table "A": the type of id/) as string,
      expect.stringMatching(/^dev\/koa.yaml:12:17: table "B": tableClass/) as string,
    ]);
  });

  test("of its name in another namespace that has errors", () => {
    const project = locked(tablesYaml(A), { "dev/shop.yaml": tablesYaml(A) });
    project.write({
      "dev/koa.yaml": tablesYaml(retyped("A", DELETE)),
      "dev/shop.yaml": tablesYaml(tableYaml("A", "readCapacity: x")),
    });
    expect(project.judge().errors[0]).toContain("the type of id is N and was S");
  });
});

describe("a table that is in the lock is not reported as missing", () => {
  test.each([
    [
      "while a table of its namespace cannot be read",
      tablesYaml(tableYaml("A", "readCapacity: x")),
    ],
    ["while a file of its namespace cannot be read", "tables: [\n"],
    ["while the list of tables has a wrong key", "tabels: []\n"],
    ["while an entry of the list is no map", "tables: [5]\n"],
  ])("%s", (_when, koa) => {
    const project = locked(tablesYaml(A, B));
    project.write({ "dev/koa.yaml": koa });
    const { errors } = project.judge();
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.join()).not.toContain("no longer in the values");
  });

  test("while a default of the environment keeps it from being read", () => {
    const project = locked(tablesYaml(A));
    project.write({ "dev/_environment.yaml": `${ENVIRONMENT}tableDefaults: {tableClass: COLD}\n` });
    expect(project.judge().errors.join()).not.toContain("no longer in the values");
  });
});

test("a table that is missing is reported beside a table that can be read and breaks a rule", () => {
  const project = locked(tablesYaml(A, B));
  project.write({
    "dev/koa.yaml": tablesYaml(tableYaml("B", "grants: [{role: r, access: [reed]}]")),
  });
  expect(project.judge().errors.join()).toContain('table "A": it is no longer in the values');
});
