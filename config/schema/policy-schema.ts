/** What the platform team lets the namespaces of an environment do beyond their own. */
import { z } from "zod";
import { accountId, arn, issuerUrl, nonEmptyString, region, rolePath } from "./common-schema";
import { ENVIRONMENT_DEFAULTS } from "./environment-defaults";

const { policy: DEFAULTS } = ENVIRONMENT_DEFAULTS;

/** A namespace, to what it may do. */
function byNamespace<T extends z.ZodType>(value: T): z.ZodOptional<z.ZodRecord<z.ZodString, T>> {
  return z.record(nonEmptyString, value).optional();
}

const nameOrPrefix = z
  .string()
  .regex(/^[a-zA-Z0-9_.-]{1,255}\*?$/)
  .meta({ expected: "a table's name in AWS, or the start of names and *, such as legacy-*" });

const nameOrArn = z
  .string()
  .regex(/^([a-zA-Z0-9_.-]{3,255}|arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]{3,255})$/)
  .meta({ expected: "a table's name in AWS or its ARN, without *" });

const bucketOrPrefix = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^*]+\*)?$/)
  .meta({
    expected:
      "a bucket such as example-seeds, or a bucket and the start of keys and *, such as example-seeds/koa/*",
  });

const accounts = z.array(accountId).optional();

export const policy = z
  .strictObject({
    tables: byNamespace(z.array(nameOrPrefix)).meta({
      description:
        "Tables outside its own names that a namespace may name with tableName, to manage, adopt or observe them.",
      defaultText: "none",
      examples: [{ "billing-prod": ["legacy-invoices", "ledger-*"] }],
    }),
    restoreFrom: byNamespace(z.array(nameOrArn)).meta({
      description: "Tables of others that a namespace may copy with restoreFrom.",
      defaultText: "none",
      examples: [{ "koa-prod": ["billing-prod-Invoices"] }],
    }),
    importFromS3: byNamespace(z.array(bucketOrPrefix)).meta({
      description: "Where a namespace may import from.",
      defaultText: "none",
      examples: [{ "koa-prod": ["example-seeds/koa/*"] }],
    }),
    accounts: byNamespace(
      z.strictObject({
        accountId: accountId.meta({ description: "AWS account of the namespace." }),
        oidcProviderUrl: issuerUrl.optional().meta({
          description: "OIDC issuer of the namespace's cluster.",
          defaultText: "the environment's oidcProviderUrl",
        }),
      }),
    ).meta({
      description: "Accounts of namespaces, where one environment has several accounts.",
      defaultText: "the environment's accountId for all",
      examples: [{ "koa-prod": { accountId: "210987654321" } }],
    }),
    actions: z
      .array(nonEmptyString)
      .optional()
      .meta({
        description:
          "DynamoDB actions that namespaces may grant beyond access to items, streams and descriptions.",
        defaultText: "none",
        examples: [["ExportTableToPointInTime"]],
      }),
    trustedAccounts: accounts.meta({
      description:
        "Other accounts that the roles of namespaces and the resource policies of tables may trust.",
      defaultText: "the own account",
      examples: [["666666666666"]],
    }),
    permissionsBoundary: arn("iam", "policy/", "arn:aws:iam::123456789012:policy/boundary")
      .optional()
      .meta({
        description:
          "Permissions boundary of every role that is declared; a namespace cannot set another.",
        defaultText: "none; a namespace may set one",
      }),
    rolePath: rolePath.optional().meta({
      description: "The only path of the roles that namespaces declare.",
      defaultText: "any path",
      examples: ["/dynamodb/"],
    }),
    kmsAccounts: accounts.meta({
      description: "Other accounts whose KMS keys tables and vaults may use.",
      defaultText: "the own account",
      examples: [["555555555555"]],
    }),
    regions: z
      .array(region)
      .optional()
      .meta({
        description: "Regions in which tables may be.",
        defaultText: "all regions of the partition",
        examples: [["eu-west-1", "eu-central-1"]],
      }),
    backupVaultAccounts: accounts.meta({
      description: "Accounts of the vaults to which backups may be copied.",
      defaultText: "all accounts",
      examples: [["210987654321"]],
    }),
    optOut: z
      .union([z.boolean(), z.array(nonEmptyString)])
      .meta({ expected: "true, false or a list of namespaces" })
      .optional()
      .meta({
        description:
          "Who may have tables with less protection than production requires: true (with optOutReason), false, or a list of namespaces.",
        default: DEFAULTS.optOut,
        examples: [["billing-prod"], false],
      }),
    requireBackup: z
      .boolean()
      .optional()
      .meta({
        description: "Whether production requires a backup plan for every table.",
        default: DEFAULTS.requireBackup,
        examples: [true],
      }),
  })
  .optional()
  .meta({
    description: "What namespaces may do beyond their own tables and roles: see policy.md.",
    defaultText: "the defaults of its keys",
    examples: [{ tables: { "billing-prod": ["legacy-invoices"] }, optOut: ["billing-prod"] }],
  });

export type PolicyValues = NonNullable<z.infer<typeof policy>>;
