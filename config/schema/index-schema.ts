/** The secondary indexes of a table. */
import { z } from "zod";
import { capacity } from "./capacity-schema";
import { nonEmptyString, words } from "./common-schema";
import { contributorInsights } from "./observation-schema";

const projection = {
  projectionType: words({
    ALL: "Every attribute of the item.",
    KEYS_ONLY: "The keys of the index and of the table.",
    INCLUDE: "The keys, and the attributes in nonKeyAttributes.",
  }).meta({
    description: "Which attributes the index holds besides the keys.",
    examples: ["ALL"],
  }),
  nonKeyAttributes: z
    .array(nonEmptyString)
    .optional()
    .meta({
      description: "Attributes that an INCLUDE index holds besides the keys.",
      defaultText: "none; INCLUDE needs it",
      examples: [["status", "total"]],
    }),
};

const name = nonEmptyString.meta({
  description: "Name of the index.",
  examples: ["customerId-orderDate-index"],
});

const rangeKey = nonEmptyString.meta({
  description: "Sort key of the index, declared in attributes.",
  examples: ["orderDate"],
});

const globalSecondaryIndex = z.strictObject({
  name,
  hashKey: nonEmptyString.meta({
    description: "Partition key of the index, declared in attributes.",
    examples: ["customerId"],
  }),
  rangeKey: rangeKey.optional().meta({ defaultText: "none" }),
  ...projection,
  ...capacity,
  contributorInsights,
});

const localSecondaryIndex = z.strictObject({
  name: name.meta({ examples: ["orderDate-index"] }),
  rangeKey,
  ...projection,
});

export const indexes = {
  globalSecondaryIndex: z
    .array(globalSecondaryIndex)
    .optional()
    .meta({
      description: "Global secondary indexes.",
      defaultText: "none",
      examples: [
        [
          {
            name: "status-index",
            hashKey: "status",
            rangeKey: "orderDate",
            projectionType: "INCLUDE",
            nonKeyAttributes: ["total"],
          },
        ],
      ],
    }),
  localSecondaryIndex: z
    .array(localSecondaryIndex)
    .optional()
    .meta({
      description: "Local secondary indexes.",
      defaultText: "none",
      examples: [[{ name: "orderDate-index", rangeKey: "orderDate", projectionType: "ALL" }]],
    }),
};
