/** `npm run report -- [environment]`: everything that the values say, as a page or as Markdown. */
import path from "node:path";
import { EVERYTHING, selects } from "../config/source/stack-filter";
import { counted } from "../diagnostics/wording";
import { unknownEnvironment } from "../reports/access-messages";
import { fleetMarkdown } from "../reports/fleet/fleet-markdown";
import { fleetReport } from "../reports/fleet/fleet-report";
import { fleetPage } from "../reports/fleet/html/page";
import { tablesOf } from "../reports/fleet/table-views";
import { gitIn, RevisionError } from "../revision/git";
import { command } from "./command";
import type { CommandContext } from "./command-context";
import * as messages from "./command-messages";
import { pageAssets } from "./page-assets";
import { loadPrices } from "./price-file";
import { startCommand } from "./start-command";
import { writeFiles } from "./write-files";

const DEFAULT_FILE = "report.html";

export const report = command(
  {
    name: "report",
    summary: "Writes a page about all tables: keys, protection, access, backups and cost.",
    positionals: [
      { name: "environment", description: "name of the environment", isOptional: true },
    ],
    options: {
      out: {
        value: "<file>",
        description: `a file that ends in .html or .md, ${DEFAULT_FILE} by default`,
      },
    },
    selects: "namespaces",
    examples: [
      ["", "all environments"],
      ["prod --out prod.md", "prod as Markdown"],
    ],
  },
  (context) => {
    const { args, filter, load, report: reportProblems, out, output, close } = context;
    const file = args.value("out") ?? DEFAULT_FILE;
    const form = path.extname(file).toLowerCase();
    if (form !== ".html" && form !== ".md") {
      out.error(messages.badReportFile(file));
      return 1;
    }
    const selected = load("warn");
    const code = reportProblems(selected.problems);
    if (code !== 0) return code;
    const environment = args.positionals[0];
    const names = selected.fleet.environments.map(({ name }) => name);
    if (environment !== undefined && !names.includes(environment)) {
      out.error(unknownEnvironment(environment, names));
      return 1;
    }
    const loaded = loadPrices(output.projectFolder);
    if ("error" in loaded) {
      out.error(loaded.error);
      return 1;
    }
    // Prefixes of other environments may reach these tables.
    const all = filter.environments === undefined ? selected : load("warn", EVERYTHING);
    const project = all.problems.errors.length === 0 ? all : selected;
    const found = fleetReport(project, loaded.prices, {
      environments: new Set(environment === undefined ? names : [environment]),
      selects: (namespace) => selects(filter, namespace),
    });
    const made = madeOf(context);
    const text =
      form === ".md"
        ? `${fleetMarkdown(found, made).join("\n")}\n`
        : fleetPage(found, pageAssets(), made);
    const target = path.resolve(output.projectFolder, file);
    writeFiles(path.dirname(target), [[target, text]]);
    close(messages.reported(file, counted(tablesOf(found).length, "table")));
    return 0;
  },
);

/** A page is kept and sent around: it says of when it is, and of which commit, where git knows one. */
function madeOf({ bases, env, reader }: CommandContext): string {
  const made = messages.made(new Date().toISOString().slice(0, 10));
  try {
    const git = gitIn(bases.values, env);
    const { code, stdout } = git(["rev-parse", "--short", "HEAD"]);
    if (code !== 0) return made;
    const isChanged =
      git(["status", "--porcelain", "--", path.resolve(reader.folder)]).stdout.length > 0;
    return messages.madeOf(made, stdout.toString().trim(), isChanged);
  } catch (error) {
    if (error instanceof RevisionError) return made;
    throw error;
  }
}

if (require.main === module) startCommand(report);
