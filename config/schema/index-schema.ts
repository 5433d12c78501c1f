/** The secondary indexes of a table. */
import { z } from "zod";
import { TABLE_LIMITS } from "../../table/limits";
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

const { indexKeyAttributes } = TABLE_LIMITS;

/** The key of a global index, of one attribute or of several. */
const attributeOrSeveral = z
  .union([nonEmptyString, z.array(nonEmptyString).min(1).max(indexKeyAttributes)])
  .meta({ expected: `the name of an attribute, or a list of 1 to ${indexKeyAttributes} names` });

const globalSecondaryIndex = z.strictObject({
  name,
  hashKey: attributeOrSeveral.meta({
    description: `Partition key of the index, declared in attributes: one attribute, or up to ${indexKeyAttributes}, which a query names all. More than one needs version 6.37 of the provider.`,
    examples: ["customerId", ["tenant", "region"]],
  }),
  rangeKey: attributeOrSeveral.optional().meta({
    description: `Sort key of the index, declared in attributes: one attribute, or up to ${indexKeyAttributes}, which a query names from the left. More than one needs version 6.37 of the provider.`,
    defaultText: "none",
    examples: ["orderDate", ["status", "orderDate"]],
  }),
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
