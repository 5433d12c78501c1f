import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { compareText } from "../../diagnostics/problems";

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

/** The schema of a lock file, one key for each section. */
export type LockSchema<T extends object> = z.ZodType<T> & { readonly shape: z.ZodRawShape };

/**
 * Everything that either side has, section by section of the schema. What one side removed is
 * reported when the values are compared with the result.
 * @throws Error naming what both sides changed
 */
export function mergeLocks<T extends object>(schema: LockSchema<T>, ours: T, theirs: T): T {
  const sides = [ours, theirs] as readonly Readonly<Record<string, unknown>>[];
  const sections = Object.entries(schema.shape).map(([name, section]) => {
    const [one, other] = sides.map((side) => side[name]);
    return [name, mergeSection(name, section, one, other)] as const;
  });
  return schema.parse(Object.fromEntries(sections));
}

/** Merges one section of a lock, by its schema. */
type Merge = (name: string, ours: unknown, theirs: unknown) => unknown;

function mergeSection(
  name: string,
  section: z.core.$ZodType,
  ours: unknown,
  theirs: unknown,
): unknown {
  const merge = mergeOf(name, section);
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  return merge(name, ours, theirs);
}

/** @throws Error for a section of a kind that cannot be merged yet */
function mergeOf(name: string, section: z.core.$ZodType): Merge {
  if (section instanceof z.ZodOptional || section instanceof z.ZodDefault)
    return mergeOf(name, section.unwrap());
  if (section instanceof z.ZodArray && section.element instanceof z.ZodString) return unitedLists;
  if (section instanceof z.ZodRecord) return unitedRecords;
  if (section instanceof z.ZodString || section instanceof z.ZodBoolean) return same;
  throw new Error(`nothing says how to merge the section ${name} of a lock file`);
}

const unitedLists: Merge = (_name, ours, theirs) =>
  [...new Set([...(ours as string[]), ...(theirs as string[])])].sort(compareText);

const unitedRecords: Merge = (name, ours, theirs) => {
  const [one, other] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
  for (const [key, value] of Object.entries(one))
    if (Object.hasOwn(other, key)) same(`${name}.${key}`, value, other[key]);
  const all = Object.entries({ ...one, ...other });
  return Object.fromEntries(all.sort(([a], [b]) => compareText(a, b)));
};

const same: Merge = (name, ours, theirs) => {
  if (!isDeepStrictEqual(ours, theirs)) throw new Error(`both branches changed ${name}`);
  return ours;
};
