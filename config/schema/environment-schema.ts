/** An environment: what holds for all of its namespaces. */
import { z } from "zod";
import { backend } from "./backend-schema";
import { backups } from "./backup-schema";
import { accountId, issuerUrl, nonEmptyString, region, tags } from "./common-schema";
import { ENVIRONMENT_DEFAULTS } from "./environment-defaults";
import { prefixGrants } from "./grant-schema";
import { environmentAlarms } from "./observation-schema";
import { policy } from "./policy-schema";
import { provider } from "./provider-schema";
import { roles } from "./role-schema";
import { tableDefaultsSchema } from "./table-schema";

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
      description:
        "Requires point-in-time recovery, deletion protection and Orphan; relaxing one requires optOutReason.",
      default: ENVIRONMENT_DEFAULTS.production,
      examples: [true],
    }),
  provider,
  backend,
  namePrefix: z
    .string()
    .optional()
    .meta({
      description: "Start of every table name that is made from the namespace and the table.",
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
  ...backups,
  verifyRoles: z
    .union([
      z.boolean(),
      z.strictObject({
        except: z.array(nonEmptyString).meta({
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
  oidcProviderUrl: issuerUrl.optional().meta({
    description: "OIDC issuer of the cluster whose service accounts assume the roles.",
    defaultText: "any EKS issuer of the account",
  }),
  policy,
  alarms: environmentAlarms,
});

/** `_defaults.yaml` alone. */
export const defaultsSchema = environmentSchema.omit({ accountId: true });

export type EnvironmentValues = z.infer<typeof environmentSchema>;
