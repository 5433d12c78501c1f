import { lockedProject, lockIn, relock, runLock } from "../support/run-lock";
import { tablesYaml } from "../support/project";
import type { Project } from "../support/project";

const values = (
  table: string,
  ofIndex = "",
  billing = "PAY_PER_REQUEST",
): Record<string, string> => ({
  "dev/koa.yaml": tablesYaml(
    `{name: A, hashKey: id, attributes: [{name: id, type: S}], billingMode: ${billing}${table}, globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL${ofIndex}}]}`,
  ),
});

const MAXIMUM = ", onDemandThroughput: {maxReadRequestUnits: 9}";
const CAPACITY = ", readCapacity: 1, writeCapacity: 1";

const tableIn = (project: Project): Record<string, unknown> =>
  project.synth()["dev-koa"]?.resource.aws_dynamodb_table?.A ?? {};

test("lock: a maximum is recorded, of the table and of an index, and one more is said", () => {
  const project = lockedProject(values(MAXIMUM, MAXIMUM));
  const { onDemandMaximum, onDemandMaximumOfIndexes } = lockIn(project).tables.A ?? {};
  expect({ onDemandMaximum, onDemandMaximumOfIndexes }).toEqual({
    onDemandMaximum: ["read"],
    onDemandMaximumOfIndexes: { "by-id": ["read"] },
  });
  project.write(values(MAXIMUM, ", onDemandThroughput: {maxWriteRequestUnits: 8}"));
  expect(runLock(project).said).toContain("A: the write maximum of the index by-id is recorded");
  expect(lockIn(project).tables.A?.onDemandMaximumOfIndexes).toEqual({
    "by-id": ["read", "write"],
  });
});

test("lock: a maximum that is removed stays recorded and is lifted, at once and from then on", () => {
  const project = lockedProject(values(MAXIMUM, MAXIMUM));
  project.write(values(""));
  const lifted = tableIn(project);
  expect(lifted).toMatchObject({
    dynamic: { on_demand_throughput: { content: {} } },
    global_secondary_index: [{ dynamic: { on_demand_throughput: {} } }],
  });
  relock(project);
  expect(lockIn(project).tables.A).toMatchObject({ onDemandMaximum: ["read"] });
  expect(tableIn(project)).toEqual(lifted);
});

test("lock: a table that becomes provisioned keeps the record, and nothing is lifted meanwhile", () => {
  const project = lockedProject(values(MAXIMUM));
  project.write(values(CAPACITY, CAPACITY, "PROVISIONED"));
  relock(project);
  expect(lockIn(project).tables.A).toMatchObject({ onDemandMaximum: ["read"] });
  expect(tableIn(project)).not.toHaveProperty("dynamic");
});

test("lock: the maxima of an index that is removed are forgotten with it", () => {
  const project = lockedProject(values("", MAXIMUM));
  project.write({
    "dev/koa.yaml": tablesYaml(
      "{name: A, hashKey: id, attributes: [{name: id, type: S}], billingMode: PAY_PER_REQUEST}",
    ),
  });
  relock(project);
  expect(lockIn(project).tables.A).not.toHaveProperty("onDemandMaximumOfIndexes");
});

test("lock: a table without maxima has none recorded", () => {
  expect(Object.keys(lockIn(lockedProject(values(""))).tables.A ?? {})).not.toContain(
    "onDemandMaximum",
  );
});
