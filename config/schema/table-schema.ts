import { z } from "zod";
import { TABLE_DEFAULTS } from "../../table/defaults";
import { TABLE_LIMITS } from "../../table/limits";
import { grants } from "./grant-schema";
import { kmsKeyArn, region, tableArn, tags, text, wholeNumber, words } from "./common-schema";

const projectionType = words({
  ALL: "Every attribute of the item.",
  KEYS_ONLY: "The keys of the index and of the table.",
  INCLUDE: "The keys, and the attributes in nonKeyAttributes.",
}).meta({
  description: "Which attributes the index holds besides the keys.",
  examples: ["ALL"],
});

const nonKeyAttributes = z
  .array(text)
  .optional()
  .meta({
    description: "Attributes that an INCLUDE index holds besides the keys.",
    defaultText: "none; INCLUDE needs it",
    examples: [["status", "total"]],
  });

const capacityUnits = wholeNumber
  .optional()
  .meta({ defaultText: "none; PROVISIONED needs it", examples: [5] });

const capacity = {
  readCapacity: capacityUnits.meta({
    description: "Read capacity units per second; left out of a PAY_PER_REQUEST table.",
  }),
  writeCapacity: capacityUnits.meta({
    description: "Write capacity units per second; left out of a PAY_PER_REQUEST table.",
  }),
};

const attribute = z.strictObject({
  name: text.meta({
    description: "Name of an attribute that is a key of the table or of an index.",
    examples: ["customerId"],
  }),
  type: z.enum(["S", "N", "B"]).meta({
    description: "S for a string, N for a number, B for binary.",
    examples: ["S"],
  }),
});

const indexName = text.meta({
  description: "Name of the index.",
  examples: ["customerId-orderDate-index"],
});

const indexRangeKey = text.meta({
  description: "Sort key of the index, declared in attributes.",
  examples: ["orderDate"],
});

const globalSecondaryIndex = z.strictObject({
  name: indexName,
  hashKey: text.meta({
    description: "Partition key of the index, declared in attributes.",
    examples: ["customerId"],
  }),
  rangeKey: indexRangeKey.optional().meta({ defaultText: "none" }),
  projectionType,
  nonKeyAttributes,
  ...capacity,
});

const localSecondaryIndex = z.strictObject({
  name: indexName.meta({ examples: ["orderDate-index"] }),
  rangeKey: indexRangeKey,
  projectionType,
  nonKeyAttributes,
});

const roleNames = z
  .array(text.describe("Name of an existing IAM role."))
  .refine(
    (names) => new Set(names).size === names.length,
    "names a role twice; write each role once",
  )
  // The same for an editor, which knows no functions.
  .meta({ uniqueItems: true, defaultText: "none", examples: [["access-service-koa-dev"]] });

const restoreTime = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}Z$/)
  .meta({ expected: "a time in UTC such as 2026-11-20T09:30:00Z" })
  .optional()
  .meta({
    description: "Moment to restore, in UTC.",
    defaultText: "the latest that can be restored",
    examples: ["2026-11-20T09:30:00Z"],
  });

const ttl = z.strictObject({
  attributeName: z
    .string()
    .min(1)
    .meta({
      description: "Attribute that holds the expiry, in epoch seconds.",
      examples: ["expiresAt"],
    }),
  enabled: z
    .boolean()
    .meta({ description: "Whether DynamoDB deletes expired items.", examples: [true] }),
});

export const managementPolicies = words({
  Control: "Created and changed here.",
  Observe: "Only read: nothing is created or changed, granted or backed up.",
}).meta({
  description: "Whether tables are managed or only looked at.",
  default: TABLE_DEFAULTS.managementPolicies,
  examples: ["Observe"],
});

export const deletionPolicy = words({
  Orphan: "Never destroyed by an edit of the values.",
  Delete: "May be destroyed, with its data.",
}).meta({
  description: "Whether an edit of the values may destroy tables.",
  default: TABLE_DEFAULTS.deletionPolicy,
  examples: ["Delete"],
});

