/** What both forms of the report say of a table. */
import type { LabelledText } from "../aspects";
import { money, otherMode, price } from "../cost-words";
import type { KeysPart, TablePart } from "./fleet-data";
import { monthlyCost } from "./table-views";

/** What is not known is not shown as nothing. */
export function monthlyText(table: TablePart): string {
  const cost = monthlyCost(table);
  if (cost === undefined) return "–";
  if (cost === null) return "no price";
  return cost === 0 && table.cost?.usage === null ? "by use" : money(cost);
}

/** What an index has besides its keys and those of its table. */
export function projectionText({ projection }: KeysPart): string {
  if (projection === "ALL") return "all";
  return projection === "KEYS_ONLY" ? "none" : projection.join(", ");
}

export function protectionFacts(table: TablePart): LabelledText[] {
  const { protection, backupPlans, belowFloor, optOutReason } = table;
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
  const facts: readonly (readonly [string, string | undefined])[] = [
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
  ];
  return facts.flatMap(([label, text]) => (text === undefined ? [] : [{ label, text }]));
}
