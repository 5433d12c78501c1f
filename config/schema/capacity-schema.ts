/** How a table is billed, and its provisioned capacity. */
import { z } from "zod";
import { words } from "./common-schema";

export const billingMode = words({
  PAY_PER_REQUEST: "On-demand: pay for each request.",
  PROVISIONED: "Pay for readCapacity and writeCapacity, used or not.",
}).meta({
  description: "PAY_PER_REQUEST (on-demand), or PROVISIONED with readCapacity and writeCapacity.",
  examples: ["PAY_PER_REQUEST"],
});

const units = z
  .int()
  .optional()
  .meta({ defaultText: "none; PROVISIONED needs it", examples: [5] });

/** Of a table, or of a global secondary index. */
export const capacity = {
  readCapacity: units.meta({
    description: "Read capacity units per second; ignored for a PAY_PER_REQUEST table.",
  }),
  writeCapacity: units.meta({
    description: "Write capacity units per second; ignored for a PAY_PER_REQUEST table.",
  }),
};
