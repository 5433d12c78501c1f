/** What commands say of how they are called. */
import { didYouMean } from "../diagnostics/wording";

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

export const unknownCommand = (name: string, guess: string | undefined): string =>
  `there is no command ${JSON.stringify(name)}${didYouMean(guess)}; dynamodb-values --help lists them`;
