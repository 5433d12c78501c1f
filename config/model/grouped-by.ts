/** Items by a key, in their order. */
export function groupedBy<T>(keyOf: (item: T) => string, items: Iterable<T>): Map<string, T[]> {
  const all = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = all.get(key);
    if (group === undefined) all.set(key, [item]);
    else group.push(item);
  }
  return all;
}
