/** What a plan does, in numbers, as Terraform counts it. */
import { z } from "zod";
import type { Plan } from "../guard/plan-json";
import * as messages from "./terraform-messages";

const outputs = z.record(z.string(), z.object({ actions: z.array(z.string()) }));

export interface PlanSummary {
  readonly words: string;
  readonly hasChanges: boolean;
}

export function summaryOf({ changes, sections }: Plan): PlanSummary {
  const counts = { add: 0, change: 0, destroy: 0, import: 0, forget: 0 };
  for (const { mode, change } of changes) {
    if (mode !== "managed") continue;
    const { actions, importing } = change;
    if (actions.includes("create")) counts.add += 1;
    if (actions.includes("update")) counts.change += 1;
    if (actions.includes("delete")) counts.destroy += 1;
    if (actions.includes("forget")) counts.forget += 1;
    if (importing != null) counts.import += 1;
  }
  const words = Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([verb, number]) => `${number} to ${verb}`);
  if (words.length > 0) return { words: words.join(", "), hasChanges: true };
  const changed = Object.values(outputs.safeParse(sections.output_changes ?? {}).data ?? {});
  return changed.some(({ actions }) => actions.some((action) => action !== "no-op"))
    ? { words: messages.onlyOutputs(), hasChanges: true }
    : { words: messages.noChanges(), hasChanges: false };
}
