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
  monthlyCost,
  MOST_EXPENSIVE,
  namespacesOf,
  risksOf,
  tablesOf,
  TABLE_VIEWS,
  totalCost,
} from "../table-views";
import { AccessMatrix } from "./access";
import { environmentAnchor, namespaceAnchor, viewAnchor } from "./anchors";
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

export function Environments({ report }: { readonly report: FleetReport }): JSX.Element {
  return (
    <Section id="environments" title="Environments and namespaces">
      {report.environments.map((environment) => (
        <div data-group>
          <h3 id={environmentAnchor(environment.name)}>
            {environment.name} {environment.production && <span class="badge">production</span>}
          </h3>
          <Facts facts={environment.facts} />
          <ul role="list" class="items">
            {environment.namespaces.map((namespace) => (
              <NamespaceItem namespace={namespace} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function NamespaceItem({ namespace }: { readonly namespace: NamespacePart }): JSX.Element {
  const { environment, name, tables, files, total } = namespace;
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
          <span class="cost">{money(totalCost(total))}</span>
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
      <AccessMatrix namespace={namespace} />
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
  const tables = tablesOf(report).filter((table) => risksOf(table).length > 0);
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
          heading={[
            "Table",
            "An edit can destroy it",
            "Deletion protection",
            "Point-in-time recovery",
            "Backup",
            "Why it may be below the floor of production",
          ]}
          rows={tables.map((table) => [
            <TableLink table={table} />,
            <Risk isRisk={!table.retained} words={table.retained ? "no" : "yes"} />,
            <OnOff isOn={table.deletionProtection} />,
            <OnOff isOn={table.pointInTimeRecovery} />,
            <Risk
              isRisk={table.backupPlans.length === 0}
              words={table.backupPlans.join(", ") || "none"}
            />,
            table.optOutReason ?? "",
          ])}
        />
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
  const { name, plans, namespaces } = environment;
  const { managed, backedUp } = backupCoverage(namespaces);
  return (
    <>
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
    </>
  );
}

export function Cost({ report }: { readonly report: FleetReport }): JSX.Element {
  const tables = tablesOf(report);
  const [most] = byCost(tables);
  const highest = (most && monthlyCost(most)) ?? 1;
  const withoutPrice = tables.filter((table) => monthlyCost(table) === null);
  const withoutUsage = tables.filter(({ cost }) => cost?.usage === null);
  const { date, source } = report.prices;
  return (
    <Section id="cost" title="Cost">
      <p>
        USD a month of 730 hours, without tax, free tier and reserved capacity.
        {date !== null && ` Prices of ${date} or later, ${source ?? ""}.`}
        {withoutUsage.length > 0 &&
          ` ${counted(withoutUsage.length, "table")} without usage: what their requests and storage cost is in no total.`}
        {withoutPrice.length > 0 &&
          ` ${counted(withoutPrice.length, "table")} in regions without prices: in no total, npm run cost -- --update-prices fetches prices.`}
      </p>
      <h3>What costs most</h3>
      {most === undefined ? (
        <p>No table has a cost that is known.</p>
      ) : (
        <Grid
          label="The most expensive tables"
          heading={["Table", "USD a month", "Compared with the first"]}
          rows={byCost(tables)
            .slice(0, MOST_EXPENSIVE)
            .map((table): Child[] => [
              <TableLink table={table} />,
              <MonthlyCost table={table} />,
              <meter aria-hidden="true" min={0} max={highest} value={monthlyCost(table) ?? 0} />,
            ])}
        />
      )}
      <h3>By namespace</h3>
      <Grid
        label="Cost by namespace"
        heading={["Namespace", "Fixed", "By usage", "Together"]}
        rows={[
          ...namespacesOf(report).map(({ environment, name, total }) => [
            <a href={`#${namespaceAnchor(environment, name)}`}>
              <span class="quiet">{environment} </span>
              {name}
            </a>,
            money(total.fixed),
            money(total.usage),
            money(totalCost(total)),
          ]),
          [
            "all",
            money(report.total.fixed),
            money(report.total.usage),
            money(totalCost(report.total)),
          ],
        ]}
      />
    </Section>
  );
}
