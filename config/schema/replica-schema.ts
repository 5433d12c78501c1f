/** The replicas of a global table. */
import { z } from "zod";
import { REPLICA_DEFAULTS, TABLE_DEFAULTS } from "../../table/defaults";
import { kmsKeyArn, region, words } from "./common-schema";

const replica = z.strictObject({
  region: region.meta({ description: "Region of the replica.", examples: ["eu-central-1"] }),
  pointInTimeRecovery: z
    .boolean()
    .optional()
    .meta({
      description: "Whether point-in-time recovery of the replica is on, with 35 days.",
      defaultText: "as the table",
      examples: [true],
    }),
  kmsKeyArn: kmsKeyArn.optional().meta({
    description: "Key of the replica's region; every replica needs one where the table has one.",
    defaultText: "as the table: AWS_OWNED or AWS_MANAGED",
    examples: ["arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
  }),
  propagateTags: z
    .boolean()
    .optional()
    .meta({
      description: "Whether the replica has the table's tags.",
      default: REPLICA_DEFAULTS.propagateTags,
      examples: [false],
    }),
  deletionProtection: z
    .boolean()
    .optional()
    .meta({
      description: "Whether AWS refuses to delete the replica. Needs provider 6.9.",
      defaultText: "not set",
      examples: [true],
    }),
});

export const replication = {
  replicas: z
    .array(replica)
    .optional()
    .meta({
      description: "Replicas of the table in other regions, which make it a global table.",
      defaultText: "none",
      examples: [[{ region: "eu-central-1" }]],
    }),
  consistencyMode: words({
    EVENTUAL: "Replicas follow within about a second.",
    STRONG: "Reads see every finished write in any region; exactly three regions.",
  })
    .optional()
    .meta({
      description: "Consistency of the replicas; it can never be changed. STRONG needs provider 6.",
      default: TABLE_DEFAULTS.consistencyMode,
      examples: ["STRONG"],
    }),
  globalTableWitness: region.optional().meta({
    description:
      "Region that only keeps the log of writes, in place of a second replica of a STRONG table.",
    defaultText: "none",
    examples: ["us-west-2"],
  }),
};