export const optOutReason = text.meta({
  description: "Why this is below the floor of a production environment.",
  defaultText: "none",
  examples: ["a cache, rebuilt from Invoices every night"],
});

/** `backup` of a table or a namespace. */
export const backup = z.union([z.literal(false), text, z.array(text)]).meta({
  expected: "the name of a backup plan, a list of names, or false",
  description: "Name of a backup plan, a list of names, or false for none.",
  default: TABLE_DEFAULTS.backup,
  examples: ["nightly", ["nightly", "audit"]],
});

export const tableSchema = z.strictObject({
  name: z.string().meta({
    description: "Logical name; in AWS the namespace is put in front of it.",
    examples: ["Orders"],
  }),
  tableName: text.optional().meta({
    description: "The exact name in AWS, without any prefix.",
    defaultText: "the environment's namePrefix, the namespace, - and name",
    examples: ["legacy-orders"],
  }),
  useIdpPrefix: z
    .boolean()
    .optional()
    .meta({
      description: "Legacy tables: idp-<namespace>-<name> in AWS.",
      default: TABLE_DEFAULTS.useIdpPrefix,
      examples: [true],
    }),
  hashKey: text.meta({
    description: "Partition key, declared in attributes.",
    examples: ["customerId"],
  }),
  rangeKey: text.optional().meta({
    description: "Sort key, declared in attributes.",
    defaultText: "none",
    examples: ["orderId"],
  }),
  attributes: z.array(attribute).meta({
    description: "The attributes that are keys of the table or of an index.",
    examples: [
      [
        { name: "customerId", type: "S" },
        { name: "orderDate", type: "S" },
      ],
    ],
  }),
  billingMode: words({
    PAY_PER_REQUEST: "On-demand: pay for each request.",
    PROVISIONED: "Pay for readCapacity and writeCapacity, used or not.",
  }).meta({
    description: "PAY_PER_REQUEST (on-demand), or PROVISIONED with readCapacity and writeCapacity.",
    examples: ["PAY_PER_REQUEST"],
  }),
  ...capacity,
  region: region.optional().meta({
    description: "Region of the table; its policies follow it.",
    defaultText: "the environment's region",
  }),
  pointInTimeRecovery: z
    .union([
      z.boolean(),
      z.strictObject({
        enabled: z
          .boolean()
          .optional()
          .meta({
            description: "Whether point-in-time recovery is on.",
            default: TABLE_DEFAULTS.pointInTimeRecovery,
            examples: [true],
          }),
        recoveryPeriodInDays: z
          .int()
          .min(1)
          .max(TABLE_LIMITS.recoveryPeriodInDays)
          .optional()
          .meta({
            description: "Days back to which the table can be restored, 1 to 35.",
            default: TABLE_DEFAULTS.recoveryPeriodInDays,
            examples: [7],
          }),
      }),
    ])
    .meta({ expected: "true, false, or a map with enabled and recoveryPeriodInDays" })
    .optional()
    .meta({
      description: "Point-in-time recovery: true (35 days), false, or a map.",
      default: TABLE_DEFAULTS.pointInTimeRecovery,
      examples: [true, { enabled: true, recoveryPeriodInDays: 7 }],
    }),
  ttl: ttl.optional().meta({
    description: "Deletes items after the time that an attribute of theirs says.",
    defaultText: "none; items are kept",
    examples: [{ attributeName: "expiresAt", enabled: true }],
  }),
  streamViewType: words({
    NEW_IMAGE: "The item as it is after the change.",
    OLD_IMAGE: "The item as it was before the change.",
    NEW_AND_OLD_IMAGES: "The item before and after the change.",
    KEYS_ONLY: "Only the keys of the item.",
  })
    .optional()
    .meta({
      description: "What the table's stream tells of a change.",
      defaultText: "no stream",
      examples: ["NEW_AND_OLD_IMAGES"],
    }),
  encryption: z
    .union([
      words({
        AWS_OWNED: "A key that DynamoDB owns; costs nothing.",
        AWS_MANAGED: "The account's key aws/dynamodb in KMS.",
      }),
      z.strictObject({
        kmsKeyArn: kmsKeyArn.meta({
          description: "Key of yours that encrypts the table, by its ARN, not by an alias.",
        }),
      }),
    ])
    .meta({ expected: "AWS_OWNED, AWS_MANAGED, or a map with kmsKeyArn" })
    .optional()
    .meta({
      description: "Key that encrypts the table: AWS_OWNED, AWS_MANAGED, or a key of yours.",
      default: TABLE_DEFAULTS.encryption,
      examples: [
        "AWS_MANAGED",
        {
          kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        },
      ],
    }),
  tableClass: words({
    STANDARD: "For tables that are read and written often.",
    STANDARD_INFREQUENT_ACCESS: "Costs less to store and more to read and write.",
  })
    .optional()
    .meta({
      description: "What storage and requests cost.",
      default: TABLE_DEFAULTS.tableClass,
      examples: ["STANDARD_INFREQUENT_ACCESS"],
    }),
  deletionProtection: z
    .boolean()
    .optional()
    .meta({
      description: "Whether AWS refuses to delete the table.",
      defaultText: "true for an Orphan table, false for another",
      examples: [true],
    }),
  globalSecondaryIndex: z
    .array(globalSecondaryIndex)
    .optional()
    .meta({
      description: "Global secondary indexes.",
      defaultText: "none",
      examples: [
        [
          {
            name: "status-index",
            hashKey: "status",
            rangeKey: "orderDate",
            projectionType: "INCLUDE",
            nonKeyAttributes: ["total"],
          },
        ],
      ],
    }),
  localSecondaryIndex: z
    .array(localSecondaryIndex)
    .optional()
    .meta({
      description: "Local secondary indexes.",
      defaultText: "none",
      examples: [[{ name: "orderDate-index", rangeKey: "orderDate", projectionType: "ALL" }]],
    }),
  serviceAccountReadRoles: roleNames
    .optional()
    .meta({ description: "IAM roles that may read the table and its indexes." }),
  serviceAccountWriteRoles: roleNames
    .optional()
    .meta({ description: "IAM roles that may write the table." }),
  serviceAccountStreamRoles: roleNames.optional().meta({
    description: "IAM roles that may read the table's stream.",
    examples: [["projector-koa-dev"]],
  }),
  grants,
  backup: backup.optional(),
  tags: tags.optional().meta({ description: "Tags of the table, over the inherited ones." }),
  adopt: z
    .boolean()
    .optional()
    .meta({
      description: "Takes an existing table over with an import block instead of creating it.",
      default: TABLE_DEFAULTS.adopt,
      examples: [true],
    }),
  restoreFrom: z
    .union([
      z.strictObject({
        table: text.meta({
          description:
            "Table of the namespace by its logical name, or any table of the account and region by its name in AWS.",
          examples: ["Orders"],
        }),
        at: restoreTime,
      }),
      z.strictObject({
        tableArn: tableArn.meta({ description: "ARN of a table, in another region perhaps." }),
        at: restoreTime,
      }),
    ])
    .meta({ expected: "a map with table or tableArn, and perhaps at" })
    .optional()
    .meta({
      description:
        "Creates the table from another's point-in-time recovery; does nothing once it exists.",
      defaultText: "none; the table is created empty",
      examples: [{ table: "Orders", at: "2026-11-20T09:30:00Z" }, { table: "Orders" }],
    }),
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
    adopt: true,
    restoreFrom: true,
  })
  .extend({ ttl: ttl.partial().meta(tableSchema.shape.ttl.meta() ?? {}) })
  .partial();
