/** What commands say of how they are called. */
import { didYouMean, oneOf } from "../diagnostics/wording";

export const noHcl = (): string =>
  "cdktf writes policies wrongly as HCL; omit --hcl and use the JSON, which Terraform reads as well";

export const unknownOption = (option: string, guess: string | undefined): string =>
  `there is no option ${option}${didYouMean(guess)}`;

export const optionNeedsValue = (option: string, value: string): string =>
  `${option} needs a value; write ${option} ${value}`;

export const optionWithoutValue = (option: string): string => `${option} takes no value`;

export const missingArgument = (name: string): string => `<${name}> is missing`;

export const unexpectedArgument = (word: string): string =>
  `${JSON.stringify(word)} is one argument too many`;

/** @param reason of an error; its first line is repeated */
export const unexpected = (reason: string): string =>
  `unexpected error: ${(reason.split("\n")[0] ?? "").replace(/\.$/, "")}. The values may be right; DEBUG=1 shows where it comes from`;

export const badFormat = (format: string): string =>
  `PROBLEMS_FORMAT is ${JSON.stringify(format)}; write text, json or github`;

export const mutuallyExclusive = (one: string, other: string): string =>
  `${one} and ${other} are mutually exclusive; write one of the two`;

/** @param counted the stacks with their noun */
export const stacksDiffer = (counted: string, number: number, base: string): string =>
  `${counted} ${number === 1 ? "differs" : "differ"} from ${base}`;

/** @param summary what differs */
export const differsFrom = (summary: string, base: string): string =>
  `since ${base}: ${summary.charAt(0).toLowerCase()}${summary.slice(1).replace(/\.$/, "")}`;

export const unknownValue = (
  option: string,
  found: string,
  known: readonly string[],
  guess: string,
): string => `${option} is ${JSON.stringify(found)}${guess}; write ${oneOf(known)}`;

export const unknownPrices = (regions: string): string =>
  `prices of ${regions} are missing; npm run cost says which, and --update-prices of it fetches them`;

export const notCompared = (environments: string): string =>
  `${environments}: not compared, because the base has errors there; review its values as if all were new`;

export const badParallel = (found: string): string =>
  `--parallel is ${JSON.stringify(found)}; write a whole number from 1 to 64`;

export const unknownStack = (
  stack: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  `there is no stack ${JSON.stringify(stack)}${didYouMean(guess)}; write ${known.length > 0 ? oneOf(known) : "nothing: the values have no stacks"}`;

export const noBase = (reason: string): string =>
  `${reason}. To plan without a base, name the stacks, or write --all`;

export const removedStack = (stack: string): string =>
  `${stack}: removed from the values, so that there is nothing to plan`;

export const nothingToPlan = (base: string): string =>
  `no stack differs from ${base}; npm run plan -- --all plans all stacks`;

export const interrupting = (): string =>
  "interrupted: waiting for Terraform to release its locks; press Ctrl-C again to end it at once";

export const stacksPlanned = (counted: string, changed: number, isDrift: boolean): string =>
  `${counted} planned, ${changed} with ${isDrift ? "drift" : "changes"}`;

export const unknownCommand = (name: string, guess: string | undefined): string =>
  `there is no command ${JSON.stringify(name)}${didYouMean(guess)}; dynamodb-values --help lists them`;

export const badReportFile = (found: string): string =>
  `--out is ${JSON.stringify(found)}; write a file name that ends in .html or .md`;

/** @param counted the tables with their noun */
export const reported = (file: string, counted: string): string => `${file}: ${counted}`;

/** @param date as of ISO 8601 */
export const made = (date: string): string => `Made on ${date}`;

export const madeOf = (made: string, commit: string, isChanged: boolean): string =>
  `${made} of commit ${commit}${isChanged ? " with changes that are not committed" : ""}`;
