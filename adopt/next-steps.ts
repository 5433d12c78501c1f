/** What to do after `npm run adopt`: first what the lock would otherwise record wrongly. */
import type { Table } from "../config/model/fleet";
import { stackId } from "../config/source/stack-names";
import { entryOf } from "../config/source/entry";
import { forget } from "../lock/judge/lock-messages";
import type { LockedNamespace } from "../lock/judge/locked-fleet";
import * as messages from "./adopt-messages";
import { regionalName } from "./find-tables";
import type { Found } from "./find-tables";
import { isLockedAsInAws, valuesFix } from "./values-to-fix";
import type { ValuesFix } from "./values-to-fix";

/** An adopted table that the lock does not have, or not as it is in AWS. */
export interface TableToLock {
  readonly table: Table;
  /** Absent: the values have it as it is in AWS. */
  readonly fix: ValuesFix | undefined;
  readonly isLocked: boolean;
}

export function tablesToLock(
  namespace: LockedNamespace | undefined,
  { tables: inAws }: Found,
): TableToLock[] {
  return (namespace?.tables ?? []).flatMap((table): TableToLock[] => {
    const existing = inAws.get(regionalName(table));
    const locked = entryOf(namespace?.lock.content?.tables, table.name);
    if (existing === undefined || !table.adopted) return [];
    if (locked !== undefined && isLockedAsInAws(existing, locked)) return [];
    return [{ table, fix: valuesFix(existing, table), isLocked: locked !== undefined }];
  });
}

/** In lines; the values are fixed before anything is locked. */
export function nextSteps(
  environment: string,
  namespace: string,
  byHand: readonly string[],
  tables: readonly TableToLock[],
): string[] {
  const fixes = tables.flatMap(({ table, fix }) =>
    fix ? messages.fixValues(table.name, table.source.at(["name"]), fix) : [],
  );
  if (fixes.length + byHand.length > 0)
    return [
      ...(fixes.length > 0 ? [messages.beforeLock()] : []),
      ...fixes,
      ...byHand,
      ...messages.nextCommands([messages.adoptCommand(environment, namespace)]),
    ];
  // Only npm run lock -- --forget records a table again.
  const toForget = tables
    .filter(({ isLocked }) => isLocked)
    .map(({ table }) => ({ environment, table: `${namespace}/${table.name}` }));
  return messages.nextCommands([
    ...(toForget.length > 0 ? toForget.map(forget) : [messages.lockCommand()]),
    messages.planCommand(stackId(environment, namespace)),
  ]);
}
