import { z } from "zod";
import { BACKUP_PLAN_DEFAULTS } from "../../table/defaults";
import { ENVIRONMENT_DEFAULTS } from "./environment-defaults";
import {
  accountId,
  arn,
  days,
  EXTERNAL_ID,
  externalId,
  kmsKeyArn,
  region,
  tags,
  text,
} from "./common-schema";
import { prefixGrants, roles } from "./grant-schema";
import { tableDefaultsSchema } from "./table-schema";

const lifecycle = {
  retentionDays: days
    .max(36500)
    .meta({ description: "Days until a recovery point is deleted.", examples: [35] }),
  coldStorageAfterDays: days.optional().meta({
    description:
      "Days until a recovery point moves to cold storage, where it stays at least 90 days.",
    defaultText: "never",
    examples: [30],
  }),
};

const backupPlan = z.strictObject({
  schedule: z
    .string()
    .regex(/^cron\(.+\)$/)
    .meta({
      expected: "a schedule such as cron(0 1 * * ? *)",
      description: "When backups are taken.",
      examples: ["cron(0 1 * * ? *)"],
    }),
  timezone: text.optional().meta({
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
        vaultArn: arn(
          "backup",
          "backup-vault:",
          "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies",
        ).describe("Vault that gets a copy."),
        ...lifecycle,
      }),
    )
    .optional()
    .meta({
      description: "Copies in other regions or accounts.",
      defaultText: "none",
      examples: [
        [
          {
            vaultArn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies",
            retentionDays: 90,
          },
        ],
      ],
    }),
  recoveryPointTags: tags
    .optional()
    .meta({ description: "Tags of the recovery points.", examples: [{ "kept-for": "audit" }] }),
});

const backupVault = z.union([
  z.strictObject({
    existing: text.meta({
      description: "Name of a vault that exists in each region used.",
      examples: ["central-backups"],
    }),
  }),
  z.strictObject({
    kmsKeyArn: kmsKeyArn.optional().meta({
      description: "Key that encrypts the vault.",
      defaultText: "the account's key aws/backup",
    }),
    lock: z
      .strictObject({
        minRetentionDays: days.optional().meta({
          description: "No recovery point may be kept for less.",
          defaultText: "none",
          examples: [7],
        }),
        maxRetentionDays: days
          .max(36500)
          .optional()
          .meta({
            description: "No recovery point may be kept for longer.",
            defaultText: "none",
            examples: [3650],
          }),
        changeableForDays: z
          .int()
          .min(3)
          .max(36500)
          .optional()
          .meta({
            description: "Days after which nobody can remove the lock any more.",
            defaultText: "none; the lock stays removable",
            examples: [14],
          }),
      })
      .optional()
      .meta({
        description: "Vault lock.",
        defaultText: "none",
        examples: [{ minRetentionDays: 7, maxRetentionDays: 3650 }],
      }),
  }),
]);

const provider = z.strictObject({
  version: text.optional().meta({
    description: "Version constraint of the AWS provider.",
    default: ENVIRONMENT_DEFAULTS.providerVersion,
    examples: ["~> 6.25"],
  }),
  assumeRoleArn: arn("iam", "role/", "arn:aws:iam::123456789012:role/terraform")
    .optional()
    .meta({ description: "Role that Terraform assumes.", defaultText: "none" }),
  externalId: externalId.optional().meta({
    expected: EXTERNAL_ID,
    description: "External id for assumeRoleArn.",
    defaultText: "none",
    examples: ["dynamodb-values"],
  }),
  profile: text.optional().meta({
    description: "Profile of the AWS configuration.",
    defaultText: "what the AWS tools take",
    examples: ["development"],
  }),
  endpoints: z
    .record(z.string().regex(/^[a-z][a-z0-9]*$/), text)
    .optional()
    .meta({
      description: "Service, as the provider spells it, to URL.",
      defaultText: "AWS's own",
      examples: [{ dynamodb: "http://localhost:8000" }],
    }),
  maxRetries: z
    .int()
    .min(0)
    .optional()
    .meta({
      description: "How often a call is tried again.",
      defaultText: "the provider's, 25",
      examples: [10],
    }),
  skipCredentialsValidation: z
    .boolean()
    .optional()
    .meta({
      description: "Whether the credentials go unchecked by STS, for emulators.",
      defaultText: "the provider's, false",
      examples: [true],
    }),
  skipMetadataApiCheck: z
    .boolean()
    .optional()
    .meta({
      description: "Whether the EC2 metadata API is not asked for credentials.",
      defaultText: "the provider's, false",
      examples: [true],
    }),
  s3UsePathStyle: z
    .boolean()
    .optional()
    .meta({
      description: "Whether buckets stand in the path of an S3 URL, for emulators.",
      defaultText: "the provider's, false",
      examples: [true],
    }),
});

