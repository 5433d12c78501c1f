/** The keys of a table, and the attributes that they are. */
import { z } from "zod";
import { nonEmptyString } from "./common-schema";

const attribute = z.strictObject({
  name: nonEmptyString.meta({
    description: "Name of an attribute that is a key of the table or of an index.",
    examples: ["customerId"],
  }),
  type: z.enum(["S", "N", "B"]).meta({
    description: "S for a string, N for a number, B for binary.",
    examples: ["S"],
  }),
});

export const keys = {
  hashKey: nonEmptyString.meta({
    description: "Partition key, declared in attributes.",
    examples: ["customerId"],
  }),
  rangeKey: nonEmptyString.optional().meta({
    description: "Sort key, declared in attributes.",
    defaultText: "none",
    examples: ["orderId"],
  }),
  attributes: z.array(attribute).meta({
    description: "The attributes that are keys of the table or of an index.",
    examples: [
      [
        { name: "customerId", type: "S" },
        { name: "orderDate", type: "S" },
      ],
    ],
  }),
};
