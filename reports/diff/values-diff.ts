import { accessChanges } from "./access-changes";
import { attention } from "./attention";
import { backupChanges } from "./backup-changes";
import type { AccessPlaces, ValuesDiff } from "./diff-data";
import { protectionChanges } from "./protection-changes";
import { pairsOf } from "./sides";
import type { Sides } from "./sides";
import { tableChange } from "./table-changes";

/** What the values change, but for what that costs. */
export function valuesDiff(
  sides: Sides,
): Omit<ValuesDiff, "cost" | "note"> & { readonly places: AccessPlaces } {
  const pairs = pairsOf(sides);
  const changes = pairs.map((pair) => tableChange(pair, sides));
  const access = accessChanges(sides, pairs);
  return {
    tables: changes.filter((change) => change !== undefined),
    access: access.map(({ change }) => change),
    backup: backupChanges(sides, pairs),
    protection: pairs.flatMap(protectionChanges),
    places: new Map(access.map(({ change, lines }) => [change, lines])),
    attention: attention(sides, pairs, changes, access),
  };
}
