/** What roles, and principals of resource policies, may do more or less. */
import type { RoleAccess } from "../../access/role-access";
import type { Table } from "../../config/model/fleet";
import { ACCESS } from "../../config/source/stack-names";
import { compareText } from "../../diagnostics/problems";
import { policiesOf } from "../policy-report";
import type { AccessChange } from "./diff-data";
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
  /** The namespace whose role gains something on a table of another one. */
  readonly otherHome: string | undefined;
  readonly namespace: string | undefined;
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
  for (const when of ["before", "after"] as const) {
    const side = sides[when];
    const find = (environment: string, role: string, on: Place): Subject => {
      const key = JSON.stringify([environment, role, on.id]);
      const known = subjects.get(key);
      if (known) return known;
      const made = newSubject(environment, role, on, sides);
      subjects.set(key, made);
      return made;
    };
    addRoles(side, when, places, sides, find);
    for (const pair of pairs) {
      const placed = pair[when];
      const on = placed && places.get(placed.table);
      if (placed === undefined || on === undefined) continue;
      for (const { effect, principals, actions, resources, conditions } of policiesOf(
        placed.table,
      )) {
        if (effect === "Deny") continue;
        const limit = { resources, conditions: conditions && JSON.stringify(conditions) };
        for (const principal of principals)
          find(on.environment, principal, on)[when].push({ actions, limit });
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
    for (const { role, home, grants, prefixGrants, declared } of accesses) {
      for (const { table, grant } of grants) {
        const on = places.get(table);
        if (on === undefined) continue;
        const subject = find(environment, role, on);
        subject.home = home;
        const { actions, indexes, leadingKeys, attributes } = grant;
        subject[when].push({ actions, limit: { indexes, leadingKeys, attributes } });
      }
      if (!selects(home)) continue;
      for (const { prefix, actions } of prefixGrants) {
        const on = { environment, table: `${prefix}*`, id: `prefix ${prefix}` };
        find(environment, role, on)[when].push({ actions, limit: {} });
      }
      if (declared && declared.actions.length > 0)
        find(environment, role, { environment, table: "*", id: "*" })[when].push({
          actions: declared.actions,
          limit: {},
        });
    }
}

interface Place {
  readonly environment: string;
  readonly table: string;
  /** The same on both sides. */
  readonly id: string;
  readonly namespace?: string;
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

function newSubject(
  environment: string,
  role: string,
  { table, namespace, tables }: Place,
  sides: Sides,
): Subject {
  const through = (when: When): readonly string[] => {
    const tableName = tables?.[when]?.tableName;
    if (tableName === undefined) return [];
    return accessOfRole(sides[when], environment, role)
      .flatMap(({ prefixGrants }) => prefixGrants)
      .filter(({ prefix }) => tableName.startsWith(prefix))
      .flatMap(({ actions }) => actions);
  };
  const prefixes = { before: through("before"), after: through("after") };
  return { environment, role, table, namespace, home: undefined, before: [], after: [], prefixes };
}

function accessOfRole({ roles }: Side, environment: string, role: string): RoleAccess[] {
  return [...roles].flatMap(([{ name }, accesses]) =>
    name === environment ? accesses.filter((one) => one.role === role) : [],
  );
}

/** `undefined`: the same access. */
function judged(subject: Subject): JudgedAccess | undefined {
  const { environment, role, table, namespace, home, prefixes } = subject;
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
  const told = relimited.length > 0 ? [...common, ...added] : added;
  const condition = { before: conditionText(told, before), after: conditionText(told, after) };
  const isOthers = gained.length > 0 && home !== undefined && home !== ACCESS && home !== namespace;
  return {
    change: {
      ...{ environment, role, table, gained, lost },
      ...((relimited.length > 0 || isLimited) && { condition }),
    },
    otherHome: isOthers && namespace !== undefined ? home : undefined,
    namespace,
    isWidened: isWider,
  };
}
