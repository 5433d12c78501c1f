/** Point-in-time recovery of a table, and a new table that is restored from it. */
import { z } from "zod";
import { TABLE_DEFAULTS } from "../../table/defaults";
import { TABLE_LIMITS } from "../../table/limits";
import { nonEmptyString } from "./common-schema";

export const pointInTimeRecovery = z
  .union([
    z.boolean(),
    z.strictObject({
      enabled: z
        .boolean()
        .optional()
        .meta({
          description: "Whether point-in-time recovery is on.",
          default: TABLE_DEFAULTS.pointInTimeRecovery,
          examples: [true],
        }),
      recoveryPeriodInDays: z
        .int()
        .min(1)
        .max(TABLE_LIMITS.recoveryPeriodInDays)
        .optional()
        .meta({
          description: `Days back to which the table can be restored, 1 to ${TABLE_LIMITS.recoveryPeriodInDays}.`,
          default: TABLE_DEFAULTS.recoveryPeriodInDays,
          examples: [7],
        }),
    }),
  ])
  .meta({ expected: "true, false, or a map with enabled and recoveryPeriodInDays" })
  .optional()
  .meta({
    description: `Point-in-time recovery: true (${TABLE_DEFAULTS.recoveryPeriodInDays} days), false, or a map.`,
    default: TABLE_DEFAULTS.pointInTimeRecovery,
    examples: [true, { enabled: true, recoveryPeriodInDays: 7 }],
  });

const at = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}Z$/)
  .meta({ expected: "a time in UTC such as 2026-11-20T09:30:00Z" })
  .optional()
  .meta({
    description: "Moment to restore, in UTC.",
    defaultText: "the latest that can be restored",
    examples: ["2026-11-20T09:30:00Z"],
  });

const tableArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]{3,255}$/)
  .meta({
    expected: "an ARN such as arn:aws:dynamodb:eu-central-1:123456789012:table/koa-dev-Orders",
    description: "ARN of a table, which may be in another region.",
    examples: ["arn:aws:dynamodb:eu-central-1:123456789012:table/koa-dev-Orders"],
  });

export const restoreFrom = z
  .union([
    z.strictObject({
      table: nonEmptyString.meta({
        description:
          "Table of the namespace by its logical name, or any table of the account and region by its name in AWS.",
        examples: ["Orders"],
      }),
      at,
    }),
    z.strictObject({ tableArn, at }),
  ])
  .meta({ expected: "a map with table or tableArn, and optionally at" })
  .optional()
  .meta({
    description:
      "Creates the table from another's point-in-time recovery; does nothing once it exists. A table outside those of the namespace needs policy.restoreFrom.",
    defaultText: "none; the table is created empty",
    examples: [{ table: "Orders", at: "2026-11-20T09:30:00Z" }, { table: "Orders" }],
  });