const backend = z.discriminatedUnion("type", [
  z.strictObject({
    type: z
      .literal("local")
      .meta({ description: "State in files of the project.", examples: ["local"] }),
    path: text.optional().meta({
      description: "Folder of the state files, relative to the project's.",
      defaultText: "the project's folder",
      examples: ["state"],
    }),
  }),
  z.strictObject({
    type: z.literal("s3").meta({ description: "State in an S3 bucket.", examples: ["s3"] }),
    bucket: text.meta({ description: "Bucket of the state.", examples: ["example-state"] }),
    region: region.describe("Region of the bucket."),
    keyPrefix: text.optional().meta({
      description: "Folder in the bucket.",
      defaultText: "none",
      examples: ["dynamodb"],
    }),
    kmsKeyId: text.optional().meta({
      description: "Key that encrypts the state.",
      defaultText: "the bucket's",
      examples: ["alias/terraform-state"],
    }),
    useLockfile: z
      .boolean()
      .optional()
      .meta({
        description: "Whether a file in the bucket locks the state.",
        default: ENVIRONMENT_DEFAULTS.useLockfile,
        examples: [false],
      }),
  }),
  z.strictObject({
    type: z.literal("cloud").meta({
      description: "State in a workspace of Terraform Cloud or Enterprise.",
      examples: ["cloud"],
    }),
    organization: text.meta({
      description: "Organization in Terraform Cloud.",
      examples: ["example-org"],
    }),
    project: text.optional().meta({
      description: "Project of the workspaces.",
      defaultText: "the organization's default project",
      examples: ["dynamodb"],
    }),
    hostname: text.optional().meta({
      description: "Host of a Terraform Enterprise.",
      defaultText: "app.terraform.io",
      examples: ["terraform.example.com"],
    }),
    workspacePrefix: text.optional().meta({
      description: "Put in front of the stack's name.",
      defaultText: "none",
      examples: ["db-"],
    }),
  }),
]);

/** `_environment.yaml` and `_defaults.yaml`, merged. */
export const environmentSchema = z.strictObject({
  accountId: accountId.optional().meta({
    description: "AWS account of the environment: plans and applies are refused in any other.",
    defaultText: "none, with a warning",
  }),
  region: region.optional().meta({
    description: "Home region of the environment.",
    default: ENVIRONMENT_DEFAULTS.region,
    examples: ["eu-central-1"],
  }),
  partition: z
    .string()
    .regex(/^aws(-[a-z]+)*$/)
    .meta({ expected: "a partition such as aws, aws-cn or aws-us-gov" })
    .optional()
    .meta({
      description: "AWS partition.",
      default: ENVIRONMENT_DEFAULTS.partition,
      examples: ["aws-us-gov"],
    }),
  production: z
    .boolean()
    .optional()
    .meta({
      description: "Makes point-in-time recovery, deletion protection and Orphan a floor.",
      default: ENVIRONMENT_DEFAULTS.production,
      examples: [true],
    }),
  provider: provider.optional().meta({
    description: "Settings of the AWS provider; never credentials.",
    defaultText: "the defaults of its keys",
    examples: [{ assumeRoleArn: "arn:aws:iam::123456789012:role/terraform" }],
  }),
  backend: backend.optional().meta({
    description: "Where the state is kept.",
    default: ENVIRONMENT_DEFAULTS.backend,
    examples: [
      { type: "s3", bucket: "example-state", region: "eu-west-1", keyPrefix: "dynamodb" },
      { type: "cloud", organization: "example-org", project: "dynamodb" },
    ],
  }),
  namePrefix: z
    .string()
    .optional()
    .meta({
      description: "Put in front of every derived table name.",
      default: ENVIRONMENT_DEFAULTS.namePrefix,
      examples: ["dev-"],
    }),
  tags: tags.optional().meta({
    description: "Default tags of the provider, beside environment, namespace and managed-by.",
    examples: [{ owner: "platform-engineering" }],
  }),
  tableDefaults: tableDefaultsSchema.optional().meta({
    description: "What holds for every table.",
    defaultText: "none",
    examples: [{ deletionPolicy: "Delete", backup: "nightly" }],
  }),
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
      defaultText: "nightly: every night at 01:00 UTC, kept 35 days",
      examples: [{ weekly: { schedule: "cron(0 3 ? * SUN *)", retentionDays: 90 } }],
    }),
  backupVault: backupVault.optional().meta({
    description: "Vault of the backups.",
    defaultText: "one is created in each region used",
    examples: [{ lock: { minRetentionDays: 7 } }, { existing: "central-backups" }],
  }),
  backupRole: z
    .strictObject({
      existing: arn(
        "iam",
        "role/",
        "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole",
      ).describe("ARN of a role for AWS Backup."),
    })
    .optional()
    .meta({
      description: "Role for AWS Backup.",
      defaultText: "one is created",
      examples: [
        {
          existing: "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole",
        },
      ],
    }),
  verifyRoles: z
    .union([
      z.boolean(),
      z.strictObject({
        except: z.array(text).meta({
          description: "Roles that are not looked up.",
          examples: [["data-sync"]],
        }),
      }),
    ])
    .meta({ expected: "true, false, or a map with except, a list of role names" })
    .optional()
    .meta({
      description: "Whether plans look the granted roles up.",
      default: ENVIRONMENT_DEFAULTS.verifyRoles,
      examples: [{ except: ["data-sync"] }],
    }),
  roles,
  prefixGrants,
  oidcProviderUrl: text.optional().meta({
    description: "OIDC issuer of the cluster whose service accounts assume the roles.",
    defaultText: "any EKS issuer of the account",
    examples: ["https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"],
  }),
});

/** `_defaults.yaml` alone. */
export const defaultsSchema = environmentSchema.omit({ accountId: true });

export type EnvironmentValues = z.infer<typeof environmentSchema>;
export type BackupPlanValues = z.infer<typeof backupPlan>;
