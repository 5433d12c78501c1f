import { DataAwsDynamodbTable } from "@cdktf/provider-aws/lib/data-aws-dynamodb-table";
import { Construct } from "constructs";
import { TABLE_DEFAULTS } from "../table/defaults";
import { DIMENSIONS } from "../table/scaled-capacity";
import type { Dimension } from "../table/scaled-capacity";
import type { DynamodbTableProps } from "./dynamodb-table";
import { decoded, indexStrings, wantedIndexStrings } from "./table-expressions";
import { TerraformCheck } from "./terraform-check";
import type { Assertion } from "./terraform-check";
import { expression, literal, quoted, reference, template } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

/**
 * A table that is only read: a plan fails if it does not exist and warns, difference by difference,
 * where it is not what the props say.
 */
export class ObservedTable extends Construct {
  private readonly data: DataAwsDynamodbTable;

  constructor(scope: Construct, id: string, props: DynamodbTableProps) {
    super(scope, id);
    const { provider, tableName: name } = props;
    this.data = new DataAwsDynamodbTable(this, "Resource", literal({ provider, name }));
    this.data.overrideLogicalId(props.address);
    new TerraformCheck(this, "Check", props.address, assertions(props));
  }

  get name(): TerraformString {
    return this.reference("name");
  }

  get arn(): TerraformString {
    return this.reference("arn");
  }

  get streamArn(): TerraformString {
    return this.reference("stream_arn");
  }

  private reference(attribute: string): TerraformString {
    return reference(this.data, `data.${DataAwsDynamodbTable.tfResourceType}`, attribute);
  }
}

/** One aspect of a table: how it is read in Terraform, and what it should be. */
interface Aspect {
  readonly name: string;
  readonly actual: string;
  /** An expression. */
  readonly wanted: string;
}

function assertions(props: DynamodbTableProps): Assertion[] {
  const data = `data.${DataAwsDynamodbTable.tfResourceType}.${props.address}`;
  return aspects(data, props).map(({ name, actual, wanted }) => {
    const found = `jsonencode(${actual})`;
    const said = `jsonencode(${wanted})`;
    return {
      condition: expression(`${found} == ${said}`),
      errorMessage: template`Table ${props.tableName}: ${name} is ${expression(found)} in AWS and ${expression(said)} in the values.`,
    };
  });
}

function aspects(data: string, props: DynamodbTableProps): Aspect[] {
  const {
    capacity,
    encryption = TABLE_DEFAULTS.encryption,
    pointInTimeRecovery = { enabled: TABLE_DEFAULTS.pointInTimeRecovery },
    ttl,
  } = props;
  const aspect = (name: string, actual: string, wanted: unknown): Aspect => ({
    name,
    actual,
    wanted: decoded(wanted),
  });
  return [
    aspect("partition key", `${data}.hash_key`, props.hashKey),
    aspect("sort key", orEmpty(`${data}.range_key`), props.rangeKey ?? ""),
    aspect(
      "list of key attributes",
      `sort([for a in ${data}.attribute : "\${a.name} \${a.type}"])`,
      props.attributes.map(({ name, type }) => `${name} ${type}`).sort(),
    ),
    globalIndexes(`${data}.global_secondary_index`, props),
    {
      name: "list of local secondary indexes",
      actual: indexStrings(`${data}.local_secondary_index`, ["i.range_key"]),
      wanted: wantedIndexStrings(props.localSecondaryIndexes, ({ rangeKey }) => [rangeKey]),
    },
    aspect("billing mode", `${data}.billing_mode`, capacity ? "PROVISIONED" : "PAY_PER_REQUEST"),
    ...capacityAspects(props, data, "").map(([name, actual, wanted]) =>
      aspect(name, actual, wanted),
    ),
    ...(props.globalSecondaryIndexes ?? []).flatMap((index) => {
      const found = `one([for g in ${data}.global_secondary_index : g if g.name == ${quoted(index.name)}])`;
      return capacityAspects(index, found, ` of the index ${index.name}`).map(
        // That there is none is another aspect.
        ([name, actual, wanted]) => aspect(name, `try(${actual}, ${decoded(wanted)})`, wanted),
      );
    }),
    aspect(
      "point-in-time recovery",
      isOn(`${data}.point_in_time_recovery`),
      pointInTimeRecovery.enabled,
    ),
    aspect(
      "TTL attribute",
      `${isOn(`${data}.ttl`)} ? one([for t in ${data}.ttl : t.attribute_name]) : "off"`,
      ttl?.enabled === true ? ttl.attributeName : "off",
    ),
    aspect(
      "stream",
      `try(${data}.stream_enabled, false) ? ${data}.stream_view_type : "off"`,
      props.streamViewType ?? "off",
    ),
    aspect(
      "encryption",
      `${isOn(`${data}.server_side_encryption`)} ? "KMS" : "AWS_OWNED"`,
      encryption === "AWS_OWNED" ? "AWS_OWNED" : "KMS",
    ),
    ...(typeof encryption === "object"
      ? [
          {
            name: "KMS key",
            actual: `one([for e in ${data}.server_side_encryption : e.kms_key_arn])`,
            wanted: decodedString(encryption.kmsKeyArn),
          },
        ]
      : []),
    aspect(
      "table class",
      `coalesce(${data}.table_class, "STANDARD")`,
      props.tableClass ?? TABLE_DEFAULTS.tableClass,
    ),
    aspect(
      "deletion protection",
      `${data}.deletion_protection_enabled`,
      props.deletionProtection ?? true,
    ),
    aspect(
      "list of replicas",
      `sort([for r in ${data}.replica : r.region_name if r.region_name != split(":", ${data}.arn)[3]])`,
      props.replicas?.map(({ region }) => region) ?? [],
    ),
  ];
}

