/** The report of the example values, which the README links to: without a date, so that it only changes with them. */
import { pageAssets } from "../commands/page-assets";
import { EVERYTHING } from "../config/source/stack-filter";
import { diskReader } from "../config/source/disk-reader";
import { BUNDLED_PRICES } from "../cost/prices/bundled-prices";
import { loadProject } from "../project/load-project";
import { fleetMarkdown } from "../reports/fleet/fleet-markdown";
import { fleetReport } from "../reports/fleet/fleet-report";
import { fleetPage } from "../reports/fleet/html/page";

/** By path. @param folder of the example values */
export function exampleReport(folder: string): Record<string, string> {
  const project = loadProject({
    reader: diskReader(folder),
    filter: EVERYTHING,
    locks: "warn",
    isCi: false,
    output: { outdir: "cdktf.out", projectFolder: "." },
  });
  const report = fleetReport(project, BUNDLED_PRICES, { selects: () => true });
  return {
    "docs/example-report.html": fleetPage(report, pageAssets()),
    "docs/example-report.md": `${fleetMarkdown(report).join("\n")}\n`,
  };
}
