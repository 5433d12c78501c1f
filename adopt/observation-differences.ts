/** In what Contributor Insights and the Kinesis stream of a table in AWS differ from the values. */
import type { Table } from "../config/model/fleet";
import type { ContributorInsights, KinesisStream } from "../table/table-settings";
import * as messages from "./adopt-messages";
import type { Compared } from "./existing-differences";
import type { ExistingTable } from "./existing-table";

/** Insights of a table or of an index that both AWS and the values have. */
interface InsightsPair {
  readonly what: string;
  readonly inAws: ContributorInsights | undefined;
  readonly inValues: ContributorInsights | undefined;
}

export function observationDifferences(aws: ExistingTable, table: Table): Compared[] {
  return [
    ...insightsPairs(aws, table).map(({ what, inAws, inValues }): Compared => [
      what,
      inAws && (inValues ? modeInAws(inAws) : "on"),
      inValues && (inAws ? (inValues.mode ?? modeInAws(inAws)) : "on"),
    ]),
    ...(aws.unread.includes("kinesisStreamArn")
      ? []
      : [
          [
            messages.kinesisStream(),
            streamText(aws.kinesisStream),
            streamText(table.kinesisStream),
          ] satisfies Compared,
        ]),
  ];
}

/** What Terraform does not do about them, or cannot. */
export function observationWords(aws: ExistingTable, table: Table): string[] {
  const pairs = insightsPairs(aws, table);
  const isRead = !aws.unread.includes("kinesisStreamArn");
  const [inAws, inValues] = [aws.kinesisStream?.arn, table.kinesisStream?.arn];
  return [
    ...pairs
      .filter((pair) => pair.inAws && !pair.inValues)
      .map(({ what }) => messages.staysOn(what, "contributorInsights")),
    ...pairs
      .filter((pair) => pair.inAws?.mode && pair.inValues && !pair.inValues.mode)
      .map(({ what, inAws: found }) => messages.modeNotWritten(what, found?.mode ?? "")),
    ...(inAws !== undefined && inValues === undefined
      ? [messages.staysOn(messages.kinesisStream(), "kinesisStreamArn")]
      : []),
    ...(isRead && table.adopted && inValues !== undefined && inValues !== inAws
      ? [messages.streamNotThere()]
      : []),
  ];
}

function insightsPairs(aws: ExistingTable, table: Table): InsightsPair[] {
  if (aws.unread.includes("contributorInsights")) return [];
  const pair = (
    what: string,
    inAws: Pick<ExistingTable, "contributorInsights">,
    inValues: Partial<Pick<Table, "contributorInsights">>,
  ): InsightsPair => ({
    what,
    inAws: inAws.contributorInsights,
    inValues: inValues.contributorInsights,
  });
  return [
    pair(messages.insights(), aws, table),
    ...aws.globalSecondaryIndexes.flatMap(({ name, contributorInsights }) => {
      const index = table.globalSecondaryIndexes.find((one) => one.name === name);
      return index ? [pair(messages.insights(name), { contributorInsights }, index)] : [];
    }),
  ];
}

/** Values that write no mode are not compared by it: `modeNotWritten` reports that. */
function modeInAws({ mode }: ContributorInsights): string {
  return mode ?? "ACCESSED_AND_THROTTLED_KEYS";
}

function streamText(stream: KinesisStream | undefined): string | undefined {
  return stream && messages.streamWithPrecision(stream.arn, stream.precision);
}
