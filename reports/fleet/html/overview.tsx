/** The sections before and after the list of tables: what matters of all of them together. */
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { counted } from "../../../diagnostics/wording";
import { money } from "../../cost-words";
import type { EnvironmentPart, FleetReport, NamespacePart, TablePart } from "../fleet-data";
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
  TABLE_VIEWS,
  totalCost,
} from "../table-views";
import type { KnownCost } from "../table-views";
import { LEAVING_HEADING, LEAVING_WORDS, missingCosts, PROTECTION_HEADING } from "../fleet-words";
import { AccessMatrix } from "./access";
import { environmentAnchor, namespaceAnchor, viewAnchor } from "./anchors";
import type { Links, SectionProps } from "./links";
import { Facts, Grid, Item, MonthlyCost, Section, TableLink } from "./parts";

export function Overview({ report }: { readonly report: FleetReport }): JSX.Element {
  return (
    <Section id="overview" title="Overview">
      <ul class="figures">
        {figuresOf(report).map(({ number, words, isRisk, of }) => (
          <li class={isRisk ? "risk" : undefined}>
            <a href={`#${typeof of === "string" ? of : viewAnchor(of)}`}>
              <strong>{number}</strong> <span>{words}</span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Environments({ report, links }: SectionProps): JSX.Element {
  return (
    <Section id="environments" title="Environments and namespaces">
      {report.environments.map((environment) => (
        <div data-group data-environment={environment.name}>
          <h3 id={environmentAnchor(environment.name)}>
            {environment.name} {environment.production && <span class="badge">production</span>}
          </h3>
          <Facts facts={environment.facts} />
          <ul role="list" class="items">
            {environment.namespaces.map((namespace) => (
              <NamespaceItem namespace={namespace} links={links} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function NamespaceItem({
  namespace,
  links,
}: {
  readonly namespace: NamespacePart;
  readonly links: Links;
}): JSX.Element {
  const { environment, name, tables, files } = namespace;
  return (
    <Item
      id={namespaceAnchor(environment, name)}
      find={[environment, name, ...tables.flatMap((table) => [table.name, table.tableName])]}
      data={{ "data-environment": environment }}
      summary={
        <>
          <span class="name">{name}</span>
          <span class="where">{counted(tables.length, "table")}</span>
          <span class="badges">
            {riskCounts(tables).map(([badge, number]) => (
              <span class="badge risk">
                {number} {badge}
              </span>
            ))}
          </span>
          <span class="cost">
            <MonthlyCost cost={knownCost(tables)} />
          </span>
        </>
      }
    >
      <p>
        Written in{" "}
        {files.map((file, i) => (
          <>
            {i > 0 && ", "}
            <code>{file}</code>
          </>
        ))}
      </p>
      <p>
        {tables.map((table, i) => (
          <>
            {i > 0 && ", "}
            <TableLink table={table} />
          </>
        ))}
      </p>
      <h4>Who may do what</h4>
      <AccessMatrix namespace={namespace} links={links} />
    </Item>
  );
}

function riskCounts(tables: readonly TablePart[]): (readonly [string, number])[] {
  return TABLE_VIEWS.filter(({ isRisk }) => isRisk).flatMap(({ badge, has }) => {
    const number = tables.filter(has).length;
    return number > 0 && badge !== undefined ? [[badge, number] as const] : [];
  });
}

/** Tables of which something can be lost, each with how. */
export function Protection({ report }: { readonly report: FleetReport }): JSX.Element {
  const tables = tablesAtRisk(report);
  const leaving = leavingOf(report);
  return (
    <Section id="protection" title="Protection">
      {tables.length === 0 ? (
        <p>
          No edit of the values can destroy a table, and every table has deletion protection,
          point-in-time recovery and backups.
        </p>
      ) : (
        <Grid
          label="Tables without full protection"
          heading={PROTECTION_HEADING}
          rows={tables.map((table) => [
            <TableLink table={table} />,
            ...(table.observed
              ? ["–", "–", "–", "–"]
              : [
                  <Risk isRisk={!table.retained} words={table.retained ? "no" : "yes"} />,
                  <OnOff isOn={table.deletionProtection} />,
                  <OnOff isOn={table.pointInTimeRecovery} />,
                  <Risk
                    isRisk={table.backupPlans.length === 0}
                    words={table.backupPlans.join(", ") || "none"}
                  />,
                ]),
            table.observed ? "only observed" : table.belowFloor.join(", "),
            table.optOutReason ?? "",
          ])}
          environments={tables.map(({ environment }) => environment)}
        />
      )}
      {leaving.length > 0 && (
        <>
          <h3>Tables that are removed from the values</h3>
          <Grid
            label="Tables that are removed from the values"
            heading={LEAVING_HEADING}
            rows={leaving.map(({ environment, namespace, name, how, reason = "" }) => [
              `${environment} ${namespace}/${name}`,
              <Risk isRisk={how === "destroyed"} words={LEAVING_WORDS[how]} />,
              reason,
            ])}
            environments={leaving.map(({ environment }) => environment)}
          />
        </>
      )}
    </Section>
  );
}

function OnOff({ isOn }: { readonly isOn: boolean }): JSX.Element {
  return <Risk isRisk={!isOn} words={isOn ? "on" : "off"} />;
}

function Risk({
  isRisk,
  words,
}: {
  readonly isRisk: boolean;
  readonly words: string;
}): JSX.Element {
  return <span class={isRisk ? "badge risk" : "quiet"}>{words}</span>;
}

export function Backup({ report }: { readonly report: FleetReport }): JSX.Element {
  return (
    <Section id="backup" title="Backup">
      {report.environments.map((environment) => (
        <BackupOf environment={environment} />
      ))}
    </Section>
  );
}

function BackupOf({ environment }: { readonly environment: EnvironmentPart }): JSX.Element {
  const { name, plans } = environment;
  const { managed, backedUp } = backupCoverage(tablesOf({ environments: [environment] }));
  return (
    <div data-environment={name}>
      <h3>{name}</h3>
      <p>
        <meter
          aria-label={`part of the tables of ${name} that is backed up`}
          min={0}
          max={Math.max(1, managed)}
          value={backedUp}
        />{" "}
        {backedUp} of {counted(managed, "table")}
      </p>
      {plans.length > 0 && (
        <div class="columns">
          {plans.map((plan) => (
            <div>
              <h4>
                {plan.name} <span class="quiet">{counted(plan.tables, "table")}</span>
              </h4>
              <Facts facts={plan.facts} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

export function Cost({ report }: { readonly report: FleetReport }): JSX.Element {
  const tables = tablesOf(report);
  const all = knownCost(tables);
  const expensive = byCost(tables).slice(0, MOST_EXPENSIVE);
  const amount = (table: TablePart): number => totalCost(knownCost([table]));
  const highest = expensive[0] ? amount(expensive[0]) : 0;
  const namespaces = namespacesOf(report);
  const { date, source } = report.prices;
  return (
    <Section id="cost" title="Cost">
      <p>
        USD a month of 730 hours, without tax, free tier and reserved capacity.
        {date !== null && ` Prices of ${date} or later, ${source ?? ""}.`}
        {missingCosts(all).map((words) => ` ${words}`)}
      </p>
      <h3>What costs most</h3>
      {expensive.length === 0 ? (
        <p>No table has a cost that is known.</p>
      ) : (
        <Grid
          label="The most expensive tables"
          heading={["Table", "USD a month", "Compared with the first"]}
          rows={expensive.map((table): Child[] => [
            <TableLink table={table} />,
            <MonthlyCost cost={knownCost([table])} />,
            <meter aria-hidden="true" min={0} max={highest} value={amount(table)} />,
          ])}
          environments={expensive.map(({ environment }) => environment)}
        />
      )}
      <h3>By namespace</h3>
      <Grid
        label="Cost by namespace"
        heading={["Namespace", "Fixed", "By usage", "Together"]}
        rows={[
          ...namespaces.map(({ environment, name, tables: own }) => [
            <a href={`#${namespaceAnchor(environment, name)}`}>
              <span class="quiet">{environment} </span>
              {name}
            </a>,
            ...costCells(knownCost(own)),
          ]),
          ["all environments", ...costCells(all)],
        ]}
        environments={namespaces.map(({ environment }) => environment)}
      />
    </Section>
  );
}

function costCells(cost: KnownCost): Child[] {
  return [money(cost.fixed), money(cost.usage), <MonthlyCost cost={cost} />];
}
