import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readEnvironmentNames, valuesFiles } from "../support/values";
import { EXAMPLES } from "../support/values-copy";
import type { Chance, Draft, IndexDraft, PlanDraft, TableDraft, Values } from "./draft";

export const ACCOUNT = "123456789012";

/** A table of another region of the account. */
export const FORMER = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/former`;

/** What the drafts' tables are called that have no name of their namespace. */
const NAMES = ["x", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "legacy", "Legacy"].map(
  (start) => `${start}*`,
);

/** A table of the examples with what its namespace file says for it. */
interface Example {
  readonly inherited: Values;
  readonly table: TableDraft;
}

export function readExamples(): Example[] {
  return readEnvironmentNames(EXAMPLES)
    .flatMap((environment) => valuesFiles(join(EXAMPLES, environment)))
    .flatMap((file) => {
      const { tables, ...inherited } = parse(readFileSync(file, "utf8")) as Values & {
        tables: TableDraft[];
      };
      return tables.map((table) => ({ inherited, table }));
    });
}

/** A whole values folder without a mistake: an example table, or one that is made up. */
export function baseDraft(number: number, examples: readonly Example[], chance: Chance): Draft {
  const { inherited, table } = structuredClone(
    chance.chance(0.4)
      ? chance.pick(examples)
      : { inherited: {}, table: generatedTable(number, chance) },
  );
  table.name = `${table.name}-${number}`;
  const planName = `audit-${number}`;
  const plan = generatedPlan(chance);
  for (const values of [inherited, table]) {
    if (Array.isArray(values.backup)) values.backup = ["nightly", planName];
  }
  for (const key of ROLE_LISTS) {
    const roles = table[key];
    if (Array.isArray(roles)) table[key] = roles.map((_, i) => `r${number}-${i}-koa`);
  }
  return {
    number,
    defaults: {
      tags: { owner: "platform-engineering" },
      tableDefaults: { tags: { "data-classification": "internal" } },
      backupPlans: {},
    },
    environment: {
      accountId: ACCOUNT,
      policy: { tables: { koa: NAMES }, restoreFrom: { koa: ["former-table", FORMER] } },
      ...(chance.chance(0.2) && { production: true }),
      tags: {},
      tableDefaults: chance.chance(0.3) ? { backup: planName } : {},
      backupPlans: { [planName]: plan },
    },
    namespace: { ...inherited, tables: [table] },
    table,
    plan,
    planName,
    others: {},
    edits: [],
  };
}

export const ROLE_LISTS = [
  "serviceAccountReadRoles",
  "serviceAccountWriteRoles",
  "serviceAccountStreamRoles",
];

function generatedTable(number: number, chance: Chance): TableDraft {
  const table: TableDraft = {
    name: chance.pick(["Orders", "users", "audit_log", "v1.Events", "2fast"]),
    billingMode: "PAY_PER_REQUEST",
    hashKey: "pk",
    attributes: [{ name: "pk", type: chance.pick(["S", "N", "B"]) }],
  };
  if (chance.chance(0.7)) setRangeKey(table, chance);
  if (chance.chance(0.4)) provision(table, chance);
  if (table.rangeKey !== undefined) times(chance.int(0, 2), () => addLocalIndex(table, chance));
  times(chance.int(0, 3), () => addGlobalIndex(table, chance));
  if (chance.chance(0.3)) table.ttl = { attributeName: "expiresAt", enabled: chance.chance(0.8) };
  if (chance.chance(0.3)) {
    table.streamViewType = chance.pick(["NEW_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]);
    table.serviceAccountStreamRoles = ["role"];
  }
  if (chance.chance(0.3)) table.serviceAccountReadRoles = ["role", "role"];
  if (chance.chance(0.3)) table.serviceAccountWriteRoles = ["role"];
  if (chance.chance(0.2)) table.backup = "nightly";
  if (chance.chance(0.2)) table.tags = { team: `team ${number}` };
  return table;
}

function generatedPlan(chance: Chance): PlanDraft {
  return {
    schedule: chance.pick([
      "cron(0 3 1 * ? *)",
      "cron(15 2 ? * MON-FRI *)",
      "cron(0/30 * * * ? *)",
    ]),
    retentionDays: chance.int(1, 400),
  };
}

export function setRangeKey(table: TableDraft, chance: Chance): void {
  if (table.rangeKey !== undefined) return;
  table.rangeKey = "sk";
  declare(table, "sk", chance);
}

export function provision(table: TableDraft, chance: Chance): void {
  table.billingMode = "PROVISIONED";
  for (const item of [table, ...(table.globalSecondaryIndex ?? [])]) {
    item.readCapacity ??= chance.int(1, 500);
    item.writeCapacity ??= chance.int(1, 500);
  }
}

export function toOnDemand(table: TableDraft): void {
  table.billingMode = "PAY_PER_REQUEST";
  for (const item of [table, ...(table.globalSecondaryIndex ?? [])]) {
    delete item.readCapacity;
    delete item.writeCapacity;
  }
}

/** Adds an index without a mistake. */
export function addGlobalIndex(table: TableDraft, chance: Chance): IndexDraft {
  const indexes = (table.globalSecondaryIndex ??= []);
  const position = indexes.length;
  const index: IndexDraft = {
    name: `by-g${position}`,
    hashKey: `g${position}`,
    ...projection(chance),
  };
  declare(table, `g${position}`, chance);
  if (chance.chance(0.5)) {
    index.rangeKey = `gs${position}`;
    declare(table, `gs${position}`, chance);
  }
  if (table.billingMode === "PROVISIONED") {
    index.readCapacity = chance.int(1, 100);
    index.writeCapacity = chance.int(1, 100);
  }
  indexes.push(index);
  return index;
}

/** Adds an index without a mistake, to a table that then has a range key. */
export function addLocalIndex(table: TableDraft, chance: Chance): IndexDraft {
  setRangeKey(table, chance);
  const indexes = (table.localSecondaryIndex ??= []);
  const rangeKey = `l${indexes.length}`;
  const index: IndexDraft = { name: `by-${rangeKey}`, rangeKey, ...projection(chance) };
  declare(table, rangeKey, chance);
  indexes.push(index);
  return index;
}

/** An index of the table, added if it has none. */
export function someIndex(table: TableDraft, chance: Chance): IndexDraft {
  const indexes = [...(table.globalSecondaryIndex ?? []), ...(table.localSecondaryIndex ?? [])];
  if (indexes.length > 0) return chance.pick(indexes);
  return chance.chance(0.5) ? addGlobalIndex(table, chance) : addLocalIndex(table, chance);
}

/** Declares an attribute that is none yet. */
export function declare(table: TableDraft, name: string, chance: Chance): void {
  if (table.attributes.some((attribute) => attribute.name === name)) return;
  table.attributes.push({ name, type: chance.pick(["S", "N", "B"]) });
}

/** Gives an attribute another name wherever it is a key. */
export function renameAttribute(table: TableDraft, from: string, to: string): void {
  const indexes = [...(table.globalSecondaryIndex ?? []), ...(table.localSecondaryIndex ?? [])];
  for (const item of [table, ...indexes]) {
    for (const key of ["hashKey", "rangeKey"] as const) {
      const names = item[key];
      if (names === from) item[key] = to;
      if (Array.isArray(names))
        names.splice(0, names.length, ...names.map((name) => (name === from ? to : name)));
    }
  }
  for (const attribute of table.attributes) if (attribute.name === from) attribute.name = to;
}

function projection(chance: Chance): Pick<IndexDraft, "projectionType" | "nonKeyAttributes"> {
  const projectionType = chance.pick(["ALL", "KEYS_ONLY", "INCLUDE"]);
  if (projectionType !== "INCLUDE") return { projectionType };
  return { projectionType, nonKeyAttributes: projected(chance.int(1, 4)) };
}

/** Names of attributes that are keys of nothing. */
export function projected(count: number, prefix = "p"): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}

export function times(count: number, action: (i: number) => unknown): void {
  for (let i = 0; i < count; i += 1) action(i);
}
