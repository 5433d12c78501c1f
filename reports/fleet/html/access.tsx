/** Who may do what: at a table, at a role, and as a matrix of a namespace. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { groupedBy } from "../../../config/model/grouped-by";
import { policyPrincipal, roleInAccount } from "../../../config/model/policy-principals";
import { compareText } from "../../../diagnostics/problems";
import type { GrantReport, PolicyReport, RoleReport } from "../../access-data";
import {
  assumedBy,
  limitsOf,
  nobody,
  placeText,
  policyAccess,
  policyLimits,
  regionsText,
  roleFrom,
  sizeOf,
  throughPrefix,
} from "../../access-words";
import { labelledTexts } from "../../aspects";
import type { EnvironmentPart, NamespacePart, TablePart } from "../fleet-data";
import { isNearLimit, NEAR_LIMIT, tablesOf } from "../table-views";
import { roleAnchor, tableAnchor } from "./anchors";
import type { Links } from "./links";
import { Facts, Grid, Item, Source } from "./parts";

/** Roles and principals of resource policies that may use a table. */
export function TableAccess({
  table,
  links,
}: {
  readonly table: TablePart;
  readonly links: Links;
}): JSX.Element {
  const { grants, policies, environment, namespace, name, observed } = table;
  const none = nobody(table);
  return (
    <>
      {observed && <p>It is only observed here: who manages it says who else may use it.</p>}
      {none !== undefined ? (
        !observed && <p>{none}</p>
      ) : (
        <Grid
          label={`Who may do what with ${name} of ${environment} ${namespace}`}
          heading={["Who", "May", "Limits", "Granted by"]}
          rows={[
            ...grants.map((grant) => [
              <RoleLink grant={grant} seenFrom={environment} links={links} />,
              grant.access.join(", "),
              limitsText(grant, "table"),
              <Source place={grant} />,
            ]),
            ...policies.flatMap((policy) =>
              policy.principals.map((principal) => [
                <code>{principal}</code>,
                policyAccess(policy).join(", "),
                policyLimits(policy).join("; "),
                <Source place={policy} />,
              ]),
            ),
          ]}
        />
      )}
    </>
  );
}

function RoleLink({
  grant,
  seenFrom,
  links,
}: {
  readonly grant: GrantReport;
  readonly seenFrom: string;
  readonly links: Links;
}): JSX.Element {
  const href = links.role(grant.environment, grant.role);
  const text = roleFrom(seenFrom, grant);
  return href === undefined ? <code>{text}</code> : <a href={href}>{text}</a>;
}

function limitsText(grant: GrantReport, seenFrom: "role" | "table"): string {
  const through = seenFrom === "table" ? throughPrefix(grant) : undefined;
  return [
    ...(through === undefined ? [] : [through]),
    ...[...limitsOf(grant, seenFrom)].map(([kind, of]) => `${kind} ${of.join(", ")}`),
  ].join("; ");
}

