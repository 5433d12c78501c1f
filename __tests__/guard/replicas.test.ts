import {
  A,
  change,
  declaredIn,
  destroyed,
  guard,
  lockedProject,
  PASSES,
  refused,
  relock,
  tableChange,
  tableState,
  UNPROTECTED,
} from "../support/guard-plans";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";
import { globalTable, keyIn, ofReplica, replicaArn } from "../support/replicas";

const WEST = "us-east-1";
const CENTRAL = "eu-central-1";
const state = (region: string, more: Json = {}): Json => ({
  arn: replicaArn("koa-B", region),
  global_table_arn: replicaArn("koa-B", "eu-west-1"),
  ...more,
});
const ofPlan = (region: string, actions: readonly string[], more: Json = {}): Json =>
  change(ofReplica("B", region), actions, { before: state(region), ...more });
const withKey = (name: string): string =>
  globalTable(
    "B",
    [`region: ${WEST}, kmsKeyArn: "${keyIn(WEST, name)}"`],
    `encryption: {kmsKeyArn: "${keyIn("eu-west-1")}"}`,
  );

/** The table `B` locked as `before`, and its edit accepted. */
function accepted(before: string, ...after: string[]): Project {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(A, before) });
  project.write({ "dev/koa.yaml": tablesYaml(A, ...after) });
  relock(project, "--accept", "koa/B");
  return project;
}

describe("guard: a replica that a plan destroys", () => {
  const both = globalTable("B", [WEST, CENTRAL]);

  test("passes once its end was accepted, and no other one does", () => {
    const project = accepted(both, globalTable("B", [CENTRAL]));
    expect(guard(project, [ofPlan(WEST, ["delete"])])).toEqual(PASSES);
    expect(declaredIn(project, [ofPlan(WEST, ["delete"])])).toEqual([
      `plan.json: ${ofReplica("B", WEST)} is destroyed: koa-B in ${WEST}, declared in the values and locks`,
    ]);
    expect(guard(project, [ofPlan(CENTRAL, ["delete"])])).toEqual(
      refused(
        `koa.yaml:3:139: plan.json: ${ofReplica("B", CENTRAL)} is destroyed: the replica koa-B in ${CENTRAL} with all of its items, but the values of dev have this replica`,
      ),
    );
  });

  test("fails where its end was not accepted, or in another stack", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(A, tableYaml("B")) });
    expect(guard(project, [ofPlan(WEST, ["delete"])])).toEqual(
      refused("no lock that was read declares that for the stack of this plan"),
    );
    const other = { global_table_arn: replicaArn("koa-C", "eu-west-1") };
    const ended = accepted(both, globalTable("B", [CENTRAL]));
    expect(guard(ended, [ofPlan(WEST, ["delete"], { before: state(WEST, other) })]).status).toBe(1);
  });

  test("fails while AWS protects it", () => {
    const project = accepted(both, globalTable("B", [CENTRAL]));
    const before = state(WEST, { deletion_protection_enabled: true });
    expect(guard(project, [ofPlan(WEST, ["delete"], { before })])).toEqual(
      refused("which AWS protects against deletion"),
    );
  });

  test("passes with its table, whose end is judged", () => {
    const project = accepted(globalTable("B", [WEST], UNPROTECTED));
    expect(guard(project, [destroyed("B"), ofPlan(WEST, ["delete"])])).toEqual(PASSES);
    const kept = lockedProject({ "dev/koa.yaml": tablesYaml(A, both) });
    expect(guard(kept, [destroyed("B"), ofPlan(WEST, ["delete"])])).toEqual(
      refused("aws_dynamodb_table.B is destroyed"),
    );
  });
});

describe("guard: a replica that a plan replaces", () => {
  const replaced = (from: string, to: string): Json =>
    ofPlan(WEST, ["delete", "create"], {
      before: state(WEST, { kms_key_arn: keyIn(WEST, from) }),
      after: state(WEST, { kms_key_arn: keyIn(WEST, to) }),
    });

  test("passes once its other key was accepted", () => {
    const project = accepted(withKey("k"), withKey("other"));
    expect(guard(project, [replaced("k", "other")])).toEqual(PASSES);
    // The lock still says so after the deploy.
    expect(guard(project, [replaced("other", "other")]).status).toBe(1);
    expect(guard(project, [replaced("k", "third")]).status).toBe(1);
  });

  test("fails for any other reason", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(A, withKey("k")) });
    expect(guard(project, [replaced("other", "k")])).toEqual(
      refused("is replaced: the replica koa-B in us-east-1 is destroyed with all of its items"),
    );
  });

  test("passes with its table, whose replacement is judged", () => {
    const typed = (type: string): string =>
      globalTable("B", [WEST], UNPROTECTED).replace("type: S", `type: ${type}`);
    const project = accepted(typed("S"), typed("N"));
    const table = tableChange("B", ["delete", "create"], {
      after: tableState("B", { attribute: [{ name: "id", type: "N" }] }),
    });
    expect(guard(project, [table, ofPlan(WEST, ["delete", "create"])])).toEqual(PASSES);
    expect(guard(project, [ofPlan(WEST, ["delete", "create"])]).status).toBe(1);
  });
});

describe("guard: a replica", () => {
  test("is forgotten with its table", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(globalTable("B", [WEST])) });
    const forget = [tableChange("B", ["forget"]), ofPlan(WEST, ["forget"])];
    expect(guard(project, forget).status).toBe(1);
    project.write({ "dev/koa.yaml": "removedTables: [{name: B, reason: x}]\n" });
    relock(project);
    expect(guard(project, forget)).toEqual(PASSES);
  });

  test("is imported with a table that is adopted, or into a lost state", () => {
    const imported = ofPlan(WEST, ["no-op"], {
      after: state(WEST),
      importing: { id: "koa-B:eu-west-1" },
    });
    const adopting = (more: string): Project =>
      lockedProject({ "dev/koa.yaml": tablesYaml(globalTable("B", [WEST], more)) });
    expect(guard(adopting("adopt: true"), [imported])).toEqual(PASSES);
    expect(guard(adopting("tags: {a: b}"), [imported])).toEqual(
      refused("is imported: koa-B:eu-west-1 exists in AWS, and the values of this stack"),
    );
    expect(guard(adopting("tags: {a: b}"), [imported], "--state").status).toBe(0);
    const other = { ...imported, change: { ...(imported.change as Json), importing: { id: "x" } } };
    expect(guard(adopting("adopt: true"), [other]).status).toBe(1);
  });
});
