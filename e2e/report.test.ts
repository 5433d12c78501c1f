/** The report as people use it: in a real browser, by reading, searching, clicking and keys. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { startBrowser } from "./support/browser";
import { runOrFail } from "./support/run";

const PROJECT = join(__dirname, "..");
const EXAMPLES = join(PROJECT, "__tests__", "fixtures", "values");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const folder = mkdtempSync(join(tmpdir(), "dynamodb-e2e-report-"));
let browser: Browser;
/** What a page did that it should not have done. */
let faults: string[];

/** Runs the command as `npm run report` does. @returns the page's URL */
async function report(values: string, ...args: readonly string[]): Promise<string> {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.html`);
  const command = [join(PROJECT, "dist", "commands", "report.js"), "--values", values];
  const env = { ...process.env, VALUES_DIR: "", CI: "" };
  await runOrFail(process.execPath, [...command, "--out", file, ...args], { cwd: folder, env });
  return pathToFileURL(file).href;
}

function writeValues(name: string, files: Readonly<Record<string, string>>): string {
  const values = join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(values, file)), { recursive: true });
    writeFileSync(join(values, file), text);
  }
  return values;
}

async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url.split("#")[0]) faults.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return page;
}

/** Names of the tables that are listed. */
function listedTables(page: Page): Promise<string[]> {
  return page.locator("#tables .items > li:visible .name").allInnerTexts();
}

/** Problems for people who use a keyboard, a screen reader or large print, each with where it is. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

async function openAll(page: Page): Promise<void> {
  await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
}

function groundOf(page: Page): Promise<unknown> {
  return page.evaluate("getComputedStyle(document.body).backgroundColor");
}

beforeAll(async () => {
  browser = await startBrowser();
});

beforeEach(() => {
  faults = [];
});

afterEach(() => {
  expect(faults).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the report of the examples", () => {
  let url: string;

  beforeAll(async () => {
    url = await report(EXAMPLES);
  });

  test("answers who can write to a table, what is not backed up, what costs most and what can be destroyed", async () => {
    const page = await open(url);
    await page.fill("input[name=q]", "prod orders");
    expect(await listedTables(page)).toEqual(["Orders"]);
    await page.click("#tables .items > li:visible summary");
    const who = page
      .getByRole("group", { name: "Who may do what with Orders of prod koa-prod" })
      .locator("tr");
    expect(await who.filter({ hasText: "write" }).allInnerTexts()).toEqual([
      expect.stringMatching(
        /^access-service-koa-prod\s+write\s+values\/prod\/|^access-service-koa-prod\s+write\s/,
      ),
    ]);
    await page.click("text=Clear");
    await page.click(".figures a:has-text('in no backup plan')");
    expect(await page.locator("output").innerText()).toBe("9 of 17 tables");
    await page.click("text=Clear");
    await page.click(".figures a:has-text('can destroy')");
    expect(await listedTables(page)).toContain("Totals-cache");
    await page.click("text=Clear");
    const most = page.getByRole("group", { name: "The most expensive tables" }).locator("tbody th");
    expect((await most.allInnerTexts())[0]).toBe("prod billing-prod/Invoices");
  });

  test("filters by environment, sorts by cost, and keeps that in the address", async () => {
    const page = await open(url);
    await page.selectOption("select[name=environment]", "prod");
    await page.selectOption("select[name=view]", "provisioned");
    await page.selectOption("select[name=sort]", "cost");
    const found = await listedTables(page);
    expect(found[0]).toBe("Invoices");
    expect(new URL(page.url()).hash).toBe("#?environment=prod&view=provisioned&sort=cost");
    const again = await open(page.url());
    expect(await listedTables(again)).toEqual(found);
    await again.fill("input[name=q]", "no such table");
    expect(await again.locator("text=No table matches.").isVisible()).toBe(true);
  });

  test("an environment is read in every section, and going back undoes a filter", async () => {
    const page = await open(url);
    await page.selectOption("select[name=environment]", "prod");
    const most = page.getByRole("group", { name: "The most expensive tables" }).locator("tbody tr");
    const shown = most.locator("visible=true");
    expect((await shown.allInnerTexts()).map((row) => row.split(" ")[0])).toEqual([
      "prod",
      "prod",
      "prod",
    ]);
    await page.click("nav a:has-text('Cost')");
    expect(await page.locator("select[name=environment]").inputValue()).toBe("prod");
    expect(await page.locator("#cost").isVisible()).toBe(true);
    const other = await open(url);
    await other.click(".figures a:has-text('in no backup plan')");
    expect(await other.locator("#overview").isVisible()).toBe(false);
    await other.goBack();
    expect(await other.locator("#overview").isVisible()).toBe(true);
    expect(await listedTables(other)).toHaveLength(17);
  });

  test.each([1280, 800])(
    "a link opens what it leads to, also behind a filter, at %i pixels",
    async (width) => {
      const viewport = { width, height: 700 };
      const page = await open(`${url}#table/prod/koa-prod/Shop`, { viewport });
      const shop = page.locator("[id='table/prod/koa-prod/Shop']");
      expect(await shop.getAttribute("open")).not.toBeNull();
      const [summary, filters] = await Promise.all(
        [shop.locator("summary"), page.locator("#filters")].map((one) => one.boundingBox()),
      );
      expect(summary?.y).toBeGreaterThanOrEqual((filters?.y ?? 0) + (filters?.height ?? 0));
      expect(await shop.locator("summary:focus").count()).toBe(1);
      await page.selectOption("select[name=environment]", "dev");
      await page.goto(`${url}#role/prod/report-service-billing-prod`);
      const role = page.locator("[id='role/prod/report-service-billing-prod']");
      expect(await role.locator("table").isVisible()).toBe(true);
      await role.getByRole("link", { name: "koa-prod-Shop" }).click();
      expect(await shop.locator(".keys").isVisible()).toBe(true);
      await page.goto(`${url}#%E0%A4%A`);
    },
  );

  test("is used with the keyboard alone", async () => {
    const page = await open(url);
    await page.keyboard.press("/");
    await page.keyboard.type("archive dev");
    expect(await listedTables(page)).toEqual(["Archive"]);
    const opened = page.locator("#tables details[open]");
    // From the search over the other filters to the table.
    for (let i = 0; i < 10 && (await opened.count()) === 0; i++) {
      await page.keyboard.press("Tab");
      if (await page.locator("#tables summary:focus").count()) await page.keyboard.press("Enter");
    }
    expect(await opened.count()).toBe(1);
  });

  test.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
  ] as const)("is accessible and fits in %s at %i pixels", async (colorScheme, width) => {
    const page = await open(url, { colorScheme, viewport: { width, height: 900 } });
    await openAll(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    const fields = await page.locator("#filters input, #filters select").all();
    const boxes = (await Promise.all(fields.map((field) => field.boundingBox()))).map(
      (box) => box ?? { x: 0, y: 0, width: 0, height: 0 },
    );
    const overlaps = boxes.filter((one, i) =>
      boxes.some(
        (other, j) =>
          i !== j &&
          Math.abs(one.x + one.width / 2 - other.x - other.width / 2) <
            (one.width + other.width) / 2 &&
          Math.abs(one.y + one.height / 2 - other.y - other.height / 2) <
            (one.height + other.height) / 2,
      ),
    );
    expect(overlaps).toEqual([]);
    const ground = await groundOf(page);
    expect(ground).toBe(colorScheme === "dark" ? "rgb(20, 23, 28)" : "rgb(255, 255, 255)");
    await page.click("#theme");
    expect(await groundOf(page)).not.toBe(ground);
  });

  test("is printed open, without what only a screen has", async () => {
    const page = await open(url);
    await page.emulateMedia({ media: "print" });
    const closed = page.locator("details:not([open])");
    const before = await closed.count();
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await closed.count()).toBe(0);
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(await page.locator("#filters").isVisible()).toBe(false);
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
    expect(await closed.count()).toBe(before);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
  });

  test("is whole without scripts", async () => {
    const page = await open(url, { javaScriptEnabled: false });
    expect(await page.locator("#tables .items > li").count()).toBe(17);
    expect(await page.locator("#filters").isVisible()).toBe(false);
    await page.click("[id='table/dev/koa-dev/Shop'] summary");
    expect(await page.locator("[id='table/dev/koa-dev/Shop'] .keys").isVisible()).toBe(true);
  });
});

