import { loadValues } from "./support/load-values";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { accessReport } from "../reports/access-report";
import { select } from "../reports/access-selection";
import { reportText } from "../reports/access-text";
import {
  ACCESS_WORDS,
  actionsOf,
  canBeLimited,
  resourceTypes,
} from "../config/model/dynamodb-actions";
import { EXAMPLES as EXAMPLES_FOLDER, readExamples } from "./support/examples";
import { sectionsOf } from "./support/markdown-sections";
import { ENVIRONMENT, Project } from "./support/project";

const ROOT = path.join(__dirname, "..");
const PAGE = readFileSync(path.join(ROOT, "docs", "access.md"), "utf8");

/** A fenced example: a whole file, or keys of a table of the file that the page shows first. */
interface Example {
  readonly file: string;
  readonly table: string | undefined;
  readonly yaml: string;
  readonly line: number;
}

const EXAMPLES = [...PAGE.matchAll(/^```yaml\n((?:.*\n)*?)```$/gm)].map(
  ({ 1: yaml = "", index }): Example => {
    const line = PAGE.slice(0, index).split("\n").length;
    const [, file, table] = /^# (\S+\.yaml)(?:, table (\S+))?\n/.exec(yaml) ?? [];
    if (file === undefined) throw new Error(`line ${line}: the example does not say its file`);
    return { file, table, yaml, line };
  },
);

/** The values of an example, within the page's first example where it is not a whole file. */
function filesOf({ file, table, yaml }: Example): Record<string, string> {
  // The page shows this line for the namespace whose role trusts the account.
  const environment = `${ENVIRONMENT}policy: { trustedAccounts: ["210987654321"] }\n`;
  expect(PAGE).toContain(environment.split("\n")[1]);
  const whole: Record<string, string> = { "dev/_environment.yaml": environment, ...first() };
  if (table === undefined) return { ...whole, [file]: yaml };
  const values = parse(whole[file] ?? "") as { tables: { name: string }[] };
  const tables = values.tables.map((one) =>
    one.name === table ? { ...one, ...(parse(yaml) as object) } : one,
  );
  expect(tables.map(({ name }) => name)).toContain(table);
  return { ...whole, [file]: stringify({ ...values, tables }) };
}

function first(): Record<string, string> {
  const [example] = EXAMPLES;
  return example ? { [example.file]: example.yaml } : {};
}

/** The cells of the row of a table that starts with a word; the how-manieth such row of the page. */
function row(word: string, which: number): string[] {
  const rows = PAGE.split("\n").filter(
    (line) => line.startsWith("|") && line.includes(`\`${word}\``),
  );
  return (rows[which] ?? "").split("|").map((cell) => cell.trim());
}

const names = (cell = ""): string[] =>
  (cell.replace(/:.*/, "").match(/[A-Z][A-Za-z]+/g) ?? []).sort();

describe("docs/access.md", () => {
  test("has examples", () => {
    expect(EXAMPLES.length).toBeGreaterThan(8);
  });

  test.each(
    EXAMPLES.map((example) => [`${example.file} at line ${example.line}`, example] as const),
  )("%s passes the check", (_, example) => {
    const project = new Project(filesOf(example));
    const { problems } = loadValues(project.values);
    expect(problems.errors).toEqual([]);
    expect(
      problems.warnings.filter(
        ({ rule }) => !["prefixReach", "locked", "stateIsShared"].includes(rule),
      ),
    ).toEqual([]);
  });

  test.each(ACCESS_WORDS)(
    "says what %s allows, and what is left of it under a condition",
    (word) => {
      const actions = actionsOf([word]);
      const on = (type: string): string[] =>
        actions.filter((action) => resourceTypes(action).includes(type));
      const [, , table, index, stream, all] = row(word, 0);
      expect([table, index, stream, all].map(names)).toEqual([
        on("table"),
        on("index"),
        on("stream"),
        actions.filter((action) => resourceTypes(action).length === 0),
      ]);
      for (const [i, limit] of (["leadingKeys", "attributes"] as const).entries()) {
        expect(names(row(word, i + 1)[2])).toEqual(
          actions.filter((action) => canBeLimited(action, limit)),
        );
      }
    },
  );

  test("shows what npm run access prints", () => {
    const [, shown] = /^```console\n\$ .* dev koa-dev-Shop\n((?:.*\n)*?)```$/m.exec(PAGE) ?? [];
    const project = loadValues(EXAMPLES_FOLDER);
    const selection = select(accessReport(project), ["dev", "koa-dev-Shop"]);
    if ("error" in selection) throw new Error(selection.error);
    expect(shown).toBe(
      `${reportText(selection.report).join("\n").replaceAll(EXAMPLES_FOLDER, "values")}\n`,
    );
  });
});

