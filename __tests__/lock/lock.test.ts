import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { lock } from "../../commands/lock";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

const LOCK = "dev/_lock/koa.json";
const ACCESS_LOCK = "dev/_lock/_access.json";
const DELETE = "deletionPolicy: Delete";

interface Locked {
  readonly status: number;
  readonly said: string;
  readonly errors: string;
}

function runLock(project: Project, args = "", env: Record<string, string> = {}): Locked {
  const said: string[] = [];
  const errors: string[] = [];
  const clean = (text: string): string => text.replaceAll(`${project.values}/`, "");
  const status = lock(
    ["--quiet", ...args.split(" ").filter(Boolean)],
    { VALUES_DIR: project.values, ...env },
    {
      log: (line: string) => said.push(clean(line)),
      warn: () => undefined,
      error: (line: string) => errors.push(clean(line)),
    },
  );
  return { status, said: said.join("\n"), errors: errors.join("\n") };
}

/** A locked project with one namespace. */
function locked(koa: string, more: Record<string, string> = {}): Project {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": koa,
    ...more,
  });
  expect(runLock(project)).toMatchObject({ status: 0 });
  return project;
}

interface LockJson {
  readonly roles: string[];
  readonly tables: Record<string, Record<string, unknown>>;
  readonly removed: Record<string, Record<string, unknown>>;
  readonly vaults: Record<string, unknown>;
}

function lockOf(project: Project, file = LOCK): LockJson {
  return JSON.parse(readFileSync(path.join(project.values, file), "utf8")) as LockJson;
}

/** What the only stack of the project says beyond its resources. */
function blocksOf(project: Project, stack = "dev-koa"): { removed: unknown; imports: unknown } {
  const json = project.synth()[stack] as unknown as { removed?: unknown; import?: unknown };
  return { removed: json.removed, imports: json.import };
}

function forgets(...addresses: string[]): unknown {
  return addresses.map((from) => ({ from, lifecycle: { destroy: false } }));
}

