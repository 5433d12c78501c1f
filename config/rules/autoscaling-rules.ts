import type { AutoscalingValues } from "../schema/capacity-schema";
import type { TableValues } from "../schema/table-schema";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import { scheduleFault } from "./scaling-schedule";
import type { TableContext, TableRule } from "./table-rule";
import { timezoneFault } from "./time-zone";

/** A capacity that is scaled, with its place in the values. */
interface Scaled {
  /** Of `autoscaling.read` or `autoscaling.write`. */
  readonly path: Path;
  readonly values: NonNullable<AutoscalingValues["read"]>;
  /** Of the capacity that it starts with. */
  readonly capacityPath: Path;
  readonly capacity: number | undefined;
}

const CAPACITIES = { read: "readCapacity", write: "writeCapacity" } as const;

/** An index whose values are wrong ends with it those after it. */
function forEachScaled(values: TableValues, judge: (scaled: Scaled) => void): void {
  for (const dimension of ["read", "write"] as const) {
    const judgeOf = (
      { autoscaling, [CAPACITIES[dimension]]: capacity }: Capacities,
      path: Path,
    ): void => {
      const scaled = autoscaling?.[dimension];
      if (scaled === undefined) return;
      judge({
        path: [...path, "autoscaling", dimension],
        values: scaled,
        capacityPath: [...path, CAPACITIES[dimension]],
        capacity,
      });
    };
    eachApart(
      () => {
        judgeOf(values, []);
      },
      () => {
        for (const [i, index] of (values.globalSecondaryIndex ?? []).entries())
          judgeOf(index, ["globalSecondaryIndex", i]);
      },
    );
  }
}

type Capacities = Pick<TableValues, "autoscaling" | "readCapacity" | "writeCapacity">;

/** What a table inherits is meant for other tables. An on-demand table has no capacity to scale. */
function onlyProvisionedScales({ values, source }: TableContext, report: Report): void {
  if (values.billingMode !== "PAY_PER_REQUEST") return;
  forEachScaled(values, ({ path }) => {
    if (source.isInherited(path)) return;
    report.errorAtKey(
      path,
      `${pathText(path)} is for PROVISIONED, and billingMode is PAY_PER_REQUEST; remove it, or write billingMode: PROVISIONED`,
    );
  });
}

/** Source: Application Auto Scaling API reference, RegisterScalableTarget. */
function scalesUpwards({ values }: TableContext, report: Report): void {
  forEachScaled(values, ({ path, values: { min, max } }) => {
    if (min <= max) return;
    report.error(
      [...path, "min"],
      `${pathText(path)} has min ${min} and max ${max}; write a min that is at most max`,
    );
  });
}

/** Auto scaling would change it at once. */
function startsWithinBounds({ values }: TableContext, report: Report): void {
  if (values.billingMode !== "PROVISIONED") return;
  forEachScaled(values, ({ path, values: { min, max }, capacityPath, capacity }) => {
    if (capacity === undefined || (capacity >= min && capacity <= max) || min > max) return;
    report.error(
      capacityPath,
      `${pathText(capacityPath)} is ${capacity}, and ${pathText(path)} keeps it from ${min} to ${max}; write one of these, or remove it to start at ${min}`,
    );
  });
}

/** Source: Application Auto Scaling API reference, ScalableTargetAction: it needs one of both. */
function scheduleMovesBounds({ values }: TableContext, report: Report): void {
  forEachSchedule(values, ({ path, action: { name, min, max } }) => {
    if (min !== undefined || max !== undefined) return;
    report.error(path, `the schedule ${name} has neither min nor max; write one of them, or both`);
  });
}

/** One that moves one bound beyond every other that there may be then. */
function scheduleScalesUpwards({ values }: TableContext, report: Report): void {
  forEachSchedule(values, ({ path, action, scaled: { min, max, schedules = [] } }) => {
    const highest = action.max ?? Math.max(max, ...schedules.map((other) => other.max ?? max));
    const lowest = action.min ?? Math.min(min, ...schedules.map((other) => other.min ?? min));
    if (lowest <= highest) return;
    const key = action.min === undefined ? "max" : "min";
    report.error(
      [...path, key],
      `the schedule ${action.name} would make min ${lowest} and max ${highest}; write a min that is at most max`,
    );
  });
}

/** Source: Application Auto Scaling API reference, PutScheduledAction: unique for a target. */
function scheduleNamedOnce({ values }: TableContext, report: Report): void {
  forEachSchedule(values, ({ path, action: { name }, position, scaled: { schedules = [] } }) => {
    if (schedules.findIndex((other) => other.name === name) === position) return;
    const message = `the schedule ${name} is there twice; rename one, or remove it`;
    report.error([...path, "name"], message);
  });
}

/** Source: Application Auto Scaling API reference, PutScheduledAction, Schedule. */
function scheduleIsValid({ values }: TableContext, report: Report): void {
  forEachSchedule(values, ({ path, action: { schedule } }) => {
    const fault = scheduleFault(schedule);
    if (fault === undefined) return;
    report.error([...path, "schedule"], `schedule is ${JSON.stringify(schedule)}, ${fault}`);
  });
}

function scheduleTimezone({ values }: TableContext, report: Report): void {
  forEachSchedule(values, ({ path, action: { timezone } }) => {
    const fault = timezone === undefined ? undefined : timezoneFault(timezone);
    if (fault !== undefined) report.error([...path, "timezone"], fault);
  });
}

interface Schedule {
  readonly path: Path;
  readonly action: NonNullable<Scaled["values"]["schedules"]>[number];
  readonly position: number;
  /** What it is a schedule of. */
  readonly scaled: Scaled["values"];
}

function forEachSchedule(values: TableValues, judge: (schedule: Schedule) => void): void {
  forEachScaled(values, ({ path, values: scaled }) => {
    for (const [position, action] of (scaled.schedules ?? []).entries())
      judge({ path: [...path, "schedules", position], action, position, scaled });
  });
}

export const autoscalingRules: readonly TableRule[] = [
  onlyProvisionedScales,
  scalesUpwards,
  startsWithinBounds,
  scheduleMovesBounds,
  scheduleScalesUpwards,
  scheduleNamedOnce,
  scheduleIsValid,
  scheduleTimezone,
];
