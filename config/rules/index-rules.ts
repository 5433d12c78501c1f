import { TABLE_LIMITS } from "../../table/limits";
import { pathText } from "../source/path";
import type { Report } from "../source/reporting";
import { refuseLongName } from "./key-rules";
import { indexesOf } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";

function localIndexCount({ values }: TableContext, report: Report): void {
  const { localIndexes: limit } = TABLE_LIMITS;
  const count = values.localSecondaryIndex?.length ?? 0;
  if (count > limit)
    report.error(["localSecondaryIndex", limit], tooMany("local secondary indexes", count, limit));
}

function globalIndexCount({ values }: TableContext, report: Report): void {
  const { globalIndexes: limit } = TABLE_LIMITS;
  const count = values.globalSecondaryIndex?.length ?? 0;
  if (count > limit) {
    const message = tooMany("global secondary indexes", count, limit);
    report.error(["globalSecondaryIndex", limit], message);
  }
}

function tooMany(what: string, count: number, limit: number): string {
  return `the table has ${count} ${what}; AWS allows at most ${limit}: remove the others`;
}

/** Source: Developer Guide, "Local secondary indexes": an alternative sort key for a table with a composite key. */
function localIndexNeedsRangeKey({ values }: TableContext, report: Report): void {
  if (values.rangeKey !== undefined || (values.localSecondaryIndex?.length ?? 0) === 0) return;
  report.error(
    ["localSecondaryIndex"],
    "the table has local secondary indexes, but no rangeKey; add one, or make them global",
  );
}

function localIndexRepeatsTable({ values }: TableContext, report: Report): void {
  for (const [i, { rangeKey }] of (values.localSecondaryIndex ?? []).entries()) {
    if (rangeKey !== values.rangeKey) continue;
    report.warn(
      ["localSecondaryIndex", i, "rangeKey"],
      `the index is sorted by ${rangeKey}, as the table is; remove the index, or name another rangeKey`,
    );
  }
}

/** Source: DynamoDB API reference, Projection, NonKeyAttributes: belongs to INCLUDE, where it has at least one. */
function includeHasAttributes({ values }: TableContext, report: Report): void {
  for (const { path, projectionType, nonKeyAttributes } of indexesOf(values)) {
    if (projectionType !== "INCLUDE" || nonKeyAttributes.length > 0) continue;
    const key = [...path, "nonKeyAttributes"];
    report.error(
      key,
      `${pathText(key)} is missing or empty; projectionType INCLUDE needs at least one attribute: add one, or write KEYS_ONLY`,
    );
  }
}

/** The chart asks for a list at every local index, so an empty one is fine. Source: as above. */
function onlyIncludeHasAttributes({ values }: TableContext, report: Report): void {
  for (const { path, projectionType, nonKeyAttributes } of indexesOf(values)) {
    if (projectionType === "INCLUDE" || nonKeyAttributes.length === 0) continue;
    const key = [...path, "nonKeyAttributes"];
    report.error(
      key,
      `${pathText(key)} is set, but projectionType ${projectionType} allows no such list; remove it, or write projectionType: INCLUDE`,
    );
  }
}

function projectedOnce({ values }: TableContext, report: Report): void {
  for (const { path, nonKeyAttributes } of indexesOf(values)) {
    const seen = new Set<string>();
    for (const [i, name] of nonKeyAttributes.entries()) {
      if (seen.has(name))
        report.error([...path, "nonKeyAttributes", i], `${name} is listed twice; list it once`);
      seen.add(name);
    }
  }
}

function projectedName({ values }: TableContext, report: Report): void {
  for (const { path, nonKeyAttributes } of indexesOf(values)) {
    for (const [i, name] of nonKeyAttributes.entries())
      refuseLongName(name, [...path, "nonKeyAttributes", i], report);
  }
}

function projectedCount({ values }: TableContext, report: Report): void {
  const { projectedAttributes: limit } = TABLE_LIMITS;
  let total = 0;
  for (const { path, nonKeyAttributes } of indexesOf(values)) {
    const before = total;
    total += nonKeyAttributes.length;
    if (before > limit || total <= limit) continue;
    report.error(
      [...path, "nonKeyAttributes"],
      `the indexes of the table up to this one list ${total} nonKeyAttributes; AWS allows ${limit} in all: list fewer, or write projectionType: ALL`,
    );
  }
}

function projectedCountInOne({ values }: TableContext, report: Report): void {
  const { projectedAttributesOfIndex: limit } = TABLE_LIMITS;
  for (const { path, nonKeyAttributes } of indexesOf(values)) {
    if (nonKeyAttributes.length <= limit) continue;
    report.warn(
      [...path, "nonKeyAttributes"],
      `the index lists ${nonKeyAttributes.length} nonKeyAttributes; AWS may refuse more than ${limit} in one index: its API reference has that limit, its quota pages have not`,
    );
  }
}

function projectedKey({ values }: TableContext, report: Report): void {
  for (const { path, hashKeys, rangeKeys, nonKeyAttributes } of indexesOf(values)) {
    const ofIndex = [...hashKeys, ...rangeKeys].map((key) => key.name);
    const keys = [values.hashKey, values.rangeKey, ...ofIndex];
    for (const [i, name] of nonKeyAttributes.entries()) {
      if (!keys.includes(name)) continue;
      const message = `${name} is a key, and every index has the keys; remove it from the list`;
      report.warn([...path, "nonKeyAttributes", i], message);
    }
  }
}

export const indexRules: readonly TableRule[] = [
  localIndexCount,
  globalIndexCount,
  localIndexNeedsRangeKey,
  localIndexRepeatsTable,
  includeHasAttributes,
  onlyIncludeHasAttributes,
  projectedOnce,
  projectedName,
  projectedCount,
  projectedCountInOne,
  projectedKey,
];