describe("docs/new-environment.md", () => {
  const page = readFileSync(path.join(ROOT, "docs", "new-environment.md"), "utf8");
  const [environment = "", namespace = ""] = Array.from(
    page.matchAll(/^```yaml\n((?:.*\n)*?)```$/gm),
    ([, yaml = ""]) => yaml,
  );

  test("has values that pass the check", () => {
    const files = { "dev/_environment.yaml": environment, "dev/shop-dev.yaml": namespace };
    const { problems } = loadValues(new Project(files).values);
    expect(problems.errors).toEqual([]);
    expect(problems.warnings.map(({ rule }) => rule)).toEqual(["locked"]);
  });
});

test.each(readdirSync(path.join(ROOT, "docs")).filter((name) => name.endsWith(".md")))(
  "docs/%s links to pages that exist, and to sections that they have",
  (name) => {
    for (const [, target = ""] of readFileSync(path.join(ROOT, "docs", name), "utf8").matchAll(
      /\]\((?!https?:)([^)\s]+)\)/g,
    )) {
      const [file = "", section] = target.split("#");
      const page = path.join(ROOT, "docs", file === "" ? name : file);
      expect([target, existsSync(page)]).toEqual([target, true]);
      if (section !== undefined)
        expect([target, sectionsOf(page)]).toContainEqual(expect.arrayContaining([section]));
    }
  },
);

describe("README.md", () => {
  const README = readFileSync(path.join(ROOT, "README.md"), "utf8");
  const FILE = "dev/koa-dev/access.yaml";

  /** What synthesis prints after strings of the example file were replaced, each where it is first. */
  function printed(...replaced: (readonly [string, string])[]): string {
    const examples = readExamples();
    const edited = replaced.reduce((text, edit) => text.replace(...edit), examples[FILE] ?? "");
    const { stderr } = new Project({ ...examples, [FILE]: edited }).run();
    return stderr.replaceAll(FILE, `values/${FILE}`);
  }

  test("shows what is printed about two mistakes in an example", () => {
    const shown = printed(
      ["billingMode: PAY_PER_REQUEST", "billingMode: ON_DEMAND"],
      ["serviceAccountReadRoles", "serviceAccountReadRole"],
    );
    expect(README).toContain(`\`\`\`\n${shown}\n\`\`\`\n`);
  });

  test("shows how an error about a renamed table of an example begins", () => {
    const [, shown = "missing"] = /^(values\/.* which is gone; .*), \.\.\.$/m.exec(README) ?? [];
    expect(printed(["name: AAUserAccess-v3", "name: AAUserAccess-v4"])).toContain(`${shown}, `);
  });

  test("shows an example of a table that synthesizes as it is", () => {
    const [, yaml = ""] = /^```yaml\n(tables:\n(?:.*\n)*?)```$/m.exec(README) ?? [];
    const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa-dev.yaml": yaml });
    expect(project.synth()["dev-koa-dev"]?.resource.aws_dynamodb_table?.Orders).toMatchObject({
      name: "koa-dev-Orders",
    });
  });
});
