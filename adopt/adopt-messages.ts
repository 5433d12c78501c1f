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

export const about = (tableName: string, text: string): string => `${tableName}: ${text}`;

export const notActive = (tableName: string, status: string): string =>
  `${tableName}: skipped, because it is ${status}; run this again once it is ACTIVE or deleted`;

export const noTableAtAll = (regions: readonly string[], accountId: string | undefined): string =>
  `there are no tables in ${listed(regions)}${accountId === undefined ? "" : `; make sure that the credentials are those of ${accountId}`}`;

export const notThere = (): string => "not in AWS; it will be created";

export const observedNotThere = (): string =>
  "not in AWS, and under Observe nothing is created: every plan fails until somebody creates it";

export const adoptedNotThere = (): string =>
  "not in AWS, so every plan fails on adopt: true; remove adopt to create the table";

export const written = (): string => "was not in the values; written with adopt: true";

export const same = (): string => "the values say what AWS has";

export const indexDifference = (index: string, isInAws: boolean): string =>
  isInAws
    ? `${index} is in AWS, and not in the values`
    : `${index} is in the values, and not in AWS`;

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

export const ttlStaysOn = (): string =>
  "Terraform does not turn TTL off, because the values do not name it; write ttl, with enabled: false to turn it off";

export const units = (read: number, write: number): string =>
  `${read} read and ${write} write units`;

// --- Contributor Insights and Kinesis

export const insights = (index?: string): string =>
  index === undefined ? "Contributor Insights" : `Contributor Insights of the index ${index}`;

export const kinesisStream = (): string => "the Kinesis stream";

export const streamWithPrecision = (arn: string, precision: string): string =>
  `${arn} (${precision})`;

/** @param key of the values */
export const staysOn = (what: string, key: string): string =>
  `Terraform does not turn ${what} off, because the values do not have it; write ${key} to manage it`;

export const modeNotWritten = (what: string, mode: string): string =>
  `${what} has the mode ${mode}, which the values do not write; AWS may change the mode when Terraform turns it on again; with provider 6.11 or newer, write contributorInsights: {mode: ${mode}}`;

export const streamNotThere = (): string =>
  "AWS does not have the Kinesis stream of the values, so every plan fails while adopt: true imports it; deploy the table without kinesisStreamArn, remove adopt, and then add the stream";

// --- resource policies

export const policyInAwsOnly = (what: string): string =>
  `${what} is in AWS, and the values have none: Terraform does not change it`;

export const policyInValuesOnly = (what: string): string =>
  `${what} is in the values, and AWS has none`;

export const otherPolicy = (what: string): string =>
  `${what} in AWS says something else than the values`;

// --- what the values cannot describe

export const kinesis = (streams: readonly string[]): string =>
  streams.length === 1
    ? `a second Kinesis destination (${listed(streams)})`
    : `further Kinesis destinations (${listed(streams)})`;

export const unmanaged = (text: string): string =>
  `has ${text}, which the values cannot describe: Terraform does not change it`;

export const isRemoved = (): string =>
  "removedTables has it, so Terraform forgets it and AWS keeps it; to adopt the table, remove it from removedTables";

export const onlyObserved = (): string =>
  "its namespace is under Observe, where no table is adopted; write managementPolicies: Control, or add the table yourself";

export const capacityAsItIs = (): string =>
  "its capacity is written as it is now, because its auto scaling may not be read; if it has any, every deploy changes the capacity back: write autoscaling";

export const notLookedAt = (actions: readonly string[]): string =>
  `not checked, because ${listed(actions)} ${actions.length === 1 ? "was" : "were"} denied; Terraform does not change what these calls would show`;

/**
 * @param yaml what the file has to say; lists replace each other
 * @returns lines
 */
export const waitsForPolicy = (
  file: string,
  names: readonly string[],
  yaml: string,
): readonly string[] => [
  `this waits for the platform team: ${listed(names)} ${names.length === 1 ? "is" : "are"} outside the names of this namespace, and npm run check and npm run lock refuse the values until ${file} has:`,
  ...indented(yaml),
];

function indented(yaml: string): string[] {
  const lines = yaml.split("\n").filter((line) => line !== "");
  return lines.map((line) => `    ${line}`);
}

// --- files

export const fileComment = (): string =>
  "Tables that existed in AWS, as npm run adopt found them. After the deploy, adopt can be removed.";

export const recoveryWasOff = (): string =>
  "point-in-time recovery was off when the table was adopted";

export const fileWritten = (file: string, count: number): string =>
  `${file}: written, with ${count} ${count === 1 ? "table" : "tables"}`;

export const alreadyThere = (file: string): string =>
  `there are tables to write, and ${file} exists already; rename it (for example adopted-1.yaml) or move its tables to another file of the folder, and run this again`;

export const adoptAdded = (name: string, file: string): string =>
  `${file}: adopt: true added to ${name}`;

export const addByHand = (name: string, { file, line }: Position): string =>
  `${file}:${line}: write adopt: true at ${name} yourself; its values use anchors or aliases, which this command does not edit`;

export const adoptInstead = (
  tableName: string,
  { file, line }: Position,
  instead: string,
): string =>
  `${file}:${line}: ${tableName} is in AWS already; write adopt: true instead of ${instead}`;

export const wouldBeWrong = (): string =>
  "the values would have errors with what AWS has, so nothing was written; fix these:";

export const notWrittenLine = (line: number, text: string): string => `  ${line} | ${text}`;

export const nothingFound = (namespace: string, guess: string | undefined): string =>
  `no table in AWS is called ${namespace}-..., and no values name one${didYouMean(guess)}`;

export const nothingToTakeOver = (environment: string, namespace: string): string =>
  `nothing to adopt; if Terraform's state is lost: npm run adopt -- --state ${environment} ${namespace}`;

// --- next steps

export const beforeLock = (): string =>
  "do not run npm run lock yet: it would record these tables as the values describe them, and the lock would refuse the correction; write what AWS has:";

export const fixValues = (
  name: string,
  { file, line }: Position,
  { yaml, removed }: { readonly yaml: string; readonly removed: readonly string[] },
): string[] => [
  `${file}:${line}: table ${JSON.stringify(name)}:`,
  ...indented(yaml),
  ...removed.map((key) => `    remove ${key}`),
];

export const nextCommands = (commands: readonly string[]): string[] => [
  "next:",
  ...commands.map((command) => `  ${command}`),
];

export const adoptCommand = (environment: string, namespace: string): string =>
  `npm run adopt -- ${environment} ${namespace}`;

export const lockCommand = (): string => "npm run lock";

export const planCommand = (stack: string): string => `npx cdktf plan ${stack}`;

export const filesWritten = (files: string): string => `${files} written`;
