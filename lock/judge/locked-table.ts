import type { Environment, Table } from "../../config/model/fleet";
import { companionAddresses } from "../../table/companion-addresses";
import { shapeOf } from "../../table/identity";
import type { LockedIdentity, TableLock } from "../file/lock-schema";
import { lockedReplication } from "./replica-differences";

/** A table as the lock has it. */
export function lockedTable(table: Table): TableLock {
  const { arn, retained, streamViewType, ttl } = table;
  const { hashKey, ...shape } = shapeOf(table);
  const companions = companionAddresses(table);
  return {
    arn,
    protected: retained,
    hashKey,
    ...shape,
    ...(streamViewType !== undefined && { streamViewType }),
    ...(ttl && { ttl: { attributeName: ttl.attributeName, enabled: ttl.enabled } }),
    ...(companions.length > 0 && { companions }),
    ...lockedReplication(table),
  };
}

/** What of a table nothing can change without destroying it, as `replaces` has it. */
export function lockedIdentity({
  arn,
  hashKey,
  rangeKey,
  localSecondaryIndexes,
}: LockedIdentity): LockedIdentity {
  return {
    arn,
    hashKey,
    ...(rangeKey !== undefined && { rangeKey }),
    ...(localSecondaryIndexes && { localSecondaryIndexes }),
  };
}

/** Whether the state of a table names a provider of its region, not the default one of the stack. */
export function isOfOwnRegion(
  { region }: Pick<Table, "region">,
  environment: Pick<Environment, "region">,
): boolean {
  return region !== environment.region;
}
