/**
 * An upgrade changes nothing in plans unless the changelog says so: values as they were at the last release give the
 * same Terraform JSON. `npm run release:record` records values and JSON of a new release.
 */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import manifest from "../package.json";
import { EXAMPLES, readFiles } from "./support/examples";
import { Project } from "./support/project";

const FOLDER = path.join(__dirname, "fixtures", "released");
const VALUES = path.join(FOLDER, "values");
const RECORD = path.join(FOLDER, "release.json");
/** Whose JSON is recorded to be read; of the others, only a hash. */
const READABLE = ["dev-billing-dev", "prod-billing-prod"];

interface Release {
  readonly version: string;
  /** SHA-256 of the JSON, by stack. */
  readonly stacks: Readonly<Record<string, string>>;
}

const hash = (json: string): string => createHash("sha256").update(json).digest("hex");
const fileOf = (stack: string): string => path.join(FOLDER, `${stack}.json`);

/** The JSON by stack, without what CDKTF writes about itself and Terraform does not read. */
function stacksOf(values: string): Record<string, string> {
  const stacks = new Project(readFiles(values)).synth({ CI: "true" });
  return Object.fromEntries(
    Object.entries(stacks).map(([stack, json]) => [stack, `${JSON.stringify(json, normal, 2)}\n`]),
  );
}

/** Without comments, and sorted: the order of keys means nothing to Terraform. */
function normal(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (process.env.RECORD_RELEASE === "true") {
  test("records a release", () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    cpSync(EXAMPLES, VALUES, { recursive: true });
    const jsons = stacksOf(VALUES);
    for (const stack of READABLE) writeFileSync(fileOf(stack), jsons[stack] ?? "");
    const stacks = Object.fromEntries(
      Object.entries(jsons).map(([stack, json]) => [stack, hash(json)]),
    );
    const release: Release = { version: manifest.version, stacks };
    writeFileSync(RECORD, `${JSON.stringify(release, undefined, 2)}\n`);
    expect(READABLE.every((stack) => existsSync(fileOf(stack)))).toBe(true);
  });
} else {
  const { version, stacks } = JSON.parse(readFileSync(RECORD, "utf8")) as Release;

  describe(`values of release ${version}`, () => {
    let now: Record<string, string>;

    beforeAll(() => {
      now = stacksOf(VALUES);
    });

    test.each(READABLE)("give the same JSON of %s", (stack) => {
      expect(now[stack]).toBe(readFileSync(fileOf(stack), "utf8"));
    });

    test("give the same JSON of every stack", () => {
      const all = [...new Set([...Object.keys(stacks), ...Object.keys(now)])].sort();
      const different = all.filter((stack) => stacks[stack] !== hash(now[stack] ?? ""));
      if (different.length > 0)
        throw new Error(
          `the JSON of ${different.join(", ")} differs from release ${version}: say what changes in plans ` +
            'in CHANGELOG.md under "Plans change", then run npm run release:record and commit what it writes',
        );
    });
  });
}