describe("npm run lock", () => {
  test("writes down what must not change, once", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(
        tableYaml("B", "serviceAccountReadRoles: [reader-koa, auditor], backup: nightly"),
        tableYaml("A", DELETE),
      ),
    });
    expect(runLock(project)).toEqual({
      status: 0,
      errors: "",
      said: [
        "dev/_lock/koa.json",
        "  A: recorded, koa-A in AWS, not protected",
        "  B: recorded, koa-B in AWS",
        "  role reader-koa: at home in dev-koa",
        "  backup vault in eu-west-1: recorded",
        "dev/_lock/_access.json",
        "  role auditor: at home in dev-access",
      ].join("\n"),
    });
    const arn = (name: string): string => `arn:aws:dynamodb:eu-west-1:123456789012:table/${name}`;
    expect(lockOf(project)).toEqual({
      stack: "dev-koa",
      roles: ["reader-koa"],
      tables: {
        A: { arn: arn("koa-A"), protected: false, hashKey: "id S" },
        B: { arn: arn("koa-B"), protected: true, hashKey: "id S" },
      },
      removed: {},
      vaults: { "eu-west-1": {} },
    });
    expect(runLock(project)).toEqual({ status: 0, errors: "", said: "every lock is up to date" });
  });

  test("records what loses nothing without being asked", () => {
    const project = locked(tablesYaml(tableYaml("A", "ttl: {attributeName: t, enabled: true}")));
    project.write({
      "dev/koa.yaml": tablesYaml(tableYaml("A", `${DELETE}, streamViewType: KEYS_ONLY`)),
    });
    expect(runLock(project).said.split("\n").slice(1)).toEqual([
      "  A: is no longer protected: once that is deployed, an accepted edit destroys it",
      "  A: TTL is turned off (t)",
      "  A: has a stream (KEYS_ONLY)",
    ]);
    expect(lockOf(project).tables.A).toMatchObject({ ttl: { attributeName: "t", enabled: false } });
  });

  test("refuses what only --accept may do, and writes nothing", () => {
    const project = locked(tablesYaml(tableYaml("A", DELETE)));
    const before = lockOf(project);
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B", DELETE)) });
    const { status, errors } = runLock(project);
    expect(status).toBe(1);
    expect(errors).toContain("npm run lock -- --accept koa/A");
    expect(lockOf(project)).toEqual(before);
  });

  test("accepts that an unprotected table is destroyed, or replaced", () => {
    const project = locked(tablesYaml(tableYaml("A", DELETE), tableYaml("B", DELETE)));
    const number = tableYaml("B", DELETE).replace("type: S", "type: N");
    project.write({ "dev/koa.yaml": tablesYaml(number) });
    const { status, said } = runLock(project, "--accept koa/A --accept koa/B");
    expect(status).toBe(0);
    expect(said).toContain(
      "A: it is no longer in the values: the next deploy destroys koa-A with all of its items",
    );
    expect(said).toContain(
      "B: the type of id is N and was S: the next deploy destroys the table with all of its items and creates it anew, empty",
    );
    const { tables, removed } = lockOf(project);
    expect(removed).toMatchObject({ A: { hashKey: "id S", destroyed: true } });
    expect(tables).toMatchObject({ B: { hashKey: "id N", replaces: [{ hashKey: "id S" }] } });
    expect(blocksOf(project)).toEqual({ removed: undefined, imports: undefined });
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("accepts no loss of a protected table: it is made unprotected and deployed first", () => {
    const project = locked(tablesYaml(tableYaml("A"), tableYaml("B")));
    project.write({
      "dev/koa.yaml": tablesYaml(tableYaml("A", DELETE).replace("type: S", "type: N")),
    });
    const { status, errors } = runLock(project, "--accept koa/A --accept koa/B");
    expect(status).toBe(1);
    expect(errors).toContain("the type of id is N and was S");
    expect(errors).toContain("first write deletionPolicy: Delete, run npm run lock and deploy");

    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", DELETE), tableYaml("B", DELETE)) });
    expect(runLock(project)).toMatchObject({ status: 0 });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", DELETE)) });
    expect(runLock(project, "--accept koa/B")).toMatchObject({ status: 0 });
  });

  test("accepts that parts of a protected table are rebuilt", () => {
    const table = (projection: string, view: string): string =>
      tablesYaml(
        tableYaml(
          "A",
          `streamViewType: ${view}, globalSecondaryIndex: [{name: all, hashKey: id, projectionType: ${projection}}]`,
        ),
      );
    const project = locked(table("ALL", "KEYS_ONLY"));
    project.write({ "dev/koa.yaml": table("KEYS_ONLY", "NEW_IMAGE") });
    expect(runLock(project)).toMatchObject({ status: 1 });
    const { status, said } = runLock(project, "--accept koa/A");
    expect(status).toBe(0);
    expect(said).toContain("queries on it fail until it is filled");
    expect(said).toContain("one with a new ARN begins");
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("accepts another TTL attribute only once TTL is off", () => {
    const table = (ttl: string): string => tablesYaml(tableYaml("A", `ttl: ${ttl}`));
    const project = locked(table("{attributeName: a, enabled: true}"));
    project.write({ "dev/koa.yaml": table("{attributeName: b, enabled: true}") });
    expect(runLock(project, "--accept koa/A").errors).toContain(
      "AWS refuses another attribute while TTL is on",
    );
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    expect(runLock(project)).toMatchObject({ status: 0 });
    project.write({ "dev/koa.yaml": table("{attributeName: b, enabled: true}") });
    expect(runLock(project).errors).toContain("npm run lock -- --accept koa/A");
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    expect(lockOf(project).tables.A).toMatchObject({ ttl: { attributeName: "b", enabled: true } });
  });

  test("forgets what was never deployed", () => {
    const project = locked(tablesYaml(tableYaml("A"), tableYaml("B")));
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A").replace("type: S", "type: N")) });
    const { status, said } = runLock(project, "--forget koa/A --forget koa/B");
    expect({ status, said }).toEqual({
      status: 0,
      said: [
        "dev/_lock/koa.json",
        "  A: what was locked of it is forgotten",
        "  B: what was locked of it is forgotten",
        "  A: recorded, koa-A in AWS",
      ].join("\n"),
    });
    expect(lockOf(project)).toMatchObject({ tables: { A: { hashKey: "id N" } }, removed: {} });
  });

  test("asks what is meant by a name that is in no environment or in two", () => {
    const project = locked(tablesYaml(tableYaml("Orders", DELETE)), {
      "prod/_environment.yaml": 'accountId: "210987654321"\n',
      "prod/koa.yaml": tablesYaml(tableYaml("Orders", DELETE)),
    });
    project.write({ "dev/koa.yaml": "tables: []\n" });
    // What is printed works as it stands, in a shell.
    expect(project.run().errors.join()).toContain(
      "ENVIRONMENT=dev npm run lock -- --accept koa/Orders",
    );
    expect(runLock(project, "--accept koa/Order").errors).toContain("did you mean koa/Orders?");
    expect(runLock(project, "--accept koa/Orders").errors).toContain(
      "koa/Orders is in dev and prod",
    );
    expect(runLock(project, "--accept koa/Orders", { ENVIRONMENT: "dev" })).toMatchObject({
      status: 0,
    });
  });

  test("writes nothing while the values have mistakes", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(tableYaml("A", "typo: 1")),
    });
    expect(runLock(project)).toMatchObject({
      status: 1,
      errors: expect.stringContaining("unknown key typo") as string,
    });
    expect(existsSync(path.join(project.values, "dev/_lock"))).toBe(false);
  });
});

describe("what is in no lock", () => {
  const FILES = {
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [reader-koa]")),
  };
  const TOLD =
    "dev/koa.yaml:2:12: table A and role reader-koa of dev-koa are not in dev/_lock/koa.json, so nothing keeps an edit from losing them; run npm run lock, and commit the file with the values";

  test("is an error in CI and a warning elsewhere", () => {
    const project = new Project(FILES);
    expect(project.run({ CI: "true" })).toMatchObject({ status: 1, errors: [TOLD] });
    expect(project.stacks()).toEqual([]);
    const { status, stderr } = project.run();
    expect({ status, line: stderr.split("\n")[0] }).toEqual({
      status: 0,
      line: TOLD.replace("table A", "warning: table A"),
    });
  });

  test("is told once for each stack, and tables that are only observed need no lock", () => {
    const project = locked(FILES["dev/koa.yaml"]);
    project.write({
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "serviceAccountReadRoles: [reader-koa]"),
        ...Array.from({ length: 7 }, (_, i) => tableYaml(`New${i}`)),
        tableYaml("Seen", "managementPolicies: Observe"),
      ),
    });
    const { errors } = project.run({ CI: "true" });
    expect(errors).toEqual([
      expect.stringContaining(
        "tables New0, New1, New2, New3, New4 and 2 more of dev-koa are not in",
      ) as string,
    ]);
  });
});

