import type { FakeTable } from "../support/fake-aws";
import { runAdopt } from "../support/run-adopt";

/** A table with an index whose key has several attributes of each kind. */
const TABLE: FakeTable = {
  name: "koa-Orders",
  description: {
    DeletionProtectionEnabled: true,
    AttributeDefinitions: ["day", "id", "kind", "tenant"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: "by-tenant",
        KeySchema: [
          { AttributeName: "tenant", KeyType: "HASH" },
          { AttributeName: "kind", KeyType: "HASH" },
          { AttributeName: "day", KeyType: "RANGE" },
          { AttributeName: "id", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  },
};

const ENVIRONMENT = (version: string): string =>
  `accountId: "123456789012"\nprovider: {version: "${version}"}\n`;

const written = (hashKey: string): string => `tables:
  - name: Orders
    adopt: true
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes: [{name: id, type: S}, {name: day, type: S}, {name: kind, type: S}, {name: tenant, type: S}]
    globalSecondaryIndex: [{name: by-tenant, hashKey: ${hashKey}, rangeKey: [day, id], projectionType: ALL}]
`;

test("adopt: keys of several attributes are written in their order, each on one line", async () => {
  const { status, text } = await runAdopt({ "dev/_environment.yaml": ENVIRONMENT("~> 6.37") }, [
    TABLE,
  ]);
  expect(status).toBe(0);
  expect(text("dev/koa.yaml")).toContain(`    globalSecondaryIndex:
      - name: by-tenant
        hashKey: [ tenant, kind ]
        rangeKey: [ day, id ]
        projectionType: ALL
`);
});

test("adopt: for an older provider the version that the table needs is reported", async () => {
  const { status, stderr, text } = await runAdopt({}, [TABLE]);
  expect(status).toBe(1);
  expect(stderr).toContain("hashKey needs version 6.37 of the AWS provider");
  expect(text("dev/koa.yaml")).toBeUndefined();
});

test("adopt: values that name the attributes in another order are reported, with what to write", async () => {
  const environment = { "dev/_environment.yaml": ENVIRONMENT("~> 6.37") };
  const other = await runAdopt({ ...environment, "dev/koa.yaml": written("[kind, tenant]") }, [
    TABLE,
  ]);
  expect(other.stdout + other.stderr).toContain(
    "hashKey of the index by-tenant is tenant, kind in AWS, and kind, tenant in the values",
  );
  expect(other.stdout + other.stderr).toContain("hashKey: [ tenant, kind ]");
  const same = await runAdopt({ ...environment, "dev/koa.yaml": written("[tenant, kind]") }, [
    TABLE,
  ]);
  expect(same.stdout + same.stderr).toContain("the values say what AWS has");
});
