/** Compares a stack with the arguments that provider 6 knows, as its newest bindings have them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Json, StackJson } from "./project";

interface Fixture {
  readonly provider: string;
  /** By resource type, by `data.` and the type of a data source, and of `provider`: paths such as `ttl.enabled`. */
  readonly known: Readonly<Record<string, readonly string[]>>;
  /** Path with the type, to the version that deprecated it. */
  readonly deprecated: Readonly<Record<string, string>>;
}

export function readProviderArguments(): Fixture {
  const file = path.join(__dirname, "..", "fixtures", "provider-6-arguments.json");
  return JSON.parse(readFileSync(file, "utf8")) as Fixture;
}

/** Terraform's own, of every resource, and the comment that cdktf writes. */
const META = ["//", "provider", "lifecycle", "depends_on", "count", "for_each"];

/** What the stack has and the provider does not know, or has deprecated; one line each. */
export function argumentFaults(stack: StackJson, fixture: Fixture): string[] {
  const resources = Object.entries({ ...stack.resource });
  const data = Object.entries({ ...stack.data }).map(
    ([type, all]) => [`data.${type}`, all] as const,
  );
  const providers = Object.fromEntries(stack.provider.aws.map((one, i) => [String(i), one]));
  const faults = [...resources, ...data, ["provider", providers] as const]
    .filter(([type]) => type !== "terraform_data")
    .flatMap(([type, all]) => Object.values(all).flatMap((args) => faultsOf(type, args, fixture)));
  return [...new Set(faults)].sort();
}

function faultsOf(type: string, args: Json, { known, deprecated }: Fixture): string[] {
  const paths = known[type];
  if (paths === undefined) return [`${type} is not in the fixture`];
  return pathsIn(args, paths, "").flatMap((found) => {
    if (!paths.includes(found)) return [`${type} has no ${found}`];
    const since = deprecated[`${type}.${found}`];
    return since === undefined ? [] : [`${found} of ${type} is deprecated since ${since}`];
  });
}

/** The paths of the arguments; what is in a map that is no block has none. */
function pathsIn(args: Json, known: readonly string[], prefix: string): string[] {
  return Object.entries(args).flatMap(([key, value]) => {
    if (prefix === "" && META.includes(key)) return [];
    const found = prefix + key;
    const isBlock = known.some((one) => one.startsWith(`${found}.`));
    const blocks: unknown[] = isBlock ? [value].flat() : [];
    const below = blocks.flatMap((block) =>
      typeof block === "object" && block !== null ? pathsIn(block as Json, known, `${found}.`) : [],
    );
    return [found, ...below];
  });
}
