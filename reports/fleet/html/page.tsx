/** The report as one HTML file, which asks nothing of any server. */
import { createHash } from "node:crypto";
import { renderToString } from "hono/jsx/dom/server";
import type { JSX } from "hono/jsx/jsx-runtime";

import { counted, listed } from "../../../diagnostics/wording";
import type { FleetReport } from "../fleet-data";
import { printableTexts } from "../printable-texts";
import { namespacesOf, tablesOf, TABLE_VIEWS } from "../table-views";
import { Crossings, RoleItem, roleKey, statementsByRole } from "./access";
import { linksOf } from "./links";
import type { SectionProps } from "./links";
import { Backup, Cost, Environments, Overview, Protection } from "./overview";
import { Section } from "./parts";
import { TableItem } from "./tables";

/** What the page has besides the report: assets/report. */
export interface PageAssets {
  readonly style: string;
  readonly script: string;
}

/** @param made when and of what it was made, in words; absent: not said */
export function fleetPage(report: FleetReport, assets: PageAssets, made?: string): string {
  const page = <Page report={printableTexts(report)} assets={assets} made={made} />;
  return `<!doctype html>\n${renderToString(page)}\n`;
}

const SECTIONS = [
  ["overview", "Overview"],
  ["tables", "Tables"],
  ["roles", "Roles"],
  ["environments", "Namespaces"],
  ["beyond", "Beyond a namespace"],
  ["protection", "Protection"],
  ["backup", "Backup"],
  ["cost", "Cost"],
] as const;

function Page({
  report,
  assets: { style, script },
  made,
}: {
  readonly report: FleetReport;
  readonly assets: PageAssets;
  readonly made: string | undefined;
}): JSX.Element {
  const { environments } = report;
  const links = linksOf(report);
  const title = `DynamoDB tables: ${listed(environments.map(({ name }) => name)) || "none"}`;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policyFor(style, script)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#tables">
          Skip to the tables
        </a>
        <header>
          <h1>{title}</h1>
          <p class="quiet">
            {counted(environments.length, "environment")},{" "}
            {counted(namespacesOf(report).length, "namespace")},{" "}
            {counted(tablesOf(report).length, "table")}
            {made !== undefined && `. ${made}`}
          </p>
          <nav aria-label="Sections">
            {SECTIONS.map(([id, words]) => (
              <a href={`#${id}`}>{words}</a>
            ))}
            <button type="button" id="theme" hidden>
              Dark or light
            </button>
          </nav>
          <Filters environments={environments.map(({ name }) => name)} />
        </header>
        <main>
          <Overview report={report} />
          <Tables report={report} links={links} />
          <Roles report={report} links={links} />
          <Environments report={report} links={links} />
          <Section id="beyond" title="Beyond a namespace">
            <Crossings environments={environments} />
          </Section>
          <Protection report={report} />
          <Backup report={report} />
          <Cost report={report} />
        </main>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
}

/** Whatever a name may be, the page loads nothing, and runs no other script. */
function policyFor(style: string, script: string): string {
  const hash = (text: string): string =>
    `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
}

/** Without the script there is nothing to filter with. */
function Filters({ environments }: { readonly environments: readonly string[] }): JSX.Element {
  return (
    <form id="filters" role="search" hidden>
      <label>
        <span>Search</span>
        <input type="search" name="q" placeholder="table, role, key, tag" autocomplete="off" />
      </label>
      <label>
        <span>Environment</span>
        <select name="environment">
          <option value="">all</option>
          {environments.map((name) => (
            <option value={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        <span>Tables</span>
        <select name="view">
          <option value="">all</option>
          {TABLE_VIEWS.map(({ id, words }) => (
            <option value={id}>{words}</option>
          ))}
        </select>
      </label>
      <label>
        <span>Sort by</span>
        <select name="sort">
          <option value="">namespace</option>
          <option value="name">name</option>
          <option value="cost">cost, highest first</option>
        </select>
      </label>
      <button type="reset">Clear</button>
      <output name="found" aria-live="polite" />
    </form>
  );
}

function Tables({ report, links }: SectionProps): JSX.Element {
  return (
    <Section id="tables" title="Tables">
      <p class="legend quiet">Table, environment and namespace, what to know, USD a month</p>
      <ul role="list" class="items" data-list="tables">
        {tablesOf(report).map((table) => (
          <TableItem table={table} links={links} />
        ))}
      </ul>
      <p class="nothing" hidden>
        No table matches.
      </p>
    </Section>
  );
}

function Roles({ report: { environments }, links }: SectionProps): JSX.Element {
  const isEmpty = environments.every(({ roles }) => roles.length === 0);
  return (
    <Section id="roles" title="Roles">
      {isEmpty && <p>The values name no roles.</p>}
      <ul role="list" class="items">
        {environments.flatMap((environment) => {
          const named = statementsByRole(environment);
          return environment.roles.map((role) => (
            <RoleItem
              role={role}
              environment={environment.name}
              named={named.get(roleKey(role.role, role.accountId)) ?? []}
              links={links}
            />
          ));
        })}
      </ul>
    </Section>
  );
}
