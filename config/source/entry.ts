/** An entry of a map by a name that users choose, `constructor` too. */
export function entryOf<T>(
  map: Readonly<Record<string, T>> | undefined,
  name: string,
): T | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}
