import { groupedBy } from "../config/model/grouped-by";
import { totalOf } from "../cost/fleet-cost";
import type { IndexCost } from "../cost/index-costs";
import type { CostReport, TableCost } from "../cost/table-cost";
import { printable } from "../diagnostics/printable";
import { inColumns } from "./columns";
import type { Row } from "./columns";
import { money, otherMode, price } from "./cost-words";

/** A table with what its indexes have of its cost. */
export interface CostedTable {
  readonly cost: TableCost;
  readonly indexes: readonly IndexCost[];
}

const HEADING = [
  "FIXED",
  "RANGE",
  "USAGE",
  "1M READS",
  "1M WRITES",
  "GB STORED",
  "GB PITR",
  "GB BACKUP",
];
/** After the name of the table and its billing mode. */
const NUMBERS = new Set(HEADING.map((_, i) => i + 2));

/** The report as lines for a terminal: USD a month, by environment and namespace. */
export function costText(report: CostReport, indexes: readonly (readonly IndexCost[])[]): string[] {
  const tables = report.tables.map((cost, i) => ({ cost, indexes: indexes[i] ?? [] }));
  return [
    ...[...groupedBy(({ cost }) => cost.environment, tables)].flatMap(([name, all]) => [
      ...environmentText(name, all),
      "",
    ]),
    ...footer(report),
  ];
}

function environmentText(environment: string, tables: readonly CostedTable[]): string[] {
  const { fixed, usage } = totalOf(tables.map(({ cost }) => cost));
  return [
    `Environment ${environment}: ${money(fixed)} fixed, ${money(usage)} by usage`,
    "",
    ...inColumns(
      [...groupedBy(({ cost }) => cost.namespace, tables)].flatMap(([name, all]) =>
        namespaceRows(name, all),
      ),
      NUMBERS,
    ),
    ...notes(tables),
  ];
}

function namespaceRows(namespace: string, tables: readonly CostedTable[]): Row[] {
  const { fixed, usage } = totalOf(tables.map(({ cost }) => cost));
  return [
    cells(namespace.toUpperCase(), "BILLING", ...HEADING, "THE OTHER MODE"),
    ...tables.flatMap(({ cost, indexes }) => [tableRow(cost), ...indexes.map(indexRow)]),
    cells("  together", "", money(fixed), "", money(usage), "", "", "", "", "", ""),
  ];
}

function tableRow(cost: TableCost): Row {
  const { fixed, perMillion, perGb, usage } = cost;
  const isRange = fixed.min !== fixed.max;
  return cells(
    `  ${cost.table}`,
    cost.billingMode === "PROVISIONED" ? "provisioned" : "on demand",
    money(fixed.monthly),
    isRange ? `${money(fixed.min)} to ${money(fixed.max)}` : "",
    usage === null ? "-" : money(usage.total),
    price(perMillion.reads),
    price(perMillion.writes),
    price(perGb.storage),
    price(perGb.pitr),
    price(perGb.backup),
    otherMode(cost.alternative),
  );
}

function indexRow({ index, fixed, writes }: IndexCost): Row {
  return cells(`    index ${index}`, "", money(fixed), "", "", "", price(writes), "", "", "", "");
}

/** What several tables have to say is said once, after the names of all of them. */
function notes(tables: readonly CostedTable[]): string[] {
  const costs = tables.map(({ cost }) => cost);
  const lines = [...groupedBy(({ note }) => note ?? "", costs)]
    .filter(([note]) => note !== "")
    .map(([note, alike]) => `  ${alike.map(nameOf).join(", ")}: ${note}`);
  return lines.length === 0 ? [] : ["", ...lines];
}

function nameOf({ namespace, table }: TableCost): string {
  return `${namespace}/${table}`;
}

function footer({ prices, total, hoursPerMonth }: CostReport): string[] {
  const from =
    prices.date === null ? [] : [`Prices of ${prices.date} or later, ${prices.source ?? ""}.`];
  return [
    `All: ${money(total.fixed)} fixed, ${money(total.usage)} by usage, USD for a month of ${hoursPerMonth} hours,`,
    "without tax, free tier and reserved capacity. docs/cost.md says what is counted.",
    ...from,
  ];
}

function cells(...texts: readonly string[]): Row {
  return texts.map((text) => [printable(text)]);
}