/** A role with everything that it may do, also by resource policies that name it. */
export function RoleItem({
  role,
  environment,
  named,
  links,
}: {
  readonly role: RoleReport;
  readonly environment: string;
  /** Statements of resource policies that name it. */
  readonly named: readonly NamingStatement[];
  readonly links: Links;
}): JSX.Element {
  const { grants, stack, accountId, declared, policy } = role;
  const names = grants.flatMap(({ table, reaches = [] }) => [
    table,
    ...reaches.map((reached) => reached.table),
  ]);
  return (
    <Item
      id={roleAnchor(environment, role.role)}
      find={[environment, role.role, ...names, ...named.map(({ table }) => table.tableName)]}
      data={{ "data-environment": environment }}
      summary={
        <>
          <span class="name">{role.role}</span>
          <span class="where">{environment}</span>
          <span class="badges">
            {declared && <span class="badge">created here</span>}
            {isNearLimit(role) && <span class="badge risk">policy near its limit</span>}
          </span>
          <PolicyMeter role={role} />
        </>
      }
    >
      {grants.length + named.length === 0 ? (
        <p>It is granted nothing.</p>
      ) : (
        <Grid
          label={`What ${role.role} of ${environment} may do`}
          heading={["Table", "May", "Region", "Limits", "Granted by"]}
          rows={[
            ...grants.map((grant) => [
              <GrantedTable grant={grant} accountId={accountId} links={links} />,
              grant.access.join(", "),
              regionsText(grant),
              <RoleLimits grant={grant} accountId={accountId} links={links} />,
              <Source place={grant} />,
            ]),
            ...named.map(({ table, policy: statement }) => [
              <a href={`#${tableAnchor(table)}`}>{table.tableName}</a>,
              policyAccess(statement).join(", "),
              table.region,
              policyLimits(statement).join("; "),
              <Source place={statement} />,
            ]),
          ]}
        />
      )}
      <Facts
        facts={labelledTexts([
          ["stack", stack],
          ["account", accountId],
          ["policy", policy?.name],
          ["size of the policy", sizeOf(role)],
          ["assumed by", declared && assumedBy(declared)],
          ["path", declared?.path],
          ["permissions boundary", declared?.permissionsBoundary],
          ["created by", declared && placeText(declared)],
        ])}
      />
    </Item>
  );
}

interface NamingStatement {
  readonly table: TablePart;
  readonly policy: PolicyReport;
}

export function roleKey(role: string, accountId: string | undefined): string {
  return `${accountId ?? ""} ${role}`;
}

/** Statements of resource policies, by the key of the role that they name. */
export function statementsByRole(environment: EnvironmentPart): Map<string, NamingStatement[]> {
  const all = tablesOf({ environments: [environment] }).flatMap((table) =>
    table.policies.flatMap((policy) => {
      const keys = policy.principals.flatMap((text) => {
        const principal = policyPrincipal("AWS", text);
        return principal.kind === "account" && principal.role !== undefined
          ? [roleKey(principal.role, principal.accountId)]
          : [];
      });
      return [...new Set(keys)].map((key) => ({ key, table, policy }));
    }),
  );
  return groupedBy(({ key }) => key, all);
}

function GrantedTable({
  grant: { environment, table, regions, reaches },
  accountId,
  links,
}: {
  readonly grant: GrantReport;
  readonly accountId: string | undefined;
  readonly links: Links;
}): JSX.Element {
  const [region = ""] = regions;
  const href =
    reaches === undefined ? links.table({ environment, table, region }, accountId) : undefined;
  return href === undefined ? <code>{table}</code> : <a href={href}>{table}</a>;
}

/** Tables that a prefix reaches are a long list. */
const MOST_REACHED = 100;

function RoleLimits({
  grant,
  accountId,
  links,
}: {
  readonly grant: GrantReport;
  readonly accountId: string | undefined;
  readonly links: Links;
}): JSX.Element {
  const { reaches, environment } = grant;
  if (reaches === undefined || reaches.length === 0) return <>{limitsText(grant, "role")}</>;
  return (
    <>
      reaches today:{" "}
      {reaches.slice(0, MOST_REACHED).map((reached, i) => {
        const { table, region, environment: other } = reached;
        const text = `${table} in ${region}${other === environment ? "" : ` (${other})`}`;
        const href = links.table(reached, accountId);
        return (
          <>
            {i > 0 && ", "}
            {href === undefined ? text : <a href={href}>{text}</a>}
          </>
        );
      })}
      {reaches.length > MOST_REACHED && ` and ${reaches.length - MOST_REACHED} more`}
    </>
  );
}

function PolicyMeter({ role }: { readonly role: RoleReport }): JSX.Element {
  const { policy } = role;
  if (policy === undefined) return <span class="cost quiet">no policy</span>;
  const { characters, limit } = policy;
  return (
    <span class="cost">
      <meter
        aria-label="size of the policy"
        min={0}
        max={limit}
        high={limit * NEAR_LIMIT}
        value={characters}
      />{" "}
      {Math.round((characters / limit) * 100)} %
    </span>
  );
}

/** Columns that can be read side by side; with more roles, there are several matrices. */
const MOST_COLUMNS = 30;

