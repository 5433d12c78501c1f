import { backupRoleName, policyPrefix, stackId } from "../config/names";
import { isBackedUp } from "../config/rules/backup";
import type { Finding } from "./finding";
import { namespacesOf, roleWithPolicy } from "./known";
import type { Known } from "./known";
import * as messages from "./messages";
import { effectOf } from "./plan";
import type { ResourceChange } from "./plan";

/** A role's policy that a plan takes away. */
export function policyFindings(planned: ResourceChange, known: Known): Finding[] {
  return accessFindings(planned, planned.change.before?.name ?? "", known);
}

/** An attachment that a plan takes away: of a role's policy, or of AWS's to the role for backups. */
export function attachmentFindings(planned: ResourceChange, known: Known): Finding[] {
  const { before } = planned.change;
  const owner = namespacesOf(known).find(
    ({ environment, namespace }) =>
      before?.role === backupRoleName(stackId(environment.name, namespace.name)),
  );
  if (owner === undefined) {
    const policyName = before?.policy_arn?.split("/").at(-1) ?? "";
    return accessFindings(planned, policyName, known);
  }
  const { environment, namespace } = owner;
  const effect = effectOf(planned);
  if (effect === "keep" || effect === "forget") return [];
  const backedUp = namespace.tables.find(isBackedUp);
  const isNeeded = backedUp !== undefined && environment.backup.roleArn === undefined;
  if (effect === "destroy" && !isNeeded) return [];
  const at = backedUp?.source.at([backedUp.source.value.backup === undefined ? "name" : "backup"]);
  const message = messages.endsBackups(before?.role ?? "", effect === "replace");
  return [{ at, message, rule: "accessStays" }];
}

function accessFindings(planned: ResourceChange, policyName: string, known: Known): Finding[] {
  const effect = effectOf(planned);
  if (effect === "keep" || effect === "forget") return [];
  const found = roleWithPolicy(known, policyName);
  const at = found?.access.at();
  if (effect === "replace")
    return [{ at, message: messages.replacesAccess(policyName), rule: "accessStays" }];
  if (found) {
    const { access, environment } = found;
    const stack = stackId(environment.name, access.home);
    return [{ at, message: messages.takesAccess(access.role, stack), rule: "accessStays" }];
  }
  // Of an environment that was not read, nobody knows what it grants.
  if ([...known.keys()].some(({ name }) => policyName.startsWith(policyPrefix(name)))) return [];
  return [{ at, message: messages.takesUnknown(policyName), rule: "accessStays" }];
}
