import { DynamodbTable as AwsDynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type {
  DynamodbTableConfig,
  DynamodbTableGlobalSecondaryIndex,
  DynamodbTableLocalSecondaryIndex,
} from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { TABLE_DEFAULTS } from "../table/defaults";
import { identityOf } from "../table/identity";
import { scaledCapacities } from "../table/scaled-capacity";
import type {
  Autoscaling,
  Capacity,
  ConsistencyMode,
  Encryption,
  GlobalSecondaryIndex,
  ImportSource,
  KeyAttribute,
  LocalSecondaryIndex,
  OnDemandThroughput,
  Projection,
  Replica,
  RestoreSource,
  StreamViewType,
  TableClass,
  TimeToLive,
  Timeouts,
  WarmThroughput,
} from "../table/table-settings";
import { capacityUnits, warmUnits } from "./capacity-expressions";
import type { CapacityPlace } from "./capacity-expressions";
import { liftingBlock, maximumArguments } from "./on-demand-maximum";
import type { FormerMaxima } from "./on-demand-maximum";
import { PresentTable } from "./present-table";
import type { PresentTables } from "./present-table";
import { identityValue } from "./identity-value";
import { StateValue } from "./state-value";
import { shapeAssertions } from "./table-expressions";
import { TerraformImport } from "./terraform-import";
import { literal, reference } from "./terraform-string";
import type { TerraformString, WithReferences } from "./terraform-string";
import { addUntyped, OMITTED } from "./untyped-arguments";
import type { UntypedArguments } from "./untyped-arguments";

export interface DynamodbTableProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** Name in AWS. */
  readonly tableName: string;
  readonly hashKey: string;
  readonly rangeKey?: string | undefined;
  /** The key attributes of the table and its indexes. */
  readonly attributes: readonly KeyAttribute[];
  /** @default none */
  readonly globalSecondaryIndexes?: readonly GlobalSecondaryIndex[];
  /**
   * Whether the provider is 6.37 or newer: indexes are written with `key_schema`, in place of `hash_key`
   * and `range_key`, which are deprecated. An index with a key of several attributes is in any case.
   * @default false
   */
  readonly keySchemaBlocks?: boolean | undefined;
  /** @default none */
  readonly localSecondaryIndexes?: readonly LocalSecondaryIndex[];
  /** Where a dimension is scaled, what it starts with. @default on-demand */
  readonly capacity?: Capacity | undefined;
  /** What `CapacityScaling` scales, so that it keeps the capacity that it has in AWS. @default nothing */
  readonly autoscaling?: Autoscaling | undefined;
  /** Of an on-demand table. @default none */
  readonly onDemandThroughput?: OnDemandThroughput | undefined;
  /** Maxima that it had, lifted unless `onDemandThroughput` has them. @default none */
  readonly formerMaxima?: FormerMaxima | undefined;
  /** The same of global indexes, by name. @default none */
  readonly formerMaximaOfIndexes?: Readonly<Record<string, FormerMaxima>> | undefined;
  /** Never below what the table has. Needs provider 6.29. @default AWS's own */
  readonly warmThroughput?: WarmThroughput | undefined;
  /** Read for what depends on the table in AWS. @default read for this table alone */
  readonly presentTables?: PresentTables | undefined;
  /** @default on, with 35 days */
  readonly pointInTimeRecovery?: {
    readonly enabled: boolean;
    readonly recoveryPeriodInDays?: number;
  };
  /** @default not managed */
  readonly ttl?: TimeToLive | undefined;
  /** @default no stream */
  readonly streamViewType?: StreamViewType | undefined;
  /** @default AWS_OWNED */
  readonly encryption?: EncryptionProps;
  /** @default STANDARD */
  readonly tableClass?: TableClass;
  /** AWS refuses to delete the table. @default true */
  readonly deletionProtection?: boolean;
  /**
   * Terraform refuses to destroy the table while it is in the configuration. One that is not retained
   * is replaced where its keys, their types or its local indexes change. @default true
   */
  readonly retained?: boolean;
  /**
   * The table exists and is imported; a plan fails where its keys or local indexes are not as they
   * are said to be here, or if it would be replaced. @default false
   */
  readonly adopted?: boolean;
  /** Point-in-time recovery that a new table is filled from; nothing once it exists. @default none */
  readonly restoreFrom?: RestoreSourceProps | undefined;
  /** Files in S3 that a new table is filled with; nothing once it exists. @default none */
  readonly importFromS3?: ImportSource | undefined;
  /** How long Terraform waits. @default the provider's */
  readonly timeouts?: Timeouts | undefined;
  /**
   * With `STRONG`, the table is created with its replicas, and nothing changes them later; the
   * replicas of any other table are resources of their own, `TableReplica`. @default EVENTUAL
   */
  readonly consistencyMode?: ConsistencyMode;
  /** Of a table with `STRONG`. @default none */
  readonly replicas?: readonly Replica[];
  /** Region of the witness of a table with `STRONG`. @default none */
  readonly globalTableWitness?: string | undefined;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

/** What may refer to other resources takes a `TerraformString` too; every other string is literal. */
export type EncryptionProps = WithReferences<Encryption>;
export type RestoreSourceProps = WithReferences<RestoreSource>;

/**
 * Removing these again must not replace the table that they once filled. Every table ignores them: of one
 * that was filled, the values may have forgotten it.
 */
const ONCE_ONLY = [
  "import_table",
  "restore_date_time",
  "restore_source_name",
  "restore_source_table_arn",
  "restore_to_latest_time",
];

/** What the provider would take away from a table that has them as resources of their own. */
const OWN_RESOURCES = ["replica"];

type Arguments = WithReferences<DynamodbTableConfig>;

/**
 * A DynamoDB table with every setting written out that the provider would keep or turn off if it were
 * omitted, so that no plan changes it unasked (docs/decisions/0005-spelling.md).
 */
export class DynamodbTable extends Construct {
  private readonly resource: AwsDynamodbTable;

  constructor(scope: Construct, id: string, props: DynamodbTableProps) {
    super(scope, id);
    const present = dependsOnPresent(props) ? new PresentTable(this, "Present", props) : undefined;
    const args = this.arguments(props, present);
    this.resource = new AwsDynamodbTable(this, "Resource", literal(args));
    this.resource.overrideLogicalId(props.address);
    addUntyped(this.resource, keySchemas(props));
    if (present !== undefined) this.liftMaxima(props, present);
    if (props.adopted === true) {
      const to = `${AwsDynamodbTable.tfResourceType}.${props.address}`;
      new TerraformImport(this, "Import", { to, importId: props.tableName });
    }
  }

  private arguments(props: DynamodbTableProps, present: PresentTable | undefined): Arguments {
    const {
      encryption = TABLE_DEFAULTS.encryption,
      pointInTimeRecovery = { enabled: TABLE_DEFAULTS.pointInTimeRecovery },
    } = props;
    return {
      provider: props.provider,
      name: props.tableName,
      hashKey: props.hashKey,
      rangeKey: props.rangeKey,
      attribute: props.attributes,
      globalSecondaryIndex: unlessEmpty(
        props.globalSecondaryIndexes?.map((index) => globalIndexArguments(index, props, present)),
      ),
      localSecondaryIndex: unlessEmpty(props.localSecondaryIndexes?.map(localIndexArguments)),
      billingMode: props.capacity ? "PROVISIONED" : "PAY_PER_REQUEST",
      ...throughputArguments(props, props.formerMaxima, present && { present }),
      pointInTimeRecovery: pointInTimeRecovery.enabled
        ? { recoveryPeriodInDays: TABLE_DEFAULTS.recoveryPeriodInDays, ...pointInTimeRecovery }
        : { enabled: false },
      ttl: props.ttl,
      streamEnabled: props.streamViewType !== undefined,
      streamViewType: props.streamViewType,
      serverSideEncryption: {
        // `false` is the key that AWS owns; every table is encrypted.
        enabled: encryption !== "AWS_OWNED",
        kmsKeyArn: typeof encryption === "object" ? encryption.kmsKeyArn : undefined,
      },
      tableClass: props.tableClass ?? TABLE_DEFAULTS.tableClass,
      deletionProtectionEnabled: props.deletionProtection ?? true,
      tags: props.tags,
      ...restoreArguments(props.restoreFrom),
      importTable: importArguments(props.importFromS3),
      timeouts: props.timeouts,
      ...replicaArguments(props),
      lifecycle: { ignoreChanges: ignoredBy(props), ...this.lifecycle(props) },
    };
  }

  private liftMaxima(props: DynamodbTableProps, present: PresentTable): void {
    if (props.capacity !== undefined) return;
    const lift = (path: string, block: object | undefined): void => {
      if (block !== undefined) this.resource.addOverride(path, block);
    };
    lift("dynamic", liftingBlock(props.onDemandThroughput, props.formerMaxima, { present }));
    for (const [i, { name, onDemandThroughput }] of (
      props.globalSecondaryIndexes ?? []
    ).entries()) {
      const former = formerMaximaOf(props, name);
      const block = liftingBlock(onDemandThroughput, former, { present, index: name });
      lift(`global_secondary_index.${i}.dynamic`, block);
    }
  }

  private lifecycle(props: DynamodbTableProps): NonNullable<Arguments["lifecycle"]> {
    const { adopted = false, retained = true } = props;
    return {
      // What is taken over is never replaced by the plan that imports it.
      ...((retained || adopted) && { preventDestroy: true }),
      ...(adopted && { postcondition: shapeAssertions(props) }),
      ...(!retained && { replaceTriggeredBy: [this.trigger(props).terraformAddress] }),
    };
  }

  private trigger(props: DynamodbTableProps): StateValue {
    const { address } = props;
    const value = identityValue(identityOf(props));
    return new StateValue(this, "Identity", { address, value });
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
    return reference(this.resource, AwsDynamodbTable.tfResourceType, attribute);
  }
}

function ignoredBy({ consistencyMode }: DynamodbTableProps): string[] {
  return [...ONCE_ONLY, ...(consistencyMode === "STRONG" ? [] : OWN_RESOURCES)];
}

/** The mode is an argument of the table's own replicas, and of no `aws_dynamodb_table_replica`. */
function replicaArguments(props: DynamodbTableProps): Partial<Arguments> {
  const { consistencyMode, replicas = [], globalTableWitness: regionName } = props;
  if (consistencyMode !== "STRONG") return {};
  return {
    replica: replicas.map((replica) => ({
      regionName: replica.region,
      consistencyMode,
      pointInTimeRecovery: replica.pointInTimeRecovery,
      kmsKeyArn: replica.kmsKeyArn,
      propagateTags: replica.propagateTags,
      deletionProtectionEnabled: replica.deletionProtection,
    })),
    globalTableWitness: regionName === undefined ? undefined : { regionName },
  };
}

function restoreArguments(source: RestoreSourceProps | undefined): Partial<Arguments> {
  if (source === undefined) return {};
  return {
    restoreSourceName: source.tableName,
    restoreSourceTableArn: source.tableArn,
    restoreDateTime: source.at,
    restoreToLatestTime: source.at === undefined ? true : undefined,
  };
}

function importArguments(source: ImportSource | undefined): Arguments["importTable"] {
  if (source === undefined) return undefined;
  const { bucket, keyPrefix, format, compression, csv } = source;
  return {
    inputFormat: format,
    inputCompressionType: compression,
    inputFormatOptions: csv && { csv },
    s3BucketSource: { bucket, keyPrefix },
  };
}

function globalIndexArguments(
  index: GlobalSecondaryIndex,
  table: DynamodbTableProps,
  present: PresentTable | undefined,
): WithReferences<DynamodbTableGlobalSecondaryIndex> {
  const { name, hashKeys, rangeKeys, projection } = index;
  const [hashKey = OMITTED] = hashKeys;
  return {
    name,
    ...(hasKeySchema(index, table) ? { hashKey: OMITTED } : { hashKey, rangeKey: rangeKeys[0] }),
    ...projectionArguments(projection),
    ...throughputArguments(index, formerMaximaOf(table, name), present && { present, index: name }),
  };
}

/** Never with `hash_key` and `range_key`: the provider refuses both in one index. */
function hasKeySchema(
  { hashKeys, rangeKeys }: GlobalSecondaryIndex,
  { keySchemaBlocks = false }: DynamodbTableProps,
): boolean {
  return keySchemaBlocks || hashKeys.length > 1 || rangeKeys.length > 1;
}

/** The keys of each index in their order, the partition key first, as the provider asks for them. */
function keySchemas(props: DynamodbTableProps): UntypedArguments {
  const ofIndexes = (props.globalSecondaryIndexes ?? []).flatMap((index, i) => {
    if (!hasKeySchema(index, props)) return [];
    const keysOf = (names: readonly string[], key_type: "HASH" | "RANGE"): object[] =>
      names.map((attribute_name) => ({ attribute_name, key_type }));
    const keys = [...keysOf(index.hashKeys, "HASH"), ...keysOf(index.rangeKeys, "RANGE")];
    return [[`global_secondary_index.${i}.key_schema`, keys] as const];
  });
  return Object.fromEntries(ofIndexes);
}

/** What a table and an index have alike. */
type Throughput = Pick<
  DynamodbTableProps,
  "capacity" | "autoscaling" | "onDemandThroughput" | "warmThroughput"
>;

type ThroughputArguments = Pick<
  Arguments,
  "readCapacity" | "writeCapacity" | "onDemandThroughput" | "warmThroughput"
>;

function throughputArguments(
  { capacity, autoscaling = {}, onDemandThroughput, warmThroughput }: Throughput,
  former: FormerMaxima | undefined,
  place: CapacityPlace | undefined,
): ThroughputArguments {
  const warm = warmThroughput && place && { warmThroughput: warmUnits(warmThroughput, place) };
  if (capacity === undefined) {
    const maximum = maximumArguments(onDemandThroughput, former, place);
    return { ...(maximum && { onDemandThroughput: maximum }), ...warm };
  }
  const { read, write } = capacityUnits(capacity, autoscaling, place);
  return { readCapacity: read, writeCapacity: write, ...warm };
}

/** Whether some arguments depend on what the table has in AWS. */
export function dependsOnPresent(props: Present): boolean {
  const { capacity, warmThroughput, globalSecondaryIndexes = [] } = props;
  const isFormer = [props.formerMaxima, ...Object.values(props.formerMaximaOfIndexes ?? {})].some(
    (maxima = []) => maxima.length > 0,
  );
  return (
    warmThroughput !== undefined ||
    globalSecondaryIndexes.some((index) => index.warmThroughput !== undefined) ||
    scaledCapacities(props).length > 0 ||
    (capacity === undefined && isFormer)
  );
}

type Present = Pick<
  DynamodbTableProps,
  | "capacity"
  | "autoscaling"
  | "warmThroughput"
  | "globalSecondaryIndexes"
  | "formerMaxima"
  | "formerMaximaOfIndexes"
>;

function formerMaximaOf(
  { formerMaximaOfIndexes: former = {} }: DynamodbTableProps,
  index: string,
): FormerMaxima | undefined {
  return Object.hasOwn(former, index) ? former[index] : undefined;
}

function localIndexArguments({
  name,
  rangeKey,
  projection,
}: LocalSecondaryIndex): DynamodbTableLocalSecondaryIndex {
  return { name, rangeKey, ...projectionArguments(projection) };
}

function projectionArguments({ type, nonKeyAttributes }: Projection): {
  projectionType: string;
  nonKeyAttributes?: string[];
} {
  return {
    projectionType: type,
    nonKeyAttributes: type === "INCLUDE" ? [...nonKeyAttributes] : undefined,
  };
}

function unlessEmpty<T>(items: T[] | undefined): T[] | undefined {
  return items?.length === 0 ? undefined : items;
}