describe("a table that leaves", () => {
  const REMOVED = `removedTables: [{name: A, reason: gone}]\n`;

  test("by removedTables is forgotten by Terraform for good", () => {
    const project = locked(tablesYaml(tableYaml("A"), tableYaml("B")));
    project.write({ "dev/koa.yaml": `${REMOVED}${tablesYaml(tableYaml("B"))}` });
    expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
    expect(project.stack("dev-koa").terraform).toMatchObject({ required_version: ">= 1.7.0" });
    expect(runLock(project).said).toContain("A: Terraform forgets koa-A, AWS keeps it");
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B")) });
    expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
  });

  test("cannot be in tables as well", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    project.write({ "dev/koa.yaml": `${REMOVED}${tablesYaml(tableYaml("A"))}` });
    expect(project.run().errors).toEqual([
      expect.stringContaining('dev/koa.yaml:1:24: table "A": removedTables has it too') as string,
    ]);
  });

  test("comes back by adopt alone, as what it was", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    project.write({ "dev/koa.yaml": `${REMOVED}tables: []\n` });
    runLock(project);
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    expect(project.run().errors).toEqual([
      expect.stringContaining("write adopt: true to take it over") as string,
    ]);
    const adopted = tableYaml("A", "adopt: true");
    project.write({ "dev/koa.yaml": tablesYaml(adopted.replace("type: S", "type: N")) });
    expect(project.run().errors).toEqual([
      expect.stringContaining("the type of id is N and was S") as string,
    ]);
    project.write({ "dev/koa.yaml": tablesYaml(adopted) });
    expect(blocksOf(project)).toEqual({
      removed: undefined,
      imports: [{ to: "aws_dynamodb_table.A", id: "koa-A" }],
    });
    expect(runLock(project)).toMatchObject({ status: 0 });
    expect(lockOf(project)).toMatchObject({ tables: { A: {} }, removed: {} });
  });

  test("for another namespace is forgotten here and imported there", () => {
    const project = locked(tablesYaml(tableYaml("A")), { "dev/shop.yaml": "tables: []\n" });
    const moved = (more: string): string => tablesYaml(tableYaml("A", `tableName: koa-A${more}`));
    project.write({ "dev/koa.yaml": "tables: []\n", "dev/shop.yaml": moved("") });
    expect(project.run().errors).toEqual([
      expect.stringMatching(
        /^dev\/shop\.yaml:2:12: table "A": it seems to be the table "A" of namespace koa/,
      ) as string,
    ]);
    project.write({ "dev/koa.yaml": `${REMOVED}tables: []\n` });
    expect(project.run().errors).toEqual([
      expect.stringContaining("koa-A is in AWS: dev-koa forgets it and AWS keeps it") as string,
    ]);
    project.write({ "dev/shop.yaml": moved(", adopt: true") });
    expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
    expect(blocksOf(project, "dev-shop")).toMatchObject({ imports: [{ id: "koa-A" }] });
    expect(runLock(project)).toMatchObject({ status: 0 });
    expect(lockOf(project).removed).toMatchObject({ A: { destroyed: false } });
    expect(lockOf(project, "dev/_lock/shop.json").tables).toHaveProperty("A");
  });

  test("under another name of its own is forgotten and imported in one stack", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    const renamed = tableYaml("B", "tableName: koa-A, adopt: true");
    project.write({ "dev/koa.yaml": `${REMOVED}${tablesYaml(renamed)}` });
    expect(blocksOf(project)).toEqual({
      removed: forgets("aws_dynamodb_table.A"),
      imports: [{ to: "aws_dynamodb_table.B", id: "koa-A" }],
    });
    expect(runLock(project)).toMatchObject({ status: 0 });
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0 });
  });

  describe("and comes in elsewhere is compared with what it was:", () => {
    const INDEXED = `{name: A, hashKey: id, rangeKey: at, attributes: [{name: id, type: S}, {name: at, type: S}, {name: x, type: S}], billingMode: PAY_PER_REQUEST, ttl: {attributeName: t, enabled: true}, streamViewType: KEYS_ONLY, globalSecondaryIndex: [{name: by-x, hashKey: x, projectionType: ALL}], localSecondaryIndex: [{name: x-too, rangeKey: x, projectionType: ALL}]}`;
    const taken = INDEXED.replace("name: A", "name: B, tableName: koa-A, adopt: true");

    /** The project with its table under another name, in this namespace or in another. */
    function movedTo(namespace: "koa" | "shop", table: string, inTwoSteps: boolean): Project {
      const project = locked(tablesYaml(INDEXED), { "dev/shop.yaml": "tables: []\n" });
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
        "index x-too is gone; AWS cannot change that, so the table would stay as it is",
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
        const project = movedTo(place.namespace, taken.replace(from, to), place.inTwoSteps);
        const [error = ""] = project.run().errors;
        expect(error).toContain(`dev/${place.namespace}.yaml:`);
        expect(error).toContain(words);
        expect(error).toContain(
          "if it has become so in AWS meanwhile: ENVIRONMENT=dev npm run lock -- --forget koa/A",
        );
        expect(runLock(project)).toMatchObject({ status: 1 });
        expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
      },
    );

    test("what AWS can rebuild is accepted under the new name", () => {
      const other = taken.replace("KEYS_ONLY", "NEW_IMAGE");
      const project = movedTo("shop", other, false);
      expect(project.run().errors.join()).toContain("--accept shop/B");
      const { status, said } = runLock(project, "--accept shop/B");
      expect(status).toBe(0);
      expect(said).toContain("B: streamViewType is NEW_IMAGE and was KEYS_ONLY: the stream ends");
      expect(project.run({ CI: "true" })).toMatchObject({ status: 0 });
    });

    test.each(PLACES)("%j, what ends is told, and a TTL left out is turned off", (place) => {
      const less = taken
        .replace(/ttl: .*?}, /, "")
        .replace(/globalSecondaryIndex: .*?], /, "")
        .replace("streamViewType: KEYS_ONLY, ", "");
      const project = movedTo(place.namespace, less, place.inTwoSteps);
      const warnings = project.run().warnings.join("\n");
      expect(warnings).toContain("the next deploy turns its stream off");
      expect(warnings).toContain("the next deploy deletes the index by-x");
      const stack = project.synth()[`dev-${place.namespace}`];
      expect(stack?.resource.aws_dynamodb_table?.B).toMatchObject({
        ttl: { attribute_name: "t", enabled: false },
      });
    });

    test("for Observe here, and managed there", () => {
      const project = locked(tablesYaml(INDEXED), { "dev/shop.yaml": "tables: []\n" });
      project.write({
        "dev/koa.yaml": `managementPolicies: Observe\n${tablesYaml(INDEXED)}`,
        "dev/shop.yaml": tablesYaml(taken.replace("KEYS_ONLY", "NEW_IMAGE")),
      });
      expect(project.run().errors.join()).toContain(
        "streamViewType is NEW_IMAGE and was KEYS_ONLY",
      );
      expect(runLock(project)).toMatchObject({ status: 1 });
    });

    test("as it was where it stood last, long after it stood elsewhere", () => {
      const rebuilt = taken.replace("KEYS_ONLY", "NEW_IMAGE");
      const project = movedTo("shop", taken, false);
      expect(runLock(project)).toMatchObject({ status: 0 });
      project.write({ "dev/koa.yaml": "tables: []\n", "dev/shop.yaml": tablesYaml(rebuilt) });
      expect(runLock(project, "--accept shop/B")).toMatchObject({ status: 0 });
      project.write({ "dev/shop.yaml": "removedTables: [{name: B, reason: x}]\ntables: []\n" });
      expect(runLock(project)).toMatchObject({ status: 0 });
      const third = (table: string): Record<string, string> => ({ "dev/third.yaml": table });
      project.write(third(tablesYaml(taken)));
      expect(project.run().errors.join()).toContain(
        "streamViewType is KEYS_ONLY and was NEW_IMAGE",
      );
      project.write(third(tablesYaml(rebuilt)));
      expect(runLock(project).said).toContain("B: koa-A has been taken over");
      expect(project.run({ CI: "true" })).toMatchObject({ status: 0 });
    });

    test("as it was last, if it came and went several times", () => {
      const project = movedTo("shop", taken, false);
      expect(runLock(project)).toMatchObject({ status: 0 });
      const rebuilt = taken.replace("KEYS_ONLY", "NEW_IMAGE");
      project.write({ "dev/koa.yaml": "tables: []\n", "dev/shop.yaml": tablesYaml(rebuilt) });
      expect(runLock(project, "--accept shop/B")).toMatchObject({ status: 0 });
      const back = (table: string): Record<string, string> => ({
        "dev/koa.yaml": tablesYaml(table.replace("name: B", "name: A")),
        "dev/shop.yaml": "removedTables: [{name: B, reason: back}]\ntables: []\n",
      });
      project.write(back(taken));
      expect(project.run().errors.join()).toContain(
        "streamViewType is KEYS_ONLY and was NEW_IMAGE",
      );
      project.write(back(rebuilt));
      expect(runLock(project)).toMatchObject({ status: 0 });
      expect(project.run({ CI: "true" })).toMatchObject({ status: 0 });
    });
  });

  test.each([
    ["another namespace", "shop", "koa-A", tableYaml("B")],
    ["another name", "koa", "koa-A", tableYaml("B")],
    ["another name, while its address goes on", "koa", "koa-A", tableYaml("A", "tableName: new")],
  ])("to be destroyed cannot be taken over under %s", (_what, namespace, tableName, rest) => {
    const project = locked(tablesYaml(tableYaml("A", DELETE), tableYaml("B", DELETE)), {
      "dev/shop.yaml": "tables: []\n",
    });
    project.write({ "dev/koa.yaml": tablesYaml(rest.replace(/}$/, `, ${DELETE}}`)) });
    runLock(project, "--accept koa/A --accept koa/B");
    const taken = tableYaml("C", `tableName: ${tableName}, adopt: true, ${DELETE}`);
    const both = [rest.replace(/}$/, `, ${DELETE}}`), taken];
    project.write(
      namespace === "koa"
        ? { "dev/koa.yaml": tablesYaml(...both) }
        : { "dev/shop.yaml": tablesYaml(taken) },
    );
    const { errors } = project.run({ CI: "true" });
    expect(errors.join("\n")).toContain(
      'table "C": dev-koa is to destroy koa-A with all of its items, as was accepted for its table "A"',
    );
    expect(runLock(project)).toMatchObject({ status: 1 });
    expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
  });

  test("to be destroyed cannot be created elsewhere before that is deployed either", () => {
    const project = locked(tablesYaml(tableYaml("A", DELETE)), { "dev/shop.yaml": "tables: []\n" });
    project.write({ "dev/koa.yaml": "tables: []\n" });
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    project.write({ "dev/shop.yaml": tablesYaml(tableYaml("A", `tableName: koa-A, ${DELETE}`)) });
    expect(project.run().errors).toEqual([
      expect.stringContaining(
        "once it is destroyed: ENVIRONMENT=dev npm run lock -- --forget koa/A",
      ) as string,
    ]);
    expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
  });

  test("to be destroyed under a former name is so after its table has left, too", () => {
    const project = locked(tablesYaml(tableYaml("A", DELETE)), { "dev/shop.yaml": "tables: []\n" });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", `${DELETE}, tableName: new-one`)) });
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    project.write({ "dev/koa.yaml": "tables: []\n" });
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    project.write({ "dev/shop.yaml": tablesYaml(tableYaml("A", "tableName: koa-A, adopt: true")) });
    expect(runLock(project)).toMatchObject({ status: 1 });
  });

  test.each(["koa", "shop"])(
    "under another name in AWS cannot leave its own to %s",
    (namespace) => {
      const project = locked(tablesYaml(tableYaml("A", DELETE)), {
        "dev/shop.yaml": "tables: []\n",
      });
      const renamed = tableYaml("A", `${DELETE}, tableName: new-one`);
      const taken = tableYaml("B", `${DELETE}, tableName: koa-A, adopt: true`);
      project.write({
        "dev/koa.yaml": namespace === "koa" ? tablesYaml(renamed, taken) : tablesYaml(renamed),
        ...(namespace === "shop" && { "dev/shop.yaml": tablesYaml(taken) }),
      });
      const { status, errors } = runLock(project, "--accept koa/A");
      expect(status).toBe(1);
      expect(errors).toContain("the name in AWS is new-one and was koa-A");
      expect(errors).not.toContain("--accept koa/A");
    },
  );

  test("under another name is not destroyed because its account is named now", () => {
    const project = locked(tablesYaml(tableYaml("A", DELETE)), {
      "dev/_environment.yaml": "region: eu-west-1\n",
    });
    const renamed = tableYaml("B", `${DELETE}, tableName: koa-A, adopt: true`);
    project.write({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": tablesYaml(renamed) });
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 1 });
  });

  test("is not lost sight of by one at its address that comes in the same change", () => {
    const project = locked(tablesYaml(tableYaml("A.1", DELETE)));
    const other = tableYaml("A_1", `${DELETE}, region: us-east-1`);
    project.write({ "dev/koa.yaml": tablesYaml(other) });
    const { status, errors } = runLock(project, "--accept koa/A.1");
    expect(status).toBe(1);
    expect(errors).toContain("aws_dynamodb_table.A_1 is koa-A.1 in eu-west-1");
  });

  test("is not replaced while it is being taken over", () => {
    const adopted = tableYaml("A", `${DELETE}, adopt: true`);
    const project = locked(tablesYaml(adopted));
    project.write({ "dev/koa.yaml": tablesYaml(adopted.replace("type: S", "type: N")) });
    const { status, errors } = runLock(project, "--accept koa/A");
    expect(status).toBe(1);
    expect(errors).toContain("take adopt: true out, under which no table is replaced");
    const out = tableYaml("A", DELETE).replace("type: S", "type: N");
    project.write({ "dev/koa.yaml": tablesYaml(out) });
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
  });

  test("to be destroyed is kept after all by removedTables, and taken over then", () => {
    const project = locked(tablesYaml(tableYaml("A", DELETE)), { "dev/shop.yaml": "tables: []\n" });
    project.write({ "dev/koa.yaml": "tables: []\n" });
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    project.write({
      "dev/koa.yaml": `${REMOVED}tables: []\n`,
      "dev/shop.yaml": tablesYaml(tableYaml("A", `tableName: koa-A, adopt: true, ${DELETE}`)),
    });
    expect(runLock(project)).toMatchObject({ status: 0 });
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0 });
    expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
  });

  test("to be destroyed is not lost sight of by one of its name in another region", () => {
    const project = locked(tablesYaml(tableYaml("A", DELETE)));
    project.write({ "dev/koa.yaml": "tables: []\n" });
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", `${DELETE}, region: us-east-1`)) });
    expect(project.run().errors).toEqual([
      expect.stringContaining("aws_dynamodb_table.A is koa-A in eu-west-1, which leaves") as string,
    ]);
    expect(runLock(project)).toMatchObject({ status: 1 });
    expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
  });

  test("by removedTables is told until the lock says so", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    project.write({ "dev/koa.yaml": `${REMOVED}tables: []\n` });
    expect(project.run({ CI: "true" })).toMatchObject({
      status: 0,
      warnings: [
        expect.stringMatching(
          /^dev\/_lock\/koa\.json:5:10: warning: .* run npm run lock/,
        ) as string,
      ],
    });
    runLock(project);
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0, warnings: [] });
  });

  test("for Observe is forgotten, with a warning", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    project.write({ "dev/koa.yaml": `managementPolicies: Observe\n${tablesYaml(tableYaml("A"))}` });
    expect(project.run().warnings).toEqual([
      expect.stringContaining(
        'dev/koa.yaml:1:21: warning: table "A": under Observe Terraform forgets koa-A',
      ) as string,
    ]);
    expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
    expect(runLock(project)).toMatchObject({ status: 0 });
    expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0, warnings: [] });
  });
});

