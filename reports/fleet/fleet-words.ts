/** What both forms of the report say of a table. */
import { counted } from "../../diagnostics/wording";
import { labelledTexts } from "../aspects";
import type { LabelledText } from "../aspects";
import { money, otherMode, price } from "../cost-words";
import type { KeysPart, TablePart } from "./fleet-data";
import { totalCost } from "./table-views";
import type { KnownCost } from "./table-views";

/** USD a month; what is not known is not shown as nothing. */
export function monthlyText(cost: KnownCost): string {
  const amount = totalCost(cost);
  if (cost.tables === 0) return "–";
  if (cost.withoutPrice > 0) return amount > 0 ? `at least ${money(amount)}` : "no price";
  return amount === 0 && cost.withoutUsage > 0 ? "by use" : money(amount);
}

export const PROTECTION_HEADING = [
  "Table",
  "An edit can destroy it",
  "Deletion protection",
  "Point-in-time recovery",
  "Backup",
  "What it lacks",
  "Why it may be below the floor of production",
] as const;

export const LEAVING_HEADING = ["Table", "What becomes of it", "Reason"] as const;

export const LEAVING_WORDS = {
  destroyed: "destroyed with its data by the next deploy, or an earlier one",
  forgotten: "forgotten: AWS keeps it, unmanaged",
} as const;

/** What of the totals is not in them, as sentences. */
export function missingCosts({ withoutPrice, withoutUsage }: KnownCost): string[] {
  return [
    ...(withoutUsage > 0
      ? [
          `${counted(withoutUsage, "table")} without usage: what their requests and storage cost is in no total.`,
        ]
      : []),
    ...(withoutPrice > 0
      ? [
          `${counted(withoutPrice, "table")} with a missing price: the totals are what is known at least; the note of each table says which, and npm run cost -- --update-prices fetches prices.`,
        ]
      : []),
  ];
}

/** What an index has besides its keys and those of its table. */
export function projectionText({ projection }: KeysPart): string {
  if (projection === "ALL") return "all";
  return projection === "KEYS_ONLY" ? "none" : projection.join(", ");
}

export function protectionFacts(table: TablePart): LabelledText[] {
  const { protection, backupPlans, belowFloor, optOutReason, observed } = table;
  if (observed)
    return optOutReason === undefined ? [] : [{ label: "optOutReason", text: optOutReason }];
  return [
    ...protection,
    { label: "backup plans", text: backupPlans.length > 0 ? backupPlans.join(", ") : "none" },
    ...(optOutReason === undefined
      ? []
      : [
          {
            label: "below the floor of production",
            text: `${belowFloor.join(", ")}: ${optOutReason}`,
          },
        ]),
  ];
}

export function costFacts({ cost }: TablePart): LabelledText[] {
  if (cost === undefined) return [];
  const { fixed, usage, perMillion, perGb, alternative, note } = cost;
  const isRange = fixed.min !== fixed.max;
  return labelledTexts([
    [
      "fixed",
      `${money(fixed.monthly)}${isRange ? ` (${money(fixed.min)} to ${money(fixed.max)})` : ""}`,
    ],
    ["by usage", usage === null ? "no usage is written" : money(usage.total)],
    ["a million reads", price(perMillion.reads)],
    ["a million writes", price(perMillion.writes)],
    ["write amplification", String(perMillion.writeAmplification)],
    ["a GB stored", price(perGb.storage)],
    ["a GB of point-in-time recovery", price(perGb.pitr)],
    ["a GB of backups", price(perGb.backup)],
    ["the other mode", otherMode(alternative)],
    ["note", note],
  ]);
}
