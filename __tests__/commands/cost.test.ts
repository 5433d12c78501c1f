import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Project, tablesYaml, tableYaml } from "../support/project";
import { offers, priceListServer } from "../support/price-lists";
import type { Answer } from "../support/price-lists";
import type { Offer } from "../../cost/prices/price-list";
import { runCommand } from "../support/run-command";
import type { CommandRun } from "../support/run-command";

const ENVIRONMENT = 'accountId: "123456789012"\nbackend: {type: local}\n';
const FILES = {
  "dev/_environment.yaml": `${ENVIRONMENT}region: us-east-1\n`,
  "dev/koa.yaml": tablesYaml(
    tableYaml(
      "Orders",
      "pointInTimeRecovery: false, usage: {readsPerMonth: 2000000, writesPerMonth: 1000000, storageGb: 10}, globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL}]",
    ),
  ),
  "prod/_environment.yaml": `${ENVIRONMENT}region: sa-east-1\n`,
  "prod/koa-prod.yaml": tablesYaml(tableYaml("Orders", "usage: {storageGb: 10}")),
};
const PRICES = "dynamodb-prices.json";

function run(project: Project, args: readonly string[], env = {}): Promise<CommandRun> {
  return runCommand("cost", ["--values", project.values, ...args], env, project.folder);
}

test("lists tables with their indexes, and what is in no number", async () => {
  const { status, stdout, stderr } = await run(new Project(FILES), []);
  expect({ status, closing: stderr.split("\n").at(-1) }).toEqual({
    status: 0,
    closing: "2 tables",
  });
  expect(stdout.split("\n")).toEqual([
    "Environment dev: 0.00 fixed, 3.88 by usage",
    "",
    "KOA              BILLING    FIXED  USAGE  1M READS  1M WRITES  GB STORED  GB PITR  GB BACKUP  THE OTHER MODE",
    "  Orders         on demand   0.00   3.88    0.0625       1.25       0.25     0.00       0.00  provisioned 1.14, cheaper above 2,484,655 requests",
    "    index by-id              0.00                       0.625",
    "  together                   0.00   3.88",
    "",
    "  koa/Orders: what its 1 index stores is not included",
    "",
    "Environment prod: 0.00 fixed, 0.00 by usage",
    "",
    "KOA-PROD    BILLING    FIXED  USAGE  1M READS  1M WRITES  GB STORED  GB PITR  GB BACKUP  THE OTHER MODE",
    "  Orders    on demand   0.00      ?         ?          ?          ?        ?       0.00  provisioned",
    "  together              0.00   0.00",
    "",
    "  koa-prod/Orders: no prices are known for sa-east-1; npm run cost -- --update-prices fetches prices",
    "",
    "All: 0.00 fixed, 3.88 by usage, USD for a month of 730 hours,",
    "without tax, free tier and reserved capacity. docs/cost.md says what is counted.",
    "Prices of 2026-09-11 or later, AWS Price List.",
  ]);
});

test("selects environments and namespaces, and fails as every command does", async () => {
  const project = new Project(FILES);
  const tables = async (...args: string[]): Promise<string[]> => {
    const { stdout } = await run(project, [...args, "--json"]);
    const { tables: found } = JSON.parse(stdout) as { tables: Record<string, string>[] };
    return found.map(({ environment, namespace }) => `${environment ?? ""}/${namespace ?? ""}`);
  };
  expect(await tables("prod")).toEqual(["prod/koa-prod"]);
  expect(await tables("--environment", "dev")).toEqual(["dev/koa"]);
  expect(await tables("--namespace", "koa-prod")).toEqual(["prod/koa-prod"]);
  const wrong = await run(project, ["prd"]);
  expect(wrong).toMatchObject({ status: 1, stdout: "" });
  expect(wrong.stderr).toContain('there is no environment "prd" (did you mean prod?)');
  project.write({ "dev/bad.yaml": "tabels: []\n" });
  const { status, stdout, stderr } = await run(project, []);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("unknown key tabels; did you mean tables?");
});

