import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** The only folder of the repository that the suite writes to: downloads, kept between runs. */
export function cacheFolder(): string {
  const folder = join(__dirname, "..", ".cache");
  mkdirSync(folder, { recursive: true });
  return folder;
}
