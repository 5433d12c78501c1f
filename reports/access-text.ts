import { printable } from "../diagnostics/printable";
import type {
  AccessReport,
  CrossingReport,
  EnvironmentReport,
  GrantReport,
  PolicyReport,
  RoleReport,
  TableReport,
} from "./access-data";
import {
  assumedBy,
  limitsOf,
  nobody,
  placeText,
  policyLimits,
  regionsText,
  roleFrom,
  sizeOf,
  throughPrefix,
} from "./access-words";
import { crossingText } from "./boundary-crossings";
import { inColumns } from "./columns";
import type { Row } from "./columns";

/** Characters after which a list goes on in the next line. */
const CELL_WIDTH = 60;

/** The report as lines for a terminal: first by role, then by table, in columns. */
export function reportText({ environments }: AccessReport): string[] {
  return environments.flatMap((environment, i) => [
    ...(i === 0 ? [] : [""]),
    ...environmentText(environment),
  ]);
}

function environmentText({ environment, roles, tables, crossings }: EnvironmentReport): string[] {
  const byRole = [...heading("ROLE / TABLE"), ...roles.flatMap(roleRows)];
  const byTable = [
    ...heading("TABLE / ROLE"),
    ...tables.flatMap((table) => tableRows(table, environment)),
  ];
  return [
    `Environment ${environment}`,
    ...(roles.length > 0 ? ["", ...inColumns(byRole)] : []),
    ...(tables.length > 0 ? ["", ...inColumns(byTable)] : []),
    ...(crossings.length > 0 ? ["", ...inColumns(crossingRows(crossings))] : []),
    ...(roles.length === 0 && tables.length === 0 ? ["", "nobody is granted anything"] : []),
  ];
}

function crossingRows(crossings: readonly CrossingReport[]): Row[] {
  return [
    [["BEYOND A NAMESPACE"], ["WRITTEN IN"]],
    ...crossings.map((crossing) => [
      [`  ${printable(crossingText(crossing))}`],
      [printable(placeText(crossing))],
    ]),
  ];
}

function heading(first: string): Row[] {
  return [[first, "REGION", "ACCESS", "GRANTED BY", "LIMITS"].map((text) => [text])];
}

function roleRows(role: RoleReport): Row[] {
  const { declared, policy } = role;
  return [
    `${role.role}: stack ${role.stack}, ${policy ? `policy ${policy.name}, ` : ""}${sizeOf(role)}`,
    ...(declared
      ? [`  created by ${placeText(declared)}, to be assumed by ${assumedBy(declared)}`]
      : []),
    ...role.grants.map((grant) => grantRow(grant, grant.table, limitLines(grant, "role"))),
  ];
}

function tableRows(table: TableReport, environment: string): Row[] {
  const none = nobody(table);
  return [
    `${table.table}${none === undefined ? "" : `: ${none}`}`,
    ...table.grants.map((grant) => {
      const through = throughPrefix(grant);
      const regions = [table.region, ...(table.replicas ?? [])].filter((region) =>
        grant.regions.includes(region),
      );
      return grantRow({ ...grant, regions }, roleFrom(environment, grant), [
        ...(through === undefined ? [] : [through]),
        ...limitLines(grant, "table"),
      ]);
    }),
    ...table.policies.flatMap((policy) =>
      policy.principals.map((principal) => policyRow(policy, principal, table.region)),
    ),
  ];
}

function policyRow(policy: PolicyReport, principal: string, region: string): Row {
  return [
    [`  ${printable(principal)}`],
    [region],
    wrapped("", policy.access).map(printable),
    [printable(placeText(policy))],
    policyLimits(policy).map(printable),
  ];
}

function grantRow(grant: GrantReport, first: string, limits: readonly string[]): Row {
  return [
    [`  ${printable(first)}`],
    [regionsText(grant)],
    wrapped("", grant.access),
    [printable(placeText(grant))],
    limits.map(printable),
  ];
}

function limitLines(grant: GrantReport, seenFrom: "role" | "table"): string[] {
  return [...limitsOf(grant, seenFrom)].flatMap(([kind, of]) => wrapped(`${kind} `, of));
}

/** A list in lines of at most `CELL_WIDTH` characters, unless one item is longer. */
function wrapped(start: string, items: readonly string[]): string[] {
  const lines: string[] = [];
  let line = start;
  for (const [i, item] of items.entries()) {
    const text = i < items.length - 1 ? `${item},` : item;
    if (line.trim() !== "" && line !== start && `${line}${text}`.length > CELL_WIDTH) {
      lines.push(line.trimEnd());
      line = " ".repeat(start.length);
    }
    line += `${text} `;
  }
  return [...lines, line.trimEnd()];
}
