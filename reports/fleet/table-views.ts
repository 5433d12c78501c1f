/** The questions that people ask about all tables: each is a figure, a filter of the page and a list. */
import { money } from "../cost-words";
import type {
  EnvironmentPart,
  FleetReport,
  LeavingTable,
  NamespacePart,
  TablePart,
} from "./fleet-data";

export interface TableView {
  /** In links. */
  readonly id: string;
  /** `3 tables <words>` */
  readonly words: string;
  /** Of one table; absent: it is not shown at each. */
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

export function viewsOf(table: TablePart): TableView[] {
  return TABLE_VIEWS.filter(({ has }) => has(table));
}

/** A policy is near its limit from this part of its characters on. */
export const NEAR_LIMIT = 0.8;

export function isNearLimit({ policy }: EnvironmentPart["roles"][number]): boolean {
  return policy !== undefined && policy.characters > policy.limit * NEAR_LIMIT;
}

type Environments = Pick<FleetReport, "environments">;

export function namespacesOf({ environments }: Environments): NamespacePart[] {
  return environments.flatMap(({ namespaces }) => namespaces);
}

export function tablesOf(report: Environments): TablePart[] {
  return namespacesOf(report).flatMap(({ tables }) => tables);
}

/** Those of which something can be lost. */
export function tablesAtRisk(report: Environments): TablePart[] {
  return tablesOf(report).filter((table) => viewsOf(table).some(({ isRisk }) => isRisk));
}

/** How many of the tables that are managed are in a backup plan. */
export function backupCoverage(tables: readonly TablePart[]): {
  readonly managed: number;
  readonly backedUp: number;
} {
  const managed = tables.filter(isManaged);
  const backedUp = managed.filter(({ backupPlans }) => backupPlans.length > 0);
  return { managed: managed.length, backedUp: backedUp.length };
}

/** What some tables cost a month, as far as that is known, in USD. */
export interface KnownCost {
  readonly fixed: number;
  /** By `usage`, of what has a price. */
  readonly usage: number;
  /** Tables that are managed. */
  readonly tables: number;
  /** Those of them of which a price is missing, and those without `usage`. */
  readonly withoutPrice: number;
  readonly withoutUsage: number;
}

export function knownCost(tables: readonly Pick<TablePart, "cost">[]): KnownCost {
  const costs = tables.flatMap(({ cost }) => cost ?? []);
  const sum = (amounts: readonly (number | null)[]): number =>
    amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
  return {
    fixed: sum(costs.map(({ fixed }) => fixed.monthly)),
    usage: sum(
      costs.flatMap(({ usage }) => {
        if (usage === null) return [];
        const { reads, writes, storage, pitr, total } = usage;
        return total === null ? [reads, writes, storage, pitr] : [total];
      }),
    ),
    tables: costs.length,
    withoutPrice: costs.filter(
      ({ fixed, usage }) => fixed.monthly === null || (usage !== null && usage.total === null),
    ).length,
    withoutUsage: costs.filter(({ usage }) => usage === null).length,
  };
}

/** Fixed and by `usage`. */
export function totalCost({ fixed, usage }: KnownCost): number {
  return fixed + usage;
}

/** How many of the most expensive tables are listed. */
export const MOST_EXPENSIVE = 20;

/** Those that cost something, from the most expensive on. */
export function byCost(tables: readonly TablePart[]): TablePart[] {
  return tables
    .map((table) => ({ table, cost: totalCost(knownCost([table])) }))
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.cost - a.cost)
    .map(({ table }) => table);
}

/** Tables that are destroyed or forgotten, each with where it was. */
export function leavingOf(report: Environments): (LeavingTable & {
  readonly environment: string;
  readonly namespace: string;
})[] {
  return namespacesOf(report).flatMap(({ environment, name: namespace, leaving }) =>
    leaving.map((table) => ({ environment, namespace, ...table })),
  );
}

/** A number that matters, and what it is about. */
export interface Figure {
  readonly number: string;
  readonly words: string;
  readonly isRisk: boolean;
  /** The tables that it counts, or the section that has more. */
  readonly of: TableView | "tables" | "roles" | "cost" | "protection";
}

export function figuresOf(report: FleetReport): Figure[] {
  const tables = tablesOf(report);
  const observed = tables.filter((table) => table.observed).length;
  const destroyed = leavingOf(report).filter(({ how }) => how === "destroyed").length;
  const near = report.environments.flatMap(({ roles }) => roles.filter(isNearLimit)).length;
  const cost = knownCost(tables);
  return [
    {
      number: String(tables.length - observed),
      words: `tables${observed > 0 ? `, and ${observed} more that ${observed === 1 ? "is" : "are"} only observed` : ""}`,
      isRisk: false,
      of: "tables",
    },
    ...TABLE_VIEWS.filter(({ isRisk, id }) => isRisk === true || id === "shared").map((view) => {
      const number = tables.filter(view.has).length;
      const isRisk = view.isRisk === true && number > 0;
      return { number: String(number), words: view.words, isRisk, of: view };
    }),
    ...(destroyed > 0
      ? [
          {
            number: String(destroyed),
            words: "removed tables that a deploy destroys with their data, or has destroyed",
            isRisk: true,
            of: "protection" as const,
          },
        ]
      : []),
    {
      number: String(near),
      words: "policies of roles above 80 % of their size",
      isRisk: near > 0,
      of: "roles",
    },
    {
      number: money(totalCost(cost)),
      words: `USD a month${cost.withoutPrice > 0 ? " at least" : ""}, fixed and by usage${cost.withoutUsage > 0 ? ` (${cost.withoutUsage} of ${cost.tables} tables have no usage)` : ""}`,
      isRisk: false,
      of: "cost",
    },
  ];
}
