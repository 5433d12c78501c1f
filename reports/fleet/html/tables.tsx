/** The list of all tables, each with everything about it. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { TablePart } from "../fleet-data";
import { costFacts, protectionFacts } from "../fleet-words";
import { knownCost, totalCost, viewsOf } from "../table-views";
import { TableAccess } from "./access";
import { tableAnchor } from "./anchors";
import type { Links } from "./links";
import { Keys } from "./keys";
import { Facts, Item, MonthlyCost, Source } from "./parts";

export function TableItem({
  table,
  links,
}: {
  readonly table: TablePart;
  readonly links: Links;
}): JSX.Element {
  const { environment, namespace, name, tableName, observed, isOnDemand } = table;
  const views = viewsOf(table);
  const cost = knownCost([table]);
  return (
    <Item
      id={tableAnchor(table)}
      find={namesOf(table)}
      data={{
        "data-environment": environment,
        "data-name": name,
        "data-cost": totalCost(cost),
        "data-views": views.map(({ id }) => id).join(" "),
      }}
      summary={
        <>
          <span class="name">{name}</span>
          <span class="where">
            {environment} {namespace}
          </span>
          <span class="badges">
            {!observed && <span class="badge">{isOnDemand ? "on demand" : "provisioned"}</span>}
            {views.map(
              ({ badge, isRisk }) =>
                badge !== undefined && <span class={isRisk ? "badge risk" : "badge"}>{badge}</span>,
            )}
          </span>
          <span class="cost">
            <MonthlyCost cost={cost} />
          </span>
        </>
      }
    >
      <p>
        <code>{tableName}</code>, written in <Source place={table.place} />
      </p>
      <Keys keys={table.keys} />
      <h3>Who may do what</h3>
      <TableAccess table={table} links={links} />
      <div class="columns">
        <div>
          <h3>Settings</h3>
          <Facts facts={table.settings} />
        </div>
        {!observed && (
          <div>
            <h3>Protection and backup</h3>
            <Facts facts={protectionFacts(table)} />
            <h3>Cost, USD a month</h3>
            <Facts facts={costFacts(table)} />
          </div>
        )}
        {table.tags.length > 0 && (
          <div>
            <h3>Tags</h3>
            <Facts facts={table.tags} />
          </div>
        )}
      </div>
    </Item>
  );
}

function namesOf(table: TablePart): string[] {
  const { environment, namespace, name, tableName, region, replicas, keys, grants } = table;
  return [
    ...[environment, namespace, name, tableName, region],
    ...replicas,
    ...keys.flatMap((part) => [
      part.name,
      ...[...part.hashKeys, ...part.rangeKeys].map((key) => key.name),
    ]),
    ...grants.map(({ role }) => role),
    ...table.policies.flatMap(({ principals }) => principals),
    ...table.backupPlans,
    ...table.tags.flatMap(({ label, text }) => [label, text]),
  ];
}
