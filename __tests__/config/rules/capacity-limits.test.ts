import { problemsOf } from "../../support/reported";
import { ENVIRONMENT } from "../../support/project";

/** What is reported of a table with a global index, of these capacities. */
function reported(
  billingMode: string,
  table: string,
  index = "readCapacity: 1, writeCapacity: 1",
): string[] {
  const lines = [
    "tables:",
    "  - name: A",
    `    billingMode: ${billingMode}`,
    "    hashKey: id",
    "    attributes: [{name: id, type: S}, {name: at, type: S}]",
    ...table.split(", ").map((key) => `    ${key}`),
    `    globalSecondaryIndex: [{name: by-at, hashKey: at, projectionType: ALL, ${index}}]`,
  ];
  return problemsOf(
    { "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": lines.join("\n") },
    ...["capacityWithinQuota", "provisionedHasCapacity", "onDemandHasNoCapacity"],
  );
}

test("a table with its indexes may have 40,000 units of reading, and a warning follows beyond", () => {
  expect(reported("PROVISIONED", "readCapacity: 39999, writeCapacity: 1")).toEqual([]);
  expect(reported("PROVISIONED", "readCapacity: 40000, writeCapacity: 1")).toEqual([
    "warning capacityWithinQuota dev/koa.yaml:6:19",
  ]);
});

test("a table with its indexes may have 40,000 units of writing, and a warning follows beyond", () => {
  expect(reported("PROVISIONED", "readCapacity: 1, writeCapacity: 39999")).toEqual([]);
  expect(reported("PROVISIONED", "readCapacity: 1, writeCapacity: 40000")).toEqual([
    "warning capacityWithinQuota dev/koa.yaml:7:20",
  ]);
});

test("units of reading and of writing are not added together", () => {
  expect(reported("PROVISIONED", "readCapacity: 39999, writeCapacity: 39999")).toEqual([]);
});

test("the capacities that are written count towards the quota although one is missing", () => {
  expect(
    reported("PROVISIONED", "readCapacity: 40001, writeCapacity: 1", "readCapacity: 1"),
  ).toEqual([
    "error provisionedHasCapacity dev/koa.yaml:8:28",
    "warning capacityWithinQuota dev/koa.yaml:6:19",
  ]);
});

test("a capacity that is missing counts as nothing", () => {
  expect(
    reported("PROVISIONED", "readCapacity: 40000, writeCapacity: 1", "writeCapacity: 1"),
  ).toEqual(["error provisionedHasCapacity dev/koa.yaml:8:28"]);
});

test("a capacity of 1 is accepted, and one of 0 is refused", () => {
  expect(reported("PROVISIONED", "readCapacity: 1, writeCapacity: 1")).toEqual([]);
  expect(reported("PROVISIONED", "readCapacity: 0, writeCapacity: 1")).toHaveLength(1);
});

test("capacity of an on-demand table is a warning at each place, and no quota is checked", () => {
  expect(
    reported("PAY_PER_REQUEST", "readCapacity: 40001, writeCapacity: 1", "readCapacity: 1"),
  ).toEqual([
    "warning onDemandHasNoCapacity dev/koa.yaml:6:19",
    "warning onDemandHasNoCapacity dev/koa.yaml:7:20",
    "warning onDemandHasNoCapacity dev/koa.yaml:8:90",
  ]);
});