/** Provider 5 reads one attribute of each key, newer ones a list. */
function globalIndexes(
  blocks: string,
  { globalSecondaryIndexes, keySchemaBlocks = false }: DynamodbTableProps,
): Aspect {
  const ofKind = (kind: string): string =>
    `[for k in try(i.key_schema, []) : k.attribute_name if k.key_type == "${kind}"]`;
  const one = orEmpty("i.range_key");
  const keys = keySchemaBlocks
    ? [
        `coalescelist(${ofKind("HASH")}, [i.hash_key])`,
        `coalescelist(${ofKind("RANGE")}, [${one}])`,
      ]
    : ["i.hash_key", one];
  return {
    name: "list of global secondary indexes",
    actual: indexStrings(blocks, keys),
    wanted: wantedIndexStrings(globalSecondaryIndexes, ({ hashKeys, rangeKeys }) => {
      const [hashKey = "", rangeKey = ""] = [hashKeys[0], rangeKeys[0]];
      if (!keySchemaBlocks) return [hashKey, rangeKey];
      return [hashKeys, rangeKeys.length > 0 ? rangeKeys : [""]];
    }),
  };
}

/** What auto scaling changes is no difference; whether a table is scaled no data source says. */
function capacityAspects(
  {
    capacity,
    autoscaling = {},
    onDemandThroughput: maximum = {},
  }: Pick<DynamodbTableProps, "capacity" | "autoscaling" | "onDemandThroughput">,
  place: string,
  of: string,
): [name: string, actual: string, wanted: number][] {
  if (capacity)
    return DIMENSIONS.filter((dimension) => autoscaling[dimension] === undefined).map(
      (dimension) => [
        `${dimension} capacity${of}`,
        `${place}.${dimension}_capacity`,
        capacity[dimension],
      ],
    );
  const found = (dimension: Dimension): string =>
    `max(0, try(one(${place}.on_demand_throughput).max_${dimension}_request_units, 0))`;
  return [
    [`read maximum${of}`, found("read"), maximum.maxReadRequestUnits ?? 0],
    [`write maximum${of}`, found("write"), maximum.maxWriteRequestUnits ?? 0],
  ];
}

function decodedString(value: string | TerraformString): string {
  return typeof value === "string" ? decoded(value) : `"${value.toString()}"`;
}

/** The provider gives an absent string as null or as an empty one. */
function orEmpty(attribute: string): string {
  return `(${attribute} == null ? "" : ${attribute})`;
}

/** Blocks are lists or sets. */
function isOn(blocks: string): string {
  return `anytrue([for b in ${blocks} : b.enabled])`;
}