/** What ends a script, an attribute or a comment, loads something, or reorders text. */
const HOSTILE = [
  "</script><script>alert(1)</script>",
  "</style><img src=https://example.invalid/x onerror=alert(1)>",
  '" onmouseover="alert(1)" x=\'',
  "<!--\u202e<svg onload=alert(1)>${alert(1)}",
];

test("names of strangers are text", async () => {
  const table = (name: string, i: number): object => ({
    name: `T${i}`,
    hashKey: name,
    rangeKey: `${name} `,
    attributes: [name, `${name} `].map((one) => ({ name: one, type: "S" })),
    billingMode: "PAY_PER_REQUEST",
    grants: [{ role: "web-koa", access: ["read"], leadingKeys: [name] }],
    ttl: { attributeName: `${name}-ttl`, enabled: true },
    optOutReason: name,
    deletionPolicy: "Delete",
  });
  const values = writeValues("hostile", {
    "prod/_environment.yaml":
      'accountId: "123456789012"\nbackend: {type: local}\nproduction: true\npolicy: {optOut: true}\n',
    "prod/koa.yaml": JSON.stringify({ tables: HOSTILE.map(table) }),
  });
  const page = await open(await report(values));
  await openAll(page);
  const text = await page.locator("main").innerText();
  for (const name of HOSTILE) expect(text).toContain(name.replace("\u202e", "\\u202e"));
  expect(text).not.toContain("\u202e");
  expect(await page.locator("script, img, [onmouseover], [onload]").count()).toBe(1);
  await page.hover("#tables summary");
  await page.fill("input[name=q]", HOSTILE[0] ?? "");
  expect(await listedTables(page)).toEqual(["T0"]);
});

