import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import { Repository } from "../support/repository";

const SETTINGS = `${ENVIRONMENT}backend: {type: local}\n`;
const FILES = {
  "dev/_environment.yaml": SETTINGS,
  "dev/koa.yaml": tablesYaml(tableYaml("A")),
  "dev/shop.yaml": "tables: []\n",
};
const DELETABLE = tablesYaml(tableYaml("A", "deletionPolicy: Delete, backup: nightly"));

async function committed(files: Readonly<Record<string, string>> = FILES): Promise<Repository> {
  const repository = new Repository(files);
  await repository.command("lock");
  repository.commit();
  return repository;
}

test("diff prints JSON, text and Markdown of what has changed since the last commit", async () => {
  const repository = await committed({ ...FILES, "dev/koa.yaml": DELETABLE });
  const nothing = await repository.command("diff", ["--format", "json"]);
  expect(JSON.parse(nothing.stdout)).toEqual({
    ...{ tables: [], access: [], backup: [], protection: [], attention: [] },
    cost: { monthlyBefore: 0, monthlyAfter: 0, currency: "USD" },
  });
  expect(nothing.stderr).toMatch(/since HEAD \([0-9a-f]{7}\): the values change nothing$/);
  repository.write({
    "dev/koa.yaml": "tables: []\n",
    "dev/shop.yaml": tablesYaml(
      tableYaml("B", "readCapacity: 10, writeCapacity: 10").replace(
        "PAY_PER_REQUEST",
        "PROVISIONED",
      ),
    ),
  });
  await repository.command("lock", ["--accept", "koa/A"]);
  const json = await repository.command("diff", ["--format", "json"]);
  expect(JSON.parse(json.stdout)).toEqual({
    tables: [
      {
        ...{ environment: "dev", namespace: "koa", table: "A", change: "destroyed" },
        details: ["koa-A is destroyed with its data"],
      },
      {
        ...{ environment: "dev", namespace: "shop", table: "B", change: "added" },
        details: ["shop-B in AWS", "keys: id S; PROVISIONED"],
      },
    ],
    access: [],
    backup: [
      {
        ...{ environment: "dev", namespace: "koa", table: "A", plan: "nightly" },
        ...{ change: "removed", details: ["the table leaves the values"] },
      },
    ],
    protection: [],
    // 730 hours of 10 read units at 0.000147 and 10 write units at 0.000735.
    cost: { monthlyBefore: 0, monthlyAfter: 6.44, currency: "USD" },
    attention: ["dev koa/A is destroyed with its data (koa-A in AWS)"],
  });
  expect(json.status).toBe(0);
  const text = await repository.command("diff", ["--fail-on", "attention"]);
  expect(text.status).toBe(3);
  expect(text.stdout.split("\n").slice(0, 7)).toEqual([
    "Attention",
    "  ! dev koa/A is destroyed with its data (koa-A in AWS)",
    "",
    "Tables",
    "  - dev koa/A: destroyed",
    "      koa-A is destroyed with its data",
    "  + dev shop/B: added",
  ]);
  const { stdout } = await repository.command("diff", ["--format=markdown", "--base", "HEAD"]);
  expect(stdout).toContain("- `dev koa/A is destroyed with its data (koa-A in AWS)`");
  expect(stdout).toContain("<details><summary>Tables (2)</summary>");
  const shop = await repository.command("diff", ["--namespace", "shop", "--format", "json"]);
  expect(JSON.parse(shop.stdout)).toMatchObject({ tables: [{ table: "B" }], attention: [] });
});

test("diff refuses what it cannot compare, as affected does", async () => {
  const repository = await committed();
  const refused = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await repository.command("diff", args);
    expect([status, stdout]).toEqual([1, ""]);
    return stderr;
  };
  expect(await refused("--base", "nowhere")).toContain('git does not know a commit "nowhere"');
  expect(await refused("--base=-x")).toContain("--base needs a value");
  expect(await refused("--format", "jsn")).toBe(
    '--format is "jsn" (did you mean json?); write text, markdown or json',
  );
  expect(await refused("--fail-on", "all")).toContain('--fail-on is "all"; write attention');
  repository.write({ "dev/koa.yaml": "tables: 1\n" });
  const { status, stderr, stdout } = await repository.command("diff");
  expect(status).toBe(1);
  expect(stderr + stdout).toContain("dev/koa.yaml:1:9: ");
});

test("diff warns of an environment whose base has errors, and compares the others", async () => {
  const repository = await committed({
    ...FILES,
    "prod/_environment.yaml": SETTINGS.replace("1", "2"),
    "prod/koa.yaml": "tables: 1\n",
  });
  repository.write({
    "prod/koa.yaml": "tables: []\n",
    "dev/shop.yaml": tablesYaml(tableYaml("B")),
  });
  const { status, stdout, stderr } = await repository.command("diff", ["--format", "json"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    tables: [{ environment: "dev", table: "B" }],
    cost: null,
    attention: [expect.stringMatching(/^prod: not compared, because the base has errors there/)],
  });
  expect(stderr).toContain("has 1 error here, so that this environment is not compared".slice(4));
});
