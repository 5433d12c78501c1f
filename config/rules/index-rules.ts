import * as messages from "./rule-messages";
import { pathText } from "../source/path";
import { bytes, NAME_BYTES } from "./key-rules";
import { indexesOf } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";
import type { Report } from "../source/reporting";

/** Source: Developer Guide, "Quotas", secondary indexes per table. */
const LOCAL_INDEX_LIMIT = 5;
const GLOBAL_INDEX_LIMIT = 20;

/** Over all indexes of a table, counted once per index. Source: Developer Guide, "Quotas", projected attributes. */
const PROJECTED_LIMIT = 100;

/** In one index: the API reference still says so, the quota pages do not. */
const PROJECTED_IN_ONE = 20;

function localIndexCount({ values }: TableContext, report: Report): void {
  const count = values.localSecondaryIndex?.length ?? 0;
  if (count > LOCAL_INDEX_LIMIT) {
    report.error(
      ["localSecondaryIndex", LOCAL_INDEX_LIMIT],
      messages.tooMany("local secondary indexes", count, LOCAL_INDEX_LIMIT),
    );
  }
}

function globalIndexCount({ values }: TableContext, report: Report): void {
  const count = values.globalSecondaryIndex?.length ?? 0;
  if (count > GLOBAL_INDEX_LIMIT) {
    report.error(
      ["globalSecondaryIndex", GLOBAL_INDEX_LIMIT],
      messages.tooMany("global secondary indexes", count, GLOBAL_INDEX_LIMIT),
    );
  }
}

/** Source: Developer Guide, "Local secondary indexes": an alternative sort key for a table with a composite key. */
function localIndexNeedsRangeKey({ values }: TableContext, report: Report): void {
  if (values.rangeKey === undefined && (values.localSecondaryIndex?.length ?? 0) > 0) {
    report.error(["localSecondaryIndex"], messages.localIndexWithoutRangeKey());
  }
}

function localIndexRepeatsTable({ values }: TableContext, report: Report): void {
  for (const [i, { rangeKey }] of (values.localSecondaryIndex ?? []).entries()) {
    if (rangeKey === values.rangeKey)
      report.warn(["localSecondaryIndex", i, "rangeKey"], messages.uselessLocalIndex(rangeKey));
  }
}

/** Source: DynamoDB API reference, Projection, NonKeyAttributes: belongs to INCLUDE, where it has at least one. */
function includeHasAttributes({ values }: TableContext, report: Report): void {
  for (const { path, projectionType, nonKeyAttributes } of indexesOf(values)) {
    if (projectionType === "INCLUDE" && nonKeyAttributes.length === 0) {
      const key = [...path, "nonKeyAttributes"];
      report.error(key, messages.projectionNeedsAttributes(pathText(key)));
    }
  }
}

/** The chart asks for a list at every local index, so an empty one is fine. Source: as above. */
function onlyIncludeHasAttributes({ values }: TableContext, report: Report): void {
  for (const { path, projectionType, nonKeyAttributes } of indexesOf(values)) {
    if (projectionType !== "INCLUDE" && nonKeyAttributes.length > 0) {
      const key = [...path, "nonKeyAttributes"];
      report.error(key, messages.projectionTakesNoAttributes(pathText(key), projectionType));
    }
  }
}

function projectedOnce({ values }: TableContext, report: Report): void {
  for (const { path, nonKeyAttributes } of indexesOf(values)) {
    for (const [i, name] of nonKeyAttributes.entries()) {
      if (nonKeyAttributes.indexOf(name) < i)
        report.error([...path, "nonKeyAttributes", i], messages.projectedTwice(name));
    }
  }
}

function projectedName({ values }: TableContext, report: Report): void {
  for (const { path, nonKeyAttributes } of indexesOf(values)) {
    for (const [i, name] of nonKeyAttributes.entries()) {
      const key = [...path, "nonKeyAttributes", i];
      if (bytes(name) > NAME_BYTES) {
        report.error(key, messages.tooLong(pathText(key), bytes(name), NAME_BYTES));
      }
    }
  }
}

function projectedCount({ values }: TableContext, report: Report): void {
  let total = 0;
  for (const { path, nonKeyAttributes } of indexesOf(values)) {
    const before = total;
    total += nonKeyAttributes.length;
    if (before <= PROJECTED_LIMIT && total > PROJECTED_LIMIT) {
      report.error(
        [...path, "nonKeyAttributes"],
        messages.tooManyProjected(total, PROJECTED_LIMIT),
      );
    }
  }
}

function projectedCountInOne({ values }: TableContext, report: Report): void {
  for (const { path, nonKeyAttributes } of indexesOf(values)) {
    if (nonKeyAttributes.length > PROJECTED_IN_ONE) {
      report.warn(
        [...path, "nonKeyAttributes"],
        messages.manyProjected(nonKeyAttributes.length, PROJECTED_IN_ONE),
      );
    }
  }
}

function projectedKey({ values }: TableContext, report: Report): void {
  for (const { path, hashKey, rangeKey, nonKeyAttributes } of indexesOf(values)) {
    const keys = [values.hashKey, values.rangeKey, hashKey, rangeKey];
    for (const [i, name] of nonKeyAttributes.entries()) {
      if (keys.includes(name))
        report.warn([...path, "nonKeyAttributes", i], messages.projectedKey(name));
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
