/** What roles, and principals of resource policies, may do more or less. */
import type { RoleAccess } from "../../access/role-access";
import type { PrefixGrant, Table } from "../../config/model/fleet";
import { actionsOf } from "../../config/model/dynamodb-actions";
import { ACCESS } from "../../config/source/stack-names";
import { compareText } from "../../diagnostics/problems";
import { accountInArn } from "../../table/table-arn";
import { homeOfPrincipal, policiesOf } from "../policy-report";
import { placeText } from "../access-words";
import type { AccessChange, AccessLines } from "./diff-data";
import {
  conditionText,
  effectiveAccess,
  isSameLimits,
  isWidened,
  onlyOn,
} from "./effective-access";
import type { Allowance } from "./effective-access";
import { placeOf } from "./sides";
import type { Side, Sides, TablePair } from "./sides";

/** A change with what `attention` asks of it. */
export interface JudgedAccess {
  readonly change: AccessChange;
  readonly lines: AccessLines;
  /** Of the table; absent: a prefix, or nothing. */
  readonly namespace: string | undefined;
  /** Whose role it is that gains something on a table of another namespace; absent: it does not. */
  readonly otherHome: string | undefined;
  /** The principal of another account that gains something by this role; absent: there is none. */
  readonly outsider: string | undefined;
  /** `true`: an action that it had before is limited less. */
  readonly isWidened: boolean;
}

/** What one role, or principal, is allowed on one table, prefix or nothing. */
interface Subject {
  readonly environment: string;
  readonly role: string;
  readonly table: string;
  /** Of the table. */
  readonly namespace: string | undefined;
  /** Those of its table, or of the tables that its prefix reaches. */
  readonly namespaces: readonly (string | undefined)[];
  /** What the role is now, or was; absent: it is the principal of a resource policy. */
  of: RoleAccess | undefined;
  /** The namespace whose role it is; absent: none. */
  home: string | undefined;
  readonly before: Allowance[];
  readonly after: Allowance[];
  /** Actions that prefixes allow on the table. */
  readonly prefixes: { before: readonly string[]; after: readonly string[] };
}

type When = "before" | "after";

export function accessChanges(sides: Sides, pairs: readonly TablePair[]): JudgedAccess[] {
  return [...subjectsOf(sides, pairs).values()]
    .flatMap((subject) => judged(subject) ?? [])
    .sort((a, b) => compareText(sortKey(a), sortKey(b)));
}

function sortKey({ change, namespace = "" }: JudgedAccess): string {
  return [change.environment, change.role, change.table, namespace].join("\0");
}

function subjectsOf(sides: Sides, pairs: readonly TablePair[]): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  const places = placesOfTables(pairs);
  const prefixesOf = { before: prefixesByRole(sides.before), after: prefixesByRole(sides.after) };
  for (const when of ["before", "after"] as const) {
    const side = sides[when];
    const find = (environment: string, role: string, on: Place): Subject => {
      const key = JSON.stringify([environment, role, on.id]);
      const known = subjects.get(key);
      if (known) return known;
      const made = newSubject(environment, role, on, sides, prefixesOf);
      subjects.set(key, made);
      return made;
    };
    addRoles(side, when, places, sides, find);
    for (const pair of pairs) {
      const placed = pair[when];
      const on = placed && places.get(placed.table);
      if (placed === undefined || on === undefined) continue;
      for (const statement of policiesOf(placed.table)) {
        const { effect, principals, actions, resources, conditions } = statement;
        if (effect === "Deny") continue;
        const limit = { resources, conditions: conditions && JSON.stringify(conditions) };
        for (const principal of principals) {
          const subject = find(on.environment, principal, on);
          subject.home = homeOfPrincipal(
            principal,
            placed.table.accountId,
            placed.environment,
          )?.name;
          subject[when].push({ actions, limit, at: () => statement });
        }
      }
    }
  }
  return subjects;
}

function addRoles(
  { roles }: Side,
  when: When,
  places: ReadonlyMap<Table, Place>,
  { selects }: Sides,
  find: (environment: string, role: string, on: Place) => Subject,
): void {
  for (const [{ name: environment }, accesses] of roles)
    for (const access of accesses) {
      const { role, home, grants, prefixGrants, declared } = access;
      const allow = (on: Place, allowance: Allowance): void => {
        const subject = find(environment, role, on);
        subject.of = access;
        subject.home = home === ACCESS ? undefined : home;
        subject[when].push(allowance);
      };
      for (const { table, grant } of grants) {
        const on = places.get(table);
        if (on === undefined) continue;
        const { actions, indexes, leadingKeys, attributes } = grant;
        allow(on, { actions, limit: { indexes, leadingKeys, attributes }, at: grant.at });
      }
      if (!selects(home)) continue;
      for (const { prefix, actions, at } of prefixGrants) {
        const on = { environment, table: `${prefix}*`, id: `prefix ${prefix}`, prefix };
        allow(on, { actions, limit: {}, at });
      }
      if (declared && declared.actions.length > 0)
        allow(
          { environment, table: "*", id: "*" },
          { actions: declared.actions, limit: {}, at: declared.at },
        );
    }
}

