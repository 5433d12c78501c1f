/** The report as Markdown: the same as the page says. */
import { counted, listed } from "../../diagnostics/wording";
import { accessTables, crossingsTable } from "../access-markdown";
import { placeText } from "../access-words";
import type { LabelledText } from "../aspects";
import { money } from "../cost-words";
import { codeSpan, markdownSection, markdownText } from "../markdown";
import {
  costFacts,
  LEAVING_HEADING,
  LEAVING_WORDS,
  missingCosts,
  monthlyText,
  projectionText,
  PROTECTION_HEADING,
  protectionFacts,
} from "./fleet-words";
import type {
  EnvironmentPart,
  FleetReport,
  KeysPart,
  NamespacePart,
  TablePart,
} from "./fleet-data";
import {
  backupCoverage,
  byCost,
  figuresOf,
  knownCost,
  leavingOf,
  MOST_EXPENSIVE,
  namespacesOf,
  tablesAtRisk,
  tablesOf,
} from "./table-views";

/** @param made when and of what it was made, in words; absent: not said */
export function fleetMarkdown(report: FleetReport, made?: string): string[] {
  const names = report.environments.map(({ name }) => name);
  const blocks = [
    [`# DynamoDB tables: ${names.length > 0 ? listed(names.map(markdownText)) : "none"}`],
    ...(made === undefined ? [] : [[`${markdownText(made)}.`]]),
    figuresOf(report).map(({ number, words }) => `- **${number}** ${words}`),
    ["## All tables"],
    ...protection(report),
    ...costs(report),
    ...report.environments.flatMap(environmentBlocks),
  ];
  return blocks.flatMap((block, i) => (i === 0 ? block : ["", ...block]));
}

function protection(report: FleetReport): string[][] {
  const rows = tablesAtRisk(report).map((table) => [
    nameOf(table),
    ...(table.observed
      ? ["–", "–", "–", "–", "only observed"]
      : [
          table.retained ? "no" : "yes",
          table.deletionProtection ? "on" : "off",
          table.pointInTimeRecovery ? "on" : "off",
          table.backupPlans.map(codeSpan).join(", ") || "none",
          table.belowFloor.join(", "),
        ]),
    table.optOutReason === undefined ? "" : markdownText(table.optOutReason),
  ]);
  return [
    ...markdownSection("Tables without full protection", PROTECTION_HEADING, rows),
    ...markdownSection(
      "Tables that are removed from the values",
      LEAVING_HEADING,
      leavingOf(report).map(({ environment, namespace, name, how, reason }) => [
        codeSpan(`${environment} ${namespace}/${name}`),
        LEAVING_WORDS[how],
        reason === undefined ? "" : markdownText(reason),
      ]),
    ),
  ];
}

function costs(report: FleetReport): string[][] {
  const { date, source } = report.prices;
  const namespaces = namespacesOf(report);
  return [
    ...markdownSection(
      "What costs most",
      ["Table", "USD a month"],
      byCost(tablesOf(report))
        .slice(0, MOST_EXPENSIVE)
        .map((table) => [nameOf(table), monthlyText(knownCost([table]))]),
    ),
    ...markdownSection(
      "Cost by namespace",
      ["Namespace", "Fixed", "By usage", "Together"],
      namespaces.map(({ environment, name, tables }) => {
        const cost = knownCost(tables);
        return [
          codeSpan(`${environment} ${name}`),
          money(cost.fixed),
          money(cost.usage),
          monthlyText(cost),
        ];
      }),
    ),
    ...(date === null ? [] : [[`Prices of ${date} or later, ${markdownText(source ?? "")}.`]]),
    ...missingCosts(knownCost(tablesOf(report))).map((line) => [line]),
  ];
}

function environmentBlocks(environment: EnvironmentPart): string[][] {
  const { name, production, facts, namespaces, plans, roles, crossings } = environment;
  const tables = tablesOf({ environments: [environment] });
  const { managed, backedUp } = backupCoverage(tables);
  const access = {
    ...{ environment: name, roles },
    tables: tables.map((table) => ({ ...table, table: table.tableName })),
  };
  return [
    [`## ${markdownText(name)}`],
    [
      ...(production ? ["- a production environment"] : []),
      ...facts.map(factLine),
      `- ${backedUp} of ${counted(managed, "table")} backed up`,
    ],
    ...markdownSection(
      "Namespaces",
      ["Namespace", "Tables", "Backed up", "USD a month", "Files"],
      namespaces.map(namespaceRow),
    ),
    ...markdownSection(
      "Tables",
      ["Table", "In AWS", "Settings", "Protection and backup", "Cost", "Written in"],
      tables.map((table) => [
        codeSpan(`${table.namespace}/${table.name}`),
        codeSpan(table.tableName),
        // It has a cell of its own.
        factsCell(table.settings.filter(({ label }) => label !== "name in AWS")),
        factsCell(protectionFacts(table)),
        factsCell(costFacts(table)),
        codeSpan(placeText(table.place)),
      ]),
    ),
    ...markdownSection(
      "Keys and indexes",
      ["Table", "Index", "Partition key", "Sort key", "Other attributes", "Settings"],
      tables.flatMap((table) => table.keys.map((keys) => keysRow(table, keys))),
    ),
    ...markdownSection(
      "Backup plans",
      ["Plan", "Tables", "What it does"],
      plans.map((plan) => [codeSpan(plan.name), String(plan.tables), factsCell(plan.facts)]),
    ),
    ...accessTables(access),
    ...crossingsTable(crossings),
  ];
}

function namespaceRow({ name, tables, files }: NamespacePart): string[] {
  const { managed, backedUp } = backupCoverage(tables);
  return [
    codeSpan(name),
    String(tables.length),
    `${backedUp} of ${managed}`,
    monthlyText(knownCost(tables)),
    files.map(codeSpan).join(", "),
  ];
}

function keysRow(table: TablePart, part: KeysPart): string[] {
  const keys = (list: KeysPart["hashKeys"]): string =>
    list.map(({ name, type }) => codeSpan(`${name} ${type}`)).join(", ") || "–";
  return [
    codeSpan(`${table.namespace}/${table.name}`),
    part.kind === "table" ? "the table" : `${codeSpan(part.name)}, ${part.kind}`,
    keys(part.hashKeys),
    keys(part.rangeKeys),
    markdownText(projectionText(part)),
    factsCell(part.settings),
  ];
}

function factLine({ label, text }: LabelledText): string {
  return `- ${label}: ${codeSpan(text)}`;
}

function factsCell(facts: readonly LabelledText[]): string {
  return facts.map(({ label, text }) => `${label}: ${codeSpan(text)}`).join("<br>");
}

function nameOf({ environment, namespace, name }: TablePart): string {
  return codeSpan(`${environment} ${namespace}/${name}`);
}
