import { DynamodbTable } from "../../modules/dynamodb-table";
import type { DynamodbTableProps } from "../../modules/dynamodb-table";
import { render as renderStack } from "../support/render-construct";
import type { Rendered } from "../support/render-construct";

function render(props: Partial<DynamodbTableProps> = {}): Record<string, unknown> {
  const { aws_dynamodb_table: tables = {} } = renderAll(props).resource;
  expect(Object.keys(tables)).toEqual(["A"]);
  return tables.A ?? {};
}

function renderAll(props: Partial<DynamodbTableProps> = {}): Rendered {
  return renderStack((stack) => {
    new DynamodbTable(stack, "table", {
      address: "A",
      tableName: "a",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      ...props,
    });
  });
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
      lifecycle: { prevent_destroy: true, ignore_changes: expect.any(Array) as unknown },
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
    expect(off.lifecycle).not.toHaveProperty("prevent_destroy");
    expect(off.point_in_time_recovery).not.toHaveProperty("recovery_period_in_days");
  });

  test("is replaced with its identity unless it is retained, which names keys, types and local indexes", () => {
    const { resource } = renderAll({
      retained: false,
      rangeKey: "sort",
      attributes: [
        { name: "id", type: "S" },
        { name: "sort", type: "N" },
        { name: "at", type: "B" },
        { name: "other", type: "S" },
      ],
      localSecondaryIndexes: [
        { name: "by-at", rangeKey: "at", projection: { type: "INCLUDE", nonKeyAttributes: ["x"] } },
      ],
      globalSecondaryIndexes: [
        {
          name: "g",
          hashKeys: ["other"],
          rangeKeys: [],
          projection: { type: "ALL", nonKeyAttributes: [] },
        },
      ],
    });
    // Written in another way, it would replace every unprotected table there is.
    expect(resource.terraform_data).toEqual({
      A: {
        input: {
          hash_key: "id S",
          range_key: "sort N",
          local_secondary_indexes: { "by-at": ["at B", "INCLUDE", "x"] },
        },
      },
    });
    expect(resource.aws_dynamodb_table?.A?.lifecycle).toMatchObject({
      replace_triggered_by: ["terraform_data.A"],
    });
    expect(renderAll().resource).not.toHaveProperty("terraform_data");
  });

  test("is imported where it exists, and then neither replaced nor taken for what it is not", () => {
    const adopted = { adopted: true, retained: false };
    expect(render(adopted).lifecycle).toMatchObject({
      prevent_destroy: true,
      replace_triggered_by: ["terraform_data.A"],
      postcondition: [
        { error_message: expect.stringContaining("its keys have the types") as string },
        { error_message: expect.stringContaining("its local secondary indexes are") as string },
        { error_message: expect.stringContaining("TTL is on by") as string },
      ],
    });
    expect(renderAll({ adopted: true }).import).toEqual([{ to: "aws_dynamodb_table.A", id: "a" }]);
    expect(renderAll()).not.toHaveProperty("import");
  });

  test("is filled from a recovery once, which changes nothing afterwards", () => {
    const at = "2026-11-20T09:30:00Z";
    const ofName = render({ restoreFrom: { tableName: "b" } });
    const ofArn = render({ restoreFrom: { tableArn: "arn:b", at } });
    expect(ofName).toMatchObject({ restore_source_name: "b", restore_to_latest_time: true });
    expect(ofArn).toMatchObject({ restore_source_table_arn: "arn:b", restore_date_time: at });
    expect(ofArn).not.toHaveProperty("restore_to_latest_time");
    for (const table of [ofName, ofArn, render(), render({ retained: false })]) {
      expect(table.lifecycle).toMatchObject({
        ignore_changes: [
          "import_table",
          "restore_date_time",
          "restore_source_name",
          "restore_source_table_arn",
          "restore_to_latest_time",
          "replica",
        ],
      });
    }
  });

  test("an index is written with key_schema where the provider is said to know it, or its keys need it", () => {
    const projection = { type: "ALL", nonKeyAttributes: [] } as const;
    const capacity = { read: 1, write: 2 };
    const globalSecondaryIndexes = [
      { name: "one", hashKeys: ["a"], rangeKeys: [], projection, capacity },
      { name: "several", hashKeys: ["b", "a"], rangeKeys: ["d", "c"], projection },
    ];
    const key = (attribute_name: string, key_type: string): object => ({
      attribute_name,
      key_type,
    });
    const several = {
      ...{ name: "several", projection_type: "ALL" },
      key_schema: [key("b", "HASH"), key("a", "HASH"), key("d", "RANGE"), key("c", "RANGE")],
    };
    const one = { name: "one", projection_type: "ALL", read_capacity: 1, write_capacity: 2 };
    const indexes = (props: Partial<DynamodbTableProps>): unknown =>
      render({ globalSecondaryIndexes, ...props }).global_secondary_index;
    expect(indexes({})).toEqual([{ ...one, hash_key: "a" }, several]);
    expect(indexes({ keySchemaBlocks: true })).toEqual([
      { ...one, key_schema: [key("a", "HASH")] },
      several,
    ]);
  });

  test("strong consistency comes with the table, and its replicas are no resources of their own", () => {
    const replica = (region: string, more: object = {}) => ({
      ...{ region, pointInTimeRecovery: true, kmsKeyArn: undefined, propagateTags: true },
      ...{ deletionProtection: undefined, ...more },
    });
    const strong = render({
      consistencyMode: "STRONG",
      replicas: [replica("us-east-2", { kmsKeyArn: "arn:key", deletionProtection: true })],
      globalTableWitness: "us-west-2",
    });
    expect(strong).toMatchObject({
      replica: [
        {
          region_name: "us-east-2",
          consistency_mode: "STRONG",
          point_in_time_recovery: true,
          propagate_tags: true,
          kms_key_arn: "arn:key",
          deletion_protection_enabled: true,
        },
      ],
      global_table_witness: { region_name: "us-west-2" },
    });
    expect(JSON.stringify(strong.lifecycle)).not.toContain('"replica"');
    const two = render({
      consistencyMode: "STRONG",
      replicas: [replica("us-east-2"), replica("us-west-2", { propagateTags: false })],
    });
    expect(two.replica).toEqual(
      [
        ["us-east-2", true],
        ["us-west-2", false],
      ].map(([region_name, propagate_tags]) => ({
        ...{ region_name, propagate_tags, consistency_mode: "STRONG" },
        point_in_time_recovery: true,
      })),
    );
    expect(two).not.toHaveProperty("global_table_witness");
    const eventual = render({ replicas: [replica("us-east-2")] });
    expect(eventual).not.toHaveProperty("replica");
  });

  test("a provisioned table with both kinds of indexes", () => {
    expect(
      render({
        rangeKey: "r",
        capacity: { read: 5, write: 6 },
        globalSecondaryIndexes: [
          {
            name: "g",
            hashKeys: ["r"],
            rangeKeys: [],
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

  test("a new table is filled from S3, once, whether the props still say so or not", () => {
    const importFromS3 = {
      ...({ bucket: "seeds", keyPrefix: "a/", format: "CSV", compression: "GZIP" } as const),
      csv: { delimiter: ";", headerList: ["b", "a"] },
    };
    expect(render({ importFromS3 }).import_table).toEqual({
      input_format: "CSV",
      input_compression_type: "GZIP",
      input_format_options: { csv: { delimiter: ";", header_list: ["b", "a"] } },
      s3_bucket_source: { bucket: "seeds", key_prefix: "a/" },
    });
    const ion = { bucket: "seeds", format: "ION", compression: "NONE" } as const;
    expect(render({ importFromS3: ion }).import_table).toEqual({
      input_format: "ION",
      input_compression_type: "NONE",
      s3_bucket_source: { bucket: "seeds" },
    });
    for (const props of [{}, { importFromS3 }, { retained: false }, { adopted: true }])
      expect(render(props).lifecycle).toMatchObject({
        ignore_changes: expect.arrayContaining(["import_table"]) as unknown,
      });
  });

  test("Terraform waits as long as the props say, and else as the provider does", () => {
    const timeouts = { create: "20m", update: "1h30m", delete: "15m" };
    expect(render({ timeouts }).timeouts).toEqual(timeouts);
    expect(render({ timeouts: { update: "3h" } }).timeouts).toEqual({ update: "3h" });
    expect(render()).not.toHaveProperty("timeouts");
  });
});
