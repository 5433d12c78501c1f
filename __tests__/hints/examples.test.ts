import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { HINTS } from "../../hints/all-hints";
import { readExamples } from "../support/examples";
import { hintsOf } from "../support/hints";
import { sectionsOf } from "../support/markdown-sections";

const ROOT = path.join(__dirname, "..", "..");

test("the examples have hints about fixed capacity and a cache without TTL, and no others", () => {
  const hints = hintsOf(readExamples());
  expect(hints.map(({ name, place }) => `${name} ${place}`)).toEqual([
    "fixedCapacity dev/billing-dev.yaml:9:19",
    "fixedCapacity prod/billing-prod.yaml:12:19",
    "missingTtl prod/billing-prod.yaml:46:11",
  ]);
});

test.each(HINTS.map(({ name, page }) => [name, page]))(
  "%s links to a section that exists: %s",
  (_, page) => {
    const [file = "", section] = page.split("#");
    const found = path.join(ROOT, file);
    expect(existsSync(found)).toBe(true);
    expect(sectionsOf(found)).toContain(section);
  },
);

test("docs/hints.md has a row for each hint, with a link to its page", () => {
  const rows = readFileSync(path.join(ROOT, "docs", "hints.md"), "utf8")
    .split("\n")
    .flatMap((line) => /^\| `(\w+)` .*\]\((\S+)\) +\|$/.exec(line)?.slice(1).join(" docs/") ?? []);
  expect(rows).toEqual(HINTS.map(({ name, page }) => `${name} ${page}`));
});

test("docs/hints.md shows a hint about the examples as it is printed", () => {
  const page = readFileSync(path.join(ROOT, "docs", "hints.md"), "utf8");
  const [, , { place, message } = { place: "", message: "" }] = hintsOf(readExamples());
  expect(page).toContain(`\nvalues/${place}: hint: ${message}\n`);
});
