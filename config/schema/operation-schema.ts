/** How a table is operated: how long Terraform waits for it, and what load it is expected to have. */
import { z } from "zod";

const duration = z
  .string()
  .regex(/^([1-9]\d*h)?([1-9]\d*m)?([1-9]\d*s)?$/)
  .min(2)
  .meta({ expected: "a duration such as 90m or 1h30m" })
  .optional()
  .meta({ examples: ["90m"] });

/** Source: provider 5.100, aws_dynamodb_table, timeouts. */
export const timeouts = z
  .strictObject({
    create: duration.meta({
      description: "How long Terraform waits for the table to be created.",
      defaultText: "the provider's, 30m",
    }),
    update: duration.meta({
      description: "How long Terraform waits for a change, such as the filling of a new index.",
      defaultText: "the provider's, 60m",
    }),
    delete: duration.meta({
      description: "How long Terraform waits for the table to be deleted.",
      defaultText: "the provider's, 10m",
    }),
  })
  .optional()
  .meta({
    description: "How long Terraform waits for the table.",
    defaultText: "the provider's",
    examples: [{ update: "3h" }],
  });

const amount = z
  .number()
  .min(0)
  .optional()
  .meta({ defaultText: "none; the estimate omits it", examples: [1000000] });

const percent = z
  .number()
  .min(0)
  .max(100)
  .optional()
  .meta({ default: 0, examples: [25] });

export const usage = z
  .strictObject({
    readsPerMonth: amount.meta({ description: "Reads of an item per month." }),
    writesPerMonth: amount.meta({ description: "Writes of an item per month." }),
    averageItemKb: z
      .number()
      .gt(0)
      .max(400)
      .optional()
      .meta({ description: "Average size of an item in KB.", default: 1, examples: [2.5] }),
    storageGb: amount.meta({ description: "Size of the table in GB.", examples: [50] }),
    stronglyConsistentReads: percent.meta({
      description: "Share of the reads that are strongly consistent, in percent.",
    }),
    transactionalWrites: percent.meta({
      description: "Share of the writes that are in transactions, in percent.",
    }),
  })
  .optional()
  .meta({
    description: "Assumptions for the cost estimate; they change nothing in AWS.",
    defaultText: "none",
    examples: [{ readsPerMonth: 5000000, writesPerMonth: 1000000, storageGb: 50 }],
  });
