import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Mutant } from "./mutant";

/** A temporary folder that holds the values of one mutant after the other. */
export class ValuesFolder {
  readonly #root = mkdtempSync(join(tmpdir(), "dynamodb-differential-"));
  readonly path = join(this.#root, "values");

  write({ files }: Mutant): void {
    rmSync(this.path, { recursive: true, force: true });
    for (const [name, text] of Object.entries(files)) {
      const file = join(this.path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
