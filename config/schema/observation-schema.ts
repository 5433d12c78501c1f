/** What watches a table: Contributor Insights, a Kinesis stream, alarms. */
import { z } from "zod";
import { TABLE_DEFAULTS } from "../../table/defaults";
import { arn, words } from "./common-schema";

export const contributorInsights = z
  .union([
    z.boolean(),
    z.strictObject({
      mode: words({
        ACCESSED_AND_THROTTLED_KEYS: "The keys that are used most, and those that are throttled.",
        THROTTLED_KEYS: "Only the keys that are throttled.",
      }).meta({
        description: "What is watched. Needs provider 6.11.",
        examples: ["THROTTLED_KEYS"],
      }),
    }),
  ])
  .meta({ expected: "true, false, or a map with mode" })
  .optional()
  .meta({
    description: "CloudWatch Contributor Insights; that of a table does not cover its indexes.",
    default: TABLE_DEFAULTS.contributorInsights,
    examples: [true, { mode: "THROTTLED_KEYS" }],
  });

const streamArn = arn("kinesis", "stream/", "arn:aws:kinesis:eu-west-1:123456789012:stream/orders");

export const kinesisStreamArn = z
  .union([
    streamArn,
    z.strictObject({
      arn: streamArn.meta({ description: "The Kinesis data stream." }),
      precision: words({
        MILLISECOND: "Times in milliseconds.",
        MICROSECOND: "Times in microseconds.",
      })
        .optional()
        .meta({
          description: "Precision of the times of changes.",
          default: TABLE_DEFAULTS.kinesisPrecision,
          examples: ["MICROSECOND"],
        }),
    }),
  ])
  .meta({ expected: "the ARN of a Kinesis data stream, or a map with arn and precision" })
  .optional()
  .meta({
    description:
      "Kinesis data stream of the table's account and region that gets every change of an item.",
    defaultText: "none",
    examples: [
      "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
      {
        arn: "arn:aws:kinesis:eu-west-1:123456789012:stream/orders",
        precision: "MICROSECOND",
      },
    ],
  });

/** Far above every limit of AWS; milliseconds of it are a number that JSON can have. */
const MOST = 1e12;

/** `false` switches off what is inherited. */
const threshold = z
  .union([z.literal(false), z.number().min(0).max(MOST)])
  .meta({ expected: "a number of at least 0, or false" })
  .optional()
  .meta({ defaultText: "the environment's; without one, no alarm" });

/** The alarms of a table; the environment has the same keys as defaults. */
export const thresholds = {
  throttledRequests: threshold.meta({
    description:
      "Throttled reads and writes, of the table or of one of its global indexes, in five minutes that raise an alarm.",
    examples: [10],
  }),
  systemErrors: threshold.meta({
    description: "Requests in five minutes that failed inside AWS and raise an alarm.",
    examples: [5],
  }),
  capacityUsedPercent: z
    .union([z.literal(false), z.number().gt(0).max(MOST)])
    .meta({ expected: "a number above 0, or false" })
    .optional()
    .meta({
      defaultText: "the environment's; without one, no alarm",
      description:
        "Consumed capacity that raises an alarm, in percent of the provisioned one, of the maximum of auto scaling, or of onDemandThroughput.",
      examples: [80],
    }),
  replicationLatencySeconds: threshold.meta({
    description: "Latency of replication to a replica that raises an alarm, in seconds.",
    examples: [30],
  }),
};

export const alarms = z
  .union([z.literal(false), z.strictObject(thresholds)])
  .meta({ expected: "false, or a map of thresholds" })
  .optional()
  .meta({
    description:
      "CloudWatch alarms of the table, where the environment names topics; false switches them off.",
    defaultText: "the environment's alarms",
    examples: [{ throttledRequests: 10, capacityUsedPercent: false }, false],
  });

const topicArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/)
  .meta({ expected: "an ARN such as arn:aws:sns:eu-west-1:123456789012:alerts" });

export const environmentAlarms = z
  .strictObject({
    topicArns: z
      .array(topicArn)
      .min(1)
      .meta({
        description: "SNS topics that get the alarms; a table uses those of its region.",
        examples: [["arn:aws:sns:eu-west-1:123456789012:alerts"]],
      }),
    ...thresholds,
  })
  .optional()
  .meta({
    description: "Topics of the tables' alarms, and thresholds that tables inherit.",
    defaultText: "none; no table has alarms",
    examples: [
      {
        topicArns: ["arn:aws:sns:eu-west-1:123456789012:alerts"],
        throttledRequests: 10,
        systemErrors: 5,
      },
    ],
  });

export type ThresholdValues = z.infer<z.ZodObject<typeof thresholds>>;
