import { DynamodbTable as AwsDynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
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
  /** Terraform refuses to destroy the table while it is in the configuration. @default true */
  readonly retained?: boolean;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

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
      lifecycle: (props.retained ?? true) ? { preventDestroy: true } : undefined,
    });
    this.resource.overrideLogicalId(props.address);
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
