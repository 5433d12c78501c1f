/** A table: its names, and what the schemas of each subject say of it. */
import { z } from "zod";
import { TABLE_DEFAULTS } from "../../table/defaults";
import { backup } from "./backup-schema";
import { billingMode, capacity } from "./capacity-schema";
import { nonEmptyString, region, tags } from "./common-schema";
import { grants, roleLists } from "./grant-schema";
import { importFromS3 } from "./import-schema";
import { indexes } from "./index-schema";
import { encryption, partialTtl, streamViewType, tableClass, ttl } from "./item-schema";
import { keys } from "./key-schema";
import { adopt, deletionProtection, inheritedLifecycle } from "./lifecycle-schema";
import { alarms, contributorInsights, kinesisStreamArn } from "./observation-schema";
import { timeouts, usage } from "./operation-schema";
import { pointInTimeRecovery, restoreFrom } from "./recovery-schema";
import { replication } from "./replica-schema";
import { resourcePolicies } from "./resource-policy-schema";

export const tableSchema = z.strictObject({
  name: z.string().meta({
    description: "Logical name; in AWS the name starts with the namespace.",
    examples: ["Orders"],
  }),
  tableName: nonEmptyString.optional().meta({
    description:
      "The exact name in AWS, without any prefix. A name outside those of the namespace needs policy.tables.",
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
  ...keys,
  billingMode,
  ...capacity,
  region: region.optional().meta({
    description: "Region of the table and of its policies.",
    defaultText: "the environment's region",
  }),
  pointInTimeRecovery,
  ttl,
  streamViewType,
  encryption,
  tableClass,
  deletionProtection,
  ...indexes,
  ...replication,
  contributorInsights,
  kinesisStreamArn,
  ...resourcePolicies,
  alarms,
  timeouts,
  usage,
  ...roleLists,
  grants,
  backup,
  tags: tags.optional().meta({
    description: "Tags of the table; they override inherited tags of the same key.",
  }),
  adopt,
  restoreFrom,
  importFromS3,
  ...inheritedLifecycle,
});

/** A table with everything that it inherits, as it is written. */
export type TableValues = z.infer<typeof tableSchema>;

/** What an environment may set for all of its tables: nothing that belongs to one table alone. */
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
    importFromS3: true,
    resourcePolicy: true,
  })
  .extend({ ttl: partialTtl })
  .partial();
