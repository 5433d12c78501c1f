import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { exampleReport } from "../../generators/example-report";
import type { FleetReport } from "../../reports/fleet/fleet-data";
import {
  byCost,
  figuresOf,
  isNearLimit,
  monthlyCost,
  tablesOf,
  TABLE_VIEWS,
} from "../../reports/fleet/table-views";
import { EXAMPLES } from "../support/examples";
import { markdownOf, pageOf, reportOn, tableIn } from "../support/fleet-reports";
import { tablesYaml, tableYaml } from "../support/project";

const ACCOUNT = 'accountId: "123456789012"\nregion: us-east-1\nbackend: {type: local}\n';

const FILES = {
  "dev/_environment.yaml": `${ACCOUNT}prefixGrants:\n  - {role: auditor, prefix: koa-, access: [read]}\n`,
  "dev/koa.yaml": tablesYaml(
    tableYaml(
      "Orders",
      [
        "globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: KEYS_ONLY}]",
        "usage: {readsPerMonth: 2000000, storageGb: 10}, backup: nightly, streamViewType: NEW_IMAGE",
        "serviceAccountWriteRoles: [web-koa], serviceAccountReadRoles: [report-cash]",
      ].join(", "),
    ),
    tableYaml("Carts", "deletionPolicy: Delete, deletionProtection: false, tags: {team: shop}"),
  ),
  "dev/cash.yaml": tablesYaml(tableYaml("Bills", "backup: nightly")),
  "dev/seen.yaml": `managementPolicies: Observe\n${tablesYaml(tableYaml("Old", ""))}`,
  "prod/_environment.yaml": `${ACCOUNT}production: true\npolicy: {optOut: [till]}\n`,
  "prod/till.yaml": tablesYaml(
    tableYaml("Cache", 'pointInTimeRecovery: false, optOutReason: "it is built from Bills"'),
    tableYaml("Far", "region: sa-east-1, usage: {storageGb: 1}"),
  ),
};

const REPORT = reportOn(FILES);

/** The logical names of the tables that each view has. */
function views(report: FleetReport): Record<string, string[]> {
  return Object.fromEntries(
    TABLE_VIEWS.map(({ id, has }) => [
      id,
      tablesOf(report)
        .filter(has)
        .map(({ name }) => name),
    ]),
  );
}

test("sorts the tables by what people ask of them", () => {
  expect(views(REPORT)).toEqual({
    destroyable: ["Carts"],
    "no-deletion-protection": ["Carts"],
    "no-recovery": ["Cache"],
    "not-backed-up": ["Carts", "Cache", "Far"],
    "opt-out": ["Cache"],
    shared: ["Orders"],
    "on-demand": ["Bills", "Carts", "Orders", "Cache", "Far"],
    provisioned: [],
    global: [],
    stream: ["Orders"],
    observed: ["Old"],
  });
});

test("counts each of them in a figure, and what all of them cost", () => {
  expect(figuresOf(REPORT).map(({ number, words }) => `${number} ${words}`)).toEqual([
    "6 tables",
    "1 that an edit can destroy (deletionPolicy Delete)",
    "1 without deletion protection",
    "1 without point-in-time recovery",
    "3 in no backup plan",
    "1 below the floor of production, with a reason",
    "1 that roles or accounts beyond their namespace may use",
    "0 policies of roles above 80 % of their size",
    expect.stringMatching(/^\d+\.\d\d USD a month/),
  ]);
});

test("has the keys, settings, protection and access of a table, and the line of each grant", () => {
  const orders = tableIn(REPORT, "Orders");
  expect(orders.keys).toMatchObject([
    { kind: "table", name: "Orders", hashKeys: [{ name: "id", type: "S" }], projection: "ALL" },
    { kind: "global index", name: "by-id", rangeKeys: [], projection: "KEYS_ONLY" },
  ]);
  expect(orders.keys[1]?.cost).toMatchObject({ index: "by-id", fixed: 0, writes: 0.625 });
  expect(orders.settings).toEqual(
    expect.arrayContaining([
      { label: "name in AWS", text: "koa-Orders" },
      { label: "stream", text: "NEW_IMAGE" },
    ]),
  );
  expect(orders.protection).toContainEqual({ label: "deletionPolicy", text: "Orphan" });
  expect(orders.grants.map(({ role, access, line }) => [role, access.join(), line])).toEqual([
    ["auditor", "read", 5],
    ["report-cash", "read", 2],
    ["web-koa", "write", 2],
  ]);
  expect(tableIn(REPORT, "Cache")).toMatchObject({
    belowFloor: ["no point-in-time recovery"],
    optOutReason: "it is built from Bills",
  });
});

