/** What `npm run adopt` says of capacity that AWS changes by itself. */
import type { ScaledPlace } from "../table/scaled-capacity";
import type { ScaledDimension } from "../table/table-settings";

export const scaled = ({ dimension, index }: ScaledPlace): string =>
  `auto scaling of ${dimension}s${index === undefined ? "" : ` of the index ${index}`}`;

/** One side of a difference. */
export function settings(dimension: ScaledDimension | undefined): string | undefined {
  if (dimension === undefined) return undefined;
  const { min, max, targetUtilization, scaleInCooldown = 0, scaleOutCooldown = 0 } = dimension;
  const schedules = dimension.schedules.map((action) => {
    const bounds = [
      ...(action.min === undefined ? [] : [`min ${action.min}`]),
      ...(action.max === undefined ? [] : [`max ${action.max}`]),
    ];
    return `; ${action.name}, ${action.schedule} ${action.timezone}: ${bounds.join(" and ")}`;
  });
  const cooldowns =
    scaleInCooldown + scaleOutCooldown > 0
      ? `, cooldowns of ${scaleInCooldown} and ${scaleOutCooldown} s`
      : "";
  return `${min} to ${max} units at ${targetUtilization} %${cooldowns}${schedules.join("")}`;
}

export const noPolicy = (what: string): string =>
  `${what} has no target-tracking policy; the deploy creates one`;

export const otherPolicy = (what: string, found: string, name: string): string =>
  `${what} has the policy ${JSON.stringify(found)}, Terraform creates ${JSON.stringify(name)}, and AWS refuses a second one; delete the policy right before the deploy`;

export const onlyScalesOut = (what: string): string =>
  `${what} does not scale in, which the values cannot describe; after the deploy it does`;

export const fraction = (what: string, value: number): string =>
  `${what} aims at ${value} %, and the values take whole numbers; the deploy changes it`;

export const suspended = (what: string): string =>
  `${what} is suspended, which the values cannot describe; Terraform does not change that`;

export const dated = (what: string, action: string): string =>
  `${what} has the scheduled action ${JSON.stringify(action)} with a start or an end, which the values cannot describe; the deploy removes them`;

export const maximum = (read: number | undefined, write: number | undefined): string | undefined =>
  units("read", read, write);

export const warm = (read: number | undefined, write: number | undefined): string | undefined =>
  units("read", read, write);

function units(
  first: string,
  read: number | undefined,
  write: number | undefined,
): string | undefined {
  const parts = [
    ...(read === undefined ? [] : [`${read} ${first}`]),
    ...(write === undefined ? [] : [`${write} write`]),
  ];
  return parts.length > 0 ? `${parts.join(" and ")} units` : undefined;
}

export const warmNotWritten = (constraint: string): string =>
  `has warm throughput above AWS's own, which AWS keeps; to write it, the environment needs provider: {version: "${constraint}"}`;
