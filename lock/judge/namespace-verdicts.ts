import type { Table } from "../../config/model/fleet";
import { isSameArn } from "../../table/table-arn";
import { entryOf } from "../../config/source/entry";
import { changeVerdicts, importVerdicts, restoreVerdicts } from "./changed-tables";
import { formerOf, managedTables } from "./former-tables";
import type { LeftTables } from "./former-tables";
import { goneTables, goneVerdict } from "./gone-tables";
import { incompleteMoves } from "./incomplete-moves";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { strandedVerdicts } from "./stranded-removals";
import { addressVerdicts, destroyedVerdicts, existingVerdicts } from "./taken-names";
import { tableId } from "./verdicts";
import type { Verdict } from "./verdicts";

/**
 * Every edit of a namespace that its lock knows to be dangerous. A synthesis and `npm run lock` both ask
 * here, so they cannot disagree.
 *
 * @param left what leaves the namespaces of the environment
 */
export function verdicts(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
  left: LeftTables,
): Verdict[] {
  const managed = managedTables(namespace);
  const changed = managed.flatMap((table) => {
    const former = formerOf(table, namespace, left);
    if (former === undefined) return [];
    const ids = {
      id: tableId(environment, namespace.name, table.name),
      lockedId: tableId(environment, former.namespace, former.name),
    };
    return [
      ...restoreVerdicts(former.was, table, ids.id),
      ...importVerdicts(former.was, table, ids.id),
      ...changeVerdicts(former, table, ids, environment),
    ];
  });
  const isNew = ({ name, arn }: Table): boolean => {
    const own = entryOf(namespace.lock.content?.tables, name);
    return own === undefined || !isSameArn(own.arn, arn);
  };
  const gone = goneTables(namespace).map(([name, was]) =>
    goneVerdict(name, was, environment, namespace),
  );
  const stranded = strandedVerdicts(environment, namespace, gone);
  const isStranded = new Set(stranded.map(({ table }) => table));
  return [
    ...changed,
    ...managed
      .filter((table) => isNew(table) && !table.adopted)
      .flatMap((table) => existingVerdicts(table, left, environment)),
    ...managed
      .filter((table) => isNew(table) || table.adopted)
      .flatMap((table) => destroyedVerdicts(table, namespace, left, environment)),
    ...addressVerdicts(namespace, environment),
    ...incompleteMoves(namespace, left, environment),
    // The place comes first: in the new one, nothing of the old one can be destroyed.
    ...stranded,
    ...gone.filter(({ table }) => !isStranded.has(table)),
  ];
}
