import { z } from "zod";
import { accountId, tags } from "./common";
import { backup, deletionPolicy, managementPolicies, optOutReason } from "./table";

const ignored = z.record(z.string(), z.unknown());

/** A namespace file; its tables are checked one by one, with what they inherit. */
export const namespaceSchema = z.strictObject({
  tables: z
    .array(z.record(z.string(), z.unknown()))
    .optional()
    .describe("The tables of the namespace."),
  managementPolicies: managementPolicies.optional(),
  deletionPolicy: deletionPolicy.optional(),
  backup: backup.optional(),
  optOutReason: optOutReason.optional(),
  tags: tags.optional().describe("Tags of the namespace's tables and vaults."),
  idp_aws_account: z
    .union([z.literal(""), accountId])
    .optional()
    .describe("AWS account of the namespace, where the environment names none."),
  idp_oidc_provider_url: z
    .string()
    .optional()
    .describe("OIDC issuer of the namespace's cluster, where the environment names none."),
  ingress: ignored.optional().describe("Ignored."),
  global: ignored.optional().describe("Ignored."),
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
