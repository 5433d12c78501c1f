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

/** `name`, or its start and a hash of the whole where AWS allows fewer characters. */
export function shortened(name: string, limit: number): string {
  return name.length <= limit ? name : `${name.slice(0, limit - 9)}-${shortHash(name)}`;
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
