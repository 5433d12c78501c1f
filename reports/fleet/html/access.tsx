/** Who may do what: at a table, at a role, and as a matrix of a namespace. */
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { groupedBy } from "../../../config/model/grouped-by";
import { compareText } from "../../../diagnostics/problems";
import type { GrantReport, PolicyReport, RoleReport } from "../../access-data";
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
} from "../../access-words";
import { crossingText } from "../../boundary-crossings";
import type { EnvironmentPart, NamespacePart, TablePart } from "../fleet-data";
import { isNearLimit, NEAR_LIMIT } from "../table-views";
import { roleAnchor, tableAnchor } from "./anchors";
import { Facts, Grid, Item, Source } from "./parts";

/** Roles and principals of resource policies that may use a table. */
export function TableAccess({ table }: { readonly table: TablePart }): JSX.Element {
  const { grants, policies, environment } = table;
  const none = nobody(table);
  if (none !== undefined) return <p>Who may do what: {none}.</p>;
  return (
    <Grid
      label={`Who may do what with ${table.name}`}
      heading={["Who", "May", "Limits", "Granted by"]}
      rows={[
        ...grants.map((grant) => [
          <RoleLink grant={grant} seenFrom={environment} />,
          grant.access.join(", "),
          limitsText(grant, "table"),
          <Source place={grant} />,
        ]),
        ...policies.flatMap((policy) =>
          policy.principals.map((principal) => [
            <code>{principal}</code>,
            policyAccess(policy),
            policyLimits(policy).join("; "),
            <Source place={policy} />,
          ]),
        ),
      ]}
    />
  );
}

function RoleLink({
  grant,
  seenFrom,
}: {
  readonly grant: GrantReport;
  readonly seenFrom: string;
}): JSX.Element {
  const { environment, role } = grant;
  return <a href={`#${roleAnchor(environment, role)}`}>{roleFrom(seenFrom, grant)}</a>;
}

function limitsText(grant: GrantReport, seenFrom: "role" | "table"): string {
  const through = seenFrom === "table" ? throughPrefix(grant) : undefined;
  return [
    ...(through === undefined ? [] : [through]),
    ...[...limitsOf(grant, seenFrom)].map(([kind, of]) => `${kind} ${of.join(", ")}`),
  ].join("; ");
}

function policyAccess({ access, effect }: PolicyReport): string {
  return effect === "Deny" ? `not: ${access.join(", ")}` : access.join(", ");
}

/** A role with everything that it may do. */
export function RoleItem({
  role,
  environment,
  tables,
}: {
  readonly role: RoleReport;
  readonly environment: EnvironmentPart;
  /** Of the environment, by their names in AWS. */
  readonly tables: ReadonlyMap<string, TablePart>;
}): JSX.Element {
  const { grants, stack, accountId, declared, policy } = role;
  const names = grants.flatMap(({ table, reaches = [] }) => [
    table,
    ...reaches.map((reached) => reached.table),
  ]);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["stack", stack],
    ["account", accountId],
    ["policy", policy?.name],
    ["size of the policy", sizeOf(role)],
    ["assumed by", declared && assumedBy(declared)],
    ["path", declared?.path],
    ["permissions boundary", declared?.permissionsBoundary],
    ["created by", declared && placeText(declared)],
  ];
  return (
    <Item
      id={roleAnchor(environment.name, role.role)}
      find={[environment.name, role.role, ...names]}
      data={{ "data-environment": environment.name }}
      summary={
        <>
          <span class="name">{role.role}</span>
          <span class="where">{environment.name}</span>
          <span class="badges">
            {declared && <span class="badge">created here</span>}
            {isNearLimit(role) && <span class="badge risk">policy near its limit</span>}
          </span>
          <PolicyMeter role={role} />
        </>
      }
    >
      {grants.length === 0 ? (
        <p>It is granted nothing.</p>
      ) : (
        <Grid
          label={`What ${role.role} may do`}
          heading={["Table", "May", "Region", "Limits", "Granted by"]}
          rows={grants.map((grant) => [
            <GrantedTable name={grant.table} table={tables.get(grant.table)} />,
            grant.access.join(", "),
            regionsText(grant),
            limitsText(grant, "role"),
            <Source place={grant} />,
          ])}
        />
      )}
      <Facts
        facts={facts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]))}
      />
    </Item>
  );
}

function GrantedTable({
  name,
  table,
}: {
  readonly name: string;
  readonly table: TablePart | undefined;
}): JSX.Element {
  return table === undefined ? <code>{name}</code> : <a href={`#${tableAnchor(table)}`}>{name}</a>;
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

/** Columns that can be read side by side. */
const MOST_COLUMNS = 40;

/** Tables are rows, and everybody who may use one of them is a column. */
export function AccessMatrix({
  namespace,
}: {
  readonly namespace: NamespacePart;
}): JSX.Element | null {
  const { environment, name, tables } = namespace;
  const used = tables.filter(({ grants, policies }) => grants.length + policies.length > 0);
  const columns = principalsOf(used);
  if (columns.length === 0) return null;
  if (columns.length > MOST_COLUMNS)
    return (
      <p>
        {columns.length} roles and principals may use these tables, too many for a matrix; each
        table lists its own.
      </p>
    );
  const link = (principal: string): Child => {
    const grant = used
      .flatMap(({ grants }) => grants)
      .find((one) => roleFrom(environment, one) === principal);
    return grant ? <RoleLink grant={grant} seenFrom={environment} /> : principal;
  };
  return (
    <>
      <Grid
        kind="matrix"
        label={`Access to the tables of ${name} in ${environment}`}
        heading={["Table", ...columns.map((principal) => <span>{link(principal)}</span>)]}
        rows={used.map((table) => {
          const cells = cellsOf(table);
          return [
            <a href={`#${tableAnchor(table)}`}>{table.name}</a>,
            ...columns.map((principal) => (
              <>
                {(cells.get(principal) ?? []).map((words) => (
                  <span>{words}</span>
                ))}
              </>
            )),
          ];
        })}
      />
      <p class="quiet">* with limits, which the table lists</p>
    </>
  );
}

function principalsOf(tables: readonly TablePart[]): string[] {
  return [...new Set(tables.flatMap((table) => [...cellsOf(table).keys()]))].sort(compareText);
}

/** Words of each cell; an asterisk has limits, which the table lists. */
function cellsOf({ environment, grants, policies }: TablePart): Map<string, string[]> {
  const words = [
    ...grants.map((grant) => ({
      principal: roleFrom(environment, grant),
      words: starred(grant.access, limitsOf(grant, "table").size > 0),
    })),
    ...policies.flatMap((policy) =>
      policy.principals.map((principal) => ({
        principal,
        words: starred([policyAccess(policy)], true),
      })),
    ),
  ];
  return new Map(
    [...groupedBy(({ principal }) => principal, words)].map(([principal, all]) => [
      principal,
      shortened([...new Set(all.flatMap((one) => one.words))]),
    ]),
  );
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
  const rows = environments.flatMap(({ name, crossings }) =>
    crossings.map((crossing) => [name, crossingText(crossing), <Source place={crossing} />]),
  );
  if (rows.length === 0)
    return <p>Nothing reaches beyond a namespace, and nobody from outside reaches in.</p>;
  return (
    <Grid
      label="What reaches beyond a namespace"
      heading={["Environment", "What", "Written in"]}
      rows={rows}
    />
  );
}
