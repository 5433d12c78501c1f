/** Policy documents as IAM reads them, whatever the order and form in which they are written. */

/** Whether two policy documents say the same; a string that is no JSON says only what it is. */
export function isSameDocument(one: string, other: string): boolean {
  return one === other || canonical(parsed(one)) === canonical(parsed(other));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * All lists of a policy are sets, and a list of one may be written without brackets. Source: IAM User
 * Guide, "Grammar of the IAM JSON policy language".
 */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map(canonical))].sort();
    return items.length === 1 ? (items[0] ?? "") : `[${items.join()}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(String(value));
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`,
  );
  return `{${entries.sort().join()}}`;
}
