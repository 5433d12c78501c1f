/** What costs are called: the same for all forms of the reports. */
import type { Alternative, Cost } from "../cost/table-cost";

/** `12.34 on demand; cheaper below 5,000,000 requests` */
export function otherMode(alternative: Alternative): string {
  const isOnDemand = alternative.billingMode === "PAY_PER_REQUEST";
  const load = isOnDemand ? alternative.cheaperBelow : alternative.cheaperAbove;
  const name = isOnDemand ? "on demand" : "provisioned";
  const amount = alternative.monthly === null ? name : `${name} ${money(alternative.monthly)}`;
  if (load === null) return amount;
  return `${amount}, cheaper ${isOnDemand ? "below" : "above"} ${load.toLocaleString("en-US")} requests`;
}

/** USD, with cents. */
export function money(cost: Cost): string {
  return cost === null ? "?" : cost.toFixed(2);
}

/** A price of small things: four digits, but for zeros at the end. */
export function price(cost: Cost): string {
  return cost === null ? "?" : cost.toFixed(4).replace(/0{1,2}$/, "");
}
