import { z } from "zod";
import { accountId, arn, days, kmsKeyArn, region, tags, text } from "./common";
import { tableDefaultsSchema } from "./table";

const lifecycle = {
  retentionDays: days.max(36500).describe("Days until a recovery point is deleted."),
  coldStorageAfterDays: days
    .optional()
    .describe("Days until a recovery point moves to cold storage."),
};

const backupPlan = z.strictObject({
  schedule: z
    .string()
    .regex(/^cron\(.+\)$/)
    .meta({ expected: "a schedule such as cron(0 1 * * ? *)" })
    .describe("When backups are taken."),
  timezone: text.optional().describe("IANA time zone of the schedule; Etc/UTC unless given."),
  startWindowMinutes: z
    .int()
    .min(60)
    .optional()
    .describe("Minutes within which a backup must start; 480 unless given."),
  completionWindowMinutes: z
    .int()
    .min(60)
    .optional()
    .describe("Minutes within which a backup must be complete; 10080 unless given."),
  ...lifecycle,
  copyTo: z
    .array(
      z.strictObject({
        vaultArn: arn(
          "backup",
          "backup-vault:",
          "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies",
        ).describe("Vault that gets a copy."),
        ...lifecycle,
      }),
    )
    .optional()
    .describe("Copies in other regions or accounts."),
  recoveryPointTags: tags.optional().describe("Tags of the recovery points."),
});

const backupVault = z.union([
  z.strictObject({ existing: text.describe("Name of a vault that exists in each region used.") }),
  z.strictObject({
    kmsKeyArn: kmsKeyArn.optional().describe("Key that encrypts the vault."),
    lock: z
      .strictObject({
        minRetentionDays: days.optional().describe("No recovery point may be kept for less."),
        maxRetentionDays: days
          .max(36500)
          .optional()
          .describe("No recovery point may be kept for longer."),
        changeableForDays: z
          .int()
          .min(3)
          .max(36500)
          .optional()
          .describe(
            "Days after which nobody can remove the lock any more; without it, it stays removable.",
          ),
      })
      .optional()
      .describe("Vault lock."),
  }),
]);

const provider = z.strictObject({
  version: text
    .optional()
    .describe("Version constraint of the AWS provider; ~> 5.100 unless given."),
  assumeRoleArn: arn("iam", "role/", "arn:aws:iam::123456789012:role/terraform")
    .optional()
    .describe("Role that Terraform assumes."),
  externalId: text.optional().describe("External id for assumeRoleArn."),
  profile: text.optional().describe("Profile of the AWS configuration."),
  endpoints: z
    .record(z.string().regex(/^[a-z][a-z0-9]*$/), text)
    .optional()
    .describe("Service to URL."),
  maxRetries: z.int().min(0).optional().describe("How often a call is tried again."),
  skipCredentialsValidation: z.boolean().optional(),
  skipMetadataApiCheck: z.boolean().optional(),
  s3UsePathStyle: z.boolean().optional(),
});

const backend = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("local"),
    path: text.optional().describe("Folder of the state files, relative to the project's."),
  }),
  z.strictObject({
    type: z.literal("s3"),
    bucket: text.describe("Bucket of the state."),
    region: region.describe("Region of the bucket."),
    keyPrefix: text.optional().describe("Folder in the bucket."),
    kmsKeyId: text.optional().describe("Key that encrypts the state."),
    useLockfile: z.boolean().optional().describe("Lock in the bucket; true unless given."),
  }),
  z.strictObject({
    type: z.literal("cloud"),
    organization: text.describe("Organization in Terraform Cloud."),
    project: text.optional().describe("Project of the workspaces."),
    hostname: text.optional().describe("Host of a Terraform Enterprise."),
    workspacePrefix: text.optional().describe("Put in front of the stack's name."),
  }),
]);

/** `_environment.yaml` and, but for `accountId`, `_defaults.yaml`, merged. */
export const environmentSchema = z.strictObject({
  accountId: accountId.optional().describe("AWS account of the environment."),
  region: region.optional().describe("Home region; eu-west-1 unless given."),
  partition: z
    .string()
    .regex(/^aws(-[a-z]+)*$/)
    .meta({ expected: "a partition such as aws, aws-cn or aws-us-gov" })
    .optional()
    .describe("AWS partition; aws unless given."),
  production: z
    .boolean()
    .optional()
    .describe("Makes point-in-time recovery, deletion protection and Orphan a floor."),
  provider: provider.optional().describe("Settings of the AWS provider; never credentials."),
  backend: backend.optional().describe("Where the state is kept; local unless given."),
  namePrefix: z.string().optional().describe("Put in front of every derived table name."),
  tags: tags.optional().describe("Default tags of the provider."),
  tableDefaults: tableDefaultsSchema.optional().describe("What holds for every table."),
  backupPlans: z
    .record(
      z
        .string()
        .regex(/^[a-zA-Z0-9\-_.]{1,50}$/)
        .meta({ expected: "at most 50 letters, digits and -_." }),
      backupPlan,
    )
    .optional()
    .describe("Backup plans by name."),
  backupVault: backupVault
    .optional()
    .describe("Vault of the backups; one is created unless given."),
  backupRole: z
    .strictObject({
      existing: arn(
        "iam",
        "role/",
        "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole",
      ).describe("ARN of a role for AWS Backup."),
    })
    .optional()
    .describe("Role for AWS Backup; one is created unless given."),
  verifyRoles: z
    .union([
      z.boolean(),
      z.strictObject({ except: z.array(text).describe("Roles that are not looked up.") }),
    ])
    .meta({ expected: "true, false, or a map with except, a list of role names" })
    .optional()
    .describe("Whether plans look the granted roles up; true unless given."),
  oidcProviderUrl: text.optional().describe("OIDC issuer of the cluster."),
});

export type EnvironmentValues = z.infer<typeof environmentSchema>;
export type BackupPlanValues = z.infer<typeof backupPlan>;
