import type { Located } from "../layers";
import * as messages from "../messages";
import type { Problems } from "../problems";

/** Tag keys that differ only in case are different to DynamoDB and the same to IAM, which gets these tags too. */
export function tagsDifferByMoreThanCase(
  tags: Readonly<Record<string, string>>,
  source: Located,
  problems: Problems,
): void {
  const seen = new Map<string, string>();
  for (const key of Object.keys(tags).sort()) {
    const other = seen.get(key.toLowerCase());
    if (other !== undefined)
      problems.error(source.atKey(["tags", key]), messages.tagsDifferInCase(key, other));
    seen.set(key.toLowerCase(), other ?? key);
  }
}
