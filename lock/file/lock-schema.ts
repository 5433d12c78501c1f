/** What a lock file holds: what an edit of the values must not change unnoticed. Written by `npm run lock`. */
import { z } from "zod";
import type { Path } from "../../config/source/path";
import type { Position } from "../../diagnostics/problems";

/** A region as AWS spells it, in any partition. */
const region = z.string().regex(/^[a-z]+(-[a-z]+)+-\d+$/);

/** A Terraform address of what AWS loses with its resource; never of a policy or a role of IAM. */
const companion = z
  .string()
  .regex(
    /^aws_(appautoscaling_(target|policy|scheduled_action)|dynamodb_(table_replica|kinesis_streaming_destination|contributor_insights|resource_policy))\.[A-Za-z_][A-Za-z0-9_-]*$/,
  );

/** Name and type of a key attribute, `orderId S`. */
const key = z.string().regex(/^.+ [SNB]$/s);

/** A list has the keys of an index whose key has several attributes, in their order. */
const keys = z.union([key, z.array(key).min(2).readonly()]);

/** A list names the attributes of an `INCLUDE` index. */
const projection = z.union([z.enum(["ALL", "KEYS_ONLY"]), z.array(z.string()).readonly()]);

const localIndexes = z.record(z.string(), z.strictObject({ rangeKey: key, projection })).optional();

/** What makes a table the one that holds the data. */
const identity = {
  arn: z.string().regex(/^arn:[^:]+:dynamodb:[a-z]+(-[a-z]+)+-\d+:[^:]+:table\/.+$/),
  hashKey: key,
  rangeKey: key.optional(),
  localSecondaryIndexes: localIndexes,
};

const maxima = z.array(z.enum(["read", "write"])).readonly();

const tableLock = z.strictObject({
  arn: identity.arn,
  protected: z.boolean(),
  hashKey: identity.hashKey,
  rangeKey: identity.rangeKey,
  localSecondaryIndexes: identity.localSecondaryIndexes,
  globalSecondaryIndexes: z
    .record(z.string(), z.strictObject({ hashKey: keys, rangeKey: keys.optional(), projection }))
    .optional(),
  streamViewType: z.enum(["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]).optional(),
  /** Kept when the values omit it: AWS turns TTL off by its attribute. */
  ttl: z.strictObject({ attributeName: z.string().min(1), enabled: z.boolean() }).optional(),
  /**
   * `true`: it is in another region than its environment, so the state names a provider of that region
   * for it; absent: the state names the default provider of the stack.
   */
  ownRegion: z.boolean().optional(),
  /** `true`: it is adopted, and nothing has compared it with AWS yet, so it may be locked wrongly. */
  adopted: z.boolean().optional(),
  /** `true`: it was created by a restore, or will be by its first deploy. */
  restored: z.boolean().optional(),
  /** `true`: it was filled from S3 when it was created, or will be by its first deploy. */
  imported: z.boolean().optional(),
  /** ARN of the table whose items it was filled with. Absent in locks of before this was recorded. */
  restoredFrom: identity.arn.optional(),
  /**
   * Terraform addresses of what the table has as resources of their own and AWS would lose with them,
   * such as its auto scaling: Terraform forgets these with the table.
   */
  companions: z.array(companion).optional(),
  /** By region. */
  replicas: z.record(region, z.strictObject({ kmsKeyArn: z.string().optional() })).optional(),
  /** Absent: `EVENTUAL`. */
  consistencyMode: z.literal("STRONG").optional(),
  globalTableWitness: region.optional(),
  /** Regions whose replica was accepted to be removed, or to be built again with another key. */
  endedReplicas: z.array(region).optional(),
  /** Maxima that it had once as an on-demand table: AWS keeps one that the values omit, so it is lifted. */
  onDemandMaximum: maxima.optional(),
  /** The same of its global indexes, by name. */
  onDemandMaximumOfIndexes: z.record(z.string(), maxima).optional(),
  /** Tables that were accepted to be destroyed for this one. */
  replaces: z.array(z.strictObject(identity)).optional(),
});

const vaultLock = z.strictObject({
  /** `true`: Terraform forgot it, and AWS kept it; `false`: it came back, by an import. */
  forgotten: z.boolean().optional(),
  kmsKeyArn: z.string().optional(),
  lock: z
    .strictObject({
      minRetentionDays: z.number().optional(),
      maxRetentionDays: z.number().optional(),
      changeableForDays: z.number().optional(),
    })
    .optional(),
});

/** The sections of the lock of a stack of roles; `mergeLocks` merges each by its kind. */
export const accessLock = z.strictObject({
  /** The id of the stack; the state does not move with the files. */
  stack: z.string().optional(),
  /** Roles whose policies are in the stack, or were until their last grant was removed. */
  roles: z.array(z.string()).default([]),
  /** Those of them that the project created, with their paths. */
  declaredRoles: z.record(z.string(), z.string()).optional(),
  /** Who may assume these; absent in older files. */
  trusts: z.record(z.string(), z.string()).optional(),
});

export const namespaceLock = accessLock.extend({
  tables: z.record(z.string(), tableLock).default({}),
  /** Tables that were removed from the values: destroyed, or forgotten by Terraform and kept by AWS. */
  removed: z
    .record(
      z.string(),
      tableLock.extend({
        destroyed: z.boolean(),
        /** `true`: other values took it over, so it may be another by now. */
        takenOver: z.boolean().optional(),
      }),
    )
    .default({}),
  /** By region. */
  vaults: z.record(region, vaultLock).default({}),
});

export type AccessLock = z.infer<typeof accessLock>;
export type NamespaceLock = z.infer<typeof namespaceLock>;
export type LockedIdentity = NonNullable<TableLock["replaces"]>[number];
export type TableLock = z.infer<typeof tableLock>;
export type RemovedTable = NamespaceLock["removed"][string];
export type VaultLock = z.infer<typeof vaultLock>;

/** A lock file beside the values. */
export interface LockFile<T> {
  /** Path as it is shown to people, also where there is none yet. */
  readonly file: string;
  /** Absent if there is no such file, or it cannot be read. */
  readonly content: T | undefined;
  /** The file's text. */
  readonly text: string | undefined;
  /** `true`: there is one that cannot be read, which has been reported. */
  readonly damaged: boolean;
  /** Where an entry is written. */
  readonly at: (path: Path) => Position;
}

/** One line for each fact, so that two branches that add tables or roles merge. */
export function lockText(lock: NamespaceLock | AccessLock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}
