/** Which stack is known to have the policy of a role: what the locks claim, as far as it counts. */
import { ACCESS } from "../../config/source/stack-names";
import type { Problems } from "../../diagnostics/problems";
import type { AccessLock, LockFile } from "../file/lock-schema";
import * as messages from "./lock-messages";
import type { LockedNamespace } from "./locked-fleet";

/**
 * Whether a lock may say that a role is at home in its stack. A namespace's lock can be edited by the
 * namespace's team, so it counts only for roles whose names end in the namespace; the access stack's is the
 * platform team's.
 */
export function mayBeHome(role: string, stack: string): boolean {
  return stack === ACCESS || role.endsWith(`-${stack}`);
}

/**
 * The home of each role that the locks have. A claim that does not count is an error of its own lock, and
 * moves no role.
 * @param isUpdate whether `npm run lock` runs, which removes the claims of roles that cannot be at home there
 */
export function homesOf(
  namespaces: readonly LockedNamespace[],
  accessLock: LockFile<AccessLock>,
  isUpdate: boolean,
  problems: Problems,
): Map<string, string> {
  const found = new Map<string, { readonly home: string; readonly file: string }>();
  // Of two locks that claim a role, the platform team's counts, then that of the longer name.
  const byLength = [...namespaces].sort((a, b) => b.name.length - a.name.length);
  for (const { name, lock } of [{ name: ACCESS, lock: accessLock }, ...byLength]) {
    for (const [i, role] of (lock.content?.roles ?? []).entries()) {
      const at = (): ReturnType<typeof lock.at> => lock.at(["roles", i]);
      const other = found.get(role);
      if (!mayBeHome(role, name)) {
        if (!isUpdate) problems.error(at(), messages.cannotBeHome(role, name), "lockedHome");
      } else if (other === undefined) found.set(role, { home: name, file: lock.file });
      else problems.error(at(), messages.roleInTwoLocks(role, other.file), "oneHome");
    }
  }
  return new Map([...found].map(([role, { home }]) => [role, home]));
}
