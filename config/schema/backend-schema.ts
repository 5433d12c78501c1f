/** Where Terraform keeps the state of an environment's stacks. */
import { z } from "zod";
import { nonEmptyString, region } from "./common-schema";
import { ENVIRONMENT_DEFAULTS } from "./environment-defaults";

const local = z.strictObject({
  type: z
    .literal("local")
    .meta({ description: "State in files of the project.", examples: ["local"] }),
  path: nonEmptyString.optional().meta({
    description: "Folder of the state files, relative to the project's.",
    defaultText: "the project's folder",
    examples: ["state"],
  }),
});

const s3 = z.strictObject({
  type: z.literal("s3").meta({ description: "State in an S3 bucket.", examples: ["s3"] }),
  bucket: nonEmptyString.meta({ description: "Bucket of the state.", examples: ["example-state"] }),
  region: region.describe("Region of the bucket."),
  keyPrefix: nonEmptyString.optional().meta({
    description: "Folder in the bucket.",
    defaultText: "none",
    examples: ["dynamodb"],
  }),
  kmsKeyId: nonEmptyString.optional().meta({
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
});

const cloud = z.strictObject({
  type: z.literal("cloud").meta({
    description: "State in a workspace of Terraform Cloud or Enterprise.",
    examples: ["cloud"],
  }),
  organization: nonEmptyString.meta({
    description: "Organization in Terraform Cloud.",
    examples: ["example-org"],
  }),
  project: nonEmptyString.optional().meta({
    description: "Project of the workspaces.",
    defaultText: "the organization's default project",
    examples: ["dynamodb"],
  }),
  hostname: nonEmptyString.optional().meta({
    description: "Host of a Terraform Enterprise.",
    defaultText: "app.terraform.io",
    examples: ["terraform.example.com"],
  }),
  workspacePrefix: nonEmptyString.optional().meta({
    description: "Start of each workspace's name, in front of the stack's name.",
    defaultText: "none",
    examples: ["db-"],
  }),
});

export const backend = z
  .discriminatedUnion("type", [local, s3, cloud])
  .optional()
  .meta({
    description: "Where the state is kept.",
    default: ENVIRONMENT_DEFAULTS.backend,
    examples: [
      { type: "s3", bucket: "example-state", region: "eu-west-1", keyPrefix: "dynamodb" },
      { type: "cloud", organization: "example-org", project: "dynamodb" },
    ],
  });
