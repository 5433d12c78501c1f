/** What somebody observes exists, so nobody creates it. */
import { isInLock } from "../lock/judge/locked-fleet";
import type { Table } from "../config/model/fleet";
import { tableLabel } from "../config/rules/rule-messages";
import type { Problems } from "../diagnostics/problems";
import type { LockedFleet } from "../lock/judge/locked-fleet";
import { isOfAnother } from "./table-claims";
import type { Owner } from "./table-claims";

/** A table of a namespace's values. */
type OwnedTable = Owner & { readonly table: Table; readonly arn: string };

/**
 * A table that one namespace observes and another creates: either it exists, and cannot be created, or the
 * plan of the one that observes it fails. Observers of a table that is adopted, or that the lock of the
 * namespace that manages it has, are allowed, and any number of them.
 */
export function observedIsNotCreated(fleet: LockedFleet, problems: Problems): void {
  const all = fleet.environments.flatMap((environment) =>
    environment.namespaces.flatMap((namespace) =>
      namespace.tables.map((table): OwnedTable => ({
        environment,
        namespace,
        table,
        arn: table.arn,
      })),
    ),
  );
  const observed = new Map<string, OwnedTable[]>();
  for (const one of all.filter(({ table }) => table.observed)) {
    const others = observed.get(one.table.tableName);
    if (others === undefined) observed.set(one.table.tableName, [one]);
    else others.push(one);
  }
  if (observed.size === 0) return;
  for (const one of all.filter(({ table }) => !table.observed && !table.adopted)) {
    const { environment, table } = one;
    const observer = observed.get(table.tableName)?.find((other) => isOfAnother(other, one));
    if (observer === undefined || isInLock(environment, table)) continue;
    problems.error(table.source.at(["name"]), isObserved(table, observer), "observedIsNotCreated");
  }
}

function isObserved({ name, tableName }: Table, { table }: OwnedTable): string {
  const { file, line } = table.source.at(["name"]);
  return `${tableLabel(name)}it would create ${tableName}, which ${table.namespace} observes (${file}:${line}), so that it has to exist already; write adopt: true if it exists, and otherwise have it observed once it is created and in the lock`;
}
