/**
 * Tables that are to be destroyed in a region or account in which their stack no longer is. A table in
 * the region of its environment has the default provider in the state. Once that provider is another
 * one, Terraform looks for the table in the new place, does not find it, drops it from the state and
 * destroys nothing.
 */
import type { Position } from "../../diagnostics/problems";
import { parseTableArn, UNKNOWN_ACCOUNT } from "../../table/table-arn";
import { entryOf } from "../../config/source/entry";
import type { TableLock } from "../file/lock-schema";
import * as messages from "./edit-messages";
import type { PlaceChange } from "./edit-messages";
import { managedTables } from "./former-tables";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { tableId } from "./verdicts";
import type { Verdict } from "./verdicts";

/** @param gone what is about to leave, of which only what may be destroyed counts */
export function strandedVerdicts(
  environment: LockedEnvironment,
  namespace: LockedNamespace,
  gone: readonly Verdict[],
): Verdict[] {
  const { content } = namespace.lock;
  const kept = new Set([
    ...namespace.removedTables,
    ...namespace.tables.filter(({ observed }) => observed).map(({ name }) => name),
    // What comes back at its address is compared with what it was.
    ...managedTables(namespace).map(({ name }) => name),
  ]);
  const accepted = Object.entries(content?.removed ?? {}).filter(
    ([name, { destroyed }]) => destroyed && !kept.has(name),
  );
  const leaving = gone.flatMap(({ table, accepted: mayBe }): [string, TableLock][] => {
    const was = entryOf(content?.tables, table);
    return mayBe === undefined || was === undefined ? [] : [[table, was]];
  });
  const found = (
    tables: readonly (readonly [string, TableLock])[],
    list: "removed" | "tables",
  ): Verdict[] =>
    tables.flatMap(([name, was]) => {
      const change = placeChange(was, environment, namespace);
      if (change === undefined) return [];
      const { tableName } = parseTableArn(was.arn);
      const id = tableId(environment, namespace.name, name);
      return {
        table: name,
        edited: undefined,
        ...placeOf(change, environment, namespace, [list, name]),
        message: messages.stranded(name, tableName, change, list === "removed", id),
        rule: "removalKeepsPlace",
        accepted: undefined,
      };
    });
  return [...found(accepted, "removed"), ...found(leaving, "tables")];
}

function placeChange(
  { arn, ownRegion }: TableLock,
  environment: LockedEnvironment,
  { accountId }: LockedNamespace,
): PlaceChange | undefined {
  const was = parseTableArn(arn);
  const { partition, region } = environment;
  if (was.partition !== partition) return { key: "partition", was: was.partition, now: partition };
  if (accountId !== undefined && was.accountId !== UNKNOWN_ACCOUNT && was.accountId !== accountId) {
    const key = environment.accountId === undefined ? "idp_aws_account" : "accountId";
    return { key, was: was.accountId, now: accountId };
  }
  // The provider of a region of its own stays in the stack while the lock names it.
  if (ownRegion !== true && was.region !== region)
    return { key: "region", was: was.region, now: region };
  return undefined;
}

function placeOf(
  { key }: PlaceChange,
  { source }: LockedEnvironment,
  { at, lock }: LockedNamespace,
  entry: readonly [string, string],
): { at: Position; isShared: boolean } {
  if (key === "idp_aws_account") return { at: at(), isShared: true };
  if (source === undefined) return { at: lock.at(entry), isShared: false };
  return { at: source.at([key]), isShared: true };
}
