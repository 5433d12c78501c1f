/** What somebody observes exists, so nobody creates it. */
import { isInLock } from "../lock/judge/locked-fleet";
import type { Table } from "../config/model/fleet";
import { groupedBy } from "../config/model/grouped-by";
import { tableLabel } from "../config/rules/rule-messages";
import type { Position, Problems } from "../diagnostics/problems";
import type { LockedFleet } from "../lock/judge/locked-fleet";
import type { Ownership } from "./ownership";
import { hasRight, isOfAnother, isOwnName } from "./table-claims";
import type { Owner } from "./table-claims";

/** A table of a namespace's values. */
type OwnedTable = Owner & { readonly table: Table; readonly arn: string };

/**
 * A table that one namespace observes and another creates: either it exists, and cannot be created, or the
 * plan of the one that observes it fails. Observers of a table that is adopted, or that the lock of the
 * namespace that manages it has, are allowed, and any number of them. It is an error of the namespace to which
 * the name does not belong, so that nobody stops a team by observing a table of the next deploy.
 */
export function observedIsNotCreated(
  fleet: LockedFleet,
  { names }: Ownership,
  problems: Problems,
): void {
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
  const observed = groupedBy(
    ({ table }) => table.tableName,
    all.filter(({ table }) => table.observed),
  );
  if (observed.size === 0) return;
  for (const one of all.filter(({ table }) => !table.observed && !table.adopted)) {
    const { environment, table } = one;
    if (isInLock(environment, table)) continue;
    const isOwn = isOwnName(table.arn, one, names);
    for (const observer of observed.get(table.tableName) ?? []) {
      // One that may not name the table is reported already.
      if (!isOfAnother(observer, one) || !hasRight(table.arn, observer, names)) continue;
      const [culprit, message] = isOwn
        ? [observer.table, isCreated(observer.table, one)]
        : [table, isObserved(table, observer)];
      problems.error(nameIn(culprit), message, "observedIsNotCreated");
    }
  }
}

function nameIn({ source }: Table): Position {
  return source.at(["name"]);
}

function isCreated({ name, tableName }: Table, { table }: OwnedTable): string {
  const { file, line } = nameIn(table);
  return `${tableLabel(name)}it observes ${tableName}, which ${table.namespace} creates (${file}:${line}), so the plan would fail until then; observe it once it is created and in the lock of ${table.namespace}`;
}

function isObserved({ name, tableName }: Table, { table }: OwnedTable): string {
  const { file, line } = nameIn(table);
  return `${tableLabel(name)}it would create ${tableName}, which ${table.namespace} observes (${file}:${line}), so that it has to exist already; write adopt: true if it exists, and otherwise have it observed once it is created and in the lock`;
}
