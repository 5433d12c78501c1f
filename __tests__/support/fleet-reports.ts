import { pageAssets } from "../../commands/page-assets";
import { BUNDLED_PRICES } from "../../cost/prices/bundled-prices";
import type { FleetReport, TablePart } from "../../reports/fleet/fleet-data";
import { fleetMarkdown } from "../../reports/fleet/fleet-markdown";
import { fleetReport } from "../../reports/fleet/fleet-report";
import type { ReportedPart } from "../../reports/fleet/fleet-report";
import { fleetPage } from "../../reports/fleet/html/page";
import { tablesOf } from "../../reports/fleet/table-views";
import { loadValues } from "./load-values";
import { Project } from "./project";
import { relock } from "./run-lock";

const EVERYTHING: ReportedPart = { selects: () => true };

/**
 * The report of values files, with the paths of their files as they are in the folder.
 * @param later files that are written after the others are locked
 */
export function reportOn(
  files: Readonly<Record<string, string>>,
  part: ReportedPart = EVERYTHING,
  later?: Readonly<Record<string, string>>,
): FleetReport {
  const project = new Project(files);
  if (later) {
    relock(project);
    project.write(later);
  }
  const loaded = loadValues(project.values);
  expect(loaded.problems.errors).toEqual([]);
  const text = JSON.stringify(fleetReport(loaded, BUNDLED_PRICES, part));
  return JSON.parse(text.replaceAll(`${project.values}/`, "")) as FleetReport;
}

export function markdownOf(report: FleetReport): string {
  return fleetMarkdown(report).join("\n");
}

export function pageOf(report: FleetReport): string {
  return fleetPage(report, pageAssets());
}

/** A table by its logical name. */
export function tableIn(report: FleetReport, name: string): TablePart {
  const found = tablesOf(report).find((table) => table.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}
