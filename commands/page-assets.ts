import { readFileSync } from "node:fs";
import path from "node:path";
import type { PageAssets } from "../reports/fleet/html/page";
import { packageFolder } from "../try/package-folder";

/** What the page of the report looks like and does, from the package. */
export function pageAssets(): PageAssets {
  const folder = path.join(packageFolder(), "assets", "report");
  const read = (file: string): string => readFileSync(path.join(folder, file), "utf8");
  return { style: read("report.css"), script: read("report.js") };
}
