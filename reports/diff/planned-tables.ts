/** Tables as the provider plans them, in the form of the values, so that both are compared in the same words. */
import { z } from "zod";
import type { Table } from "../../config/model/fleet";
import type { GlobalSecondaryIndex, Projection } from "../../table/table-settings";
import type { DescribedTable } from "../table-aspects";

/** What of a table is in the resource `aws_dynamodb_table`. */
export type PlannedTable = DescribedTable &
  Pick<Table, "deletionProtection" | "pointInTimeRecovery">;

const text = z.string().nullish();
const number = z.number().nullish();

const throughput = z
  .array(z.object({ max_read_request_units: number, max_write_request_units: number }))
  .nullish();

const index = z.object({
  name: z.string(),
  hash_key: text,
  range_key: text,
  projection_type: text,
  non_key_attributes: z.array(z.string()).nullish(),
  read_capacity: number,
  write_capacity: number,
  on_demand_throughput: throughput,
  key_schema: z.array(z.object({ attribute_name: z.string(), key_type: z.string() })).nullish(),
});

const table = z.object({
  hash_key: z.string(),
  range_key: text,
  attribute: z.array(z.object({ name: z.string(), type: z.enum(["S", "N", "B"]) })).nullish(),
  billing_mode: text,
  read_capacity: number,
  write_capacity: number,
  on_demand_throughput: throughput,
  ttl: z.array(z.object({ attribute_name: text, enabled: z.boolean().nullish() })).nullish(),
  stream_enabled: z.boolean().nullish(),
  stream_view_type: z
    .enum(["", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"])
    .nullish(),
  server_side_encryption: z
    .array(z.object({ enabled: z.boolean().nullish(), kms_key_arn: text }))
    .nullish(),
  table_class: z.enum(["", "STANDARD", "STANDARD_INFREQUENT_ACCESS"]).nullish(),
  deletion_protection_enabled: z.boolean().nullish(),
  point_in_time_recovery: z
    .array(z.object({ enabled: z.boolean().nullish(), recovery_period_in_days: number }))
    .nullish(),
  global_secondary_index: z.array(index).nullish(),
  local_secondary_index: z.array(index).nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
});

type Values = z.infer<typeof table>;
type IndexValues = z.infer<typeof index>;

/** @returns nothing of what has another form than this version of the provider gives it */
export function plannedTable(values: unknown): PlannedTable | undefined {
  const { success, data } = table.safeParse(values);
  if (!success) return undefined;
  const [recovery] = data.point_in_time_recovery ?? [];
  const [ttl] = data.ttl ?? [];
  return {
    hashKey: data.hash_key,
    rangeKey: data.range_key ?? undefined,
    attributes: data.attribute ?? [],
    capacity: capacityOf(data, data.billing_mode),
    onDemandThroughput: throughputOf(data),
    ttl:
      ttl?.attribute_name == null
        ? undefined
        : { attributeName: ttl.attribute_name, enabled: ttl.enabled ?? false },
    streamViewType: (data.stream_enabled ? data.stream_view_type : undefined) || undefined,
    encryption: encryptionOf(data),
    tableClass: data.table_class || "STANDARD",
    deletionProtection: data.deletion_protection_enabled ?? false,
    pointInTimeRecovery: recovery?.enabled
      ? { enabled: true, recoveryPeriodInDays: recovery.recovery_period_in_days ?? 35 }
      : { enabled: false },
    globalSecondaryIndexes: (data.global_secondary_index ?? []).map((one) =>
      globalIndex(one, data.billing_mode),
    ),
    localSecondaryIndexes: (data.local_secondary_index ?? []).map((one) => ({
      name: one.name,
      rangeKey: one.range_key ?? "",
      projection: projectionOf(one),
    })),
    tags: data.tags ?? {},
  };
}

function capacityOf(
  { read_capacity: read, write_capacity: write }: Pick<Values, "read_capacity" | "write_capacity">,
  billingMode: string | null | undefined,
): Table["capacity"] {
  return billingMode === "PAY_PER_REQUEST" ? undefined : { read: read ?? 0, write: write ?? 0 };
}

/** The provider has -1 for no maximum. */
function throughputOf({
  on_demand_throughput: all,
}: Pick<Values, "on_demand_throughput">): Table["onDemandThroughput"] {
  const [first] = all ?? [];
  const maximum = (units: number | null | undefined): number | undefined =>
    units == null || units < 0 ? undefined : units;
  const [reads, writes] = [first?.max_read_request_units, first?.max_write_request_units];
  return first && { maxReadRequestUnits: maximum(reads), maxWriteRequestUnits: maximum(writes) };
}

function encryptionOf({ server_side_encryption: all }: Values): Table["encryption"] {
  const [first] = all ?? [];
  if (first?.enabled !== true) return "AWS_OWNED";
  return first.kms_key_arn ? { kmsKeyArn: first.kms_key_arn } : "AWS_MANAGED";
}

function globalIndex(
  values: IndexValues,
  billingMode: string | null | undefined,
): GlobalSecondaryIndex {
  const { name, hash_key: hashKey, range_key: rangeKey, key_schema: schema } = values;
  const keys = (kind: string, single: string | null | undefined): string[] => {
    const listed = (schema ?? [])
      .filter(({ key_type: type }) => type === kind)
      .map((one) => one.attribute_name);
    return listed.length > 0 ? listed : [single ?? ""].filter((key) => key !== "");
  };
  return {
    name,
    hashKeys: keys("HASH", hashKey),
    rangeKeys: keys("RANGE", rangeKey),
    projection: projectionOf(values),
    capacity: capacityOf(values, billingMode),
    onDemandThroughput: throughputOf(values),
  };
}

function projectionOf(values: IndexValues): Projection {
  const { projection_type: type, non_key_attributes: attributes } = values;
  return {
    type: type === "KEYS_ONLY" || type === "INCLUDE" ? type : "ALL",
    nonKeyAttributes: [...(attributes ?? [])].sort(),
  };
}
