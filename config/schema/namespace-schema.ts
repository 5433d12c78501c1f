import { z } from "zod";
import { backup } from "./backup-schema";
import { accountId, issuerUrl, nonEmptyString, tags } from "./common-schema";
import { inheritedLifecycle } from "./lifecycle-schema";
import { roles } from "./role-schema";

const ignored = z
  .record(z.string(), z.unknown())
  .optional()
  .meta({ description: "Ignored.", defaultText: "none" });

/** A namespace file; its tables are checked one by one, with what they inherit. */
export const namespaceSchema = z.strictObject({
  tables: z
    .array(z.record(z.string(), z.unknown()))
    .optional()
    .meta({
      description: "The tables of the namespace.",
      defaultText: "an empty list",
      examples: [
        [
          {
            name: "Orders",
            billingMode: "PAY_PER_REQUEST",
            hashKey: "orderId",
            attributes: [{ name: "orderId", type: "S" }],
          },
        ],
      ],
    }),
  ...inheritedLifecycle,
  backup,
  tags: tags.optional().meta({ description: "Tags of the namespace's tables and vaults." }),
  idp_aws_account: z
    .union([z.literal(""), accountId])
    .optional()
    .meta({
      description: "AWS account of the namespace, if the environment names none.",
      defaultText: "the environment's accountId",
      examples: ["123456789012"],
    }),
  idp_oidc_provider_url: z
    .union([z.literal(""), issuerUrl])
    .optional()
    .meta({
      description: "OIDC issuer of the namespace's cluster, if the environment names none.",
      defaultText: "the environment's oidcProviderUrl",
      examples: ["https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"],
    }),
  roles,
  removedTables: z
    .array(
      z.strictObject({
        name: nonEmptyString.meta({
          description: "Logical name of the table.",
          examples: ["Orders"],
        }),
        reason: nonEmptyString.meta({
          description: "Why the table is removed, for later readers.",
          examples: ["moved to the namespace shop-dev"],
        }),
      }),
    )
    .optional()
    .meta({
      description: "Tables that Terraform stops managing and AWS keeps.",
      defaultText: "none",
      examples: [[{ name: "Orders", reason: "moved to the namespace shop-dev" }]],
    }),
  ingress: ignored.meta({
    description: "Ignored; Argo CD adds it to the chart's values.",
    examples: [{ enabled: false }],
  }),
  global: ignored.meta({
    description: "Ignored; Helm passes it to subcharts.",
    examples: [{ clusterName: "dev" }],
  }),
});

export type NamespaceValues = z.infer<typeof namespaceSchema>;

/** The keys of a namespace file that its tables inherit. */
export const INHERITED_KEYS: readonly string[] = [
  "managementPolicies",
  "deletionPolicy",
  "backup",
  "optOutReason",
  "tags",
];
