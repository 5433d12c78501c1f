import { allowing, ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import type { Project } from "../support/project";
import { globalTable, keyIn, ofReplica } from "../support/replicas";
import { lockedProject, lockIn, refusals, relock, runLock } from "../support/run-lock";
import { reported } from "../support/reported";

const koa = (...tables: string[]): Record<string, string> => ({
  "dev/koa.yaml": tablesYaml(...tables),
});
const withKeys = (name: string): string =>
  globalTable(
    "A",
    [`region: us-east-1, kmsKeyArn: "${keyIn("us-east-1", name)}"`],
    `encryption: {kmsKeyArn: "${keyIn("eu-west-1")}"}`,
  );
const ACCEPT = "--accept koa/A";

/** A table that was locked as `before` and is written as `after`. */
function edited(before: string, after: string): Project {
  const project = lockedProject(koa(before));
  project.write(koa(after));
  return project;
}

function message(project: Project): string {
  return reported(project).find(({ severity }) => severity === "error")?.message ?? "";
}

describe("lock: a replica", () => {
  test("is recorded with its key, and its address and region stay known", () => {
    expect(lockIn(lockedProject(koa(withKeys("k")))).tables.A).toMatchObject({
      replicas: { "us-east-1": { kmsKeyArn: keyIn("us-east-1") } },
      companions: [ofReplica("A", "us-east-1")],
    });
    expect(lockIn(lockedProject(koa(globalTable("A", ["us-east-1"])))).tables.A).toMatchObject({
      replicas: { "us-east-1": {} },
    });
  });

  test("may be added, which is recorded", () => {
    const project = edited(
      globalTable("A", ["us-east-1"]),
      globalTable("A", ["us-east-1", "eu-central-1"]),
    );
    expect(refusals(project)).toEqual([]);
    expect(reported(project).map(({ message: text }) => text)).toContainEqual(
      expect.stringContaining(
        'table "A": the replica in eu-central-1 is not in dev/_lock/koa.json',
      ),
    );
    expect(refusals(project, { CI: "true" })).toEqual(["locked dev/koa.yaml:2:139"]);
    expect(runLock(project).said).toContain("A: replica in eu-central-1 is recorded");
    expect(refusals(project, { CI: "true" })).toEqual([]);
  });

  test("that is removed needs to be accepted, after saying what is lost", () => {
    const project = edited(
      globalTable("A", ["us-east-1", "eu-central-1"]),
      globalTable("A", ["eu-central-1"]),
    );
    expect(refusals(project)).toEqual(["replicaStays dev/koa.yaml:2:139"]);
    expect(message(project)).toContain(
      "the replica in us-east-1 is gone; the next deploy would destroy the copy in us-east-1 with all of its items, and applications in us-east-1 lose the table: write the replica in us-east-1 again, or if the replica has deletionProtection: true, deploy it with false first, then: ENVIRONMENT=dev npm run lock -- --accept koa/A",
    );
    expect(runLock(project)).toMatchObject({ status: 1 });
    expect(runLock(project, ACCEPT).said).toContain(
      "A: the replica in us-east-1 is gone: the next deploy destroys the copy in us-east-1 with all of its items, and applications in us-east-1 lose the table; the table and its other replicas stay",
    );
    expect(lockIn(project).tables.A).toMatchObject({
      replicas: { "eu-central-1": {} },
      endedReplicas: ["us-east-1"],
    });
    expect(refusals(project)).toEqual([]);
  });

  test("that was accepted to be removed has its provider until the lock forgets it", () => {
    const project = edited(globalTable("A", ["us-east-1"]), tableYaml("A"));
    relock(project, ACCEPT);
    const aliases = (): unknown[] =>
      (project.synth()["dev-koa"]?.provider.aws ?? []).map(({ alias }) => alias);
    expect(aliases()).toEqual([undefined, "us-east-1"]);
    relock(project);
    expect(aliases()).toEqual([undefined, "us-east-1"]);
    relock(project, "--forget koa/A");
    expect(aliases()).toEqual([undefined]);
  });

  test("is removed from a protected table, too, which itself stays", () => {
    const project = edited(
      globalTable("A", ["us-east-1"], "deletionPolicy: Orphan"),
      tableYaml("A", "deletionPolicy: Orphan"),
    );
    expect(runLock(project, ACCEPT)).toMatchObject({ status: 0 });
  });

  test("with another key needs to be accepted, because it is built again", () => {
    const project = edited(withKeys("k"), withKeys("other"));
    expect(refusals(project)).toEqual(["replicaKeepsKey dev/koa.yaml:2:171"]);
    expect(message(project)).toContain(
      "AWS cannot change the key of a replica, so the next deploy would destroy the copy in us-east-1 with all of its items",
    );
    expect(runLock(project, ACCEPT).said).toContain("until then the region has no table");
    expect(lockIn(project).tables.A).toMatchObject({
      replicas: { "us-east-1": { kmsKeyArn: keyIn("us-east-1", "other") } },
      endedReplicas: ["us-east-1"],
    });
  });

  test("is no correction of a table that is still to be adopted, because it would be destroyed", () => {
    const project = edited(
      globalTable("A", ["us-east-1"], "adopt: true"),
      tableYaml("A", "streamViewType: NEW_AND_OLD_IMAGES, adopt: true"),
    );
    expect(refusals(project)).toEqual(["replicaStays dev/koa.yaml:2:12"]);
  });

  test("has other settings without being asked for", () => {
    const project = edited(
      globalTable("A", ["us-east-1"], "tags: {a: b}"),
      globalTable("A", ["region: us-east-1, pointInTimeRecovery: false, propagateTags: false"]),
    );
    expect(refusals(project)).toEqual([]);
    expect(reported(project).filter(({ rule }) => rule === "locked")).toEqual([]);
  });
});

describe("lock: the replicas of a table that leaves", () => {
  test.each([
    ["by removedTables", "removedTables: [{name: A, reason: gone}]\n"],
    ["under Observe", tablesYaml(globalTable("A", ["us-east-1"], "managementPolicies: Observe"))],
  ])("%s are forgotten with it, with a provider of their region", (_, values) => {
    const project = lockedProject(koa(globalTable("A", ["us-east-1"])));
    project.write({ "dev/koa.yaml": values });
    relock(project);
    const stack = project.synth()["dev-koa"] as unknown as {
      removed: { from: string }[];
      provider: { aws: { alias?: string }[] };
    };
    expect(stack.removed.map(({ from }) => from).sort()).toEqual([
      "aws_dynamodb_table.A",
      ofReplica("A", "us-east-1"),
    ]);
    expect(stack.provider.aws.map(({ alias }) => alias)).toContain("us-east-1");
  });

  test("for another namespace with another key are built again there, once that is accepted", () => {
    const project = lockedProject({
      "dev/_environment.yaml": allowing("shop: [koa-A]"),
      ...koa(withKeys("k")),
    });
    project.write({
      "dev/koa.yaml": "removedTables: [{name: A, reason: moved}]\n",
      "dev/shop.yaml": tablesYaml(
        withKeys("other").replace("hashKey", "tableName: koa-A, adopt: true, hashKey"),
      ),
    });
    relock(project, "--accept shop/A");
    expect(lockIn(project, "dev/_lock/shop.json").tables.A).toMatchObject({
      endedReplicas: ["us-east-1"],
    });
  });

  test("for another namespace are adopted there, and none of them may be missing", () => {
    const project = lockedProject({
      "dev/_environment.yaml": allowing("shop: [koa-A]"),
      ...koa(globalTable("A", ["us-east-1"])),
    });
    const moved = (replicas: string[]): Record<string, string> => ({
      "dev/koa.yaml": "removedTables: [{name: A, reason: moved}]\n",
      "dev/shop.yaml": tablesYaml(globalTable("A", replicas, "tableName: koa-A, adopt: true")),
    });
    project.write(moved(["us-east-1"]));
    expect(refusals(project)).toEqual([]);
    project.write(moved(["eu-central-1"]));
    expect(refusals(project)).toEqual(["replicaStays dev/shop.yaml:2:139"]);
    expect(message(project)).toContain("the replica would stay in AWS, unmanaged");
    expect(runLock(project, "--accept shop/A")).toMatchObject({ status: 0 });
  });
});

describe("lock: a table with strong consistency", () => {
  const PROVIDER = `${ENVIRONMENT}provider: {version: "~> 6.37"}\n`;
  const strong = (more: string): string => tableYaml("A", `consistencyMode: STRONG, ${more}`);
  const WITNESS = "replicas: [{region: eu-central-1}], globalTableWitness: eu-west-2";
  const TWO = "replicas: [{region: eu-central-1}, {region: eu-west-2}]";

  const change = (before: string, after: string): Project => {
    const project = lockedProject({ "dev/_environment.yaml": PROVIDER, ...koa(before) });
    project.write(koa(after));
    return project;
  };

  test("is recorded with its mode and its witness", () => {
    const project = lockedProject({
      "dev/_environment.yaml": PROVIDER,
      ...koa(strong(WITNESS)),
    });
    expect(lockIn(project).tables.A).toMatchObject({
      consistencyMode: "STRONG",
      replicas: { "eu-central-1": {} },
      globalTableWitness: "eu-west-2",
    });
    expect(lockIn(project).tables.A).not.toHaveProperty("companions");
  });

  test.each([
    ["another mode", globalTable("A", ["eu-central-1"]), strong(WITNESS), 1],
    ["no longer the mode", strong(WITNESS), globalTable("A", ["eu-central-1"]), 1],
    ["a replica in place of the witness", strong(WITNESS), strong(TWO), 2],
    ["another witness", strong(WITNESS), strong(WITNESS.replace("west-2", "west-3")), 1],
    ["another region", strong(TWO), strong(TWO.replace("west-2", "west-3")), 2],
  ])("with %s is refused, whatever is accepted", (_, before, after, count) => {
    const project = change(before, after);
    const found = refusals(project);
    expect(found.map((text) => text.split(" ")[0])).toEqual(
      Array.from({ length: count }, () => "consistencyStays"),
    );
    expect(message(project)).toContain(
      "AWS sets that when a table is created, and nothing can change it later",
    );
    expect(runLock(project, ACCEPT)).toMatchObject({ status: 1 });
    expect(runLock(project, "--forget koa/A")).toMatchObject({ status: 0 });
  });

  test("is created with another mode where it is replaced anyway", () => {
    const off = "deletionPolicy: Delete";
    const project = change(
      tableYaml("A", off),
      strong(`${WITNESS}, ${off}`).replace("type: S", "type: N"),
    );
    expect(refusals(project)).toEqual([expect.stringContaining("tableKeepsIdentity")]);
    expect(runLock(project, ACCEPT)).toMatchObject({ status: 0 });
  });
});
