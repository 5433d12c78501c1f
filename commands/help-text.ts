import { COMMON_OPTIONS, commonOptions } from "./command-definition";
import type { CommandDefinition, OptionDefinition } from "./command-definition";

/** How users call a command. */
export function commandCall(name: string, args = ""): string {
  return args === "" ? `npm run ${name}` : `npm run ${name} -- ${args}`;
}

/** The command with its arguments, and where the options are listed. */
export function usageLines({
  name,
  positionals,
  options,
}: CommandDefinition): [usage: string, hint: string] {
  const words = positionals.map((positional) => {
    const word = `<${positional.name}>${positional.isRepeated === true ? "..." : ""}`;
    return positional.isOptional === true ? `[${word}]` : word;
  });
  const flags = Object.entries(options).map(([option, { value }]) =>
    value === undefined ? `[--${option}]` : `[--${option} ${value}]`,
  );
  return [
    `usage: ${commandCall(name, [...words, ...flags].join(" "))}`,
    `${commandCall(name, "--help")} lists the options`,
  ];
}

export function helpText(definition: CommandDefinition): string {
  const { name, summary, positionals, options, examples } = definition;
  const [usage] = usageLines(definition);
  return [
    `${summary}\n\n${usage}`,
    ...section(
      "arguments",
      positionals.map((positional) => [`<${positional.name}>`, positional.description]),
    ),
    ...section("options", Object.entries(options).map(optionRow)),
    ...section("common options", Object.entries(commonOptions(definition)).map(optionRow)),
    ...section(
      "examples",
      examples.map(([args, meaning]) => [commandCall(name, args), meaning]),
    ),
  ].join("\n\n");
}

function optionRow([name, option]: [string, OptionDefinition]): [string, string] {
  const { value, description, isRepeated } = option;
  const common: unknown = Object.hasOwn(COMMON_OPTIONS, name)
    ? COMMON_OPTIONS[name as keyof typeof COMMON_OPTIONS]
    : undefined;
  const variable = (common as { variable?: string } | undefined)?.variable;
  const notes = [
    ...(isRepeated === true ? ["may be repeated"] : []),
    ...(variable === undefined ? [] : [`instead of ${variable}`]),
  ];
  const text = notes.length === 0 ? description : `${description} (${notes.join("; ")})`;
  return [value === undefined ? `--${name}` : `--${name} ${value}`, text];
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([first]) => first.length));
  return [
    [`${title}:`, ...rows.map(([first, text]) => `  ${first.padEnd(width)}  ${text}`)].join("\n"),
  ];
}
