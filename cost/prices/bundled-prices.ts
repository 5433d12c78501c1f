import bundled from "./bundled-prices.json";
import type { Prices } from "./region-prices";

/**
 * The prices that come with this package, from public copies of the AWS price list: docs/cost.md#prices.
 * Every date is after 1 November 2024, when on-demand requests and replicated writes became cheaper.
 */
export const BUNDLED_PRICES: Prices = bundled;
