/** Which tables come, go and change. */
import { belowFloor } from "../../config/model/production-floor";
import { entryOf } from "../../config/source/entry";
import { placeDifferences } from "../../lock/judge/table-differences";
import type { LockedEnvironment } from "../../lock/judge/locked-fleet";
import { identityOf } from "../../table/identity";
import { changedText } from "./changed-texts";
import type { TableChange } from "./diff-data";
import { identityDetails, settingDetails } from "./setting-words";
import { placeOf } from "./sides";
import type { PlacedTable, Sides, TablePair } from "./sides";

/** What becomes of a table, and what of it differs; `undefined`: nothing. */
export function tableChange(pair: TablePair, sides: Sides): TableChange | undefined {
  const found = changeOf(pair, sides);
  return found && { ...placeOf(pair), ...found };
}

type Change = Pick<TableChange, "change" | "details">;

function changeOf({ before, after }: TablePair, { after: { fleet } }: Sides): Change | undefined {
  if (after === undefined) return before && leavingChange(before, fleet.environments);
  if (before === undefined) return arrivingChange(after);
  const [was, now] = [before.table, after.table];
  if (was.observed && now.observed) return observedChange(before, after);
  if (now.observed)
    return { change: "forgotten", details: ["it is only observed from now on; AWS keeps it"] };
  if (was.observed) return arrivingChange(after, ["it was only observed before"]);
  const identity = identityWords(before, after);
  const settings = settingDetails(was, now);
  if (hasMoved(before, after)) {
    const from = `from ${whereWords(before, after)}`;
    return { change: "moved", details: [from, ...identity, ...settings] };
  }
  if (isReplaced(before, after))
    return {
      change: "replaced",
      details: ["the table is destroyed with its data and created again", ...identity, ...settings],
    };
  const details = [...identity, ...settings];
  return details.length > 0 ? { change: "changed", details } : undefined;
}

/** Whether another table takes the place of the one that there was, not only other words for the same. */
export function isReplaced(before: PlacedTable, after: PlacedTable): boolean {
  if (hasMoved(before, after) || before.table.observed || after.table.observed) return false;
  if (placeDifferences(before.table.arn, after.table).length > 0) return true;
  // While a table is still to be adopted, other keys correct what was written of it.
  const isCorrection = before.table.adopted && after.table.adopted;
  return !isCorrection && identityWords(before, after).length > 0;
}

export function hasMoved(before: PlacedTable, after: PlacedTable): boolean {
  return (
    before.environment.name !== after.environment.name ||
    before.namespace.name !== after.namespace.name ||
    before.table.name !== after.table.name
  );
}

/** Name, place, keys and local indexes. */
function identityWords({ table: was }: PlacedTable, { table: now }: PlacedTable): string[] {
  return [
    ...placeDifferences(was.arn, now).flatMap((one) => changedText(one.what, one.was, one.now)),
    ...identityDetails(was, now),
  ];
}

/** The parts of a place in which two differ. */
function whereWords(before: PlacedTable, after: PlacedTable): string {
  const { environment, namespace, table } = before;
  const isOther = environment.name !== after.environment.name;
  const name = table.name === after.table.name ? "" : `/${table.name}`;
  return `${isOther ? `${environment.name} ` : ""}${namespace.name}${name}`;
}

function arrivingChange(placed: PlacedTable, more: readonly string[] = []): Change {
  const { tableName, observed, adopted, restoreFrom, importFromS3, capacity } = placed.table;
  if (observed) return { change: "added", details: [`${tableName} in AWS, only observed`] };
  const { hashKey, rangeKey } = identityOf(placed.table);
  const keys = rangeKey === undefined ? hashKey : `${hashKey}, ${rangeKey}`;
  const details = [
    ...(more.length > 0 ? more : [`${tableName} in AWS`]),
    `keys: ${keys}; ${capacity ? "PROVISIONED" : "PAY_PER_REQUEST"}`,
    ...belowFloor(placed.table, placed.environment),
    ...(restoreFrom ? [`a copy of ${restoreFrom.tableArn ?? restoreFrom.tableName ?? ""}`] : []),
    ...(importFromS3
      ? [`filled from s3://${importFromS3.bucket}/${importFromS3.keyPrefix ?? ""}`]
      : []),
  ];
  return { change: adopted ? "imported" : "added", details };
}

/** @param environments as they are now */
function leavingChange(before: PlacedTable, environments: readonly LockedEnvironment[]): Change {
  const { environment, namespace, table } = before;
  const { name, arn, tableName } = table;
  if (table.observed)
    return { change: "removed", details: ["it was only observed, so nothing changes in AWS"] };
  const now = environments
    .find((one) => one.name === environment.name)
    ?.namespaces.find((one) => one.name === namespace.name);
  if (now?.removedTables.includes(name)) {
    const reason = now.removalReason(name);
    const why = reason === undefined ? "" : ` (${reason})`;
    return { change: "forgotten", details: [`Terraform forgets ${tableName}, AWS keeps it${why}`] };
  }
  const content = now?.lock.content;
  const isDestroyed =
    entryOf(content?.removed, name)?.destroyed === true ||
    Object.values(content?.tables ?? {}).some(({ replaces = [] }) =>
      replaces.some((one) => one.arn === arn),
    );
  if (isDestroyed)
    return { change: "destroyed", details: [`${tableName} is destroyed with its data`] };
  const wasLocked = entryOf(namespace.lock.content?.tables, name) !== undefined;
  const why = wasLocked ? "it is no longer in its lock" : "it was in no lock";
  return {
    change: "removed",
    details: [`${why}: if ${tableName} was ever deployed, the next deploy destroys it`],
  };
}

function observedChange(before: PlacedTable, after: PlacedTable): Change | undefined {
  const words = [...identityWords(before, after), ...settingDetails(before.table, after.table)];
  if (words.length === 0) return undefined;
  return { change: "changed", details: ["only observed", ...words] };
}
