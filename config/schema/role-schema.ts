/** Roles that the project creates. */
import { z } from "zod";
import { arn, externalId, nonEmptyString, rolePath } from "./common-schema";

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
      description: "External id that the principal has to give.",
      examples: ["data-sync-42"],
    }),
  }),
]);

const roleDeclaration = z.strictObject({
  name: nonEmptyString.meta({
    description: "Name of the role; tables grant it access by this name.",
    examples: ["data-sync-koa-dev"],
  }),
  path: rolePath.optional().meta({
    description: "Path of the role.",
    defaultText: "/, or policy.rolePath where a namespace declares the role",
    examples: ["/service/"],
  }),
  permissionsBoundary: arn("iam", "policy/", "arn:aws:iam::123456789012:policy/boundary")
    .optional()
    .meta({
      defaultText: "policy.permissionsBoundary, or none",
      description: "Policy that limits what the role may ever do.",
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
      description: "Access that belongs to no table: list, to list the tables of the account.",
      examples: [["list"]],
    }),
});

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
