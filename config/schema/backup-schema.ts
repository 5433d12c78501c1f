/** Backups: the plans of a table, and the plans, the vault and the role of an environment. */
import { z } from "zod";
import { BACKUP_PLAN_DEFAULTS, TABLE_DEFAULTS } from "../../table/defaults";
import { arn, days, kmsKeyArn, nonEmptyString, tags } from "./common-schema";
import { ENVIRONMENT_DEFAULTS } from "./environment-defaults";

/** `backup` of a table or a namespace. */
export const backup = z
  .union([z.literal(false), nonEmptyString, z.array(nonEmptyString)])
  .meta({ expected: "the name of a backup plan, a list of names, or false" })
  .optional()
  .meta({
    description: "Name of a backup plan, a list of names, or false for none.",
    default: TABLE_DEFAULTS.backup,
    examples: ["nightly", ["nightly", "audit"]],
  });

/** Days for which AWS Backup can keep a recovery point: 100 years. Source: AWS Backup API reference, Lifecycle. */
const MOST_DAYS = 36_500;

const lifecycle = {
  retentionDays: days
    .max(MOST_DAYS)
    .meta({ description: "Days until a recovery point is deleted.", examples: [35] }),
  coldStorageAfterDays: days.optional().meta({
    description:
      "Days until a recovery point moves to cold storage, where it stays at least 90 days.",
    defaultText: "never",
    examples: [30],
  }),
};

const EXAMPLE_VAULT = "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies";

const backupPlan = z.strictObject({
  schedule: z
    .string()
    .regex(/^cron\(.+\)$/)
    .meta({
      expected: "a schedule such as cron(0 1 * * ? *)",
      description: "When backups are taken.",
      examples: ["cron(0 1 * * ? *)"],
    }),
  timezone: nonEmptyString.optional().meta({
    description: "IANA time zone of the schedule.",
    default: BACKUP_PLAN_DEFAULTS.timezone,
    examples: ["Europe/Berlin"],
  }),
  startWindowMinutes: z
    .int()
    .min(60)
    .optional()
    .meta({
      description: "Minutes within which a backup must start.",
      default: BACKUP_PLAN_DEFAULTS.startWindowMinutes,
      examples: [120],
    }),
  completionWindowMinutes: z
    .int()
    .min(60)
    .optional()
    .meta({
      description: "Minutes within which a backup must be complete.",
      default: BACKUP_PLAN_DEFAULTS.completionWindowMinutes,
      examples: [1440],
    }),
  ...lifecycle,
  copyTo: z
    .array(
      z.strictObject({
        vaultArn: arn("backup", "backup-vault:", EXAMPLE_VAULT).describe("Vault that gets a copy."),
        ...lifecycle,
      }),
    )
    .optional()
    .meta({
      description: "Copies in other regions or accounts.",
      defaultText: "none",
      examples: [[{ vaultArn: EXAMPLE_VAULT, retentionDays: 90 }]],
    }),
  recoveryPointTags: tags
    .optional()
    .meta({ description: "Tags of the recovery points.", examples: [{ "kept-for": "audit" }] }),
});

export type BackupPlanValues = z.infer<typeof backupPlan>;

const existingVault = z.strictObject({
  existing: nonEmptyString.meta({
    description: "Name of a vault that exists in each region used.",
    examples: ["central-backups"],
  }),
});

const vaultLock = z.strictObject({
  minRetentionDays: days.optional().meta({
    description: "No recovery point may be kept for less.",
    defaultText: "none",
    examples: [7],
  }),
  maxRetentionDays: days
    .max(MOST_DAYS)
    .optional()
    .meta({
      description: "No recovery point may be kept for longer.",
      defaultText: "none",
      examples: [3650],
    }),
  changeableForDays: z
    .int()
    .min(3)
    .max(MOST_DAYS)
    .optional()
    .meta({
      description: "Days after which nobody can remove the lock any more.",
      defaultText: "none; the lock can always be removed",
      examples: [14],
    }),
});

const ownVault = z.strictObject({
  kmsKeyArn: kmsKeyArn.optional().meta({
    description: "Key that encrypts the vault.",
    defaultText: "the account's key aws/backup",
  }),
  lock: vaultLock.optional().meta({
    description: "Vault lock.",
    defaultText: "none",
    examples: [{ minRetentionDays: 7, maxRetentionDays: 3650 }],
  }),
});

const EXAMPLE_ROLE = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole";

/** The keys of an environment. */
export const backups = {
  backupPlans: z
    .record(
      z
        .string()
        .regex(/^[a-zA-Z0-9\-_.]{1,50}$/)
        .meta({ expected: "at most 50 letters, digits and -_." }),
      backupPlan,
    )
    .optional()
    .meta({
      description: "Backup plans by name.",
      defaultText: `nightly: every night at 01:00 UTC, kept ${ENVIRONMENT_DEFAULTS.backupPlans.nightly.retentionDays} days`,
      examples: [{ weekly: { schedule: "cron(0 3 ? * SUN *)", retentionDays: 90 } }],
    }),
  backupVault: z
    .union([existingVault, ownVault])
    .optional()
    .meta({
      description: "Vault of the backups.",
      defaultText: "one is created in each region used",
      examples: [{ lock: { minRetentionDays: 7 } }, { existing: "central-backups" }],
    }),
  backupRole: z
    .strictObject({
      existing: arn("iam", "role/", EXAMPLE_ROLE).describe("ARN of a role for AWS Backup."),
    })
    .optional()
    .meta({
      description: "Role for AWS Backup.",
      defaultText: "one is created",
      examples: [{ existing: EXAMPLE_ROLE }],
    }),
};
