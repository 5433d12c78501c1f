/** What on the page something can lead to: a report of a part does not have all that is named in it. */
import type { ReachedTable } from "../../access-data";
import type { FleetReport, TablePart } from "../fleet-data";
import { tablesOf } from "../table-views";
import { roleAnchor, tableAnchor } from "./anchors";

export interface Links {
  /** The address of a role; absent: it is not on the page. */
  readonly role: (environment: string, role: string) => string | undefined;
  /** The address of a table by its name in AWS. @param accountId of the role that may use it */
  readonly table: (table: ReachedTable, accountId: string | undefined) => string | undefined;
}

/** What a section is made of. */
export interface SectionProps {
  readonly report: FleetReport;
  readonly links: Links;
}

export function linksOf(report: FleetReport): Links {
  const roles = new Set(
    report.environments.flatMap(({ name, roles }) =>
      roles.map(({ role }) => roleAnchor(name, role)),
    ),
  );
  // A table may also be observed elsewhere: who manages it knows more.
  const byObserved = [...tablesOf(report)].sort((a, b) => Number(b.observed) - Number(a.observed));
  const tables = new Map(byObserved.map((table) => [keyOf(table), tableAnchor(table)]));
  return {
    role: (environment, role) => {
      const id = roleAnchor(environment, role);
      return roles.has(id) ? `#${id}` : undefined;
    },
    table: ({ environment, table, region }, accountId) => {
      const id = tables.get(keyOf({ environment, tableName: table, region, accountId }));
      return id === undefined ? undefined : `#${id}`;
    },
  };
}

function keyOf({
  environment,
  tableName,
  region,
  accountId = "",
}: Pick<TablePart, "environment" | "tableName" | "region" | "accountId">): string {
  return [environment, accountId, region, tableName].join(" ");
}