describe("a namespace that leaves", () => {
  test("is refused while it has protected tables, at their lock", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    project.remove("dev/koa.yaml");
    expect(project.run().errors).toEqual([
      expect.stringMatching(
        /^dev\/_lock\/koa\.json:5:10: table "A": it is no longer in the values/,
      ) as string,
    ]);
  });

  test("keeps its stack for a last deploy, until its lock is deleted", () => {
    const project = locked(
      tablesYaml(
        tableYaml(
          "A",
          `${DELETE}, backup: nightly, region: us-east-1, serviceAccountReadRoles: [reader-koa]`,
        ),
      ),
    );
    project.remove("dev/koa.yaml");
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    const stack = project.synth()["dev-koa"] as unknown as Record<string, unknown>;
    expect(stack).not.toHaveProperty("resource");
    // Without its provider Terraform could not destroy the table.
    expect(stack.provider).toMatchObject({
      aws: [{ allowed_account_ids: ["123456789012"] }, { alias: "us-east-1" }],
    });
    expect(stack.removed).toEqual(forgets("aws_backup_vault.us-east-1"));
    project.remove(LOCK);
    expect(project.synth()).toEqual({});
  });

  test("without ever having been deployed takes its lock with it", () => {
    const project = locked(tablesYaml(tableYaml("A")), {
      "dev/shop.yaml": tablesYaml(tableYaml("B")),
    });
    project.remove("dev/koa.yaml");
    const { status, said } = runLock(project, "--forget koa/A");
    expect({ status, said }).toEqual({
      status: 0,
      said: [
        "dev/_lock/koa.json",
        "  A: what was locked of it is forgotten",
        "  nothing is left: deleted",
      ].join("\n"),
    });
    expect(existsSync(path.join(project.values, LOCK))).toBe(false);
    expect(Object.keys(project.synth())).toEqual(["dev-shop"]);
  });

  test("keeps its lock while a deploy has something to clear up", () => {
    const project = locked(tablesYaml(tableYaml("A", DELETE)), {
      "dev/shop.yaml": tablesYaml(tableYaml("B")),
    });
    project.remove("dev/koa.yaml");
    runLock(project, "--accept koa/A");
    expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
    expect(Object.keys(project.synth())).toEqual(["dev-koa", "dev-shop"]);
  });

  test("is refused while it is home to a role that is granted elsewhere", () => {
    const koa = tablesYaml(tableYaml("A", DELETE));
    const project = locked(koa, {
      "dev/shop.yaml": tablesYaml(tableYaml("B", "serviceAccountReadRoles: [reader-koa]")),
    });
    project.remove("dev/koa.yaml");
    expect(runLock(project, "--accept koa/A").errors).toContain(
      "dev/_lock/koa.json:4:5: role reader-koa is still granted tables elsewhere, and its policy stands in dev-koa; keep dev/koa.yaml, with tables: [] if need be",
    );
    project.write({ "dev/koa.yaml": "tables: []\n" });
    expect(runLock(project, "--accept koa/A")).toMatchObject({ status: 0 });
    expect(project.synth()["dev-koa"]?.resource.aws_iam_policy).toHaveProperty("reader-koa");
  });
});

