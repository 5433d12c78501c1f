/** Who may assume the roles that the project creates, as the locks have it. */
import type { Trust } from "../../config/model/fleet";
import type { Problems } from "../../diagnostics/problems";
import { entryOf } from "../../config/source/entry";
import * as messages from "./lock-messages";
import { locksOf } from "./locked-fleet";
import type { LockedEnvironment } from "./locked-fleet";
import type { RoleHome } from "./locked-roles";

/** A trust as a lock has it, for people to read. */
export function trustText(trust: Trust): string {
  if ("oidcServiceAccount" in trust) return `oidcServiceAccount ${trust.oidcServiceAccount}`;
  if ("podIdentity" in trust) return "podIdentity";
  return `principalArn ${trust.principalArn} externalId ${trust.externalId}`;
}

/** Reports each declared role of which its lock has another trust, or none. Roles that are in no lock are reported with the tables. */
export function reportTrusts(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  report: Problems["error"],
): void {
  const locks = new Map(locksOf(environment).map(({ name, lock }) => [name, lock]));
  for (const { role, home, declared } of roles) {
    const lock = locks.get(home);
    if (declared === undefined || lock === undefined || environment.homes.get(role) !== home)
      continue;
    const now = trustText(declared.trust);
    const was = entryOf(lock.content?.trusts, role);
    if (was === now) continue;
    const message =
      was === undefined
        ? messages.trustUnlocked(role, now, lock.file)
        : messages.otherTrust(role, now, was, lock.file);
    report(declared.trustAt(), message, "lockedTrust");
  }
}
