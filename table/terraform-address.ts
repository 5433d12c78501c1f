import { createHash } from "node:crypto";

/**
 * The Terraform address of a table: every character outside `[A-Za-z0-9_-]` replaced by `_`, with `_`
 * in front of a first character that is no letter or `_`. Two names may share an address.
 */
export function address(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_-]/gu, "_");
  return /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`;
}

/** As `address`, but a name that had to be changed carries its hash, so that no two names share one. */
export function uniqueAddress(name: string): string {
  const safe = address(name);
  return safe === name ? safe : `${safe}-${shortHash(name)}`;
}

/**
 * The Terraform address of something that a table has as a resource of its own: `Orders-read`, or, of one
 * of its indexes or replicas, `Orders-read-by-date-1a2b3c4d`. No two parts of a stack's tables share one.
 * @param part one of a fixed set of words
 * @param names of the index, the region or whatever else the part is of
 */
export function partAddress(table: string, part: string, ...names: readonly string[]): string {
  const own = `${address(table)}-${part}`;
  if (names.length === 0) return own;
  const words = names.map((name) => name.replace(/[^A-Za-z0-9_-]/gu, "_"));
  return [own, ...words, shortHash(JSON.stringify(names))].join("-");
}

/** `name`, or its start and a hash of the whole where AWS allows fewer characters. */
export function shortened(name: string, limit: number): string {
  return name.length <= limit ? name : `${name.slice(0, limit - 9)}-${shortHash(name)}`;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
