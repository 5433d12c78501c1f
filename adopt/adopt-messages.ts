/** What `npm run adopt` says. */
import { badName, reservedNamespace } from "../config/source/source-messages";
import { didYouMean, listed, oneOf } from "../diagnostics/wording";
import type { Position } from "../diagnostics/problems";

export { badName, reservedNamespace };

export const unknownEnvironment = (
  name: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  `there is no environment ${JSON.stringify(name)}${didYouMean(guess)}; write ${known.length > 0 ? oneOf(known) : "its values first"}`;

// --- tables

export const about = (tableName: string, word: string): string => `${tableName}: ${word}`;

export const notActive = (tableName: string, status: string): string =>
  `${tableName}: passed over, for it is ${status}; run this again once it is ACTIVE or gone`;

export const noTableAtAll = (regions: readonly string[], accountId: string | undefined): string =>
  `there is no table at all in ${listed(regions)}${accountId === undefined ? "" : `; make sure that the credentials are those of ${accountId}`}`;

export const notThere = (): string => "not in AWS; it will be created";

export const observedNotThere = (): string =>
  "not in AWS, and under Observe nothing is created: every plan fails until somebody creates it";

export const adoptedNotThere = (): string =>
  "not in AWS, so every plan fails on adopt: true; remove adopt to have it created";

export const written = (): string => "not in the values so far, written with adopt: true";

export const same = (): string => "the values say what AWS has";

export const difference = (
  what: string,
  inAws: string | undefined,
  inValues: string | undefined,
): string => {
  if (inAws === undefined) return `${what} is ${inValues ?? ""} in the values, and AWS has none`;
  if (inValues === undefined) return `${what} is ${inAws} in AWS, and the values have none`;
  return `${what} is ${inAws} in AWS, and ${inValues} in the values`;
};

export const onBy = (attribute: string): string => `on by ${attribute}`;

export const onForDays = (days: number): string => `on for ${days} ${days === 1 ? "day" : "days"}`;

export const onDemand = (): string => "on-demand";

/** Of what the values do not name, Terraform turns nothing off. */
export const ttlStaysOn = (): string =>
  "Terraform leaves TTL on, for the values do not name it; write ttl into them";

export const units = (read: number, write: number): string =>
  `${read} read and ${write} write units`;

export const included = (attributes: readonly string[]): string =>
  `INCLUDE ${attributes.join(" ")}`;

// --- what the values cannot say

export const replicas = (regions: readonly string[]): string =>
  `${regions.length === 1 ? "a replica" : "replicas"} in ${listed(regions)}`;

export const onDemandThroughput = (): string => "limits of on-demand throughput";

export const multiAttributeKeys = (indexes: readonly string[]): string =>
  `keys of several attributes in the index ${listed(indexes)}`;

export const resourcePolicy = (): string => "a resource policy";

export const contributorInsights = (): string => "contributor insights";

export const kinesis = (streams: readonly string[]): string =>
  `a Kinesis destination (${listed(streams)})`;

const UNDOING: Readonly<Record<string, string>> = {
  replicas: "remove them, with what is in them",
  onDemandThroughput: "lift them",
  multiAttributeKeys: "build the index again with other keys",
};

export const undone = (key: string, text: string): string =>
  `has ${text}, which these values do not manage: Terraform would plan to ${UNDOING[key] ?? "remove them"}`;

export const kept = (text: string): string =>
  `has ${text}, which these values do not manage: Terraform leaves it as it is`;

export const notWritten = (reasons: readonly string[]): string =>
  `${reasons.join("; ")}; it is not written to the values`;

export const notAdopted = (reasons: readonly string[]): string =>
  `${reasons.join("; ")}; adopt: true is not added`;

export const isRemoved = (): string =>
  "removedTables has it, so Terraform forgets it and AWS keeps it; take it out there to take the table over";

export const onlyObserved = (): string =>
  "its namespace is under Observe, where nothing is taken over; write managementPolicies: Control, or list the table yourself";

export const capacityAsItIs = (): string =>
  "its capacity is written as it is now; if auto scaling sets it, every deploy sets it back";

export const notLookedAt = (actions: readonly string[]): string =>
  `not looked at, for ${listed(actions)} ${actions.length === 1 ? "was" : "were"} refused; Terraform leaves what these would show as it is`;

// --- files

export const fileComment = (): string =>
  "Tables that existed in AWS, as npm run adopt found them. Once they are deployed, adopt may go.";

export const recoveryWasOff = (): string => "point-in-time recovery was off when it was taken over";

export const fileWritten = (file: string, count: number): string =>
  `${file}: written, with ${count} ${count === 1 ? "table" : "tables"}`;

export const alreadyThere = (file: string): string =>
  `there are tables to write, and ${file} exists already; rename it (adopted-1.yaml, say) or move its tables to another file of the folder, and run this again`;

export const adoptAdded = (name: string, file: string): string =>
  `${file}: adopt: true added to ${name}`;

export const addByHand = (name: string, { file, line }: Position): string =>
  `${file}:${line}: write adopt: true at ${name}; its values are written in a way (anchors, aliases) in which this is better done by hand`;

export const adoptInstead = (
  tableName: string,
  { file, line }: Position,
  instead: string,
): string =>
  `${file}:${line}: ${tableName} is in AWS already; write adopt: true in place of ${instead}`;

export const wouldBeWrong = (errors: readonly string[]): string =>
  ["the values would have errors with what AWS has, so nothing was written:", ...errors].join("\n");

export const nothingFound = (namespace: string, guess: string | undefined): string =>
  `no table in AWS is called ${namespace}-..., and no values name one${didYouMean(guess)}`;

export const nothingToTakeOver = (environment: string, namespace: string): string =>
  `nothing to take over; if Terraform's state has lost what is there: npm run adopt -- --state ${environment} ${namespace}`;

export const nextCommands = (stack: string): string =>
  ["next:", "  npm run lock", `  npx cdktf plan ${stack}`].join("\n");

export const filesWritten = (files: string): string => `${files} written`;
