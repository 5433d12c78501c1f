/**
 * Maxima of on-demand throughput. AWS keeps one that an update omits, and lifts it with -1. It refuses
 * -1 at creation, and describes no maximum afterwards, so -1 is written only while there is one.
 */
import { DIMENSIONS } from "../table/scaled-capacity";
import type { Dimension } from "../table/scaled-capacity";
import type { OnDemandThroughput } from "../table/table-settings";
import { listOf } from "./capacity-expressions";
import type { CapacityPlace, Units } from "./capacity-expressions";
import { expression } from "./terraform-string";

const KEYS = { read: "maxReadRequestUnits", write: "maxWriteRequestUnits" } as const;
const ARGUMENTS = { read: "max_read_request_units", write: "max_write_request_units" } as const;

const LIFTED = -1;

/** Maxima that a table or an index had once; lifted unless they are still wanted. */
export type FormerMaxima = readonly Dimension[];

/** The block of a table or an index; absent where no maximum is wanted. */
export function maximumArguments(
  wanted: OnDemandThroughput | undefined,
  former: FormerMaxima = [],
  place: CapacityPlace | undefined,
): { readonly maxReadRequestUnits?: Units; readonly maxWriteRequestUnits?: Units } | undefined {
  if (!hasMaximum(wanted)) return undefined;
  const units = DIMENSIONS.flatMap((dimension): [string, Units][] => {
    const key = KEYS[dimension];
    const maximum = wanted[key];
    if (maximum !== undefined) return [[key, maximum]];
    if (!former.includes(dimension) || place === undefined) return [];
    const has = `anytrue([for o in ${maximaOf(place)} : o.${ARGUMENTS[dimension]} > 0])`;
    return [[key, expression(`${has} ? ${LIFTED} : null`)]];
  });
  return Object.fromEntries(units);
}

/**
 * Terraform's `dynamic` block that lifts what no values want any more; absent where there is nothing to lift.
 * cdktf has none inside of blocks.
 */
export function liftingBlock(
  wanted: OnDemandThroughput | undefined,
  former: FormerMaxima = [],
  place: CapacityPlace,
): object | undefined {
  if (hasMaximum(wanted) || former.length === 0) return undefined;
  const isThere = (dimension: Dimension, maxima: string): string =>
    `${maxima}.${ARGUMENTS[dimension]} > 0`;
  const anyThere = former.map((dimension) => isThere(dimension, "o")).join(" || ");
  const units = former.map((dimension) => [
    ARGUMENTS[dimension],
    `\${${isThere(dimension, "on_demand_throughput.value")} ? ${LIFTED} : null}`,
  ]);
  return {
    on_demand_throughput: {
      for_each: `\${[for o in ${maximaOf(place)} : o if ${anyThere}]}`,
      content: Object.fromEntries(units) as object,
    },
  };
}

export function hasMaximum(
  throughput: OnDemandThroughput | undefined,
): throughput is OnDemandThroughput {
  return Object.values(throughput ?? {}).some((units) => units !== undefined);
}

/** Expression of a list of the maxima in AWS: one, or none. */
function maximaOf(place: CapacityPlace): string {
  return `flatten([for t in ${listOf(place)} : t.on_demand_throughput])`;
}
