import { existsSync } from "node:fs";
import path from "node:path";

/** The folder of the package, whether this runs from its sources or from `dist/`. */
export function packageFolder(): string {
  const source = path.join(__dirname, "..");
  return existsSync(path.join(source, "emulator")) ? source : path.join(source, "..");
}