test("2,000 tables are one page that can be searched", async () => {
  const keys = "hashKey: id, rangeKey: at, attributes: [{name: id, type: S}, {name: at, type: S}]";
  const index = "globalSecondaryIndex: [{name: by-at, hashKey: at, projectionType: ALL}]";
  const files = Array.from({ length: 100 }, (_, n) => {
    const roles = `serviceAccountReadRoles: [web-n${n}], serviceAccountWriteRoles: [job-n${n}]`;
    const tables = Array.from(
      { length: 20 },
      (_, t) =>
        `  - {name: Table${n}x${t}, ${keys}, ${index}, billingMode: PAY_PER_REQUEST, ${roles}}\n`,
    );
    return [`dev/n${n}.yaml`, `tables:\n${tables.join("")}`] as const;
  });
  const values = writeValues("large", {
    // It reaches every table.
    "dev/_environment.yaml":
      'accountId: "123456789012"\nbackend: {type: local}\nprefixGrants: [{role: auditor, prefix: n, access: [read]}]\n',
    ...Object.fromEntries(files),
  });
  const page = await open(await report(values));
  const names = "#tables .items > li:not([hidden]) .name";
  expect(await page.locator("output").innerText()).toBe("2000 of 2000 tables");
  await page.fill("input[name=q]", "table99x19");
  expect(await page.locator(names).allInnerTexts()).toEqual(["Table99x19"]);
  await page.locator(names).click();
  expect(await page.locator("#tables details[open] .keys").isVisible()).toBe(true);
  await page.fill("input[name=q]", "");
  await page.selectOption("select[name=sort]", "name");
  expect(await page.locator(names).count()).toBe(2000);
  expect(await page.locator(names).first().innerText()).toBe("Table0x0");
});
