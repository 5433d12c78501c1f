import { mayOptOut } from "../config/model/policy";
import { optOutNotAllowed, tableLabel } from "../config/rules/rule-messages";
import type { Position, Problems } from "../diagnostics/problems";
import { isManaged, keptTables } from "../lock/judge/former-tables";
import type { LockedEnvironment, LockedFleet, LockedNamespace } from "../lock/judge/locked-fleet";

/**
 * A table of `production` that nothing manages any more is below its floor: one that goes from managed to
 * `Observe`, or into `removedTables`. A move is no such thing: another namespace manages the table. What a
 * lock says of it (that it left, that others took it over) proves nothing: a lock can be edited.
 */
export function unmanagedTables({ environments }: LockedFleet, problems: Problems): void {
  const isManagedAnywhere = (arn: string): boolean =>
    environments.some((environment) => isManaged(arn, environment));
  for (const environment of environments.filter(({ production }) => production)) {
    for (const namespace of environment.namespaces) {
      const left = keptTables(namespace).map(({ name, was }) => [name, was.arn] as const);
      // Its entry may have been deleted from the lock.
      const removed = namespace.removedTables.map((name) => [name, undefined] as const);
      for (const [name, arn] of new Map([...removed, ...left]))
        if (arn === undefined || !isManagedAnywhere(arn))
          judge(name, namespace, environment, problems);
    }
  }
}

function judge(
  name: string,
  namespace: LockedNamespace,
  { policy }: LockedEnvironment,
  problems: Problems,
): void {
  const { at, what, hasReason } = placeOf(name, namespace);
  const mayRelax = mayOptOut(policy, namespace.name);
  if (mayRelax && hasReason) return;
  const way = mayRelax
    ? "or write the reason in optOutReason"
    : `or ${optOutNotAllowed(namespace.name, policy)}`;
  problems.error(
    at,
    `${tableLabel(name)}${what}, and a production environment requires that it stays managed; write it in tables, ${way}`,
    "unmanagedTables",
  );
}

interface PlaceOfRemoval {
  readonly at: Position;
  readonly what: string;
  readonly hasReason: boolean;
}

function placeOf(name: string, namespace: LockedNamespace): PlaceOfRemoval {
  const observed = namespace.tables.find((table) => table.name === name);
  if (observed !== undefined) {
    return {
      at: observed.source.at(["managementPolicies"]),
      what: "it was managed, and Observe only reads it",
      hasReason: observed.source.value.optOutReason !== undefined,
    };
  }
  const at = namespace.removedAt(name);
  // An entry of removedTables always has a reason.
  return at === undefined
    ? { at: namespace.lock.at(["removed", name]), what: "nothing manages it", hasReason: true }
    : { at, what: "with removedTables nothing manages it", hasReason: true };
}
