import type { Table } from "../../config/model/fleet";
import type { Position } from "../../diagnostics/problems";
import type { TableId } from "./lock-messages";
import type { LockedEnvironment } from "./locked-fleet";

/** An edit that stops a synthesis. */
export interface Verdict {
  /** Logical name of the table that is in the lock. */
  readonly table: string;
  /** The table of the values that it is about, if there is one. */
  readonly edited: Table | undefined;
  readonly at: Position;
  readonly message: string;
  readonly rule: string;
  /** `true`: written where it holds for other tables too. */
  readonly isShared: boolean;
  /** What `npm run lock` prints where it is accepted; absent: it cannot be. */
  readonly accepted: string | undefined;
}

/** An edit that cannot be accepted. */
export function refusal(
  table: Table,
  key: "adopt" | "name" | "restoreFrom" | "importFromS3",
  message: string,
  rule: string,
): Verdict {
  const at = table.source.at([key]);
  const common = { at, isShared: false, message, rule, accepted: undefined };
  return { table: table.name, edited: table, ...common };
}

/** A table as `npm run lock` takes it. */
export function tableId(
  { name: environment }: Pick<LockedEnvironment, "name">,
  namespace: string,
  table: string,
): TableId {
  return { environment, table: `${namespace}/${table}` };
}

/** Where a key of a table is written; its name, if the key is not. */
export function placeIn({ source }: Table, key: string): Position {
  return source.at([source.value[key] === undefined ? "name" : key]);
}
