import { loadValues } from "../support/load-values";
import { existingDifferences } from "../../adopt/existing-differences";
import { ExistingTables } from "../../adopt/read-existing-tables";
import { parseFilter } from "../../config/source/stack-filter";
import {
  ACCOUNT,
  awsError,
  EVERYTHING,
  fakeAws,
  keySchema,
  OFF,
  PLAIN,
  tablesAnswers,
} from "../support/fake-aws";
import type { FakeTable } from "../support/fake-aws";
import { allowing, ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import { adoptInto, runAdopt } from "../support/run-adopt";
import type { AdoptRun } from "../support/run-adopt";

/** In how far what AWS has and the values on disk differ. */
async function remaining({ project }: AdoptRun, tables: readonly FakeTable[]): Promise<string[]> {
  const { fleet, problems } = loadValues(project.values, parseFilter("dev", undefined));
  expect(problems.errors).toEqual([]);
  const reader = new ExistingTables(fakeAws(tablesAnswers(tables)));
  const [environment] = fleet.environments;
  const found = environment?.namespaces.flatMap((namespace) => namespace.tables) ?? [];
  expect(found.map(({ tableName }) => tableName).sort()).toEqual(
    tables.map(({ name }) => name).sort(),
  );
  const differences = found.map(async (table) => {
    const description = await reader.description(table.region, table.tableName);
    const existing = await reader.table(table.region, description);
    return existingDifferences(existing, table, environment?.tags ?? {});
  });
  return (await Promise.all(differences)).flat();
}

test("writes a file with the identity and the settings of each table", async () => {
  const { status, stdout, text } = await runAdopt({}, [EVERYTHING, PLAIN]);
  expect(status).toBe(0);
  expect(text("dev/koa.yaml")).toBe(`\
# Tables that existed in AWS, as npm run adopt found them. After the deploy, adopt can be removed.

tables:
  - name: Everything
    adopt: true
    billingMode: PROVISIONED
    readCapacity: 5
    writeCapacity: 3
    hashKey: pk
    rangeKey: sk
    attributes:
      - { name: pk, type: S }
      - { name: sk, type: S }
      - { name: at, type: S }
      - { name: n, type: N }
    globalSecondaryIndex:
      - name: n-index
        hashKey: n
        projectionType: KEYS_ONLY
        readCapacity: 2
        writeCapacity: 1
    localSecondaryIndex:
      - name: at-index
        rangeKey: at
        projectionType: INCLUDE
        nonKeyAttributes:
          - a
          - z
    ttl: { attributeName: expiresAt, enabled: true }
    streamViewType: NEW_IMAGE
    pointInTimeRecovery:
      enabled: true
      recoveryPeriodInDays: 7
    encryption:
      kmsKeyArn: arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab
    tableClass: STANDARD_INFREQUENT_ACCESS
    resourcePolicy:
      Id: access
      Statement:
        - Effect: Allow
          Principal:
            AWS: arn:aws:iam::123456789012:root
          Action: dynamodb:GetItem
          Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/koa-Everything
    streamResourcePolicy:
      Statement:
        - Effect: Allow
          Principal:
            AWS: arn:aws:iam::123456789012:root
          Action:
            - dynamodb:GetRecords
    tags:
      team: billing
  - name: Plain
    adopt: true
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes:
      - { name: id, type: S }
`);
  expect(stdout).toContain("dev/koa.yaml: written, with 2 tables");
  expect(stdout).toMatch(/next:\n {2}npm run lock\n {2}npx cdktf plan dev-koa$/);
});

describe("what is written says what AWS has, whatever is inherited", () => {
  const table = (yaml: string) => `${ENVIRONMENT}tableDefaults:\n${yaml}`;
  const cases: Record<string, Record<string, string>> = {
    "with nothing": {},
    "with files of its own": { "dev/koa/a.yaml": "tables: []\n" },
    "with everything turned on": {
      "dev/_environment.yaml": table(`\
  ttl: { attributeName: gone, enabled: true }
  streamViewType: KEYS_ONLY
  encryption: AWS_MANAGED
  tableClass: STANDARD_INFREQUENT_ACCESS
  pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 3 }
  useIdpPrefix: true
  billingMode: PAY_PER_REQUEST
`),
    },
    "with everything turned off": {
      "dev/_environment.yaml": table(`\
  ttl: { attributeName: expiresAt, enabled: false }
  pointInTimeRecovery: false
  encryption: { kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0" }
`),
    },
    "with half a TTL": { "dev/_environment.yaml": table("  ttl: { enabled: true }\n") },
    "in production": { "dev/_environment.yaml": `${ENVIRONMENT}production: true\n` },
    "in another region": { "dev/_environment.yaml": table("  region: eu-central-1\n") },
    "with tags of the environment": {
      "dev/_environment.yaml": `${ENVIRONMENT}tags: { team: shop, owner: x }\n`,
    },
    "with tags of the namespace": { "dev/koa.yaml": "tags: { team: billing }\ntables: []\n" },
  };
  test.each(Object.entries(cases))("%s", async (name, files) => {
    const tagged = name.endsWith("of the namespace")
      ? [EVERYTHING]
      : [EVERYTHING, PLAIN, { ...OFF, region: "eu-west-1" }];
    const result = await runAdopt(files, tagged);
    expect(result).toMatchObject({ status: 0, stderr: "" });
    expect(await remaining(result, tagged)).toEqual([]);
  });
});

test("writes a reason where production requires one", async () => {
  const { text } = await runAdopt({ "dev/_environment.yaml": `${ENVIRONMENT}production: true\n` }, [
    OFF,
  ]);
  expect(text("dev/koa.yaml")).toContain(
    "pointInTimeRecovery: false\n    optOutReason: point-in-time recovery was off when the table was adopted\n",
  );
});

test("omits tables of other namespaces, and those that other values name", async () => {
  const names = ["koa-Orders", "koa-shop-Carts", "koan-X", "other", "koa-legacy"];
  const { text, stdout } = await runAdopt(
    {
      "dev/_environment.yaml": allowing("zoo: [koa-legacy]"),
      "dev/koa-shop.yaml": "tables: []\n",
      "dev/zoo.yaml": tablesYaml(tableYaml("Legacy", "tableName: koa-legacy")),
    },
    names.map((name) => ({ name })),
  );
  expect(text("dev/koa.yaml")?.match(/name: \w+$/gm)).toEqual(["name: Orders"]);
  expect(stdout).not.toMatch(/Carts|koan|other|legacy/);
});

describe("a table outside the names of the namespace", () => {
  const DEV2 = { "dev2/_environment.yaml": ENVIRONMENT, "dev2/koa-dev.yaml": "tables: []\n" };
  const own = { "dev/koa.yaml": tablesYaml(tableYaml("Ledger", "tableName: payments-Ledger")) };

  test("is adopted, and waits for a line in policy.tables, which is printed", async () => {
    const run = await runAdopt(own, [{ name: "payments-Ledger" }]);
    expect(run.status).toBe(1);
    expect(run.text("dev/koa.yaml")).toContain("name: Ledger, adopt: true, ");
    expect(run.stderr).toBe(
      [
        "this waits for the platform team: payments-Ledger is outside the names of this namespace, and npm run check and npm run lock refuse the values until dev/_environment.yaml has:",
        "    policy:",
        "      tables:",
        "        koa:",
        "          - payments-Ledger",
      ].join("\n"),
    );
    expect(run.project.run().errors).toEqual([
      expect.stringContaining("tableName is payments-Ledger, which is not among") as string,
    ]);
    // Again, before the line is there.
    const again = await adoptInto(run.project, [{ name: "payments-Ledger" }]);
    expect(again).toMatchObject({ status: 1, stderr: run.stderr });
    run.project.write({
      "dev/_environment.yaml": ENVIRONMENT + run.stderr.replace(/^.*\n/, "").replace(/^ {4}/gm, ""),
    });
    expect(run.project.run().errors).toEqual([]);
    expect(await adoptInto(run.project, [{ name: "payments-Ledger" }])).toMatchObject({
      status: 0,
    });
  });

  test("is added to the list that the policy has, because lists replace each other", async () => {
    const defaults = { "_defaults.yaml": "policy: {tables: {koa: [legacy-*], shop: [x]}}\n" };
    const { status, stderr } = await runAdopt({ ...defaults, ...own }, [
      { name: "payments-Ledger" },
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain("koa:\n          - legacy-*\n          - payments-Ledger");
    expect(stderr).not.toContain("shop");
  });

  test("is all that may wait: any other error leaves the values as they are", async () => {
    const broken = tablesYaml(
      tableYaml("Ledger", "tableName: payments-Ledger"),
      tableYaml("Copy", "restoreFrom: {table: payments-Ledger}"),
    );
    const run = await runAdopt({ "dev/koa.yaml": broken }, [{ name: "payments-Ledger" }]);
    expect(run).toMatchObject({ status: 1 });
    expect(run.text("dev/koa.yaml")).toBe(broken);
    expect(run.stderr).toContain("policy.restoreFrom: {koa: [payments-Ledger]}");
  });

  test("waits too if its derived name is in the names of another namespace", async () => {
    const derived = { "dev/koa.yaml": tablesYaml(tableYaml("dev-Orders")) };
    const run = await runAdopt({ ...DEV2, ...derived }, [{ name: "koa-dev-Orders" }]);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("          - koa-dev-Orders");
  });

  test("is not found: it may be one of a namespace with a longer name in another environment", async () => {
    const { status, text } = await runAdopt(DEV2, [
      { name: "koa-dev-Orders" },
      { name: "koa-Orders" },
    ]);
    expect(status).toBe(0);
    expect(text("dev/koa.yaml")?.match(/name: \w+$/gm)).toEqual(["name: Orders"]);
  });
});

test("keeps the name in AWS of a table that cannot have its own in the values", async () => {
  const { status, text } = await runAdopt(
    { "dev/koa/a.yaml": tablesYaml(tableYaml("A.B"), tableYaml("Far", "region: eu-central-1")) },
    [{ name: "koa-A_B" }, { name: "koa-Far", region: "eu-central-1" }, { name: "koa-Far" }],
  );
  expect(status).toBe(0);
  expect(text("dev/koa/adopted.yaml")).toMatch(/name: A_B-eu-west-1\n {4}tableName: koa-A_B\n/);
  expect(text("dev/koa/adopted.yaml")).toMatch(/name: Far-eu-west-1\n {4}tableName: koa-Far\n/);
});

test("reports each difference, and adopts tables that are not in the lock", async () => {
  const values = `tables:
  - name: Orders # the orders
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes: [{ name: id, type: S }]
  - ${tableYaml("Flow")}
  - ${tableYaml("New")}
`;
  const { stdout, text } = await runAdopt({ "dev/koa.yaml": values }, [
    {
      name: "koa-Orders",
      ttl: { TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" },
      tags: { team: "a" },
      recovery: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 1 },
      description: {
        KeySchema: keySchema("id", "at"),
        AttributeDefinitions: ["id", "at"].map((AttributeName) => ({
          AttributeName,
          AttributeType: "N",
        })),
      },
    },
    { ...PLAIN, name: "koa-Flow" },
  ]);
  expect(text("dev/koa.yaml")).toBe(
    values
      .replace("the orders\n", "the orders\n    adopt: true\n")
      .replace("{name: Flow,", "{name: Flow, adopt: true,"),
  );
  expect(stdout.split("\n")).toEqual([
    "koa-Flow: the values say what AWS has",
    "koa-New: not in AWS; it will be created",
    "koa-Orders: the type of id is N in AWS, and S in the values",
    "koa-Orders: rangeKey is at in AWS, and the values have none",
    "koa-Orders: TTL is on by expiresAt in AWS, and the values have none",
    "koa-Orders: point-in-time recovery is on for 1 day in AWS, and on for 35 days in the values",
    "koa-Orders: deletion protection is off in AWS, and on in the values",
    'koa-Orders: the tag team is "a" in AWS, and the values have none',
    "koa-Orders: Terraform does not turn TTL off, because the values do not name it; write ttl, with enabled: false to turn it off",
    "dev/koa.yaml: adopt: true added to Orders",
    "dev/koa.yaml: adopt: true added to Flow",
    "do not run npm run lock yet: it would record these tables as the values describe them, and the lock would refuse the correction; write what AWS has:",
    'dev/koa.yaml:2: table "Orders":',
    "    rangeKey: at",
    "    attributes:",
    "      - { name: id, type: N }",
    "      - { name: at, type: N }",
    "    ttl: { attributeName: expiresAt, enabled: true }",
    "next:",
    "  npm run adopt -- dev koa",
  ]);
});

test("does not touch tables that are locked, observed, restored or written with anchors", async () => {
  const locked = {
    stack: "dev-koa",
    tables: {
      Locked: {
        arn: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/koa-Locked`,
        protected: true,
        hashKey: "id S",
      },
    },
  };
  const files = {
    "dev/_environment.yaml": `${ENVIRONMENT}policy: {importFromS3: {koa: [seeds]}}\n`,
    "dev/_lock/koa.json": JSON.stringify(locked),
    "dev/koa.yaml": tablesYaml(
      tableYaml("Locked"),
      tableYaml("Seen", "managementPolicies: Observe"),
      tableYaml("Restored", "restoreFrom: {table: Locked}"),
      tableYaml("Imported", "importFromS3: {bucket: seeds, format: ION}"),
      `&anchored ${tableYaml("Anchored")}`,
      tableYaml("Off", "adopt: false"),
    ),
  };
  const names = ["Locked", "Seen", "Restored", "Imported", "Anchored", "Off"].map(
    (name) => `koa-${name}`,
  );
  const { stdout, text } = await runAdopt(
    files,
    names.map((name) => ({ name })),
  );
  expect(text("dev/koa.yaml")).toBe(files["dev/koa.yaml"]);
  expect(stdout).toContain(
    "dev/koa.yaml:4: koa-Restored is in AWS already; write adopt: true instead of restoreFrom",
  );
  expect(stdout).toContain(
    "dev/koa.yaml:5: koa-Imported is in AWS already; write adopt: true instead of importFromS3",
  );
  expect(stdout).toContain(
    "dev/koa.yaml:6: write adopt: true at Anchored yourself; its values use anchors",
  );
  expect(stdout).toContain("koa-Off is in AWS already; write adopt: true instead of adopt: false");
});

test("does not adopt tables of removedTables or under Observe", async () => {
  const removed = await runAdopt(
    { "dev/koa.yaml": "removedTables: [{ name: Old, reason: gone }]\ntables: []\n" },
    [{ name: "koa-Old" }, { name: "koa-Going", description: { TableStatus: "DELETING" } }],
  );
  expect(removed.stdout).toMatch(/^koa-Old: removedTables has it/m);
  expect(removed.stdout).toContain("koa-Going: skipped, because it is DELETING");
  const observed = await runAdopt({ "dev/koa.yaml": "managementPolicies: Observe\ntables: []\n" }, [
    { name: "koa-Old" },
  ]);
  expect(observed.stdout).toMatch(/^koa-Old: its namespace is under Observe/m);
  for (const { text } of [removed, observed]) expect(text("dev/koa/adopted.yaml")).toBeUndefined();
});

test("reports which calls were denied, and continues without them", async () => {
  const denied = (): never => {
    throw awsError("AccessDeniedException");
  };
  const { status, stdout } = await runAdopt({}, [PLAIN], {
    answers: { GetResourcePolicy: denied, DescribeKinesisStreamingDestination: denied },
  });
  expect(status).toBe(0);
  expect(stdout).toContain(
    "not checked, because dynamodb:DescribeKinesisStreamingDestination and dynamodb:GetResourcePolicy were denied",
  );
});

describe("fails, and writes nothing", () => {
  const cases: [string, Record<string, string>, FakeTable[], string[], RegExp][] = [
    [
      "without arguments",
      {},
      [],
      ["dev"],
      /^<namespace> is missing\nusage: npm run adopt -- <environment> <namespace>/,
    ],
    [
      "on an option that it does not know",
      {},
      [],
      ["dev", "koa", "--stat"],
      /^there is no option --stat \(did you mean --state\?\)/,
    ],
    [
      "on an unknown environment",
      {},
      [],
      ["dve", "koa"],
      /"dve" \(did you mean dev\?\); write dev/,
    ],
    ["on what is no name", {}, [], ["dev", "../x"], /cannot be the name of a namespace/],
    ["on the stack of the roles", {}, [], ["dev", "access"], /"access" cannot be a namespace/],
    [
      "on a namespace of which there is nothing",
      { "dev/koa.yaml": "tables: []\n" },
      [PLAIN],
      ["dev", "kao"],
      /no table in AWS is called kao-\.\.\., and no values name one \(did you mean koa\?\)/,
    ],
    [
      "on values with errors",
      { "dev/koa.yaml": "tabels: []\n" },
      [PLAIN],
      ["dev", "koa"],
      /dev\/koa.yaml:1:1: unknown key tabels/,
    ],
    [
      "where adopted.yaml exists",
      { "dev/koa/adopted.yaml": "tables: []\n" },
      [PLAIN],
      ["dev", "koa"],
      /dev\/koa\/adopted.yaml exists already; rename it/,
    ],
    [
      "in another account, also where that has none of the tables",
      { "dev/koa.yaml": tablesYaml(tableYaml("A")) },
      [{ name: "other", accountId: "999999999999" }],
      ["dev", "koa"],
      /those of account 999999999999, and the environment's accountId is 123456789012/,
    ],
    [
      "where the values would have errors then",
      {},
      [
        {
          name: "koa-Alias",
          description: {
            SSEDescription: { Status: "ENABLED", KMSMasterKeyArn: "arn:aws:kms:x:1:alias/a" },
          },
        },
      ],
      ["dev", "koa"],
      /nothing was written; fix these:\ndev\/koa.yaml:(\d+):\d+: table "Alias": encryption.*\n {2}\1 \| +kmsKeyArn: /,
    ],
  ];
  test.each(cases)("%s", async (_, files, tables, args, message) => {
    const { status, stdout, stderr, text } = await runAdopt(files, tables, { args });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(text("dev/koa.yaml")).toBe(files["dev/koa.yaml"]);
  });

  test.each([
    [
      "no credentials",
      awsError("CredentialsProviderError", "Could not load credentials from any providers"),
      "dynamodb:ListTables: there are no AWS credentials (Could not load credentials from any providers); log in",
    ],
    [
      "old credentials",
      awsError("ExpiredTokenException"),
      "does not accept the credentials (ExpiredTokenException); log in again",
    ],
    [
      "no permission",
      awsError("AccessDeniedException", "User x is\nnot authorized."),
      "dynamodb:ListTables in eu-west-1 is not allowed (User x is not authorized); allow dynamodb:ListTables",
    ],
    [
      "no network",
      awsError("Error", "connect ECONNREFUSED", "ECONNREFUSED"),
      "AWS cannot be reached (connect ECONNREFUSED)",
    ],
    [
      "something else",
      awsError("InternalServerError", "oops"),
      "failed with InternalServerError (oops)",
    ],
  ])("where AWS says no: %s", async (_, error, message) => {
    const { status, stderr } = await runAdopt({}, [PLAIN], {
      answers: {
        ListTables: () => {
          throw error;
        },
      },
    });
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("\n");
  });
});
