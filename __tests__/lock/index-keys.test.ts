import type { Project } from "../support/project";
import { editLock, lockedProject, lockIn, refusals, relock, runLock } from "../support/run-lock";

const VALUES = `tables:
  - name: Orders
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes: [{name: id, type: S}, {name: tenant, type: S}, {name: day, type: N}, {name: kind, type: S}]
    globalSecondaryIndex:
      - {name: by-tenant, hashKey: [tenant, kind], rangeKey: [day], projectionType: ALL}
`;

const ENVIRONMENT = 'accountId: "123456789012"\nprovider: {version: "~> 6.37"}\n';

function project(): Project {
  return lockedProject({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": VALUES });
}

function edited(from: string, to: string): Project {
  const one = project();
  one.write({ "dev/koa.yaml": VALUES.replace(from, to) });
  return one;
}

test("lock: a key of several attributes is recorded as a list, of one attribute as a string", () => {
  expect(lockIn(project()).tables.Orders?.globalSecondaryIndexes).toEqual({
    "by-tenant": { hashKey: ["tenant S", "kind S"], rangeKey: "day N", projection: "ALL" },
  });
});

test("lock: another order of a key's attributes rebuilds the index, so it has to be accepted", () => {
  const one = edited("[tenant, kind]", "[kind, tenant]");
  expect(refusals(one)).toEqual(["tableKeepsParts dev/koa.yaml:7:36"]);
  const { refused } = runLock(one);
  expect(refused.map(({ message }) => message)).toEqual([
    expect.stringContaining(
      "hashKey of the index by-tenant is kind, tenant and was tenant, kind",
    ) as unknown,
  ]);
  relock(one, "--accept koa/Orders");
  expect(refusals(one)).toEqual([]);
});

test("lock: a list of one attribute is the same key as its name alone", () => {
  expect(refusals(edited("[day]", "day"))).toEqual([]);
});

test("lock: another type of one of several attributes is reported where it is declared", () => {
  expect(refusals(edited("kind, type: S", "kind, type: N"))).toEqual([
    "indexKeepsTypes dev/koa.yaml:5:105",
  ]);
});

test("lock: an index with several attributes that is removed while one of them gets another type is refused", () => {
  const one = project();
  one.write({
    "dev/koa.yaml": VALUES.replace("kind, type: S", "kind, type: N").replace(
      "{name: by-tenant, hashKey: [tenant, kind], rangeKey: [day]",
      "{name: by-kind, hashKey: tenant, rangeKey: [kind, day]",
    ),
  });
  expect(refusals(one)).toEqual(["indexKeepsTypes dev/koa.yaml:5:105"]);
});

test("lock: a list of one key is no key of a lock", () => {
  const one = project();
  editLock(one, (lock) => {
    const index = { hashKey: ["tenant S"], projection: "ALL" };
    return {
      ...lock,
      tables: { Orders: { ...lock.tables.Orders, globalSecondaryIndexes: { "by-tenant": index } } },
    };
  });
  expect(refusals(one).join()).toContain("dev/_lock/koa.json");
});
