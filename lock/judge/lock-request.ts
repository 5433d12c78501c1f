import { ACCESS } from "../../config/source/stack-names";
import { closest } from "../../diagnostics/wording";
import type { AccessLock, NamespaceLock } from "../file/lock-schema";
import * as messages from "./lock-messages";
import { locksOf } from "./locked-fleet";
import type { LockedEnvironment } from "./locked-fleet";
import { roleId } from "./locked-roles";
import { tableId } from "./verdicts";

/** What `npm run lock` was asked for, each as `<namespace>/<table>`; `forget` also as `<namespace>/role:<role>`. */
export interface LockRequest {
  readonly accept: ReadonlySet<string>;
  readonly forget: ReadonlySet<string>;
}

/** Options that may be repeated, or take a list with commas, which names of roles may have too. */
export function idsIn(options: readonly string[]): Set<string> {
  // A comma ends an id where another id follows, which has a slash.
  return new Set(options.flatMap((option) => option.split(/,(?=[^,]*\/)/)));
}

/** What is wrong with a request: it names what no environment has, or what several have. */
export function requestErrors(
  environments: readonly LockedEnvironment[],
  { accept, forget }: LockRequest,
): string[] {
  const tables = placesOf(environments, tableIds);
  const roles = placesOf(environments, roleIds);
  const everything = new Map([...roles, ...tables]);
  return [
    ...[...accept].flatMap((id) =>
      roles.has(id) ? [messages.acceptsNoRole(id)] : errorsOf(id, tables),
    ),
    ...[...forget].flatMap((id) => errorsOf(id, everything)),
  ];
}

/** The environments that have each id. */
type Places = ReadonlyMap<string, readonly string[]>;

function errorsOf(id: string, known: Places): string[] {
  const places = known.get(id) ?? [];
  if (places.length === 1) return [];
  if (places.length > 1) return [messages.severalEnvironments(id, places)];
  const last = id.split("/").at(-1) ?? "";
  const guess =
    [...known.keys()].find((name) => name.endsWith(`/${id}`)) ??
    closest(id, known.keys()) ??
    [...known.keys()].find((name) => name.endsWith(`/${last}`));
  return [messages.noSuchTable(id, guess)];
}

function placesOf(
  environments: readonly LockedEnvironment[],
  idsOf: (environment: LockedEnvironment) => readonly string[],
): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const environment of environments)
    for (const id of new Set(idsOf(environment)))
      places.set(id, [...(places.get(id) ?? []), environment.name]);
  return places;
}

function tableIds(environment: LockedEnvironment): string[] {
  return environment.namespaces.flatMap(({ name: namespace, lock: { content }, tables }) =>
    [
      ...Object.keys({ ...content?.tables, ...content?.removed }),
      ...tables.map(({ name }) => name),
    ].map((name) => tableId(environment, namespace, name).table),
  );
}

function roleIds(environment: LockedEnvironment): string[] {
  return locksOf(environment).flatMap(({ name, lock }) =>
    (lock.content?.roles ?? []).map((role) => roleId(environment, name, role).table),
  );
}

/** An environment whose locks know nothing of what is to be forgotten. */
export function withoutForgotten(
  environment: LockedEnvironment,
  { forget }: LockRequest,
): LockedEnvironment {
  const { accessLock, homes, namespaces } = environment;
  const isForgotten = (id: string): boolean => forget.has(id);
  return {
    ...environment,
    homes: new Map(
      [...homes].filter(([role, home]) => !isForgotten(roleId(environment, home, role).table)),
    ),
    accessLock: {
      ...accessLock,
      content: accessLock.content && withoutRoles(accessLock.content, ACCESS, isForgotten),
    },
    namespaces: namespaces.map((namespace) => {
      const { name, lock } = namespace;
      if (lock.content === undefined) return namespace;
      const roles = withoutRoles(lock.content, name, isForgotten);
      const content = { ...roles, ...withoutTables(lock.content, name, isForgotten) };
      return { ...namespace, lock: { ...lock, content } };
    }),
  };

  function withoutRoles<T extends AccessLock>(
    content: T,
    home: string,
    isGone: (id: string) => boolean,
  ): T {
    const stays = (role: string): boolean => !isGone(roleId(environment, home, role).table);
    return { ...content, roles: content.roles.filter(stays) };
  }

  function withoutTables(
    { tables, removed }: NamespaceLock,
    namespace: string,
    isGone: (id: string) => boolean,
  ): Pick<NamespaceLock, "tables" | "removed"> {
    const stays = (name: string): boolean => !isGone(tableId(environment, namespace, name).table);
    return { tables: filtered(tables, stays), removed: filtered(removed, stays) };
  }
}

function filtered<T>(
  map: Readonly<Record<string, T>>,
  stays: (name: string) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => stays(name)));
}
