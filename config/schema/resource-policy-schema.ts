/** Policies of a table and of its stream, as IAM writes them. */
import { z } from "zod";

const strings = z.union([z.string(), z.array(z.string())]).meta({
  expected: "a string, or a list of strings",
});

const principal = z
  .union([z.literal("*"), z.record(z.string(), strings)])
  .meta({ expected: '"*", or a map such as {AWS: "arn:aws:iam::123456789012:role/reader"}' });

/** In the range in which JSON has them as they are written. */
const number = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

const scalars = z
  .union([z.string(), number, z.boolean(), z.array(z.union([z.string(), number, z.boolean()]))])
  .meta({ expected: "a string, number or boolean, or a list of these" });

const statement = z.strictObject({
  Sid: z
    .string()
    .regex(/^[A-Za-z0-9]*$/)
    .optional()
    .meta({
      expected: "letters and digits",
      description: "Name of the statement.",
      defaultText: "none",
      examples: ["PartnerReads"],
    }),
  Effect: z.enum(["Allow", "Deny"]).meta({
    description: "Whether the statement allows or denies.",
    examples: ["Allow"],
  }),
  Principal: principal.optional().meta({
    description: "Who: accounts, roles and users under AWS, services under Service.",
    defaultText: "none; every statement needs it",
    examples: [{ AWS: "arn:aws:iam::210987654321:role/reader" }],
  }),
  NotPrincipal: z
    .unknown()
    .optional()
    .meta({
      description: "Refused.",
      defaultText: "none",
      examples: ["refused"],
    }),
  Action: strings.optional().meta({
    description: "DynamoDB actions, such as dynamodb:GetItem.",
    defaultText: "none; every statement needs it",
    examples: [["dynamodb:GetItem", "dynamodb:Query"]],
  }),
  NotAction: z
    .unknown()
    .optional()
    .meta({
      description: "Refused.",
      defaultText: "none",
      examples: ["refused"],
    }),
  Resource: strings.optional().meta({
    description: "ARNs of the table, of its indexes, or of its stream.",
    defaultText: "the table and its indexes; for streamResourcePolicy the stream",
    examples: ["arn:aws:dynamodb:eu-west-1:123456789012:table/koa-dev-Orders"],
  }),
  NotResource: z
    .unknown()
    .optional()
    .meta({
      description: "Refused.",
      defaultText: "none",
      examples: ["refused"],
    }),
  Condition: z
    .record(z.string(), z.record(z.string(), scalars))
    .optional()
    .meta({
      description: "Conditions, by operator and key.",
      defaultText: "none",
      examples: [{ StringEquals: { "aws:PrincipalAccount": "210987654321" } }],
    }),
});

const policyDocument = z.strictObject({
  Version: z
    .literal("2012-10-17")
    .optional()
    .meta({
      description: "Version of the policy language.",
      default: "2012-10-17",
      examples: ["2012-10-17"],
    }),
  Id: z
    .string()
    .optional()
    .meta({
      description: "Name of the policy.",
      defaultText: "none",
      examples: ["partner-access"],
    }),
  Statement: z
    .union([statement, z.array(statement).min(1)])
    .meta({ expected: "a statement, or a list of statements" })
    .meta({
      description: "What is allowed or denied, and to whom.",
      examples: [
        [
          {
            Sid: "PartnerReads",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::210987654321:role/reader" },
            Action: ["dynamodb:GetItem", "dynamodb:Query"],
          },
        ],
      ],
    }),
});

const EXAMPLE = {
  Statement: [
    {
      Sid: "PartnerReads",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::210987654321:role/reader" },
      Action: ["dynamodb:GetItem"],
    },
  ],
};

export const resourcePolicies = {
  resourcePolicy: policyDocument.optional().meta({
    description:
      "Resource-based policy of the table, at most 20 KB. Principals of other accounts need policy.trustedAccounts.",
    defaultText: "none",
    examples: [EXAMPLE],
  }),
  streamResourcePolicy: policyDocument.optional().meta({
    description: "Resource-based policy of the table's stream, at most 20 KB.",
    defaultText: "none",
    examples: [
      {
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::210987654321:role/reader" },
            Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
          },
        ],
      },
    ],
  }),
};

export type PolicyDocumentValues = z.infer<typeof policyDocument>;
export type PolicyStatementValues = z.infer<typeof statement>;
