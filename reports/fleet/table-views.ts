/** The questions that people ask about all tables: each is a figure, a filter of the page and a list. */
import { money } from "../cost-words";
import type { EnvironmentPart, FleetReport, NamespacePart, TablePart, Total } from "./fleet-data";

export interface TableView {
  /** In links. */
  readonly id: string;
  /** `3 tables <words>` */
  readonly words: string;
  /** Of one table; absent: nobody needs to be told at each. */
  readonly badge?: string;
  readonly isRisk?: boolean;
  readonly has: (table: TablePart) => boolean;
}

const isManaged = ({ observed }: TablePart): boolean => !observed;

export const TABLE_VIEWS: readonly TableView[] = [
  {
    id: "destroyable",
    words: "that an edit can destroy (deletionPolicy Delete)",
    badge: "can be destroyed",
    isRisk: true,
    has: (table) => isManaged(table) && !table.retained,
  },
  {
    id: "no-deletion-protection",
    words: "without deletion protection",
    badge: "no deletion protection",
    isRisk: true,
    has: (table) => isManaged(table) && !table.deletionProtection,
  },
  {
    id: "no-recovery",
    words: "without point-in-time recovery",
    badge: "no point-in-time recovery",
    isRisk: true,
    has: (table) => isManaged(table) && !table.pointInTimeRecovery,
  },
  {
    id: "not-backed-up",
    words: "in no backup plan",
    badge: "not backed up",
    isRisk: true,
    has: (table) => isManaged(table) && table.backupPlans.length === 0,
  },
  {
    id: "opt-out",
    words: "below the floor of production, with a reason",
    badge: "opt-out",
    isRisk: true,
    has: ({ optOutReason }) => optOutReason !== undefined,
  },
  {
    id: "shared",
    words: "that roles or accounts beyond their namespace may use",
    badge: "shared",
    has: ({ shared }) => shared,
  },
  { id: "on-demand", words: "on demand", has: (table) => isManaged(table) && table.isOnDemand },
  {
    id: "provisioned",
    words: "with provisioned capacity",
    has: (table) => isManaged(table) && !table.isOnDemand,
  },
  {
    id: "global",
    words: "with replicas",
    badge: "global",
    has: ({ replicas }) => replicas.length > 0,
  },
  { id: "stream", words: "with a stream", badge: "stream", has: ({ hasStream }) => hasStream },
  {
    id: "observed",
    words: "only observed",
    badge: "only observed",
    has: (table) => table.observed,
  },
];

/** The views of a table that say what of it can be lost. */
export function risksOf(table: TablePart): TableView[] {
  return viewsOf(table).filter(({ isRisk }) => isRisk);
}

export function viewsOf(table: TablePart): TableView[] {
  return TABLE_VIEWS.filter(({ has }) => has(table));
}

/** A policy is near its limit from this part of its characters on. */
export const NEAR_LIMIT = 0.8;

export function isNearLimit({ policy }: EnvironmentPart["roles"][number]): boolean {
  return policy !== undefined && policy.characters > policy.limit * NEAR_LIMIT;
}

export function namespacesOf({ environments }: FleetReport): NamespacePart[] {
  return environments.flatMap(({ namespaces }) => namespaces);
}

export function tablesOf(report: FleetReport): TablePart[] {
  return namespacesOf(report).flatMap(({ tables }) => tables);
}

/** How many of the tables that are managed are in a backup plan. */
export function backupCoverage(namespaces: readonly Pick<NamespacePart, "tables">[]): {
  readonly managed: number;
  readonly backedUp: number;
} {
  const managed = namespaces.flatMap(({ tables }) => tables.filter(isManaged));
  const backedUp = managed.filter(({ backupPlans }) => backupPlans.length > 0);
  return { managed: managed.length, backedUp: backedUp.length };
}

/** USD for a month, fixed and by `usage`; `null`: a price is missing; `undefined`: it is only observed. */
export function monthlyCost({ cost }: TablePart): number | null | undefined {
  if (cost === undefined) return undefined;
  const { fixed, usage } = cost;
  if (fixed.monthly === null || usage?.total === null) return null;
  return fixed.monthly + (usage?.total ?? 0);
}

/** Fixed and by `usage`. */
export function totalCost({ fixed, usage }: Total): number {
  return fixed + usage;
}

/** How many of the most expensive tables are listed. */
export const MOST_EXPENSIVE = 20;

/** Those that cost something, from the most expensive on. */
export function byCost(tables: readonly TablePart[]): TablePart[] {
  return tables
    .filter((table) => (monthlyCost(table) ?? 0) > 0)
    .sort((a, b) => (monthlyCost(b) ?? 0) - (monthlyCost(a) ?? 0));
}

/** A number that matters, and what it is about. */
export interface Figure {
  readonly number: string;
  readonly words: string;
  readonly isRisk: boolean;
  /** The tables that it counts, or the section that has more. */
  readonly of: TableView | "tables" | "roles" | "cost";
}

export function figuresOf(report: FleetReport): Figure[] {
  const tables = tablesOf(report);
  const near = report.environments.flatMap(({ roles }) => roles.filter(isNearLimit)).length;
  return [
    { number: String(tables.length), words: "tables", isRisk: false, of: "tables" },
    ...TABLE_VIEWS.filter(({ isRisk, id }) => isRisk === true || id === "shared").map((view) => {
      const number = tables.filter(view.has).length;
      const isRisk = view.isRisk === true && number > 0;
      return { number: String(number), words: view.words, isRisk, of: view };
    }),
    {
      number: String(near),
      words: "policies of roles above 80 % of their size",
      isRisk: near > 0,
      of: "roles",
    },
    {
      number: money(totalCost(report.total)),
      words: "USD a month, fixed and by usage",
      isRisk: false,
      of: "cost",
    },
  ];
}
