/** The stacks that the values synthesize, as far as plans are compared with them. */
import type { Environment } from "../config/model/fleet";
import { ACCESS, stackId } from "../config/source/stack-names";
import type { LockedEnvironment } from "../lock/judge/locked-fleet";
import { plain } from "../table/terraform-escapes";

type Json = Readonly<Record<string, unknown>>;

export interface SynthesizedStack {
  readonly id: string;
  readonly environment: Environment;
  /** A namespace, or `access`. */
  readonly name: string;
  /** Absent if the values name none. */
  readonly accountId: string | undefined;
  readonly resources: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Addresses that Terraform is to forget. */
  readonly removed: ReadonlySet<string>;
  /** Ids that it imports, by address. */
  readonly imports: ReadonlyMap<string, string>;
}

interface StackJson {
  readonly provider?: {
    readonly aws: readonly {
      readonly alias?: string;
      readonly allowed_account_ids?: readonly string[];
    }[];
  };
  readonly resource?: SynthesizedStack["resources"];
  readonly removed?: readonly { readonly from: string }[];
  readonly import?: readonly { readonly to: string; readonly id: string }[];
}

/** @param rendered the Terraform JSON of the stacks, by their ids */
export function synthesizedStacks(
  environments: readonly LockedEnvironment[],
  rendered: ReadonlyMap<string, object>,
): SynthesizedStack[] {
  return environments.flatMap((environment) =>
    [...environment.namespaces.map(({ name }) => name), ACCESS].flatMap((name) => {
      const id = stackId(environment.name, name);
      const json = rendered.get(id);
      return json === undefined ? [] : [{ id, environment, name, ...contentOf(json) }];
    }),
  );
}

function contentOf(
  rendered: object,
): Pick<SynthesizedStack, "accountId" | "resources" | "removed" | "imports"> {
  // As Terraform reads it: without what is undefined.
  const json = JSON.parse(JSON.stringify(rendered)) as StackJson;
  const provider = json.provider?.aws.find(({ alias }) => alias === undefined);
  return {
    accountId: provider?.allowed_account_ids?.[0],
    resources: json.resource ?? {},
    removed: new Set((json.removed ?? []).map(({ from }) => from)),
    imports: new Map((json.import ?? []).map(({ to, id }) => [to, plain(id)])),
  };
}

/** The arguments of a resource; nothing where the stack has none of that type and name. */
export function argumentsOf(
  { resources }: SynthesizedStack,
  type: string,
  name: string,
): Json | undefined {
  const ofType = Object.hasOwn(resources, type) ? resources[type] : undefined;
  return ofType && Object.hasOwn(ofType, name) ? ofType[name] : undefined;
}

export function hasNoResources({ resources }: SynthesizedStack): boolean {
  return Object.keys(resources).length === 0;
}

/** A string in which every reference has been filled in; nothing where one has no value. */
export function filledIn(
  text: string,
  valueOf: (reference: string) => string | undefined,
): string | undefined {
  const parts = text.split(REFERENCE);
  // Odd ones are what the group of the expression holds.
  const filled = parts.map((part, i) => (i % 2 === 0 ? plain(part) : valueOf(part)));
  return filled.includes(undefined) ? undefined : filled.join("");
}

export function hasReference(text: string): boolean {
  return text.split(REFERENCE).length > 1;
}

/** An expression; `$${` is a literal `${`. */
const REFERENCE = /(?<!\$)\$\{([^}]*)\}/;
