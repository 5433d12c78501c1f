import { z } from "zod";
import { kmsKeyArn, region, tags, text, wholeNumber } from "./common";

const projectionType = z
  .enum(["ALL", "KEYS_ONLY", "INCLUDE"])
  .describe("Which attributes the index holds besides the keys.");

const nonKeyAttributes = z
  .array(text)
  .describe("Attributes that an INCLUDE index holds besides the keys.");

const capacityUnits = wholeNumber.describe("Capacity units per second of a PROVISIONED table.");

const attribute = z.strictObject({
  name: text.describe("Name of an attribute that is a key of the table or of an index."),
  type: z.enum(["S", "N", "B"]).describe("S for a string, N for a number, B for binary."),
});

const globalSecondaryIndex = z.strictObject({
  name: text.describe("Name of the index."),
  hashKey: text.describe("Partition key of the index, declared in attributes."),
  rangeKey: text.optional().describe("Sort key of the index, declared in attributes."),
  projectionType,
  nonKeyAttributes: nonKeyAttributes.optional(),
  readCapacity: capacityUnits.optional(),
  writeCapacity: capacityUnits.optional(),
});

const localSecondaryIndex = z.strictObject({
  name: text.describe("Name of the index."),
  rangeKey: text.describe("Sort key of the index, declared in attributes."),
  projectionType,
  nonKeyAttributes: nonKeyAttributes.optional(),
});

const roleNames = z
  .array(text.describe("Name of an existing IAM role."))
  .refine(
    (names) => new Set(names).size === names.length,
    "names a role twice; write each role once",
  );

const ttl = z.strictObject({
  attributeName: z
    .string()
    .min(1)
    .max(255)
    .describe("Attribute that holds the expiry, in epoch seconds."),
  enabled: z.boolean().describe("Whether DynamoDB deletes expired items."),
});

export const managementPolicies = z
  .enum(["Control", "Observe"])
  .describe("Control: created and changed here. Observe: only read.");

export const deletionPolicy = z
  .enum(["Orphan", "Delete"])
  .describe("Orphan: never destroyed by an edit of the values. Delete: may be destroyed.");

export const optOutReason = text.describe(
  "Why this is below the floor of a production environment.",
);

/** `backup` of a table or a namespace. */
export const backup = z
  .union([z.literal(false), text, z.array(text)])
  .meta({ expected: "the name of a backup plan, a list of names, or false" })
  .describe("Name of a backup plan, a list of names, or false for none.");

export const tableSchema = z.strictObject({
  name: z.string().describe("Logical name; in AWS the namespace is put in front of it."),
  tableName: text.optional().describe("The exact name in AWS, without any prefix."),
  useIdpPrefix: z.boolean().optional().describe("Legacy tables: idp-<namespace>-<name> in AWS."),
  hashKey: text.describe("Partition key, declared in attributes."),
  rangeKey: text.optional().describe("Sort key, declared in attributes."),
  attributes: z
    .array(attribute)
    .describe("The attributes that are keys of the table or of an index."),
  billingMode: z
    .enum(["PAY_PER_REQUEST", "PROVISIONED"])
    .describe("PAY_PER_REQUEST (on-demand), or PROVISIONED with readCapacity and writeCapacity."),
  readCapacity: capacityUnits.optional(),
  writeCapacity: capacityUnits.optional(),
  region: region.optional().describe("Region of the table; the environment's unless given."),
  pointInTimeRecovery: z
    .union([
      z.boolean(),
      z.strictObject({
        enabled: z
          .boolean()
          .optional()
          .describe("Whether point-in-time recovery is on; true unless given."),
        recoveryPeriodInDays: z
          .int()
          .min(1)
          .max(35)
          .optional()
          .describe("1 to 35 days; 35 unless given."),
      }),
    ])
    .meta({ expected: "true, false, or a map with enabled and recoveryPeriodInDays" })
    .optional()
    .describe("Point-in-time recovery; on, with 35 days, unless given."),
  ttl: ttl.optional().describe("Deletes items after the time that an attribute of theirs says."),
  streamViewType: z
    .enum(["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"])
    .optional()
    .describe("What the table's stream tells of a change; no stream unless given."),
  encryption: z
    .union([z.enum(["AWS_OWNED", "AWS_MANAGED"]), z.strictObject({ kmsKeyArn })])
    .meta({ expected: "AWS_OWNED, AWS_MANAGED, or a map with kmsKeyArn" })
    .optional()
    .describe(
      "Key that encrypts the table: AWS_OWNED unless given, AWS_MANAGED, or a key of yours.",
    ),
  tableClass: z
    .enum(["STANDARD", "STANDARD_INFREQUENT_ACCESS"])
    .optional()
    .describe(
      "STANDARD unless given; STANDARD_INFREQUENT_ACCESS costs less to store and more to read.",
    ),
  deletionProtection: z
    .boolean()
    .optional()
    .describe("Whether AWS refuses to delete the table; true for an Orphan table unless given."),
  globalSecondaryIndex: z
    .array(globalSecondaryIndex)
    .optional()
    .describe("Global secondary indexes."),
  localSecondaryIndex: z.array(localSecondaryIndex).optional().describe("Local secondary indexes."),
  serviceAccountReadRoles: roleNames
    .optional()
    .describe("IAM roles that may read the table and its indexes."),
  serviceAccountWriteRoles: roleNames.optional().describe("IAM roles that may write the table."),
  serviceAccountStreamRoles: roleNames
    .optional()
    .describe("IAM roles that may read the table's stream."),
  backup: backup.optional(),
  tags: tags.optional(),
  managementPolicies: managementPolicies.optional(),
  deletionPolicy: deletionPolicy.optional(),
  optOutReason: optOutReason.optional(),
});

/** A table with everything that it inherits, as it is written. */
export type TableValues = z.infer<typeof tableSchema>;

/** What an environment may say for all of its tables: not what makes one table what it is. */
export const tableDefaultsSchema = tableSchema
  .omit({
    name: true,
    tableName: true,
    hashKey: true,
    rangeKey: true,
    attributes: true,
    globalSecondaryIndex: true,
    localSecondaryIndex: true,
  })
  .extend({ ttl: ttl.partial() })
  .partial();
