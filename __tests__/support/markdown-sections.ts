import { readFileSync } from "node:fs";

/** The sections of a page, as GitHub names their headings. */
export function sectionsOf(page: string): string[] {
  return Array.from(readFileSync(page, "utf8").matchAll(/^#+ (.*)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
