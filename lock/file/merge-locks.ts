import { isDeepStrictEqual } from "node:util";
import { compareText } from "../../diagnostics/problems";
import type { AccessLock, NamespaceLock } from "./lock-schema";

/** The two sides of a file in which git left conflicts; nothing for a file without any. */
export function sidesOf(text: string): readonly [ours: string, theirs: string] | undefined {
  if (!/^<{7} /m.test(text)) return undefined;
  const sides: [string[], string[]] = [[], []];
  let within: "both" | "ours" | "base" | "theirs" = "both";
  for (const line of text.split("\n")) {
    if (line.startsWith("<<<<<<< ")) within = "ours";
    else if (line.startsWith("||||||| ")) within = "base";
    else if (line === "=======") within = "theirs";
    else if (line.startsWith(">>>>>>> ")) within = "both";
    else {
      if (within === "both" || within === "ours") sides[0].push(line);
      if (within === "both" || within === "theirs") sides[1].push(line);
    }
  }
  return [sides[0].join("\n"), sides[1].join("\n")];
}

/**
 * Everything that either side knows: what one side took out is told when the values are compared.
 * @throws Error naming what both sides changed
 */
export function union<T extends AccessLock | NamespaceLock>(ours: T, theirs: T): T {
  const both = { ...ours, roles: [...new Set([...ours.roles, ...theirs.roles])].sort(compareText) };
  if (!("tables" in ours) || !("tables" in theirs)) return both;
  return {
    ...both,
    tables: unionOf(ours.tables, theirs.tables),
    removed: unionOf(ours.removed, theirs.removed),
    vaults: unionOf(ours.vaults, theirs.vaults),
  };
}

function unionOf<V>(
  ours: Readonly<Record<string, V>>,
  theirs: Readonly<Record<string, V>>,
): Record<string, V> {
  for (const [name, value] of Object.entries(ours)) {
    if (Object.hasOwn(theirs, name) && !isDeepStrictEqual(value, theirs[name]))
      throw new Error(`both branches changed ${name}`);
  }
  const all = Object.entries({ ...ours, ...theirs });
  return Object.fromEntries(all.sort(([a], [b]) => compareText(a, b)));
}
