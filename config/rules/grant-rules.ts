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
import type { Path } from "../source/values-document";
import * as messages from "./rule-messages";
import type { Grant } from "../model/fleet";
import { closest } from "../../diagnostics/wording";
import type { Tell } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { indexesOf } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";

/** Each word or action at its place. */
function refuseUnknown(access: readonly string[], path: Path, tell: Tell): void {
  const known = [...ACCESS_WORDS, ...ACTION_NAMES];
  for (const [i, item] of access.entries()) {
    if (!isWord(item) && !isAction(item)) {
      tell.error(
        [...path, i],
        messages.unknownAccess(item, closest(actionName(item), known), ACCESS_WORDS),
      );
    }
  }
}

function grantAccess({ values }: TableContext, tell: Tell): void {
  for (const [i, { access }] of (values.grants ?? []).entries())
    refuseUnknown(access, ["grants", i, "access"], tell);
}

/** An action that works on no resource of this table would silently be granted nothing. */
function grantFitsTable({ values }: TableContext, tell: Tell): void {
  const indexes = indexesOf(values).length;
  for (const [i, { access }] of (values.grants ?? []).entries()) {
    for (const [j, item] of access.entries()) {
      if (isWord(item) ? item !== "stream" : !isAction(item)) continue;
      const types = isWord(item) ? ["stream"] : resourceTypes(actionName(item));
      const path = ["grants", i, "access", j];
      if (types.length === 0 || (types.includes("table") && !types.includes("global-table")))
        continue;
      if (types.includes("stream") && values.streamViewType === undefined) {
        tell.error(path, messages.grantNeedsStream(item));
      } else if (types.includes("index") && indexes === 0)
        tell.error(path, messages.grantNeedsIndex(item));
      else if (types.includes("global-table"))
        tell.error(path, messages.grantOfOtherResource(item));
    }
  }
}

function grantIndexExists({ values }: TableContext, tell: Tell): void {
  const known = indexesOf(values).map(({ name }) => name);
  for (const [i, { indexes }] of (values.grants ?? []).entries()) {
    for (const [j, name] of (indexes ?? []).entries()) {
      if (!known.includes(name)) {
        tell.error(
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
function grantCarriesCondition({ values, table }: TableContext, tell: Tell): void {
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
        tell.error(["grants", i, "access", j], messages.actionWithoutCondition(item, limit));
    }
    const left =
      table.grants[table.grants.length - (values.grants ?? []).length + i]?.actions ?? [];
    for (const [j, item] of access.entries()) {
      const isLost = isWord(item) && !actionsOf([item]).some((action) => left.includes(action));
      if (isLost) tell.error(["grants", i, "access", j], messages.nothingLeft(item, limits));
    }
  }
}

/** IAM adds allowances up: a wide grant beside a narrow one makes the narrow one meaningless. */
function grantHasOneScope({ values, table }: TableContext, tell: Tell): void {
  const first = table.grants.length - (values.grants ?? []).length;
  for (const [i, narrow] of table.grants.entries()) {
    const wide = table.grants.find(
      (other) =>
        other.role === narrow.role &&
        isWider(other, narrow) &&
        itemActions(other.actions).length > 0,
    );
    if (wide) {
      tell.error(
        ["grants", i - first],
        messages.wideBesideNarrow(narrow.role, itemActions(wide.actions)),
      );
    }
  }
}

function isWider(one: Grant, than: Grant): boolean {
  return (
    (one.leadingKeys === undefined && than.leadingKeys !== undefined) ||
    (one.attributes === undefined && than.attributes !== undefined)
  );
}

function prefixAccess({ values }: EnvironmentContext, tell: Tell): void {
  for (const [i, { access }] of (values.prefixGrants ?? []).entries()) {
    refuseUnknown(access, ["prefixGrants", i, "access"], tell);
  }
}

/** Source: DynamoDB API reference, CreateTable, TableName. */
function prefixIsName({ values }: EnvironmentContext, tell: Tell): void {
  for (const [i, { prefix }] of (values.prefixGrants ?? []).entries()) {
    if (!/^[a-zA-Z0-9_.-]+$/.test(prefix))
      tell.error(["prefixGrants", i, "prefix"], messages.badPrefix(prefix));
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
