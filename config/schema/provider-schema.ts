/** The AWS provider of an environment's stacks. */
import { z } from "zod";
import { arn, externalId, nonEmptyString } from "./common-schema";
import { ENVIRONMENT_DEFAULTS } from "./environment-defaults";

export const provider = z
  .strictObject({
    version: nonEmptyString.optional().meta({
      description: "Version constraint of the AWS provider.",
      default: ENVIRONMENT_DEFAULTS.providerVersion,
      examples: ["~> 6.37"],
    }),
    assumeRoleArn: arn("iam", "role/", "arn:aws:iam::123456789012:role/terraform")
      .optional()
      .meta({ description: "Role that Terraform assumes.", defaultText: "none" }),
    externalId: externalId.optional().meta({
      description: "External id for assumeRoleArn.",
      defaultText: "none",
      examples: ["dynamodb-values"],
    }),
    profile: nonEmptyString.optional().meta({
      description: "Profile of the AWS configuration.",
      defaultText: "the one that the AWS tools use",
      examples: ["development"],
    }),
    endpoints: z
      .record(z.string().regex(/^[a-z][a-z0-9]*$/), nonEmptyString)
      .optional()
      .meta({
        description: "URLs of services, by the provider's name of the service.",
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
        description: "Whether STS does not check the credentials, for emulators.",
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
        description: "Whether S3 URLs have the bucket in their path, for emulators.",
        defaultText: "the provider's, false",
        examples: [true],
      }),
  })
  .optional()
  .meta({
    description: "Settings of the AWS provider; never credentials.",
    defaultText: "the defaults of its keys",
    examples: [{ assumeRoleArn: "arn:aws:iam::123456789012:role/terraform" }],
  });
