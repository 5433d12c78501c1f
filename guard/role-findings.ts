import { isBackedUp } from "../config/model/fleet";
import { backupRoleName, environmentOfPolicy } from "../config/model/names";
import { stackId } from "../config/source/stack-names";
import { entryOf } from "../config/source/entry";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import type { Known, KnownRole } from "./known";
import { effectOf } from "./plan-json";
import type { ResourceChange } from "./plan-json";
import type { PlanView } from "./plan-view";

/** A role's policy that a plan destroys. */
export function policyFindings(planned: ResourceChange, { known }: PlanView): Finding[] {
  const { before } = planned.change;
  return accessFindings(planned, before?.name ?? "", accountIn(before?.arn), known);
}

/** An attachment that a plan destroys: of a role's policy, or of AWS's to the role for backups. */
export function attachmentFindings(planned: ResourceChange, { known }: PlanView): Finding[] {
  const { before } = planned.change;
  const policyName = before?.policy_arn?.split("/").at(-1) ?? "";
  return (
    backupFindings(planned, before?.role ?? "", known) ??
    accessFindings(planned, policyName, accountIn(before?.policy_arn), known)
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

/** A role that a plan destroys: one that the values still name, or that of the backups. */
export function roleFindings(planned: ResourceChange, view: PlanView): Finding[] {
  const effect = effectOf(planned);
  if (effect === "keep" || effect === "forget") return [];
  const { before } = planned.change;
  const name = before?.name ?? "";
  const backups = backupFindings(planned, name, view.known);
  if (backups !== undefined) return backups;
  const account = accountIn(before?.arn);
  const needed = view.known.roles.find(
    ({ environment, access: { role, accountId } }) =>
      role === name &&
      // An account has one role of a name; of two unknown ones only the environment says something.
      (account === undefined || accountId === undefined
        ? view.isOfEnvironment(environment)
        : account === accountId),
  );
  if (needed !== undefined) {
    const message = messages.destroysRole(name, effect === "replace");
    return [{ at: needed.access.at(), message, rule: "accessStays" }];
  }
  return wasDeclared(name, view)
    ? []
    : [{ at: undefined, message: messages.destroysUnknownRole(name), rule: "accessStays" }];
}

/** Whether the lock of the plan's stack has a role as one that the project created. */
function wasDeclared(role: string, { known, isOfStack, isOfAccessStack }: PlanView): boolean {
  const locks = [
    ...known.namespaces.filter(isOfStack).map(({ namespace }) => namespace.lock),
    ...known.environments.filter(isOfAccessStack).map(({ accessLock }) => accessLock),
  ];
  return locks.some(({ content }) => entryOf(content?.declaredRoles, role) !== undefined);
}

function accessFindings(
  planned: ResourceChange,
  policyName: string,
  account: string | undefined,
  known: Known,
): Finding[] {
  const effect = effectOf(planned);
  if (effect === "keep" || effect === "forget") return [];
  const found = roleWithPolicy(policyName, account, known);
  const at = found?.access.at();
  if (effect === "replace")
    return [{ at, message: messages.replacesAccess(policyName), rule: "accessStays" }];
  if (found) {
    const { access, environment } = found;
    const stack = stackId(environment.name, access.home);
    return [{ at, message: messages.destroysAccess(access.role, stack), rule: "accessStays" }];
  }
  // What an environment grants that was not read is not known.
  const environment = environmentOfPolicy(policyName);
  if (known.environments.some(({ name }) => name === environment)) return [];
  return [{ at, message: messages.destroysUnknownPolicy(policyName), rule: "accessStays" }];
}

/** The role whose access a policy is, if the values grant it anything in that account. */
function roleWithPolicy(
  policyName: string,
  account: string | undefined,
  { roles }: Known,
): KnownRole | undefined {
  return roles.find(
    ({ access }) =>
      access.policyName === policyName &&
      access.policy !== undefined &&
      (account === undefined || [account, undefined].includes(access.accountId)),
  );
}

/** The account of an ARN, if it is known; `aws` owns policies of its own. */
function accountIn(arn: string | null | undefined): string | undefined {
  return arn?.split(":")[4];
}
