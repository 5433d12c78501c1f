import { stackId } from "../../config/source/stack-names";
import type { DeclaredRole } from "../../config/model/fleet";
import type { LockedEnvironment } from "./locked-fleet";
import type { Position, Problems } from "../../diagnostics/problems";
import * as messages from "./lock-messages";

/** A role with the stack in which its policy stands. */
export interface RoleHome {
  readonly role: string;
  /** A namespace, or `access`. */
  readonly home: string;
  /** Absent for a role that the project does not create. */
  readonly declared: DeclaredRole | undefined;
  /** Where the role is first named. */
  readonly at: () => Position;
}

/** Everything that the locks hold against the roles of an environment. */
export function checkRoles(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  problems: Problems,
): void {
  checkSpelling(environment, roles, problems);
  checkDeclaredRoles(environment, roles, problems);
  checkHomes(environment, roles, problems);
}

/** IAM ignores case, so another spelling would make the policy of the same name twice. */
function checkSpelling(
  { homes }: LockedEnvironment,
  roles: readonly RoleHome[],
  problems: Problems,
): void {
  const spellings = new Map([...homes.keys()].map((role) => [role.toLowerCase(), role]));
  for (const { role, at } of roles) {
    const known = spellings.get(role.toLowerCase());
    if (known !== undefined && !homes.has(role))
      problems.error(at(), messages.otherSpelling(role, known), "roleSpelledOnce");
  }
}

/** A role that the project created goes only with all that it is granted, and keeps its path. */
function checkDeclaredRoles(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  problems: Problems,
): void {
  const byName = new Map(roles.map((role) => [role.role, role]));
  const locks = [environment.accessLock, ...environment.namespaces.map(({ lock }) => lock)];
  for (const { content } of locks) {
    for (const [name, path] of Object.entries(content?.declaredRoles ?? {})) {
      const role = byName.get(name);
      if (role === undefined) continue;
      if (role.declared === undefined)
        problems.error(role.at(), messages.undeclaredRole(name), "declaredRoleStays");
      else if (role.declared.path !== path)
        problems.error(role.declared.at(), messages.movedRole(name, path), "declaredRoleStays");
    }
  }
}

/** The stack in which a role's policy is cannot go while the role is granted something elsewhere. */
function checkHomes(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  problems: Problems,
): void {
  for (const { role, home } of roles) {
    const namespace = environment.namespaces.find(({ name, left }) => left && name === home);
    if (namespace === undefined) continue;
    const { lock, file, name } = namespace;
    const index = lock.content?.roles.indexOf(role) ?? 0;
    const message = messages.homeLeaves(role, stackId(environment.name, name), file);
    problems.error(lock.at(["roles", index]), message, "homeStays");
  }
}

/** The roles at home in a stack that the project creates, with their paths. */
export function declaredIn(
  stack: string,
  roles: readonly RoleHome[],
): Record<string, string> | undefined {
  const here = roles.flatMap(({ role, home, declared }) =>
    home === stack && declared ? [[role, declared.path] as const] : [],
  );
  return here.length > 0 ? Object.fromEntries(here.sort()) : undefined;
}
