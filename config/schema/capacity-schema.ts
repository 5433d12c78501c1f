/** How a table is billed, its capacity, and what changes it. */
import { z } from "zod";
import { AUTOSCALING_DEFAULTS } from "../../table/defaults";
import { AUTOSCALING_LIMITS } from "../../table/limits";
import { nonEmptyString, words } from "./common-schema";

export const billingMode = words({
  PAY_PER_REQUEST: "On-demand: pay for each request.",
  PROVISIONED: "Pay for the capacity of the table, used or not.",
}).meta({
  description:
    "PAY_PER_REQUEST (on-demand), or PROVISIONED with readCapacity and writeCapacity, or with autoscaling.",
  examples: ["PAY_PER_REQUEST"],
});

const units = z
  .int()
  .optional()
  .meta({ defaultText: "none; PROVISIONED needs it, or autoscaling", examples: [5] });

const scheduledAction = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,100}$/)
    .meta({
      expected: "at most 100 letters, digits and _.-",
      description: "Name of the scheduled action.",
      examples: ["working-hours"],
    }),
  schedule: nonEmptyString.meta({
    description: "When it starts: cron(...), rate(...) or at(...).",
    examples: ["cron(0 7 ? * MON-FRI *)"],
  }),
  timezone: nonEmptyString.optional().meta({
    description: "Time zone of the schedule, by its IANA name.",
    default: AUTOSCALING_DEFAULTS.timezone,
    examples: ["Europe/Berlin"],
  }),
  min: z
    .int()
    .min(1)
    .optional()
    .meta({
      description: "Lowest capacity from then on.",
      defaultText: "as it was; min, max or both are needed",
      examples: [100],
    }),
  max: z
    .int()
    .min(1)
    .optional()
    .meta({
      description: "Highest capacity from then on.",
      defaultText: "as it was; min, max or both are needed",
      examples: [1000],
    }),
});

const cooldown = z
  .int()
  .min(0)
  .optional()
  .meta({
    defaultText: `${AUTOSCALING_DEFAULTS.cooldownSeconds}, AWS's own`,
    examples: [60],
  });

const scaledDimension = z.strictObject({
  min: z
    .int()
    .min(1)
    .meta({ description: "Lowest capacity units per second.", examples: [5] }),
  max: z
    .int()
    .min(1)
    .meta({ description: "Highest capacity units per second.", examples: [500] }),
  targetUtilization: z
    .int()
    .min(AUTOSCALING_LIMITS.targetUtilization.min)
    .max(AUTOSCALING_LIMITS.targetUtilization.max)
    .optional()
    .meta({
      description: "Consumed capacity that scaling aims at, in percent of the provisioned one.",
      default: AUTOSCALING_DEFAULTS.targetUtilization,
      examples: [80],
    }),
  scaleInCooldown: cooldown.meta({
    description: "Seconds between a decrease and the next one.",
  }),
  scaleOutCooldown: cooldown.meta({
    description: "Seconds between an increase and the next one.",
  }),
  schedules: z
    .array(scheduledAction)
    .optional()
    .meta({
      description: "Scheduled actions that move min and max.",
      defaultText: "none",
      examples: [
        [
          { name: "morning", schedule: "cron(0 7 * * ? *)", min: 100 },
          { name: "evening", schedule: "cron(0 19 * * ? *)", min: 5 },
        ],
      ],
    }),
});

const dimension = scaledDimension.optional().meta({
  defaultText: "none; the capacity is fixed",
  examples: [{ min: 5, max: 500 }],
});

const autoscaling = z
  .strictObject({
    read: dimension.meta({ description: "Auto scaling of the read capacity." }),
    write: dimension.meta({ description: "Auto scaling of the write capacity." }),
  })
  .optional()
  .meta({
    description: "Application Auto Scaling of a PROVISIONED table or index.",
    defaultText: "none; the capacity is fixed",
    examples: [{ read: { min: 5, max: 500 }, write: { min: 5, max: 100 } }],
  });

const requestUnits = z
  .int()
  .min(1)
  .optional()
  .meta({ defaultText: "none; AWS sets no maximum but the account's quota", examples: [1000] });

const onDemandThroughput = z
  .strictObject({
    maxReadRequestUnits: requestUnits.meta({
      description: "Highest read request units per second.",
    }),
    maxWriteRequestUnits: requestUnits.meta({
      description: "Highest write request units per second.",
    }),
  })
  .optional()
  .meta({
    description: "Maximum throughput of a PAY_PER_REQUEST table or index.",
    defaultText: "none",
    examples: [{ maxReadRequestUnits: 1000, maxWriteRequestUnits: 100 }],
  });

const warmUnits = z
  .int()
  .min(1)
  .optional()
  .meta({ defaultText: "AWS's own", examples: [15000] });

const warmThroughput = z
  .strictObject({
    readUnitsPerSecond: warmUnits.meta({
      description: "Reads per second that the table serves at once.",
    }),
    writeUnitsPerSecond: warmUnits.meta({
      description: "Writes per second that the table serves at once.",
    }),
  })
  .optional()
  .meta({
    description:
      "Throughput that is ready at once; raising it is billed once, and AWS never lowers it. Needs provider 6.29.",
    defaultText: "AWS's own",
    examples: [{ readUnitsPerSecond: 15000, writeUnitsPerSecond: 5000 }],
  });

/** Of a table, or of a global secondary index. */
export const capacity = {
  readCapacity: units.meta({
    description: "Read capacity units per second; ignored for a PAY_PER_REQUEST table.",
  }),
  writeCapacity: units.meta({
    description: "Write capacity units per second; ignored for a PAY_PER_REQUEST table.",
  }),
  autoscaling,
  onDemandThroughput,
  warmThroughput,
};

export type AutoscalingValues = NonNullable<z.infer<typeof autoscaling>>;
