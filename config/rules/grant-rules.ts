import { closest, didYouMean, oneOf } from "../../diagnostics/wording";
import {
  ACCESS_WORDS,
  ACTION_NAMES,
  actionName,
  isAction,
  isWord,
  resourceTypes,
} from "../model/dynamodb-actions";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { indexesOf } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";

function grantAccess({ values }: TableContext, report: Report): void {
  for (const [i, { access }] of (values.grants ?? []).entries())
    refuseUnknownAccess(access, ["grants", i, "access"], report);
}

function prefixAccess({ values }: EnvironmentContext, report: Report): void {
  for (const [i, { access }] of (values.prefixGrants ?? []).entries())
    refuseUnknownAccess(access, ["prefixGrants", i, "access"], report);
}

function refuseUnknownAccess(access: readonly string[], path: Path, report: Report): void {
  const known = [...ACCESS_WORDS, ...ACTION_NAMES];
  for (const [i, item] of access.entries()) {
    if (isWord(item) || isAction(item)) continue;
    report.error(
      [...path, i],
      `${JSON.stringify(item)} is neither a word nor an action of DynamoDB${didYouMean(closest(actionName(item), known))}; write ${oneOf(ACCESS_WORDS)}, or an action such as GetItem`,
    );
  }
}

/** What works on no resource of this table would grant nothing, without a word. */
function grantFitsTable({ values }: TableContext, report: Report): void {
  for (const [i, { access }] of (values.grants ?? []).entries()) {
    for (const [j, item] of access.entries()) {
      const fault = misfit(item, values);
      if (fault !== undefined) report.error(["grants", i, "access", j], fault);
    }
  }
}

function misfit(item: string, values: TableContext["values"]): string | undefined {
  if (isWord(item) ? item !== "stream" : !isAction(item)) return undefined;
  const types = isWord(item) ? ["stream"] : resourceTypes(actionName(item));
  const isOfGlobalTables = types.includes("global-table");
  if (types.length === 0 || (types.includes("table") && !isOfGlobalTables)) return undefined;
  if (types.includes("stream") && values.streamViewType === undefined)
    return `${item} works on a stream, and the table has none; add streamViewType, for example NEW_AND_OLD_IMAGES`;
  if (types.includes("index") && indexesOf(values).length === 0)
    return `${item} works on an index, and the table has none; remove it, or add the index`;
  return isOfGlobalTables
    ? `${item} works on no resource of this table, so it cannot be granted here; remove it`
    : undefined;
}

function grantIndexExists({ values }: TableContext, report: Report): void {
  let known: readonly string[] | undefined;
  for (const [i, { indexes = [] }] of (values.grants ?? []).entries()) {
    for (const [j, name] of indexes.entries()) {
      known ??= indexesOf(values).map((index) => index.name);
      if (known.includes(name)) continue;
      const existing = known.length === 0 ? "it has none: remove indexes" : `write ${oneOf(known)}`;
      report.error(
        ["grants", i, "indexes", j],
        `the table has no index ${name}${didYouMean(closest(name, known))}; ${existing}`,
      );
    }
  }
}

/** Source: DynamoDB API reference, CreateTable, TableName. */
function prefixIsName({ values }: EnvironmentContext, report: Report): void {
  for (const [i, { prefix }] of (values.prefixGrants ?? []).entries()) {
    if (/^[a-zA-Z0-9_.-]+$/.test(prefix)) continue;
    report.error(
      ["prefixGrants", i, "prefix"],
      `prefix is ${JSON.stringify(prefix)}; write the start of table names: letters, digits and _.-`,
    );
  }
}

export const tableGrantRules: readonly TableRule[] = [
  grantAccess,
  grantFitsTable,
  grantIndexExists,
];
export const environmentGrantRules: readonly EnvironmentRule[] = [prefixAccess, prefixIsName];