describe("a role's home", () => {
  const grant = (role: string): string =>
    tablesYaml(tableYaml("A", `serviceAccountReadRoles: [${role}]`));

  test("stays when a namespace appears that would fit better", () => {
    const project = locked(grant("reader-shop"));
    expect(project.stacks()).toEqual([]);
    project.write({ "dev/shop.yaml": "tables: []\n" });
    const stacks = project.synth();
    expect(stacks["dev-access"]?.resource.aws_iam_policy).toHaveProperty("reader-shop");
    expect(stacks["dev-shop"]).not.toHaveProperty("resource");
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  });

  test("goes with the last grant, and the access stack stays until its lock is deleted", () => {
    const project = locked(grant("auditor"));
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    expect(Object.keys(project.synth())).toEqual(["dev-access", "dev-koa"]);
    expect(runLock(project).said).toContain(
      "role auditor: granted nothing any more; the next deploy takes its policy away",
    );
    expect(lockOf(project, ACCESS_LOCK).roles).toEqual([]);
    expect(project.synth()["dev-access"]).not.toHaveProperty("resource");
    project.remove(ACCESS_LOCK);
    expect(Object.keys(project.synth())).toEqual(["dev-koa"]);
  });

  test("is that of its other spellings too, which IAM does not tell apart", () => {
    const project = locked(grant("reader-koa"));
    project.write({ "dev/koa.yaml": grant("Reader-koa") });
    expect(project.run().errors).toEqual([
      expect.stringContaining("role Reader-koa is in the lock as reader-koa") as string,
    ]);
    expect(runLock(project)).toMatchObject({ status: 1 });
  });

  test("is one", () => {
    const project = locked(grant("auditor"));
    project.write({ [LOCK]: JSON.stringify({ ...lockOf(project), roles: ["auditor"] }, null, 2) });
    expect(project.run().errors).toEqual([
      expect.stringContaining(
        "dev/_lock/_access.json:4:5: role auditor is in dev/_lock/koa.json too",
      ) as string,
    ]);
  });
});

