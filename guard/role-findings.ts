import { backupRoleName, policyPrefix } from "../config/model/names";
import { stackId } from "../config/source/stack-names";
import { isBackedUp } from "../config/model/fleet";
import type { Finding } from "./finding";
import { roleWithPolicy } from "./known";
import type { Known } from "./known";
import * as messages from "./guard-messages";
import { effectOf } from "./plan-json";
import type { ResourceChange } from "./plan-json";

/** A role's policy that a plan takes away. */
export function policyFindings(planned: ResourceChange, known: Known): Finding[] {
  return accessFindings(planned, planned.change.before?.name ?? "", known);
}

/** An attachment that a plan takes away: of a role's policy, or of AWS's to the role for backups. */
export function attachmentFindings(planned: ResourceChange, known: Known): Finding[] {
  const { before } = planned.change;
  const policyName = before?.policy_arn?.split("/").at(-1) ?? "";
  return (
    backupFindings(planned, before?.role ?? "", known) ?? accessFindings(planned, policyName, known)
  );
}

/** What a plan does with the role for a stack's backups; nothing for another role. */
function backupFindings(
  planned: ResourceChange,
  role: string,
  known: Known,
): Finding[] | undefined {
  const owner = known.namespaces.find(
    ({ environment, namespace }) =>
      role === backupRoleName(stackId(environment.name, namespace.name)),
  );
  if (owner === undefined) return undefined;
  const { environment, namespace } = owner;
  const effect = effectOf(planned);
  if (effect === "keep" || effect === "forget") return [];
  const backedUp = namespace.tables.find(isBackedUp);
  const isNeeded = backedUp !== undefined && environment.backup.roleArn === undefined;
  if (effect === "destroy" && !isNeeded) return [];
  const at = backedUp?.source.at([backedUp.source.value.backup === undefined ? "name" : "backup"]);
  const message = messages.endsBackups(role, effect === "replace");
  return [{ at, message, rule: "accessStays" }];
}

/** A role that a plan takes away: one that the values still name, or that of the backups. */
export function roleFindings(planned: ResourceChange, known: Known): Finding[] {
  const effect = effectOf(planned);
  if (effect === "keep" || effect === "forget") return [];
  const name = planned.change.before?.name ?? "";
  const backups = backupFindings(planned, name, known);
  if (backups !== undefined) return backups;
  const access = [...known.roles.values()].flat().find(({ role }) => role === name);
  if (access === undefined) return [];
  const message = messages.takesRole(name, effect === "replace");
  return [{ at: access.at(), message, rule: "accessStays" }];
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
  if ([...known.roles.keys()].some(({ name }) => policyName.startsWith(policyPrefix(name))))
    return [];
  return [{ at, message: messages.takesUnknown(policyName), rule: "accessStays" }];
}
