/** What a role may do with a table, however it is written: each action with what limits it. */
import type { Position } from "../../diagnostics/problems";
import { inWords } from "../access-words";
import { ACCESS_WORDS, actionsOf, resourceTypes } from "../../config/model/dynamodb-actions";

/** What limits an action; none of these: nothing does. Lists are sets. */
export interface Limit {
  readonly indexes?: readonly string[] | undefined;
  readonly leadingKeys?: readonly string[] | undefined;
  readonly attributes?: readonly string[] | undefined;
  /** Of a statement of a resource policy. */
  readonly resources?: readonly string[] | undefined;
  readonly conditions?: string | undefined;
}

/** By action: one of the limits has to be kept. */
export type EffectiveAccess = ReadonlyMap<string, readonly Limit[]>;

export interface Allowance {
  readonly actions: readonly string[];
  readonly limit: Limit;
  readonly at: () => Pick<Position, "file" | "line">;
}

export function effectiveAccess(allowances: readonly Allowance[]): EffectiveAccess {
  const all = new Map<string, Limit[]>();
  for (const { actions, limit } of allowances)
    for (const action of actions)
      all.set(action, withLimit(all.get(action) ?? [], limitFor(action, limit)));
  return all;
}

/** Only actions that know indexes are limited to some. */
function limitFor(action: string, { indexes, ...limit }: Limit): Limit {
  return resourceTypes(action).includes("index") ? { indexes, ...limit } : limit;
}

function withLimit(limits: readonly Limit[], limit: Limit): Limit[] {
  // What is allowed on some indexes and on others is allowed on all of these.
  const twin = limits.find((one) => othersOf(one) === othersOf(limit));
  const indexes = twin?.indexes && limit.indexes ? [...twin.indexes, ...limit.indexes] : undefined;
  const merged = twin ? { ...limit, indexes: indexes && [...new Set(indexes)].sort() } : limit;
  const rest = limits.filter((one) => one !== twin);
  if (rest.some((one) => covers(one, merged))) return rest;
  return [...rest.filter((one) => !covers(merged, one)), merged];
}

function othersOf({ leadingKeys, attributes, resources, conditions }: Limit): string {
  const sets = [leadingKeys, attributes, resources].map((list) => list && [...list].sort());
  return JSON.stringify([...sets, conditions]);
}

/** Whether everything that one limit allows another one allows too. */
function covers(wide: Limit, narrow: Limit): boolean {
  const isWithin = (
    all: readonly string[] | undefined,
    some: readonly string[] | undefined,
  ): boolean => all === undefined || (some?.every((one) => isAmong(one, all)) ?? false);
  return (
    isWithin(wide.indexes, narrow.indexes) &&
    isWithin(wide.leadingKeys, narrow.leadingKeys) &&
    isWithin(wide.attributes, narrow.attributes) &&
    isWithin(wide.resources, narrow.resources) &&
    (wide.conditions === undefined || wide.conditions === narrow.conditions)
  );
}

function isAmong(text: string, all: readonly string[]): boolean {
  return all.some(
    (one) => one === text || (one.endsWith("*") && text.startsWith(one.slice(0, -1))),
  );
}

/** Whether an action may do anything after an edit that it could not before. */
export function isWidened(before: readonly Limit[], after: readonly Limit[]): boolean {
  return after.some((limit) => !before.some((one) => covers(one, limit)));
}

export function isSameLimits(before: readonly Limit[], after: readonly Limit[]): boolean {
  return !isWidened(before, after) && !isWidened(after, before);
}

/** What limits the actions, in words; `null`: nothing. */
export function conditionText(actions: readonly string[], access: EffectiveAccess): string | null {
  const texts = new Map<string, string[]>();
  for (const action of actions) {
    const limits = access.get(action);
    if (limits === undefined) continue;
    const text = limits.map(limitText).sort().join(" or ");
    texts.set(text, [...(texts.get(text) ?? []), action]);
  }
  if ([...texts.keys()].every((text) => text === "")) return null;
  if (texts.size === 1) return [...texts.keys()][0] ?? null;
  return [...texts]
    .map(([text, some]) => `${inWords(some).join(", ")}: ${text === "" ? "not limited" : text}`)
    .sort()
    .join("; ");
}

function limitText({ indexes, leadingKeys, attributes, resources, conditions }: Limit): string {
  const listText = (label: string, list: readonly string[] | undefined): string[] =>
    list ? [`${label} ${list.length === 0 ? "none" : [...new Set(list)].sort().join(", ")}`] : [];
  return [
    ...listText("indexes", indexes),
    ...listText("leading keys", leadingKeys),
    ...listText("attributes", attributes),
    ...listText("resources", resources),
    ...(conditions === undefined ? [] : [`conditions ${conditions}`]),
  ].join(", ");
}

/**
 * Actions of one side that the other has not: words where the whole of one is among them but for what a
 * word of the other side has in common with it, then the actions that no such word covers.
 */
export function onlyOn(
  one: Iterable<string>,
  other: Iterable<string>,
  reached: Iterable<string>,
): string[] {
  const [own, others, elsewhere] = [new Set(one), new Set(other), new Set(reached)];
  const gone = new Set([...own].filter((action) => !others.has(action) && !elsewhere.has(action)));
  if (gone.size === 0) return [];
  const shared = new Set(
    ACCESS_WORDS.filter((word) => hasWord(others, word)).flatMap((word) => actionsOf([word])),
  );
  const words = ACCESS_WORDS.filter(
    (word) =>
      hasWord(own, word) &&
      !hasWord(others, word) &&
      actionsOf([word]).every((action) => gone.has(action) || shared.has(action)),
  );
  const covered = new Set(actionsOf(words));
  return [...words, ...[...gone].filter((action) => !covered.has(action)).sort()];
}

function hasWord(actions: ReadonlySet<string>, word: (typeof ACCESS_WORDS)[number]): boolean {
  return actionsOf([word]).every((action) => actions.has(action));
}
