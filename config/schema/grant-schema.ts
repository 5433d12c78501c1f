import { z } from "zod";
import { arn, EXTERNAL_ID, externalId, text } from "./common-schema";

const accessList = z
  .array(
    text.meta({
      description: "read, write, stream, list, or one action of DynamoDB such as GetItem.",
      examples: ["read"],
    }),
  )
  .min(1);

/** A grant on one table, for what the role lists cannot say. */
const grant = z.strictObject({
  role: text.meta({ description: "Name of the IAM role.", examples: ["report-service-koa-dev"] }),
  access: accessList.meta({
    description:
      "What the role may do: words (read, write, stream, list) or single actions of DynamoDB.",
    examples: [["read"], ["GetItem", "Query"]],
  }),
  indexes: z
    .array(text)
    .optional()
    .meta({
      description: "The only indexes that are granted.",
      defaultText: "all of the table's",
      examples: [["email-index"]],
    }),
  leadingKeys: z
    .array(text)
    .min(1)
    .optional()
    .meta({
      defaultText: "all",
      description:
        "Partition keys that are granted; policy variables such as ${aws:PrincipalTag/kubernetes-namespace} and wildcards may be used.",
      examples: [["TENANT#42", "${aws:PrincipalTag/kubernetes-namespace}"]],
    }),
  attributes: z
    .array(text)
    .min(1)
    .optional()
    .meta({
      defaultText: "all",
      description:
        "Attributes that are granted, besides the keys; whole items are neither read nor written then.",
      examples: [["name", "email"]],
    }),
});

/** Grants on every table whose name in AWS starts with a prefix. */
const prefixGrant = z.strictObject({
  role: text.meta({ description: "Name of the IAM role.", examples: ["auditor"] }),
  prefix: text.meta({
    description:
      "Start of the names in AWS of the tables that are granted, today's and tomorrow's.",
    examples: ["koa-dev-"],
  }),
  access: accessList.meta({
    description: "What the role may do: words or single actions.",
    examples: [["read"]],
  }),
});

const trust = z.union([
  z.strictObject({
    oidcServiceAccount: z
      .string()
      .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/)
      .meta({
        expected: "<namespace>/<service account>, for example koa-dev/access-service",
        description:
          "Kubernetes service account that may assume the role through the cluster's OIDC provider.",
        examples: ["koa-dev/access-service"],
      }),
  }),
  z.strictObject({
    podIdentity: z
      .literal(true)
      .meta({ description: "EKS Pod Identity may assume the role.", examples: [true] }),
  }),
  z.strictObject({
    principalArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:(iam|sts)::\d{12}:(root|(role|user|assumed-role)\/[\w+=,.@/-]+)$/)
      .meta({
        expected:
          "an ARN such as arn:aws:iam::210987654321:role/data-sync, or of an account: arn:aws:iam::210987654321:root",
        description: "Principal of another account that may assume the role.",
        examples: ["arn:aws:iam::210987654321:role/data-sync"],
      }),
    externalId: externalId.meta({
      expected: EXTERNAL_ID,
      description: "External id that the principal has to give.",
      examples: ["data-sync-42"],
    }),
  }),
]);

/** A role that the project creates, in its home stack beside its policy. */
const roleDeclaration = z.strictObject({
  name: text.meta({
    description: "Name of the role; tables grant it access by this name.",
    examples: ["data-sync-koa-dev"],
  }),
  path: z
    .string()
    .regex(/^\/([\w+=,.@-]+\/)*$/)
    .max(512)
    .optional()
    .meta({
      expected: "a path that starts and ends with /, such as /service/",
      description: "Path of the role.",
      default: "/",
      examples: ["/service/"],
    }),
  permissionsBoundary: arn("iam", "policy/", "arn:aws:iam::123456789012:policy/boundary")
    .optional()
    .meta({
      defaultText: "none",
      description: "Policy that bounds what the role may ever do.",
      examples: ["arn:aws:iam::123456789012:policy/boundary"],
    }),
  trust: trust.meta({
    expected:
      "{oidcServiceAccount: namespace/name}, {podIdentity: true} or {principalArn, externalId}",
    description: "Who may assume the role.",
    examples: [{ oidcServiceAccount: "koa-dev/access-service" }],
  }),
  access: z
    .array(z.literal("list"))
    .optional()
    .meta({
      defaultText: "none",
      description: "What has no table: list, to list the tables of the account.",
      examples: [["list"]],
    }),
});

export type GrantValues = z.infer<typeof grant>;
export type PrefixGrantValues = z.infer<typeof prefixGrant>;
export type RoleDeclarationValues = z.infer<typeof roleDeclaration>;

/** `roles` of an environment or of a namespace file. */
export const roles = z
  .array(roleDeclaration)
  .optional()
  .meta({
    description: "IAM roles that are created, each in its home stack beside its policy.",
    defaultText: "none",
    examples: [[{ name: "app-koa-dev", trust: { oidcServiceAccount: "koa-dev/app" } }]],
  });

/** `prefixGrants` of an environment. */
export const prefixGrants = z
  .array(prefixGrant)
  .optional()
  .meta({
    description:
      "Grants on all tables whose names start alike, where a policy by table would be too large.",
    defaultText: "none",
    examples: [[{ role: "auditor", prefix: "koa-dev-", access: ["read"] }]],
  });

/** `grants` of a table. */
export const grants = z
  .array(grant)
  .optional()
  .meta({
    description:
      "Access that the role lists cannot say: words or single actions, on named indexes, by partition key or attribute.",
    defaultText: "none",
    examples: [[{ role: "report-service-koa-dev", access: ["read"], indexes: ["email-index"] }]],
  });
