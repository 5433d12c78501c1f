import { rmSync } from "node:fs";
import { TerraformStack, Testing } from "cdktf";
import { DynamodbTable } from "../../modules/dynamodb-table";
import type { DynamodbTableProps } from "../../modules/dynamodb-table";

const app = Testing.app();

afterAll(() => {
  rmSync(app.outdir, { recursive: true });
});

let stacks = 0;

/** The module in a stack of plain cdktf, as others would use it. */
function render(props: Partial<DynamodbTableProps> = {}): Record<string, unknown> {
  const stack = new TerraformStack(app, `stack-${(stacks += 1)}`);
  new DynamodbTable(stack, "table", {
    address: "A",
    tableName: "a",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
    ...props,
  });
  const json = JSON.parse(Testing.synth(stack)) as {
    resource: { aws_dynamodb_table: Record<string, Record<string, unknown>> };
  };
  expect(Object.keys(json.resource.aws_dynamodb_table)).toEqual(["A"]);
  return json.resource.aws_dynamodb_table.A ?? {};
}

describe("DynamodbTable", () => {
  test("spells out what a plan would otherwise keep or turn off", () => {
    expect(render()).toEqual({
      name: "a",
      hash_key: "id",
      attribute: [{ name: "id", type: "S" }],
      billing_mode: "PAY_PER_REQUEST",
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
      server_side_encryption: { enabled: false },
      stream_enabled: false,
      table_class: "STANDARD",
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  test("turned off means written as off", () => {
    const off = render({
      pointInTimeRecovery: { enabled: false },
      deletionProtection: false,
      retained: false,
    });
    expect(off).toMatchObject({
      point_in_time_recovery: { enabled: false },
      deletion_protection_enabled: false,
    });
    expect(off).not.toHaveProperty("lifecycle");
    expect(off.point_in_time_recovery).not.toHaveProperty("recovery_period_in_days");
  });

  test("a provisioned table with both kinds of indexes", () => {
    expect(
      render({
        rangeKey: "r",
        capacity: { read: 5, write: 6 },
        globalSecondaryIndexes: [
          {
            name: "g",
            hashKey: "r",
            projection: { type: "ALL", nonKeyAttributes: [] },
            capacity: { read: 1, write: 2 },
          },
        ],
        localSecondaryIndexes: [
          { name: "l", rangeKey: "s", projection: { type: "INCLUDE", nonKeyAttributes: ["x"] } },
        ],
      }),
    ).toMatchObject({
      range_key: "r",
      billing_mode: "PROVISIONED",
      read_capacity: 5,
      write_capacity: 6,
      global_secondary_index: [
        { name: "g", hash_key: "r", projection_type: "ALL", read_capacity: 1, write_capacity: 2 },
      ],
      local_secondary_index: [
        { name: "l", range_key: "s", projection_type: "INCLUDE", non_key_attributes: ["x"] },
      ],
    });
  });

  test("stream, TTL, encryption, class and tags", () => {
    expect(
      render({
        streamViewType: "KEYS_ONLY",
        ttl: { attributeName: "t", enabled: false },
        encryption: { kmsKeyArn: "arn:k" },
        tableClass: "STANDARD_INFREQUENT_ACCESS",
        tags: { a: "b" },
      }),
    ).toMatchObject({
      stream_enabled: true,
      stream_view_type: "KEYS_ONLY",
      ttl: { attribute_name: "t", enabled: false },
      server_side_encryption: { enabled: true, kms_key_arn: "arn:k" },
      table_class: "STANDARD_INFREQUENT_ACCESS",
      tags: { a: "b" },
    });
    expect(render({ encryption: "AWS_MANAGED" }).server_side_encryption).toEqual({
      enabled: true,
    });
  });
});