test("says nothing of a table that is only observed but its keys and where it is", () => {
  const old = tableIn(REPORT, "Old");
  expect(old).toMatchObject({ protection: [], backupPlans: [] });
  expect(old.cost).toBeUndefined();
  expect(old.settings.map(({ label }) => label)).toEqual(["name in AWS", "ARN", "region"]);
});

test("orders by cost, and counts no table without a price", () => {
  expect(byCost(tablesOf(REPORT)).map(({ name }) => name)).toEqual(["Orders"]);
  expect(monthlyCost(tableIn(REPORT, "Far"))).toBeNull();
  expect(monthlyCost(tableIn(REPORT, "Old"))).toBeUndefined();
});

test("shows a policy that is near its limit from 80 % on", () => {
  const [role] = REPORT.environments.flatMap(({ roles }) => roles);
  if (role?.policy === undefined) throw new Error("no role");
  const sized = (characters: number): boolean =>
    isNearLimit({ ...role, policy: { name: "p", characters, limit: 6144 } });
  expect([sized(4915), sized(4916)]).toEqual([false, true]);
  expect(isNearLimit({ ...role, policy: undefined })).toBe(false);
});

describe("of a part of the values", () => {
  test("an environment has only its own", () => {
    const { environments } = reportOn(FILES, { environment: "prod", selects: () => true });
    expect(environments.map(({ name }) => name)).toEqual(["prod"]);
  });

  test("a namespace has the roles that may use its tables, and not those of other namespaces", () => {
    const of = (namespace: string): string[] => {
      const { environments } = reportOn(FILES, {
        environment: "dev",
        selects: (name) => name === namespace,
      });
      return environments.flatMap(({ roles }) => roles.map(({ role }) => role));
    };
    expect(of("koa")).toEqual(["auditor", "report-cash", "web-koa"]);
    expect(of("cash")).toEqual(["auditor", "report-cash"]);
  });
});

/** What is markup in HTML and Markdown, reorders text, or ends a script. */
const HOSTILE =
  "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>|`**a**\u202e\u0007";

describe("names of strangers", () => {
  const report = reportOn({
    "dev/_environment.yaml": ACCOUNT,
    "dev/koa.yaml": `tables:\n  - ${JSON.stringify({
      name: "T",
      hashKey: HOSTILE,
      attributes: [{ name: HOSTILE, type: "S" }],
      billingMode: "PAY_PER_REQUEST",
      grants: [{ role: "web-koa", access: ["read"], leadingKeys: [HOSTILE] }],
    })}\n`,
  });

  test("are text in HTML", () => {
    const page = pageOf(report);
    expect(page.split("<script>")).toHaveLength(2);
    expect(page).not.toContain("<img");
    expect(page).not.toMatch(/(?!\n)[\u202e\p{Cc}]/u);
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  test("are text in Markdown, also in cells", () => {
    const markdown = markdownOf(report);
    expect(markdown).not.toMatch(/(?!\n)[\u202e\p{Cc}]/u);
    // Outside of code spans there is nothing of it.
    const outside = markdown.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
    expect(outside).not.toContain("<img");
    expect(outside).not.toContain("**a**");
    const rows = markdown.split("\n").filter((line) => line.startsWith("|"));
    for (const row of rows) expect(row.endsWith(" |")).toBe(true);
  });
});

test("the page allows its own style and script, and nothing else", () => {
  const page = pageOf(REPORT);
  const content = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  const hashes = (["style", "script"] as const).map((tag) => {
    const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? "";
    return `${tag}-src &#39;sha256-${createHash("sha256").update(text).digest("base64")}&#39;`;
  });
  expect(content).toBe(
    `default-src &#39;none&#39;; ${hashes.join("; ")}; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
  );
  expect(page).not.toMatch(/\b(?:src|srcset|action)=|url\(|@import|https?:/);
});

test("without values it says that there is nothing", () => {
  const report = reportOn({ "dev/_environment.yaml": ACCOUNT });
  expect(markdownOf(report)).toContain("- **0** tables");
  expect(pageOf(report)).toContain("The values name no roles.");
});

test("the example report is that of the example values; npm run example-report writes it", () => {
  const files = exampleReport(EXAMPLES);
  for (const [file, text] of Object.entries(files)) {
    const written = readFileSync(path.join(__dirname, "..", "..", file), "utf8");
    expect(text.replaceAll(EXAMPLES, "values") === written ? "current" : file).toBe("current");
  }
});