/** Tables are rows, and everybody who may use one of them is a column. */
export function AccessMatrix({
  namespace,
  links,
}: {
  readonly namespace: NamespacePart;
  readonly links: Links;
}): JSX.Element {
  const { environment, name, tables } = namespace;
  const rows = tables
    .filter(({ grants, policies }) => grants.length + policies.length > 0)
    .map((table) => ({ table, cells: cellsOf(table) }));
  const columns = new Map(
    rows.flatMap(({ cells }) => [...cells].map(([who, { grant }]) => [who, grant] as const)),
  );
  const all = [...columns].sort(([a], [b]) => compareText(a, b));
  if (all.length === 0) return <p>nobody</p>;
  const parts = Array.from({ length: Math.ceil(all.length / MOST_COLUMNS) }, (_, i) =>
    all.slice(i * MOST_COLUMNS, (i + 1) * MOST_COLUMNS),
  );
  const isLimited = rows.some(({ cells }) =>
    [...cells.values()].some(({ words }) => words.some((word) => word.endsWith("*"))),
  );
  return (
    <>
      {parts.map((part, i) => (
        <Grid
          kind="matrix"
          label={`Access to the tables of ${name} in ${environment}${parts.length > 1 ? `, part ${i + 1}` : ""}`}
          heading={[
            "Table",
            ...part.map(([who, grant]) => (
              <span>
                {grant ? <RoleLink grant={grant} seenFrom={environment} links={links} /> : who}
              </span>
            )),
          ]}
          rows={rows
            .filter(({ cells }) => part.some(([who]) => cells.has(who)))
            .map(({ table, cells }) => [
              <a href={`#${tableAnchor(table)}`}>{table.name}</a>,
              ...part.map(([who]) => (
                <>
                  {shortened(cells.get(who)?.words ?? []).map((words) => (
                    <span>{words}</span>
                  ))}
                </>
              )),
            ])}
        />
      ))}
      {isLimited && <p class="quiet">* with limits, which the table lists</p>}
    </>
  );
}

interface Cell {
  /** Of a role; absent: it is only the principal of a resource policy. */
  readonly grant: GrantReport | undefined;
  readonly words: string[];
}

/** Words of each cell, by who it is; an asterisk has limits, which the table lists. */
function cellsOf({ environment, accountId, grants, policies }: TablePart): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const add = (who: string, words: readonly string[], grant?: GrantReport): void => {
    const known = cells.get(who);
    const all = new Set([...(known?.words ?? []), ...words]);
    cells.set(who, { grant: known?.grant ?? grant, words: [...all] });
  };
  for (const grant of grants)
    add(
      roleFrom(environment, grant),
      starred(grant.access, limitsOf(grant, "table").size > 0),
      grant,
    );
  for (const policy of policies)
    for (const principal of policy.principals)
      add(roleInAccount(principal, accountId) ?? principal, starred(policyAccess(policy), true));
  return cells;
}

function starred(words: readonly string[], isLimited: boolean): string[] {
  return words.map((word) => (isLimited ? `${word} *` : word));
}

const MOST_WORDS = 4;

function shortened(words: readonly string[]): string[] {
  if (words.length <= MOST_WORDS) return [...words];
  return [...words.slice(0, MOST_WORDS - 1), `${words.length - MOST_WORDS + 1} more`];
}

/** What crosses the boundary of a namespace. */
export function Crossings({
  environments,
}: {
  readonly environments: readonly EnvironmentPart[];
}): JSX.Element {
  const all = environments.flatMap(({ name, crossings }) =>
    crossings.map((crossing) => ({ name, crossing })),
  );
  if (all.length === 0)
    return <p>Nothing reaches beyond a namespace, and nobody from outside reaches in.</p>;
  return (
    <Grid
      label="What reaches beyond a namespace"
      heading={["Environment", "What", "Written in"]}
      rows={all.map(({ name, crossing }) => [name, crossing.text, <Source place={crossing} />])}
      environments={all.map(({ name }) => name)}
    />
  );
}
