/** `npm run cost -- [environment]`: what the tables cost in a month. AWS is asked only for prices. */
import path from "node:path";
import type { Fleet } from "../config/model/fleet";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import { fleetCost, managedTables, regionsIn } from "../cost/fleet-cost";
import { indexCosts } from "../cost/index-costs";
import { BUNDLED_PRICES } from "../cost/prices/bundled-prices";
import { fetchPrices, PriceListError, PRICE_LIST_URL } from "../cost/prices/fetch-prices";
import { PRICE_FILE, priceFileText } from "../cost/prices/price-file";
import * as priceMessages from "../cost/prices/price-messages";
import type { Prices } from "../cost/prices/region-prices";
import { printableJson } from "../diagnostics/printable";
import { counted, listed } from "../diagnostics/wording";
import { unknownEnvironment } from "../reports/access-messages";
import { costText } from "../reports/cost-text";
import { command } from "./command";
import type { CommandContext } from "./command-context";
import { loadPrices } from "./price-file";
import { startCommand } from "./start-command";
import { writeFiles } from "./write-files";

export const cost = command(
  {
    name: "cost",
    summary: "Prints what the tables cost in a month, as far as their prices are known.",
    positionals: [
      { name: "environment", description: "name of the environment", isOptional: true },
    ],
    options: {
      json: { description: "as JSON" },
      "update-prices": {
        description: `reads the prices of the tables' regions from AWS, and writes ${PRICE_FILE}`,
      },
    },
    selects: "namespaces",
    printsData: true,
    examples: [
      ["prod", "what prod costs"],
      ["--update-prices", "the same for all, with today's prices"],
    ],
  },
  async (context) => {
    const { args, filter, load, report, out, close } = context;
    const project = load("warn");
    const code = report(project.problems);
    if (code !== 0) return code;
    const fleet = selected(project.fleet, filter, args.positionals[0]);
    if ("error" in fleet) {
      out.error(fleet.error);
      return 1;
    }
    const loaded = await pricesFor(fleet, context);
    if ("error" in loaded) {
      out.error(loaded.error);
      return 1;
    }
    const { prices } = loaded;
    const costs = fleetCost(fleet, prices);
    const indexes = managedTables(fleet).map(({ table }) => indexCosts(table, prices));
    out.log(args.has("json") ? printableJson(costs) : costText(costs, indexes));
    close(counted(costs.tables.length, "table"));
    return 0;
  },
);

type SelectedFleet = Pick<Fleet, "environments">;

/** What the filter and the argument select. */
function selected(
  { environments }: Fleet,
  filter: Filter,
  name: string | undefined,
): SelectedFleet | { error: string } {
  const names = environments.map((environment) => environment.name);
  if (name !== undefined && !names.includes(name))
    return { error: unknownEnvironment(name, names) };
  return {
    environments: environments
      .filter((environment) => name === undefined || environment.name === name)
      .map((environment) => ({
        ...environment,
        namespaces: environment.namespaces.filter((one) => selects(filter, one.name)),
      })),
  };
}

/** With `--update-prices`, those of AWS take the place of the file's own before they are used. */
async function pricesFor(
  fleet: SelectedFleet,
  { args, env, out, output: { projectFolder } }: CommandContext,
): Promise<{ prices: Prices } | { error: string }> {
  const loaded = loadPrices(projectFolder);
  if (!args.has("update-prices")) return loaded;
  // A file that cannot be read is replaced whole.
  const known = "error" in loaded ? { prices: BUNDLED_PRICES, own: {} } : loaded;
  const url = env.AWS_PRICE_LIST_URL || PRICE_LIST_URL;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return { error: priceMessages.badUrl(url) };
  const regions = regionsIn(fleet);
  try {
    const fetched = await fetchPrices(regions, url);
    const own = { ...known.own, ...fetched };
    writeFiles(projectFolder, [[path.join(projectFolder, PRICE_FILE), priceFileText(own)]]);
    out.error(`${PRICE_FILE}: ${regions.length === 0 ? "no regions" : listed(regions)}`);
    return { prices: { ...known.prices, ...fetched } };
  } catch (error) {
    if (!(error instanceof PriceListError)) throw error;
    return { error: error.message };
  }
}

if (require.main === module) startCommand(cost);
