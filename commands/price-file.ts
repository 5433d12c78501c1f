import { readFileSync } from "node:fs";
import path from "node:path";
import { BUNDLED_PRICES } from "../cost/prices/bundled-prices";
import { parsePrices, PRICE_FILE } from "../cost/prices/price-file";
import * as messages from "../cost/prices/price-messages";
import type { Prices } from "../cost/prices/region-prices";

/** Prices by region, or what is wrong with the project's file of them. */
export type LoadedPrices =
  { readonly prices: Prices; readonly own: Prices } | { readonly error: string };

/**
 * The prices that every command uses: those of the project's file, and of the package for other regions.
 * @returns also the file's own, to which new ones are added
 */
export function loadPrices(projectFolder: string): LoadedPrices {
  let text: string;
  try {
    text = readFileSync(path.join(projectFolder, PRICE_FILE), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return { prices: BUNDLED_PRICES, own: {} };
    return { error: messages.badPriceFile(PRICE_FILE, (error as Error).message) };
  }
  const parsed = parsePrices(text);
  return "fault" in parsed
    ? { error: messages.badPriceFile(PRICE_FILE, parsed.fault) }
    : { prices: { ...BUNDLED_PRICES, ...parsed.prices }, own: parsed.prices };
}