interface Place {
  readonly environment: string;
  readonly table: string;
  /** The same on both sides. */
  readonly id: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly tables?: Readonly<Record<When, Table | undefined>>;
}

function placesOfTables(pairs: readonly TablePair[]): Map<Table, Place> {
  const places = new Map<Table, Place>();
  for (const [i, pair] of pairs.entries()) {
    const { environment, namespace, table } = placeOf(pair);
    const tables = { before: pair.before?.table, after: pair.after?.table };
    const place = { environment, namespace, table, id: `table ${i}`, tables };
    if (tables.before) places.set(tables.before, place);
    if (tables.after) places.set(tables.after, place);
  }
  return places;
}

const NOBODY = { of: undefined, home: undefined };

function newSubject(
  environment: string,
  role: string,
  { table, namespace, prefix, tables }: Place,
  sides: Sides,
  prefixesOf: Readonly<Record<When, ReadonlyMap<string, readonly PrefixGrant[]>>>,
): Subject {
  const through = (when: When): readonly string[] => {
    const tableName = tables?.[when]?.tableName;
    if (tableName === undefined) return [];
    return (prefixesOf[when].get(roleKey(environment, role)) ?? [])
      .filter(({ prefix }) => tableName.startsWith(prefix))
      .flatMap(({ actions }) => actions);
  };
  const prefixes = { before: through("before"), after: through("after") };
  const reached =
    prefix === undefined
      ? [namespace]
      : sides.after.fleet.environments
          .filter(({ name }) => name === environment)
          .flatMap(({ namespaces }) => namespaces)
          .filter(({ tables: all }) => all.some((one) => one.tableName.startsWith(prefix)))
          .map(({ name }) => name);
  const names = { environment, role, table, namespace };
  return { ...names, namespaces: reached, ...NOBODY, before: [], after: [], prefixes };
}

/** The prefixes that roles are granted, for the roles that have any. */
function prefixesByRole({ roles }: Side): Map<string, readonly PrefixGrant[]> {
  return new Map(
    [...roles].flatMap(([{ name }, accesses]) =>
      accesses
        .filter(({ prefixGrants }) => prefixGrants.length > 0)
        .map(({ role, prefixGrants }) => [roleKey(name, role), prefixGrants] as const),
    ),
  );
}

function roleKey(environment: string, role: string): string {
  return JSON.stringify([environment, role]);
}

/** `undefined`: the same access. */
function judged(subject: Subject): JudgedAccess | undefined {
  const { environment, role, table, namespace, namespaces, of, home, prefixes } = subject;
  // Most of a large fleet.
  const sides = [
    [subject.before, prefixes.before],
    [subject.after, prefixes.after],
  ].map((side) => JSON.stringify(side));
  if (sides[0] === sides[1]) return undefined;
  const [before, after] = [effectiveAccess(subject.before), effectiveAccess(subject.after)];
  const gained = onlyOn(after.keys(), before.keys(), prefixes.before);
  const lost = onlyOn(before.keys(), after.keys(), prefixes.after);
  const unlimited = new Set(prefixes.before);
  const common = [...before.keys()].filter((action) => after.has(action));
  const relimited = common.filter(
    (action) => !isSameLimits(before.get(action) ?? [], after.get(action) ?? []),
  );
  const isWider = relimited.some(
    (action) =>
      !unlimited.has(action) && isWidened(before.get(action) ?? [], after.get(action) ?? []),
  );
  // What is new may be limited from the start.
  const added = [...after.keys()].filter((action) => !before.has(action));
  const isLimited = gained.length > 0 && conditionText(added, after) !== null;
  if (gained.length + lost.length + relimited.length === 0) return undefined;
  const limited = relimited.length > 0 ? [...common, ...added] : added;
  const condition = {
    before: conditionText(limited, before),
    after: conditionText(limited, after),
  };
  const gains = gained.length > 0;
  const isOthers = namespaces.some((one) => one !== undefined && one !== home);
  return {
    change: {
      ...{ environment, role, table, gained, lost },
      ...((relimited.length > 0 || isLimited) && { condition }),
    },
    lines: {
      gained: linesOf(subject.after, gained.length > 0 ? gained : limited),
      lost: linesOf(subject.before, lost),
    },
    namespace,
    otherHome: gains && isOthers ? home : undefined,
    outsider: gains && of ? outsidePrincipal(of) : undefined,
    isWidened: isWider,
  };
}

/** Where any of some words and actions is granted. */
function linesOf(allowances: readonly Allowance[], words: readonly string[]): string[] {
  const wanted = new Set(actionsOf(words));
  const places = allowances
    .filter(({ actions }) => actions.some((action) => wanted.has(action)))
    .map(({ at }) => placeText(at()));
  return [...new Set(places)].sort(compareText);
}

/** Who assumes a role from another account. */
export function outsidePrincipal({
  declared,
  accountId,
}: Pick<RoleAccess, "declared" | "accountId">): string | undefined {
  if (declared === undefined || !("principalArn" in declared.trust)) return undefined;
  const { principalArn } = declared.trust;
  return accountInArn(principalArn) === accountId ? undefined : principalArn;
}
