import type { Fleet, Namespace, Table } from "../../config/model/fleet";
import type { ValuesReader } from "../../config/source/values-reader";
import type { Problems } from "../../diagnostics/problems";
import { parseTableArn, UNKNOWN_ACCOUNT } from "../../table/table-arn";
import type { LockFile, NamespaceLock, TableLock } from "../file/lock-schema";
import { readAccessLock, readNamespaceLock } from "../file/read-lock";
import { formerOf, leftTables } from "./former-tables";
import type { LockedFleet, LockedNamespace } from "./locked-fleet";
import { withFormerMaxima } from "./on-demand-maxima";
import { homesOf } from "./role-homes";

/**
 * Reads the locks of a fleet, and completes what the values no longer say.
 * @param isUpdate whether `npm run lock` runs, which repairs what is an error otherwise: it takes both sides
 * of what git could not merge, and removes roles that cannot be at home where a lock has them
 */
export function withLocks(
  { environments, places }: Fleet,
  reader: ValuesReader,
  isUpdate: boolean,
  problems: Problems,
): LockedFleet {
  return {
    places,
    environments: environments.map((environment) => {
      const namespaces = withLockedTables(
        environment.namespaces.map((namespace) => {
          const lock = readNamespaceLock(reader, namespace.lockFile, isUpdate, problems);
          return withLock(namespace, lock);
        }),
      );
      const { accessLockFile } = environment;
      const accessLock = readAccessLock(reader, accessLockFile, isUpdate, problems);
      const homes = homesOf(namespaces, accessLock, isUpdate, problems);
      return { ...environment, namespaces, accessLock, homes };
    }),
  };
}

function withLock(namespace: Namespace, lock: LockFile<NamespaceLock>): LockedNamespace {
  if (!namespace.left) return { ...namespace, lock };
  const accountId = namespace.accountId ?? accountOfLock(lock);
  return { ...namespace, lock, accountId, at: () => lock.at([]) };
}

/** The account of a namespace whose values, which may have named it, are gone. */
function accountOfLock({ content }: LockFile<NamespaceLock>): string | undefined {
  return Object.values({ ...content?.tables, ...content?.removed })
    .map(({ arn }) => parseTableArn(arn).accountId)
    .find((accountId) => accountId !== UNKNOWN_ACCOUNT);
}

/** What a table was when it left one namespace counts for it in the next. */
function withLockedTables(namespaces: readonly LockedNamespace[]): LockedNamespace[] {
  const left = leftTables(namespaces);
  return namespaces.map((namespace) => ({
    ...namespace,
    tables: namespace.tables.map((table) => {
      const was = formerOf(table, namespace, left)?.was;
      return withFormerMaxima(withoutTtl(table, was), was);
    }),
  }));
}

/** A TTL that the values omit is turned off, by the attribute with which it was turned on. */
function withoutTtl(table: Table, was: TableLock | undefined): Table {
  if (table.observed || table.ttl !== undefined || was?.ttl === undefined) return table;
  return { ...table, ttl: { attributeName: was.ttl.attributeName, enabled: false } };
}
