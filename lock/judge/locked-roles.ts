import { stackId } from "../../config/source/stack-names";
import type { DeclaredRole, Table } from "../../config/model/fleet";
import { compareText } from "../../diagnostics/problems";
import type { Position, Problems } from "../../diagnostics/problems";
import { entryOf } from "../../config/source/entry";
import type { AccessLock } from "../file/lock-schema";
import * as messages from "./lock-messages";
import type { TableId } from "./lock-messages";
import { locksOf } from "./locked-fleet";
import type { LockedEnvironment } from "./locked-fleet";
import { mayBeHome } from "./role-homes";
import { trustText } from "./role-trusts";

/** A role with the stack in which its policy is. */
export interface RoleHome {
  readonly role: string;
  /** A namespace, or `access`. */
  readonly home: string;
  /** Absent for a role that the project does not create. */
  readonly declared: DeclaredRole | undefined;
  /** Tables that it is granted. */
  readonly tables: readonly Table[];
  /** Where the role is first named. */
  readonly at: () => Position;
}

/** A role as `npm run lock -- --forget` takes it. */
export function roleId(
  { name: environment }: Pick<LockedEnvironment, "name">,
  home: string,
  role: string,
): TableId {
  return { environment, table: `${home}/role:${role}` };
}

/** Reports every edit of the roles of an environment that its locks know to be dangerous. */
export function checkRoles(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  problems: Problems,
): void {
  checkSpelling(environment, roles, problems);
  checkDeclaredRoles(environment, roles, problems);
  checkHomes(environment, roles, problems);
}

/** IAM ignores case, so another spelling would create the policy of the same name twice. */
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

/** A role that the project created is deleted only with all that it is granted, and keeps its path. */
function checkDeclaredRoles(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  problems: Problems,
): void {
  const byName = new Map(roles.map((role) => [role.role, role]));
  for (const { name: home, lock } of locksOf(environment)) {
    for (const [name, path] of Object.entries(lock.content?.declaredRoles ?? {})) {
      const role = byName.get(name);
      // What a lock says of a role that is at home elsewhere does not count.
      if (role === undefined || environment.homes.get(name) !== home) continue;
      const id = roleId(environment, home, name);
      if (role.declared === undefined)
        problems.error(role.at(), messages.undeclaredRole(name, id), "declaredRoleStays");
      else if (role.declared.path !== path)
        problems.error(
          role.declared.at(),
          movedMessage(role.declared, path, environment.policy.rolePath),
          "declaredRoleStays",
        );
    }
  }
}

/** @param rolePath the only path that a namespace may write, if there is one */
function movedMessage(
  { name, namespace, path: now }: DeclaredRole,
  was: string,
  rolePath: string | undefined,
): string {
  return namespace !== undefined && now === rolePath
    ? messages.movedByPolicy(name, was, now)
    : messages.movedRole(name, was);
}

/** The stack in which a role's policy is stays while the role is granted something elsewhere. */
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

/** A role that the values still name would only get another home. */
export function refuseForgettingRoles(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
  forget: ReadonlySet<string>,
  problems: Problems,
): void {
  for (const { role, home, at } of roles) {
    if (!forget.has(roleId(environment, home, role).table)) continue;
    const message = messages.roleStillNamed(role, stackId(environment.name, home));
    problems.error(at(), message, "namedRoleStays");
  }
}

/**
 * The roles of a stack as its lock should have them: those at home in it, and those that the values no
 * longer name. These stay until they are forgotten, because the lock does not know whether the deploy that
 * removes their policies has run.
 */
export function rolesNow(
  stack: string,
  former: AccessLock | undefined,
  roles: readonly RoleHome[],
): Pick<AccessLock, "roles" | "declaredRoles" | "trusts"> {
  const idle = idleRoles(stack, former, roles);
  const here = roles.filter(({ home }) => home === stack);
  const ofDeclared = (
    now: (declared: DeclaredRole) => string,
    was: Readonly<Record<string, string>> | undefined,
  ): Record<string, string> | undefined => {
    const entries = [
      ...here.map(({ role, declared }) => [role, declared && now(declared)] as const),
      ...idle.map((role) => [role, entryOf(was, role)] as const),
    ].filter(([, value]) => value !== undefined);
    if (entries.length === 0) return undefined;
    return Object.fromEntries(
      entries.sort(([a], [b]) => compareText(a, b)) as (readonly [string, string])[],
    );
  };
  const declaredRoles = ofDeclared(({ path }) => path, former?.declaredRoles);
  const trusts = ofDeclared(({ trust }) => trustText(trust), former?.trusts);
  return {
    roles: [...here.map(({ role }) => role), ...idle].sort(compareText),
    ...(declaredRoles && { declaredRoles }),
    ...(trusts && { trusts }),
  };
}

/** What `npm run lock` says of the roles that are in a lock and that the values do not name. */
export function idleRoleWords(
  environment: LockedEnvironment,
  roles: readonly RoleHome[],
): string[] {
  return locksOf(environment).flatMap(({ name, lock: { content } }) =>
    idleRoles(name, content, roles).map((role) => {
      const wasDeclared = entryOf(content?.declaredRoles, role) !== undefined;
      const stack = stackId(environment.name, name);
      return messages.roleWithoutGrants(role, stack, wasDeclared, roleId(environment, name, role));
    }),
  );
}

function idleRoles(
  stack: string,
  lock: AccessLock | undefined,
  roles: readonly RoleHome[],
): string[] {
  if (lock === undefined || lock.roles.length === 0) return [];
  const named = new Set(roles.map(({ role }) => role));
  return lock.roles.filter((role) => !named.has(role) && mayBeHome(role, stack));
}
