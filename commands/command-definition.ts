/** What a command is: its name, arguments and options. */

/** What a command is called, and what it takes. */
export interface CommandDefinition {
  /** As in `npm run <name>`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly positionals: readonly Positional[];
  /** By name, without the dashes. */
  readonly options: Readonly<Record<string, OptionDefinition>>;
  /** The common options that select stacks: none, environments, or namespaces too. */
  readonly selects: "nothing" | "environments" | "namespaces";
  /** `true`: stdout takes data and nothing else. */
  readonly printsData?: boolean;
  /** Arguments, each with what they do. */
  readonly examples: readonly (readonly [args: string, meaning: string])[];
}

export interface Positional {
  readonly name: string;
  readonly description: string;
  readonly isOptional?: boolean;
  /** The last one may be given several times. */
  readonly isRepeated?: boolean;
}

export interface OptionDefinition {
  /** What stands for the value in the help text; absent for an option without a value. */
  readonly value?: string;
  /** May be given several times, or as a list with commas. */
  readonly isRepeated?: boolean;
  readonly description: string;
}

/** Options that every command has, each with the environment variable that it wins over. */
export const COMMON_OPTIONS = {
  values: { value: "<folder>", variable: "VALUES_DIR", description: "folder of the values" },
  environment: {
    value: "<name>",
    variable: "ENVIRONMENT",
    description: "only these environments, a list with commas",
  },
  namespace: {
    value: "<name>",
    variable: "NAMESPACE",
    description: "only these namespaces, a list with commas",
  },
  outdir: {
    value: "<folder>",
    variable: "CDKTF_OUTDIR",
    description: "folder of the Terraform JSON",
  },
  quiet: { description: "no closing line" },
  help: { description: "prints this" },
  version: { description: "prints the version" },
} as const;

/** The common options of a command: not all of them select namespaces. */
export function commonOptions({ selects }: CommandDefinition): Record<string, OptionDefinition> {
  const { environment, namespace, ...others } = COMMON_OPTIONS;
  return {
    ...(selects !== "nothing" && { environment }),
    ...(selects === "namespaces" && { namespace }),
    ...others,
  };
}
