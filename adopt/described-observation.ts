/** From AWS's answers to what watches a table: Contributor Insights and the Kinesis stream. */
import type {
  DescribeContributorInsightsCommandOutput,
  KinesisDataStreamDestination,
} from "@aws-sdk/client-dynamodb";
import { TABLE_DEFAULTS } from "../table/defaults";
import type { ContributorInsights, KinesisStream } from "../table/table-settings";
import { compareText } from "../diagnostics/problems";
import * as messages from "./adopt-messages";
import type { UnreadKey } from "./existing-table";

/** `denied`: the call was; absent: there is nothing. */
export type Answer<T> = T | "denied" | undefined;

export type InsightsAnswer = Pick<
  DescribeContributorInsightsCommandOutput,
  "ContributorInsightsStatus" | "ContributorInsightsMode"
>;

export interface ObservationAnswers {
  readonly insights: Answer<InsightsAnswer>;
  /** By index. */
  readonly indexInsights: ReadonlyMap<string, Answer<InsightsAnswer>>;
  readonly destinations: Answer<readonly KinesisDataStreamDestination[]>;
}

export interface ObservedSettings {
  readonly contributorInsights: ContributorInsights | undefined;
  /** By index. */
  readonly indexInsights: ReadonlyMap<string, ContributorInsights | undefined>;
  readonly kinesisStream: KinesisStream | undefined;
  readonly beyond: readonly string[];
  readonly unread: readonly UnreadKey[];
}

export function observedSettings(answers: ObservationAnswers): ObservedSettings {
  const { insights, indexInsights, destinations } = answers;
  const [kinesisStream, ...others] = streams(destinations);
  const further = others.map(({ arn }) => arn);
  const isDenied = [insights, ...indexInsights.values()].includes("denied");
  return {
    contributorInsights: insightsOf(insights),
    indexInsights: new Map([...indexInsights].map(([index, one]) => [index, insightsOf(one)])),
    kinesisStream,
    beyond: further.length > 0 ? [messages.kinesis(further)] : [],
    unread: [
      ...(isDenied ? (["contributorInsights"] as const) : []),
      ...(destinations === "denied" ? (["kinesisStreamArn"] as const) : []),
    ],
  };
}

/** AWS's own mode is that of values without one. */
function insightsOf(answer: Answer<InsightsAnswer>): ContributorInsights | undefined {
  if (answer === undefined || answer === "denied") return undefined;
  const { ContributorInsightsStatus: status = "", ContributorInsightsMode: mode } = answer;
  if (!["ENABLED", "ENABLING"].includes(status)) return undefined;
  return mode === "THROTTLED_KEYS" ? { mode } : {};
}

/** AWS remembers those that are off. */
function streams(destinations: ObservationAnswers["destinations"]): KinesisStream[] {
  if (destinations === undefined || destinations === "denied") return [];
  return destinations
    .filter(({ DestinationStatus = "" }) =>
      ["ACTIVE", "ENABLING", "UPDATING"].includes(DestinationStatus),
    )
    .map(({ StreamArn = "", ApproximateCreationDateTimePrecision: precision }) => ({
      arn: StreamArn,
      precision: precision ?? TABLE_DEFAULTS.kinesisPrecision,
    }))
    .sort((a, b) => compareText(a.arn, b.arn));
}
