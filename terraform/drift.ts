/** What was changed in AWS by hand: how the state differs from what Terraform reads there. */
import { z } from "zod";
import type { Plan } from "../guard/plan-json";
import { attributeDifferences } from "./attribute-differences";
import type { AttributeDifference } from "./attribute-differences";
import * as messages from "./terraform-messages";

/** Source: Terraform, "JSON Output Format", Plan Representation, `resource_drift`. */
const drifts = z.array(
  z.object({
    address: z.string(),
    change: z.object({
      actions: z.array(z.string()),
      before: z.looseObject({ name: z.unknown().optional() }).nullish(),
      after: z.looseObject({}).nullish(),
    }),
  }),
);

/** A resource that is not as Terraform left it. */
export interface Drift {
  readonly address: string;
  /** In AWS; absent where the resource has none. */
  readonly name: string | undefined;
  /** Empty: the resource is gone. */
  readonly differences: readonly AttributeDifference[];
}

/**
 * The drift in a plan with `-refresh-only`.
 * @param scaled capacities that AWS changes by itself, as of `scaledCapacities`
 */
export function driftsIn({ sections }: Plan, scaled: ReadonlySet<string>): Drift[] {
  const found = drifts.parse(sections.resource_drift ?? []);
  return found.flatMap(({ address, change: { actions, before, after } }) => {
    const name = typeof before?.name === "string" ? before.name : undefined;
    if (actions.includes("delete")) return [{ address, name, differences: [] }];
    const differences = attributeDifferences(before, after).filter(
      ({ path }) => !scaled.has(`${address} ${path}`),
    );
    return differences.length > 0 ? [{ address, name, differences }] : [];
  });
}

/** One line for each attribute. */
export function driftLines({ address, name, differences }: Drift): string[] {
  const resource = name === undefined ? address : `${address} (${name})`;
  if (differences.length === 0) return [`${resource} ${messages.isGone()}`];
  return differences.map(({ path, before, after }) =>
    [`${resource}:`, messages.differs(path, jsonOf(before), jsonOf(after))].join(" "),
  );
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value ?? null);
}
