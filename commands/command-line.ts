/** The arguments of every command: one place for options, environment variables, `--help` and `--version`. */
import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { closest } from "../diagnostics/wording";
import * as messages from "./command-messages";
import { commonOptions } from "./command-definition";
import type { CommandDefinition } from "./command-definition";
import { usageLines } from "./help-text";

/** The arguments of a command, sorted out. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** Whether an option without a value is given. */
  has(option: string): boolean;
  /** The value of an option; of one that is repeated, the last. */
  value(option: string): string | undefined;
  /** All values of an option. */
  list(option: string): readonly string[];
}

/** What to print instead of running the command. */
export type Instead =
  { readonly print: "help" | "version" } | { readonly errors: readonly string[] };

export function parseArguments(
  definition: CommandDefinition,
  args: readonly string[],
): Arguments | Instead {
  const known = { ...commonOptions(definition), ...definition.options };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [
      name,
      { type: value === undefined ? "boolean" : "string", multiple: true } as const,
    ]),
  ) satisfies ParseArgsConfig["options"];
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === "option");
  if (given.some(({ name }) => name === "help" || name === "h")) return { print: "help" };
  if (given.some(({ name }) => name === "version")) return { print: "version" };
  const optionErrors = given.flatMap(({ name, rawName, value }) => {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (option === undefined) return messages.unknownOption(rawName, guessOption(name, known));
    if (option.value === undefined)
      return value === undefined ? [] : messages.optionWithoutValue(rawName);
    return value === undefined || value === "" || value.startsWith("-")
      ? messages.optionNeedsValue(rawName, option.value)
      : [];
  });
  // The value of an option that is misspelled looks like an argument.
  const errors = optionErrors.length > 0 ? optionErrors : positionalErrors(definition, positionals);
  if (errors.length > 0) return { errors: [...errors, ...usageLines(definition)] };
  const list = (option: string): string[] =>
    given.flatMap(({ name, value }) => (name === option && value !== undefined ? [value] : []));
  return {
    positionals,
    has: (option) => given.some(({ name }) => name === option),
    value: (option) => list(option).at(-1),
    list,
  };
}

function guessOption(name: string, known: Readonly<Record<string, unknown>>): string | undefined {
  const guess = closest(name, Object.keys(known));
  return guess && `--${guess}`;
}

function positionalErrors(
  { positionals: expected }: CommandDefinition,
  given: readonly string[],
): string[] {
  const missing = expected.slice(given.length).filter(({ isOptional }) => isOptional !== true);
  if (missing.length > 0) return missing.map(({ name }) => messages.missingArgument(name));
  if (expected.at(-1)?.isRepeated === true) return [];
  return given.slice(expected.length).map((word) => messages.unexpectedArgument(word));
}
