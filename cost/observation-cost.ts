/** CloudWatch: alarms, and Contributor Insights. */
import { metricAlarms } from "../table/metric-alarms";
import type { WatchedTable } from "../table/metric-alarms";
import type { ContributorInsights, TableSettings } from "../table/table-settings";
import { sum } from "./amount";
import type { Amount } from "./amount";
import type { PriceBook } from "./price-book";
import type { PlacedTable } from "./request-cost";

export type ObservedTable = PlacedTable & WatchedTable;

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
  const { contributorInsights, rangeKey, globalSecondaryIndexes } = table;
  const parts = [
    { contributorInsights, isSorted: rangeKey !== undefined },
    ...globalSecondaryIndexes.map((index) => ({
      contributorInsights: index.contributorInsights,
      isSorted: index.rangeKeys.length > 0,
    })),
  ];
  return parts
    .map(({ contributorInsights: insights, isSorted }) =>
      insights === undefined ? 0 : (isSorted ? 2 : 1) * (onlyThrottled(insights) ? 1 : 2),
    )
    .reduce((rules, one) => rules + one, 0);
}

function onlyThrottled({ mode }: ContributorInsights): boolean {
  return mode === "THROTTLED_KEYS";
}

/**
 * Metrics that the alarms of a table watch: an alarm that adds up several is billed for each of them.
 * Source: CloudWatch pricing, "alarms based on metric math".
 */
export function alarmMetrics(table: ObservedTable): number {
  return metricAlarms(table).flatMap(({ metrics }) => metrics).length;
}
