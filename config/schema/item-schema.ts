/** What DynamoDB does with the items of a table: expiry, stream, storage. */
import { z } from "zod";
import { TABLE_DEFAULTS } from "../../table/defaults";
import { kmsKeyArn, words } from "./common-schema";

const timeToLive = z.strictObject({
  attributeName: z
    .string()
    .min(1)
    .meta({
      description: "Attribute that holds the expiry, in epoch seconds.",
      examples: ["expiresAt"],
    }),
  enabled: z
    .boolean()
    .meta({ description: "Whether DynamoDB deletes expired items.", examples: [true] }),
});

const TTL = {
  description: "Deletes items after the time in one of their attributes.",
  defaultText: "none; items are kept",
  examples: [{ attributeName: "expiresAt", enabled: true }],
};

export const ttl = timeToLive.optional().meta(TTL);

/** In `tableDefaults`, where a table may complete it. */
export const partialTtl = timeToLive.partial().optional().meta(TTL);

export const streamViewType = words({
  NEW_IMAGE: "The item as it is after the change.",
  OLD_IMAGE: "The item as it was before the change.",
  NEW_AND_OLD_IMAGES: "The item before and after the change.",
  KEYS_ONLY: "Only the keys of the item.",
})
  .optional()
  .meta({
    description: "What the table's stream contains of each changed item.",
    defaultText: "no stream",
    examples: ["NEW_AND_OLD_IMAGES"],
  });

export const encryption = z
  .union([
    words({
      AWS_OWNED: "A key that DynamoDB owns; costs nothing.",
      AWS_MANAGED: "The account's key aws/dynamodb in KMS.",
    }),
    z.strictObject({
      kmsKeyArn: kmsKeyArn.meta({
        description: "Your own key that encrypts the table, by its ARN, not by an alias.",
      }),
    }),
  ])
  .meta({ expected: "AWS_OWNED, AWS_MANAGED, or a map with kmsKeyArn" })
  .optional()
  .meta({
    description: "Key that encrypts the table: AWS_OWNED, AWS_MANAGED, or your own key.",
    default: TABLE_DEFAULTS.encryption,
    examples: [
      "AWS_MANAGED",
      {
        kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      },
    ],
  });

export const tableClass = words({
  STANDARD: "For tables that are read and written often.",
  STANDARD_INFREQUENT_ACCESS: "Costs less to store and more to read and write.",
})
  .optional()
  .meta({
    description: "What storage and requests cost.",
    default: TABLE_DEFAULTS.tableClass,
    examples: ["STANDARD_INFREQUENT_ACCESS"],
  });
