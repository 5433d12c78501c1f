import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { exampleReport } from "../../generators/example-report";
import type { FleetReport } from "../../reports/fleet/fleet-data";
import {
  byCost,
  figuresOf,
  isNearLimit,
  knownCost,
  namespacesOf,
  tablesOf,
  TABLE_VIEWS,
} from "../../reports/fleet/table-views";
import { missingCosts, monthlyText } from "../../reports/fleet/fleet-words";
import { BUNDLED_PRICES } from "../../cost/prices/bundled-prices";
import { fleetReport } from "../../reports/fleet/fleet-report";
import type { ReportedPart } from "../../reports/fleet/fleet-report";
import { EXAMPLES } from "../support/examples";
import { markdownOf, pageOf, reportOn, tableIn } from "../support/fleet-reports";
import { loadValues } from "../support/load-values";
import { Project, tablesYaml, tableYaml } from "../support/project";
import { relock } from "../support/run-lock";

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
    shared: ["Carts", "Orders"],
    "on-demand": ["Bills", "Carts", "Orders", "Cache", "Far"],
    provisioned: [],
    global: [],
    stream: ["Orders"],
    observed: ["Old"],
  });
});

test("counts each of them in a figure, and what all of them cost", () => {
  expect(figuresOf(REPORT).map(({ number, words }) => `${number} ${words}`)).toEqual([
    "5 tables, and 1 more that is only observed",
    "1 that an edit can destroy (deletionPolicy Delete)",
    "1 without deletion protection",
    "1 without point-in-time recovery",
    "3 in no backup plan",
    "1 below the floor of production, with a reason",
    "2 that roles or accounts beyond their namespace may use",
    "0 policies of roles above 80 % of their size",
    expect.stringMatching(
      /^\d+\.\d\d USD a month at least, fixed and by usage \(3 of 5 tables have no usage\)$/,
    ),
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

describe("what tables cost", () => {
  const text = (...names: readonly string[]): string =>
    monthlyText(knownCost(names.map((name) => tableIn(REPORT, name))));

  test("is ordered by what is known", () => {
    expect(byCost(tablesOf(REPORT)).map(({ name }) => name)).toEqual(["Orders"]);
  });

  test("is not nothing where it is not known", () => {
    expect(text("Orders")).toMatch(/^\d+\.\d\d$/);
    expect(text("Carts")).toBe("by use");
    expect(text("Far")).toBe("no price");
    expect(text("Old")).toBe("–");
    expect(text("Far", "Orders")).toMatch(/^at least \d+\.\d\d$/);
    expect(missingCosts(knownCost(tablesOf(REPORT)))).toHaveLength(2);
  });

  test("counts the parts of usage that have a price", () => {
    const { cost } = tableIn(REPORT, "Orders");
    if (!cost?.usage) throw new Error("no usage");
    const usage = { ...cost.usage, total: null, pitr: null };
    expect(knownCost([{ cost: { ...cost, usage } }])).toMatchObject({
      usage: (usage.reads ?? 0) + (usage.storage ?? 0),
      withoutPrice: 1,
    });
  });
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
    const { environments } = reportOn(FILES, {
      environments: new Set(["prod"]),
      selects: () => true,
    });
    expect(environments.map(({ name }) => name)).toEqual(["prod"]);
  });

  test("a namespace has the roles that may use its tables, and not those of other namespaces", () => {
    const of = (namespace: string): string[] => {
      const { environments } = reportOn(FILES, {
        environments: new Set(["dev"]),
        selects: (name) => name === namespace,
      });
      return environments.flatMap(({ roles }) => roles.map(({ role }) => role));
    };
    expect(of("koa")).toEqual(["auditor", "report-cash", "web-koa"]);
    expect(of("cash")).toEqual(["auditor", "report-cash"]);
  });
});

/** Every address in a page that leads into it, and does not. */
function deadLinks(page: string): string[] {
  const ids = new Set([...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const links = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id = ""]) => id);
  return links.filter((id) => !id.startsWith("?") && !ids.has(id));
}

describe("access from elsewhere", () => {
  const account = 'accountId: "123456789012"\nbackend: {type: local}\n';
  const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;
  const policy = (effect: string, name: string): string =>
    `resourcePolicy: {Version: "2012-10-17", Statement: [{Effect: ${effect}, Principal: {AWS: "${role(name)}"}, Action: "dynamodb:PutItem"}]}`;
  const files = {
    "dev/_environment.yaml": `${account}policy: {tables: {watch: [shop-Orders]}}\nprefixGrants: [{role: spy-cash, prefix: shop-Ord, access: [read]}]\n`,
    "dev/cash.yaml": "tables: []\n",
    "dev/shop.yaml": tablesYaml(
      tableYaml("Orders"),
      tableYaml("Open", policy("Allow", "web-cash")),
      tableYaml("Shut", `${policy("Deny", "web-shop")}, serviceAccountWriteRoles: [web-shop]`),
      tableYaml("Own", policy("Allow", "web-shop")),
      tableYaml("Twin", "tableName: shop-Twin, serviceAccountReadRoles: [web-shop]"),
      tableYaml(
        "TwinEast",
        "tableName: shop-Twin, region: us-east-1, serviceAccountReadRoles: [web-shop]",
      ),
    ),
    "far/_environment.yaml": `${account}prefixGrants: [{role: spy-far, prefix: shop-, access: [read]}]\n`,
    "far/home.yaml": "tables: []\n",
  };
  const later = {
    "dev/watch.yaml": `managementPolicies: Observe\n${tablesYaml(
      tableYaml("Orders", "tableName: shop-Orders, tags: {a: b}, streamViewType: NEW_IMAGE"),
    )}`,
  };
  const EVERYTHING: ReportedPart = { selects: () => true };
  const withoutFar = Object.fromEntries(
    Object.entries(files).filter(([file]) => !file.startsWith("far/")),
  );

  test("through a prefix or a resource policy makes a table shared", () => {
    expect(views(reportOn(withoutFar, EVERYTHING, later)).shared).toEqual([
      "Open",
      "Orders",
      "Orders",
    ]);
  });

  test("through a prefix is listed beyond a namespace", () => {
    const { environments } = reportOn(files, EVERYTHING, later);
    const texts = environments.flatMap(({ crossings }) => crossings.map(({ text }) => text));
    expect(texts).toEqual(
      expect.arrayContaining([
        "dev grants read on shop-Ord* to spy-cash, which reaches tables of shop and watch",
        "far grants read on shop-* to spy-far, which reaches tables of shop and watch",
      ]),
    );
  });

  test("that is denied is said to be, at the table and at the role", () => {
    const report = reportOn(withoutFar, EVERYTHING, later);
    expect(markdownOf(report)).toContain("| `not: PutItem` |");
    const page = pageOf(report);
    const item = page.slice(page.indexOf('id="role/dev/web-shop"'));
    expect(item.slice(0, item.indexOf("</details>"))).toContain("<td>not: PutItem</td>");
  });

  test("links to the table that is meant, in its region and not where it is observed", () => {
    const page = pageOf(reportOn(withoutFar, EVERYTHING, later));
    const item = page.slice(page.indexOf('id="role/dev/web-shop"'));
    const links = [...item.slice(0, item.indexOf("</details>")).matchAll(/href="#([^"]*)"/g)];
    expect(links.map(([, id]) => id)).toEqual(
      expect.arrayContaining(["table/dev/shop/Twin", "table/dev/shop/TwinEast"]),
    );
    const spy = page.slice(page.indexOf('id="role/dev/spy-cash"'));
    expect(spy.slice(0, spy.indexOf("</details>"))).toContain('href="#table/dev/shop/Orders"');
  });

  test.each<[string, ReportedPart]>([
    ["everything", EVERYTHING],
    ["an environment", { environments: new Set(["dev"]), selects: () => true }],
    ["a namespace", { selects: (name) => name === "shop" }],
  ])("of %s leaves no link that leads nowhere", (_, part) => {
    expect(deadLinks(pageOf(reportOn(files, part, later)))).toEqual([]);
  });

  test("is the same of one environment alone, where another one's prefix reaches it", () => {
    const part = { environments: new Set(["dev"]), selects: () => true };
    const { environments } = reportOn(files, part, later);
    expect(JSON.stringify(environments)).toContain("spy-far");
  });

  test("an observed table has what its values say only where that is known", () => {
    const observed = tablesOf(reportOn(files, EVERYTHING, later)).find((table) => table.observed);
    expect(observed).toMatchObject({ tags: [], replicas: [], hasStream: false });
  });
});

test("replicas count as their table does", () => {
  const report = reportOn({
    "dev/_environment.yaml": ACCOUNT,
    "dev/koa.yaml": tablesYaml(
      tableYaml(
        "Global",
        "streamViewType: NEW_AND_OLD_IMAGES, replicas: [{region: eu-central-1, pointInTimeRecovery: false}]",
      ),
    ),
  });
  expect(views(report)).toMatchObject({
    "no-recovery": ["Global"],
    "no-deletion-protection": [],
    global: ["Global"],
  });
  expect(tableIn(report, "Global").protection).toContainEqual({
    label: "deletion protection of the replica in eu-central-1",
    text: "not managed",
  });
});

test("a table that is removed from the values is said to be forgotten, or destroyed, and why", () => {
  const project = new Project({
    "dev/_environment.yaml": ACCOUNT,
    "dev/koa.yaml": tablesYaml(tableYaml("A", "deletionPolicy: Delete"), tableYaml("B")),
  });
  relock(project);
  const left = "tables: []\nremovedTables: [{name: B, reason: it is old}]\n";
  project.write({ "dev/koa.yaml": left });
  relock(project, "--accept koa/A");
  const report = fleetReport(loadValues(project.values), BUNDLED_PRICES, { selects: () => true });
  expect(namespacesOf(report).flatMap(({ leaving }) => leaving)).toEqual([
    { name: "A", how: "destroyed", reason: undefined },
    { name: "B", how: "forgotten", reason: "it is old" },
  ]);
  const figures = figuresOf(report).map(({ number, words }) => `${number} ${words}`);
  expect(figures).toContain(
    "1 removed tables that a deploy destroys with their data, or has destroyed",
  );
  for (const text of [markdownOf(report), pageOf(report)]) expect(text).toContain("it is old");
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