describe("a vault", () => {
  const table = (backup: string): string => tablesYaml(tableYaml("A", `backup: ${backup}`));

  test("stays when its last table leaves the backup", () => {
    const project = locked(table("nightly"));
    project.write({ "dev/koa.yaml": table("false") });
    const { resource } = project.synth()["dev-koa"] ?? {};
    expect(Object.keys(resource ?? {}).sort()).toEqual(["aws_backup_vault", "aws_dynamodb_table"]);
    expect(runLock(project).said).toBe("every lock is up to date");
  });

  test("is forgotten where another takes its place", () => {
    const project = locked(table("nightly"));
    project.write({ "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {existing: ours}\n` });
    expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_backup_vault.eu-west-1") });
    expect(runLock(project).said).toContain("Terraform forgets it, AWS keeps it");
    project.write({ "dev/_environment.yaml": ENVIRONMENT });
    const imports = [{ to: "aws_backup_vault.eu-west-1", id: "dynamodb-dev-koa" }];
    expect(blocksOf(project)).toEqual({ removed: undefined, imports });
    expect(runLock(project).said).toContain("backup vault in eu-west-1: taken over again");
    expect(blocksOf(project)).toEqual({ removed: undefined, imports });
  });

  test("keeps its key and its compliance lock, and npm run lock records no others", () => {
    const settings = (key: number, days: number): string =>
      `${ENVIRONMENT}backupVault: {kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/${key}", lock: {minRetentionDays: ${days}, changeableForDays: 3}}\n`;
    const project = locked(table("nightly"), { "dev/_environment.yaml": settings(1, 1) });
    for (const changed of [settings(2, 1), settings(1, 2), ENVIRONMENT]) {
      project.write({ "dev/_environment.yaml": changed });
      expect(project.run()).toMatchObject({ status: 1 });
      expect(runLock(project)).toMatchObject({ status: 1 });
    }
  });

  test("that is in no lock is told like a table", () => {
    const project = locked(table("false"));
    project.write({ "dev/koa.yaml": table("nightly") });
    expect(project.run({ CI: "true" }).errors).toEqual([
      expect.stringContaining(
        "the backup vault in eu-west-1 of dev-koa is not in dev/_lock/koa.json",
      ) as string,
    ]);
  });
});

describe("what once was, and is written otherwise later", () => {
  test("a table under Observe is forgotten, whatever a lock knows of it", () => {
    const seen = `managementPolicies: Observe\n${tablesYaml(tableYaml("A", DELETE))}`;
    const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": seen });
    expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });

    const accepted = locked(tablesYaml(tableYaml("A", DELETE)));
    accepted.write({ "dev/koa.yaml": "tables: []\n" });
    runLock(accepted, "--accept koa/A");
    accepted.write({ "dev/koa.yaml": seen });
    expect(blocksOf(accepted)).toMatchObject({ removed: forgets("aws_dynamodb_table.A") });
  });

  test("a new table does not take the address of one that Terraform is to forget", () => {
    const project = locked(tablesYaml(tableYaml("Orders.v1", DELETE)));
    const both = (name: string): string =>
      `removedTables: [{name: Orders.v1, reason: x}]\n${tablesYaml(tableYaml(name, DELETE))}`;
    project.write({ "dev/koa.yaml": both("Orders_v1") });
    expect(project.run().errors.join()).toContain("removedTables has it too");
    project.write({ "dev/koa.yaml": both("Other") });
    runLock(project);
    for (const table of [
      tableYaml("Orders_v1", DELETE),
      tableYaml("Orders.v1", `${DELETE}, tableName: new-one`),
    ]) {
      project.write({ "dev/koa.yaml": tablesYaml(table) });
      expect(project.run().errors.join()).toContain(
        "aws_dynamodb_table.Orders_v1 is koa-Orders.v1",
      );
    }
  });

  test("a table that comes back is what it was: its TTL too, and a warning for what ends", () => {
    const index = "globalSecondaryIndex: [{name: all, hashKey: id, projectionType: ALL}]";
    const project = locked(
      tablesYaml(tableYaml("A", `ttl: {attributeName: t, enabled: true}, ${index}`)),
    );
    project.write({ "dev/koa.yaml": "removedTables: [{name: A, reason: x}]\ntables: []\n" });
    runLock(project);
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", "adopt: true")) });
    expect(project.run().warnings.join()).toContain("the next deploy deletes the index all");
    expect(project.synth()["dev-koa"]?.resource.aws_dynamodb_table?.A).toMatchObject({
      ttl: { attribute_name: "t", enabled: false },
    });
  });

  test("an index's key does not change its type under another name of the index", () => {
    const table = (name: string, type: string): string =>
      `tables:\n  - {name: A, hashKey: id, attributes: [{name: id, type: S}, {name: x, type: ${type}}], billingMode: PAY_PER_REQUEST, globalSecondaryIndex: [{name: ${name}, hashKey: x, projectionType: ALL}]}\n`;
    const project = locked(table("by-x", "S"));
    project.write({ "dev/koa.yaml": table("by-x2", "N") });
    expect(project.run().errors.join()).toContain(
      "the type of x is N and was S; Terraform would plan nothing",
    );
  });

  test("the account does not change by way of none", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    project.write({ "dev/_environment.yaml": "region: eu-west-1\n" });
    runLock(project);
    project.write({ "dev/_environment.yaml": 'accountId: "999999999999"\n' });
    expect(project.run().errors.join()).toContain("accountId is 999999999999 and was 123456789012");
  });

  test("a role that the project created goes with its grants, not before them, and keeps its path", () => {
    const koa = (path: string): string =>
      `roles: [{name: sync-koa, path: ${path}, trust: {podIdentity: true}}]\n${granted}`;
    const granted = tablesYaml(tableYaml("A", "serviceAccountReadRoles: [sync-koa]"));
    const project = locked(koa("/"));
    expect(lockOf(project)).toMatchObject({ declaredRoles: { "sync-koa": "/" } });
    for (const [values, told] of [
      [granted, "role sync-koa was created here and is no longer declared"],
      [koa("/other/"), "role sync-koa has another path"],
    ] as const) {
      project.write({ "dev/koa.yaml": values });
      expect(project.run().errors.join()).toContain(told);
      expect(runLock(project)).toMatchObject({ status: 1 });
    }
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    expect(runLock(project).said).toContain(
      "role sync-koa: no longer declared; the next deploy deletes it",
    );
  });

  test("restoreFrom at a table that is there is refused, for nothing would come of it", () => {
    const project = locked(tablesYaml(tableYaml("A"), tableYaml("B", "restoreFrom: {table: A}")));
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0 });
    project.write({
      "dev/koa.yaml": tablesYaml(tableYaml("A", "restoreFrom: {table: B}"), tableYaml("B")),
    });
    expect(project.run().errors.join()).toContain("nothing would be restored");
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("B")) });
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0 });
  });

  test("what is forgotten in one namespace is not held against another", () => {
    const project = locked(tablesYaml(tableYaml("A")), { "dev/shop.yaml": "tables: []\n" });
    project.write({ "dev/koa.yaml": "removedTables: [{name: A, reason: x}]\ntables: []\n" });
    runLock(project);
    project.write({
      "dev/koa.yaml": "tables: []\n",
      "dev/shop.yaml": tablesYaml(tableYaml("B", "tableName: koa-A")),
    });
    expect(runLock(project).errors).toContain("npm run lock -- --forget koa/A");
    expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
  });

  test("names that every object has are names like any other", () => {
    const tables = tablesYaml(
      tableYaml("constructor"),
      tableYaml("valueOf"),
      tableYaml("toString"),
    );
    const project = locked(tables);
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
    project.write({ "dev/koa.yaml": "tables: []\n" });
    expect(project.run().errors).toHaveLength(3);
  });
});

