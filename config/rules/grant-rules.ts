import {
  ACTION_NAMES,
  ACCESS_WORDS,
  actionName,
  actionsOf,
  canBeLimited,
  isAction,
  isWord,
  itemActions,
  resourceTypes,
} from "../model/dynamodb-actions";
import type { Path } from "../source/path";
import * as messages from "./rule-messages";
import { wideBesideNarrow } from "./rule-messages";
import type { Grant } from "../model/fleet";
import { closest } from "../../diagnostics/wording";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { indexesOf } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";

/** Each word or action at its place. */
function refuseUnknown(access: readonly string[], path: Path, report: Report): void {
  const known = [...ACCESS_WORDS, ...ACTION_NAMES];
  for (const [i, item] of access.entries()) {
    if (!isWord(item) && !isAction(item)) {
      report.error(
        [...path, i],
        messages.unknownAccess(item, closest(actionName(item), known), ACCESS_WORDS),
      );
    }
  }
}

function grantAccess({ values }: TableContext, report: Report): void {
  for (const [i, { access }] of (values.grants ?? []).entries())
    refuseUnknown(access, ["grants", i, "access"], report);
}

/** An action that works on no resource of this table would silently be granted nothing. */
function grantFitsTable({ values }: TableContext, report: Report): void {
  const indexes = indexesOf(values).length;
  for (const [i, { access }] of (values.grants ?? []).entries()) {
    for (const [j, item] of access.entries()) {
      if (isWord(item) ? item !== "stream" : !isAction(item)) continue;
      const types = isWord(item) ? ["stream"] : resourceTypes(actionName(item));
      const path = ["grants", i, "access", j];
      if (types.length === 0 || (types.includes("table") && !types.includes("global-table")))
        continue;
      if (types.includes("stream") && values.streamViewType === undefined) {
        report.error(path, messages.grantNeedsStream(item));
      } else if (types.includes("index") && indexes === 0)
        report.error(path, messages.grantNeedsIndex(item));
      else if (types.includes("global-table"))
        report.error(path, messages.grantOfOtherResource(item));
    }
  }
}

function grantIndexExists({ values }: TableContext, report: Report): void {
  const known = indexesOf(values).map(({ name }) => name);
  for (const [i, { indexes }] of (values.grants ?? []).entries()) {
    for (const [j, name] of (indexes ?? []).entries()) {
      if (!known.includes(name)) {
        report.error(
          ["grants", i, "indexes", j],
          messages.unknownIndex(name, closest(name, known), known),
        );
      }
    }
  }
}

/**
 * A condition on a key that a request does not carry would hold for it. Words are narrowed; an
 * action that is written out has to be able to carry the condition.
 */
function grantCarriesCondition({ values, table }: TableContext, report: Report): void {
  for (const [i, { access, leadingKeys, attributes }] of (values.grants ?? []).entries()) {
    const limits = [
      ...(leadingKeys === undefined ? [] : (["leadingKeys"] as const)),
      ...(attributes === undefined ? [] : (["attributes"] as const)),
    ];
    for (const [j, item] of access.entries()) {
      const limit =
        isWord(item) || !isAction(item)
          ? undefined
          : limits.find((by) => !canBeLimited(actionName(item), by));
      if (limit !== undefined)
        report.error(["grants", i, "access", j], messages.actionWithoutCondition(item, limit));
    }
    const left =
      table.grants[table.grants.length - (values.grants ?? []).length + i]?.actions ?? [];
    for (const [j, item] of access.entries()) {
      const isLost = isWord(item) && !actionsOf([item]).some((action) => left.includes(action));
      if (isLost) report.error(["grants", i, "access", j], messages.nothingLeft(item, limits));
    }
  }
}

/** IAM adds allowances up: a wide grant beside a narrow one makes the narrow one meaningless. */
function grantHasOneScope({ values, table }: TableContext, report: Report): void {
  const first = table.grants.length - (values.grants ?? []).length;
  for (const [i, narrow] of table.grants.entries()) {
    const wide = table.grants.find(
      (other) =>
        other.role === narrow.role &&
        isWider(other, narrow) &&
        itemActions(other.actions).length > 0,
    );
    if (wide) {
      report.error(["grants", i - first], wideBesideNarrow(narrow.role, itemActions(wide.actions)));
    }
  }
}

function isWider(one: Grant, than: Grant): boolean {
  return (
    (one.leadingKeys === undefined && than.leadingKeys !== undefined) ||
    (one.attributes === undefined && than.attributes !== undefined)
  );
}

function prefixAccess({ values }: EnvironmentContext, report: Report): void {
  for (const [i, { access }] of (values.prefixGrants ?? []).entries()) {
    refuseUnknown(access, ["prefixGrants", i, "access"], report);
  }
}

/** Source: DynamoDB API reference, CreateTable, TableName. */
function prefixIsName({ values }: EnvironmentContext, report: Report): void {
  for (const [i, { prefix }] of (values.prefixGrants ?? []).entries()) {
    if (!/^[a-zA-Z0-9_.-]+$/.test(prefix))
      report.error(["prefixGrants", i, "prefix"], messages.badPrefix(prefix));
  }
}

export const tableGrantRules: readonly TableRule[] = [
  grantAccess,
  grantFitsTable,
  grantIndexExists,
  grantCarriesCondition,
  grantHasOneScope,
];
export const environmentGrantRules: readonly EnvironmentRule[] = [prefixAccess, prefixIsName];
