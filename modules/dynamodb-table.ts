import { DynamodbTable as AwsDynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { TableIdentity } from "./table-identity";
import { shapeAssertions } from "./table-expressions";
import type { Assertion } from "./terraform-check";
import { TerraformImport } from "./terraform-import";
import { reference } from "./terraform-text";

export interface DynamodbTableProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** Name in AWS. */
  readonly tableName: string;
  readonly hashKey: string;
  readonly rangeKey?: string | undefined;
  /** The key attributes of the table and its indexes. */
  readonly attributes: readonly { readonly name: string; readonly type: "S" | "N" | "B" }[];
  /** @default none */
  readonly globalSecondaryIndexes?: readonly GlobalSecondaryIndexProps[];
  /** @default none */
  readonly localSecondaryIndexes?: readonly LocalSecondaryIndexProps[];
  /** @default on-demand */
  readonly capacity?: CapacityProps | undefined;
  /** @default on, with 35 days */
  readonly pointInTimeRecovery?: {
    readonly enabled: boolean;
    readonly recoveryPeriodInDays?: number;
  };
  /** @default not managed */
  readonly ttl?: { readonly attributeName: string; readonly enabled: boolean } | undefined;
  /** @default no stream */
  readonly streamViewType?: string | undefined;
  /** @default AWS_OWNED */
  readonly encryption?: "AWS_OWNED" | "AWS_MANAGED" | { readonly kmsKeyArn: string };
  /** @default STANDARD */
  readonly tableClass?: string;
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
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

export interface RestoreSourceProps {
  /** Name in AWS, of a table of the same account and region. */
  readonly tableName?: string | undefined;
  readonly tableArn?: string | undefined;
  /** RFC 3339, in UTC. @default the latest that can be restored */
  readonly at?: string | undefined;
}

/** Taking these out again must not replace the table that they once filled. */
const ONCE_ONLY = [
  "restore_date_time",
  "restore_source_name",
  "restore_source_table_arn",
  "restore_to_latest_time",
];

/** Units per second. */
export interface CapacityProps {
  readonly read: number;
  readonly write: number;
}

export interface ProjectionProps {
  readonly type: "ALL" | "KEYS_ONLY" | "INCLUDE";
  readonly nonKeyAttributes: readonly string[];
}

export interface LocalSecondaryIndexProps {
  readonly name: string;
  readonly rangeKey: string;
  readonly projection: ProjectionProps;
}

export interface GlobalSecondaryIndexProps {
  readonly name: string;
  readonly hashKey: string;
  readonly rangeKey?: string | undefined;
  readonly projection: ProjectionProps;
  /** @default none, as on-demand tables want it */
  readonly capacity?: CapacityProps | undefined;
}

/**
 * A DynamoDB table in the one spelling that never makes a plan flip: what the provider would keep
 * or turn off when it is left out is always spelled out (docs/decisions/0005-spelling.md).
 */
export class DynamodbTable extends Construct {
  private readonly resource: AwsDynamodbTable;

  constructor(scope: Construct, id: string, props: DynamodbTableProps) {
    super(scope, id);
    const { capacity, encryption = "AWS_OWNED", pointInTimeRecovery = { enabled: true } } = props;
    this.resource = new AwsDynamodbTable(this, "Resource", {
      provider: props.provider,
      name: props.tableName,
      hashKey: props.hashKey,
      rangeKey: props.rangeKey,
      attribute: props.attributes.map(({ name, type }) => ({ name, type })),
      globalSecondaryIndex: unlessEmpty(props.globalSecondaryIndexes?.map(globalSecondaryIndex)),
      localSecondaryIndex: unlessEmpty(props.localSecondaryIndexes?.map(localSecondaryIndex)),
      billingMode: capacity ? "PROVISIONED" : "PAY_PER_REQUEST",
      readCapacity: capacity?.read,
      writeCapacity: capacity?.write,
      pointInTimeRecovery: pointInTimeRecovery.enabled
        ? { enabled: true, recoveryPeriodInDays: pointInTimeRecovery.recoveryPeriodInDays ?? 35 }
        : { enabled: false },
      ttl: props.ttl && { attributeName: props.ttl.attributeName, enabled: props.ttl.enabled },
      streamEnabled: props.streamViewType !== undefined,
      streamViewType: props.streamViewType,
      serverSideEncryption: {
        // `false` is the key that AWS owns; every table is encrypted.
        enabled: encryption !== "AWS_OWNED",
        kmsKeyArn: typeof encryption === "object" ? encryption.kmsKeyArn : undefined,
      },
      tableClass: props.tableClass ?? "STANDARD",
      deletionProtectionEnabled: props.deletionProtection ?? true,
      tags: props.tags && { ...props.tags },
      ...restoreArguments(props.restoreFrom),
      lifecycle: { ignoreChanges: ONCE_ONLY, ...this.lifecycle(props) },
    });
    this.resource.overrideLogicalId(props.address);
    if (props.adopted === true) {
      const to = `${AwsDynamodbTable.tfResourceType}.${props.address}`;
      new TerraformImport(this, "Import", { to, importId: props.tableName });
    }
  }

  private lifecycle(props: DynamodbTableProps): {
    preventDestroy?: boolean;
    replaceTriggeredBy?: string[];
    postcondition?: Assertion[];
  } {
    const { adopted = false, retained = true } = props;
    return {
      // What is taken over is never replaced by the plan that imports it.
      ...((retained || adopted) && { preventDestroy: true }),
      ...(adopted && { postcondition: shapeAssertions(props) }),
      ...(!retained && { replaceTriggeredBy: [this.identity(props).terraformAddress] }),
    };
  }

  private identity(props: DynamodbTableProps): TableIdentity {
    return new TableIdentity(this, "Identity", {
      address: props.address,
      identity: tableIdentity(props),
    });
  }

  get name(): string {
    return this.reference("name");
  }

  get arn(): string {
    return this.reference("arn");
  }

  get streamArn(): string {
    return this.reference("stream_arn");
  }

  private reference(attribute: string): string {
    return reference(this.resource, AwsDynamodbTable.tfResourceType, attribute);
  }
}

/** The whole of what no update of a table can change. */
function tableIdentity({
  hashKey,
  rangeKey,
  attributes,
  localSecondaryIndexes = [],
}: DynamodbTableProps): Record<string, unknown> {
  const keyOf = (name: string): string =>
    `${name} ${attributes.find((attribute) => attribute.name === name)?.type ?? ""}`;
  const indexes = localSecondaryIndexes.map((index) => [
    index.name,
    [keyOf(index.rangeKey), index.projection.type, ...index.projection.nonKeyAttributes],
  ]);
  return {
    hash_key: keyOf(hashKey),
    ...(rangeKey !== undefined && { range_key: keyOf(rangeKey) }),
    ...(indexes.length > 0 && { local_secondary_indexes: Object.fromEntries(indexes) as object }),
  };
}

function restoreArguments(source: RestoreSourceProps | undefined): {
  restoreSourceName?: string;
  restoreSourceTableArn?: string;
  restoreDateTime?: string;
  restoreToLatestTime?: boolean;
} {
  if (source === undefined) return {};
  return {
    restoreSourceName: source.tableName,
    restoreSourceTableArn: source.tableArn,
    restoreDateTime: source.at,
    restoreToLatestTime: source.at === undefined ? true : undefined,
  };
}

function globalSecondaryIndex({
  name,
  hashKey,
  rangeKey,
  projection,
  capacity,
}: GlobalSecondaryIndexProps): {
  name: string;
  hashKey: string;
  rangeKey?: string;
  projectionType: string;
  nonKeyAttributes?: string[];
  readCapacity?: number;
  writeCapacity?: number;
} {
  return {
    name,
    hashKey,
    rangeKey,
    ...projected(projection),
    readCapacity: capacity?.read,
    writeCapacity: capacity?.write,
  };
}

function localSecondaryIndex({ name, rangeKey, projection }: LocalSecondaryIndexProps): {
  name: string;
  rangeKey: string;
  projectionType: string;
  nonKeyAttributes?: string[];
} {
  return { name, rangeKey, ...projected(projection) };
}

function projected({ type, nonKeyAttributes }: ProjectionProps): {
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