describe("what the next deploy ends", () => {
  test("is told while the lock has it: a stream, an index", () => {
    const project = locked(
      tablesYaml(
        tableYaml(
          "A",
          "streamViewType: KEYS_ONLY, globalSecondaryIndex: [{name: all, hashKey: id, projectionType: ALL}]",
        ),
      ),
    );
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    expect(project.run().warnings).toEqual([
      expect.stringContaining(
        "the next deploy deletes the index all, and queries on it fail",
      ) as string,
      expect.stringContaining("the next deploy turns its stream off") as string,
    ]);
  });

  test("a TTL that is left out is turned off by its attribute", () => {
    const project = locked(tablesYaml(tableYaml("A", "ttl: {attributeName: t, enabled: true}")));
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    const off = { ttl: { attribute_name: "t", enabled: false } };
    expect(project.synth()["dev-koa"]?.resource.aws_dynamodb_table?.A).toMatchObject(off);
    runLock(project);
    expect(project.synth()["dev-koa"]?.resource.aws_dynamodb_table?.A).toMatchObject(off);
  });
});

describe("a lock that cannot be", () => {
  const GOOD = tablesYaml(tableYaml("A"));

  test.each([
    ["{", "dev/_lock/koa.json:1:1: the lock cannot be read: "],
    [
      '{"tables": {"A": {"arn": "x"}}}',
      "dev/_lock/koa.json:1:26: the lock cannot be read: tables.A.arn",
    ],
    [
      '{"stack": "dev-koa",\n "roles": [],\n "roles": []}',
      "dev/_lock/koa.json:1:1: the lock cannot be read: ",
    ],
    [
      '{"stack": "prod-koa"}',
      "dev/_lock/koa.json:1:11: this is the lock of prod-koa, and here it would be that of dev-koa",
    ],
  ])("is told: %j", (text, told) => {
    const project = locked(GOOD);
    project.write({ [LOCK]: text });
    expect(project.run().errors.join("\n")).toContain(told);
    expect(runLock(project)).toMatchObject({ status: 1 });
  });

  test.each(["dev/_lock/notes.txt", "dev/_lock/Koa.json"])("%s is no lock", (file) => {
    const project = locked(GOOD);
    project.write({ [file]: "{}" });
    expect(project.run()).toMatchObject({ status: 1 });
  });

  test("is mended by npm run lock where git could not merge it", () => {
    const project = locked(tablesYaml(tableYaml("A")));
    const side = (name: string): string =>
      `    },\n    "${name}": {"arn": "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-${name}", "protected": true, "hashKey": "id S"`;
    project.write({
      [LOCK]: `{"stack": "dev-koa", "roles": [], "tables": {\n"A": {"arn": "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-A", "protected": true, "hashKey": "id S"\n<<<<<<< HEAD\n${side("B")}\n||||||| base\n=======\n${side("C")}\n>>>>>>> other\n}}, "removed": {}, "vaults": {}}`,
      "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("B"), tableYaml("C")),
    });
    expect(project.run().errors).toEqual([
      "dev/_lock/koa.json:1:1: git could not merge this lock by itself; npm run lock keeps what both branches have",
    ]);
    expect(runLock(project)).toMatchObject({ status: 0 });
    expect(Object.keys(lockOf(project).tables)).toEqual(["A", "B", "C"]);
    expect(project.run({ CI: "true" })).toMatchObject({ status: 0, stderr: "" });
  });
});
