/** What roles are granted: on one table, or on all whose names start with a prefix. */
import { z } from "zod";
import { nonEmptyString } from "./common-schema";

const roleNames = z
  .array(nonEmptyString.describe("Name of an existing IAM role."))
  .refine(
    (names) => new Set(names).size === names.length,
    "names a role twice; write each role once",
  )
  // The same for an editor, which knows no functions.
  .meta({ uniqueItems: true, defaultText: "none", examples: [["access-service-koa-dev"]] });

export const roleLists = {
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
};

const access = z
  .array(
    nonEmptyString.meta({
      description: "read, write, stream, list, or one action of DynamoDB such as GetItem.",
      examples: ["read"],
    }),
  )
  .min(1);

const grant = z.strictObject({
  role: nonEmptyString.meta({
    description: "Name of the IAM role.",
    examples: ["report-service-koa-dev"],
  }),
  access: access.meta({
    description:
      "What the role may do: words (read, write, stream, list) or single actions of DynamoDB.",
    examples: [["read"], ["GetItem", "Query"]],
  }),
  indexes: z
    .array(nonEmptyString)
    .optional()
    .meta({
      description: "The only indexes that are granted.",
      defaultText: "all of the table's",
      examples: [["email-index"]],
    }),
  leadingKeys: z
    .array(nonEmptyString)
    .min(1)
    .optional()
    .meta({
      defaultText: "all",
      description:
        "The only partition keys that are granted; policy variables such as ${aws:PrincipalTag/kubernetes-namespace} and wildcards may be used.",
      examples: [["TENANT#42", "${aws:PrincipalTag/kubernetes-namespace}"]],
    }),
  attributes: z
    .array(nonEmptyString)
    .min(1)
    .optional()
    .meta({
      defaultText: "all",
      description:
        "The only attributes that are granted, besides the keys; the role can then neither read nor write whole items.",
      examples: [["name", "email"]],
    }),
});

const prefixGrant = z.strictObject({
  role: nonEmptyString.meta({ description: "Name of the IAM role.", examples: ["auditor"] }),
  prefix: nonEmptyString.meta({
    description: "Start of the names in AWS of the tables that are granted, existing and future.",
    examples: ["koa-dev-"],
  }),
  access: access.meta({
    description: "What the role may do: words or single actions.",
    examples: [["read"]],
  }),
});

export type GrantValues = z.infer<typeof grant>;
export type PrefixGrantValues = z.infer<typeof prefixGrant>;

/** `grants` of a table. */
export const grants = z
  .array(grant)
  .optional()
  .meta({
    description:
      "Finer-grained access than the role lists: words or single actions, restricted to indexes, partition keys or attributes.",
    defaultText: "none",
    examples: [[{ role: "report-service-koa-dev", access: ["read"], indexes: ["email-index"] }]],
  });

/** `prefixGrants` of an environment. */
export const prefixGrants = z
  .array(prefixGrant)
  .optional()
  .meta({
    description:
      "Grants on all tables whose names start with a prefix, for roles whose policy would be too large otherwise.",
    defaultText: "none",
    examples: [[{ role: "auditor", prefix: "koa-dev-", access: ["read"] }]],
  });