describe("--update-prices", () => {
  const answer = (offer: Offer, region: string): Answer =>
    offers(region === "us-east-1" ? "" : "SAE1-", region)[offer];

  async function update(
    project: Project,
    answers = answer,
  ): Promise<CommandRun & { paths: readonly string[] }> {
    const { url, paths, close } = await priceListServer(answers);
    const ran = await run(project, ["--update-prices", "--json"], {
      AWS_PRICE_LIST_URL: `${url}/`,
    });
    await close();
    return { ...ran, paths };
  }

  const written = (project: Project): string =>
    readFileSync(path.join(project.folder, PRICES), "utf8");

  test("reads the prices of the regions that have tables, and writes them for later runs", async () => {
    const project = new Project(FILES);
    const { status, stdout, stderr, paths } = await update(project);
    expect(status).toBe(0);
    expect(stderr).toContain(`${PRICES}: sa-east-1 and us-east-1`);
    expect([...paths].sort()).toEqual(
      ["AWSBackup", "AmazonCloudWatch", "AmazonDynamoDB"].flatMap((offer) =>
        ["sa-east-1", "us-east-1"].map(
          (region) => `/offers/v1.0/aws/${offer}/current/${region}/index.json`,
        ),
      ),
    );
    const prices = { date: "2026-09-11", source: "AWS Price List" };
    const prod = {
      region: "sa-east-1",
      perGb: { storage: 0.375, pitr: 0.3 },
      usage: { total: 6.75 },
    };
    expect(JSON.parse(stdout)).toMatchObject({ prices, tables: [{}, prod] });
    const later = await run(project, ["prod", "--json"]);
    expect(JSON.parse(later.stdout)).toMatchObject({ prices, tables: [prod] });
    // Regions that are not asked for keep what the file has.
    const kept = written(project).replaceAll("sa-east-1", "eu-south-2");
    writeFileSync(path.join(project.folder, PRICES), kept);
    await update(project);
    expect(Object.keys(JSON.parse(written(project)) as object)).toEqual([
      "eu-south-2",
      "sa-east-1",
      "us-east-1",
    ]);
  });

  test.each<[string, (offer: Offer, region: string) => Answer, string]>([
    ["HTML", () => "<!doctype html><title>Sorry</title>", "is no price list: it is HTML"],
    ["a status", () => 403, "answers with status 403: AWS has no such service in this region"],
    [
      "a part of a file",
      (offer, region) => String(answer(offer, region)).slice(0, 900),
      "is no price list: it is no whole JSON",
    ],
    [
      "a list without a price of writes",
      (offer, region) => String(answer(offer, region)).replace("WriteRequestUnits", "Others"),
      "is no price list: it has no price of WriteRequestUnits in USD",
    ],
    [
      "a fault in the second region alone",
      (offer, region) => (region === "us-east-1" ? 500 : answer(offer, region)),
      "/us-east-1/index.json answers with status 500; the prices stay as they were",
    ],
  ])("leaves the old prices where AWS answers with %s", async (_, answers, message) => {
    const project = new Project(FILES);
    await update(project);
    const before = written(project);
    const { status, stdout, stderr } = await update(project, answers);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("the prices stay as they were");
    expect(written(project)).toBe(before);
  });

  test("says where nothing answers, and which address is none", async () => {
    const project = new Project(FILES);
    const { url, close } = await priceListServer(() => 200);
    await close();
    const refused = await run(project, ["--update-prices"], { AWS_PRICE_LIST_URL: url });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/index\.json cannot be read: .*ECONNREFUSED/);
    const wrong = await run(project, ["--update-prices"], {
      AWS_PRICE_LIST_URL: "file:///etc/passwd",
    });
    expect(wrong.stderr).toContain('AWS_PRICE_LIST_URL is "file:///etc/passwd"; write an address');
    expect(existsSync(path.join(project.folder, PRICES))).toBe(false);
  });

  test("replaces a file that cannot be read, which is an error otherwise", async () => {
    const project = new Project(FILES);
    const file = path.join(project.folder, PRICES);
    writeFileSync(file, '{"us-east-1": 5}');
    const broken = await run(project, []);
    expect(broken).toMatchObject({ status: 1, stdout: "" });
    expect(broken.stderr).toContain(
      `${PRICES} is no file of prices: us-east-1 is the number 5; delete it, or write it with npm run cost -- --update-prices`,
    );
    expect(await update(project)).toMatchObject({ status: 0 });
    expect(await run(project, [])).toMatchObject({ status: 0 });
  });

  test("writes through no link, and over no folder", async () => {
    const project = new Project(FILES);
    mkdirSync(path.join(project.folder, PRICES));
    const { status, stderr } = await update(project);
    expect(status).toBe(1);
    expect(stderr).toContain(PRICES);
  });
});
