/** CloudWatch: alarms, and Contributor Insights. */
import type { Alarms, ContributorInsights, TableSettings } from "../table/table-settings";
import { sum } from "./amount";
import type { Amount } from "./amount";
import type { PriceBook } from "./price-book";
import type { PlacedTable } from "./request-cost";

export type ObservedTable = PlacedTable & { readonly alarms: Alarms | undefined };

/** Alarms and rules of a table for a month; all are in its own region. */
export function observationCost(table: ObservedTable, book: PriceBook): Amount {
  return sum([
    book.of(table.region, "alarmMetric", alarmMetrics(table)),
    book.of(table.region, "insightsRule", insightsRules(table)),
  ]);
}

/**
 * Events of Contributor Insights for each request to the table: one, and with a sort key two. Requests to
 * its indexes are not among them, nor is anything where only throttled keys are watched.
 * Source: DynamoDB Developer Guide, "Understanding DynamoDB charges", CloudWatch Contributor Insights.
 */
export function eventsOfRequest({ contributorInsights, rangeKey }: TableSettings): number {
  if (contributorInsights === undefined || onlyThrottled(contributorInsights)) return 0;
  return rangeKey === undefined ? 1 : 2;
}

/** Each entity has rules for accessed and for throttled keys, and with a sort key these twice. */
function insightsRules(table: PlacedTable): number {
  return [table, ...table.globalSecondaryIndexes]
    .map(({ contributorInsights: insights, rangeKey }) =>
      insights === undefined
        ? 0
        : (rangeKey === undefined ? 1 : 2) * (onlyThrottled(insights) ? 1 : 2),
    )
    .reduce((rules, one) => rules + one, 0);
}

function onlyThrottled({ mode }: ContributorInsights): boolean {
  return mode === "THROTTLED_KEYS";
}

/** Operations whose `SystemErrors` one alarm adds up. */
const SYSTEM_ERRORS = 10;
/** `ReadThrottleEvents` and `WriteThrottleEvents`. */
const THROTTLE_EVENTS = 2;

/**
 * Metrics that the alarms of a table watch: an alarm that adds up several is billed for each of them.
 * Source: CloudWatch pricing, "alarms based on metric math".
 */
export function alarmMetrics(table: ObservedTable): number {
  const { alarms } = table;
  const parts = [table, ...table.globalSecondaryIndexes];
  const limits = parts.flatMap(({ capacity, onDemandThroughput: most }) => [
    capacity?.read ?? most?.maxReadRequestUnits,
    capacity?.write ?? most?.maxWriteRequestUnits,
  ]);
  const replicas = table.consistencyMode === "EVENTUAL" ? table.replicas.length : 0;
  return [
    [alarms?.throttledRequests, THROTTLE_EVENTS * parts.length],
    [alarms?.systemErrors, SYSTEM_ERRORS],
    [alarms?.capacityUsedPercent, limits.filter((limit) => limit !== undefined).length],
    [alarms?.replicationLatencySeconds, replicas],
  ].reduce(
    (metrics, [threshold, watched = 0]) => metrics + (threshold === undefined ? 0 : watched),
    0,
  );
}
