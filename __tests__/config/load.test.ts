import { ENVIRONMENT, Project, synthOne, tablesYaml, tableYaml } from "../support/project";

const table = (files: Record<string, string>): Record<string, unknown> =>
  synthOne(files).resource.aws_dynamodb_table?.A ?? {};

describe("inheritance", () => {
  test("a table overrides its namespace file, that its environment, that _defaults.yaml, key by key of a map", () => {
    const { tags } = table({
      "_defaults.yaml":
        "tableDefaults: {tags: {a: defaults, b: defaults, c: defaults, d: defaults}}\n",
      "dev/_environment.yaml": `${ENVIRONMENT}tableDefaults: {tags: {b: environment, c: environment, d: environment}}\n`,
      "dev/koa.yaml": `tags: {c: namespace, d: namespace}\n${tablesYaml(tableYaml("A", "tags: {d: table}"))}`,
    });
    expect(tags).toEqual({ a: "defaults", b: "environment", c: "namespace", d: "table" });
  });

  test("null removes an inherited value, also at the top of a namespace file", () => {
    const stack = synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}tableDefaults: {backup: nightly, ttl: {attributeName: t, enabled: true}}\n`,
      "dev/koa.yaml": `backup: null\n${tablesYaml(tableYaml("A", "ttl: null"))}`,
    });
    expect(stack.resource.aws_backup_plan).toBeUndefined();
    expect(stack.resource.aws_dynamodb_table?.A).not.toHaveProperty("ttl");
  });

  test("a table completes a map that it inherits", () => {
    const files = {
      "dev/_environment.yaml": `${ENVIRONMENT}tableDefaults: {ttl: {attributeName: expiresAt}}\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A", "ttl: {enabled: true}")),
    };
    expect(table(files).ttl).toEqual({ attribute_name: "expiresAt", enabled: true });
  });
});

describe("a table's settings", () => {
  test("a table's own settings replace the defaults", () => {
    expect(
      table({ "dev/koa.yaml": tablesYaml(tableYaml("A", "deletionProtection: false")) }),
    ).toMatchObject({
      deletion_protection_enabled: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(
      table({
        "dev/koa.yaml": tablesYaml(
          tableYaml("A", "deletionPolicy: Delete, deletionProtection: true"),
        ),
      }),
    ).toMatchObject({ deletion_protection_enabled: true });
    expect(
      table({
        "dev/koa.yaml": tablesYaml(
          tableYaml("A", "pointInTimeRecovery: {recoveryPeriodInDays: 7}"),
        ),
      }),
    ).toMatchObject({ point_in_time_recovery: { enabled: true, recovery_period_in_days: 7 } });
  });

  test("a backup plan that does not exist is refused at the top of a namespace file, although no table uses it", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": "backup: nigthly\n",
    });
    expect(project.judge().errors).toEqual([
      expect.stringContaining('dev/koa.yaml:1:9: there is no backup plan "nigthly"'),
    ]);
  });

  test("the other keys of a namespace file with an unknown key still hold", () => {
    const project = new Project({
      "prod/_environment.yaml": `${ENVIRONMENT}production: true\n`,
      "prod/koa.yaml": `colour: red\noptOutReason: a cache\n${tablesYaml(tableYaml("A", "deletionPolicy: Delete, rangekey: id"))}`,
    });
    expect(project.judge().errors.map((line) => line.split("; ")[0])).toEqual([
      "prod/koa.yaml:1:1: unknown key colour",
      'prod/koa.yaml:4:5: table "A": id is both hashKey and rangeKey',
      'prod/koa.yaml:4:117: table "A": unknown key rangekey',
    ]);
  });
});

describe("split files", () => {
  test("two files of a namespace may not differ in a key, nor may one remove what the other sets", () => {
    for (const [first, second] of [
      ["null", "nightly"],
      ["nightly", "null"],
    ]) {
      const project = new Project({
        "dev/_environment.yaml": ENVIRONMENT,
        "dev/koa/a.yaml": `backup: ${first}\n`,
        "dev/koa/b.yaml": `backup: ${second}\n`,
      });
      expect(project.judge().errors).toEqual([
        expect.stringContaining("dev/koa/b.yaml:1:1: backup holds for the whole namespace"),
      ]);
    }
  });
});

describe("accounts", () => {
  test("a namespace may name the account where the environment does not", () => {
    const stack = synthOne({
      "dev/_environment.yaml": "region: eu-west-1\n",
      "dev/koa.yaml": `idp_aws_account: 012345678901\n${tablesYaml(tableYaml("A"))}`,
    });
    expect(stack.provider.aws[0]?.allowed_account_ids).toEqual(["012345678901"]);
  });

  test.each([
    [
      "idp_aws_account: 999999999999",
      "idp_aws_account is 999999999999 and the environment's accountId is 123456789012; remove one of the two",
    ],
    [
      "idp_oidc_provider_url: https://other",
      "idp_oidc_provider_url is other and the environment's oidcProviderUrl is oidc.eks.x/id/1; remove one of the two",
    ],
  ])("fails when %s contradicts the environment", (line, message) => {
    const project = new Project({
      "dev/_environment.yaml": `${ENVIRONMENT}oidcProviderUrl: https://oidc.eks.x/id/1\n`,
      "dev/koa.yaml": `${line}\n`,
    });
    expect(project.judge().errors).toEqual([expect.stringContaining(message)]);
  });

  test("a string that is not an account id is refused", () => {
    const project = new Project({ "dev/koa.yaml": "idp_aws_account: abc\n" });
    expect(project.judge().errors).toEqual([
      'dev/koa.yaml:1:18: idp_aws_account is the string "abc"; write the 12 digits of an AWS account id in quotes, such as "123456789012"',
    ]);
  });

  test("the same account twice, and empty values of the chart, are accepted", () => {
    const files = {
      "dev/_environment.yaml": `${ENVIRONMENT}oidcProviderUrl: https://oidc.eks.x/id/1\n`,
      "dev/koa.yaml": "idp_aws_account: 123456789012\nidp_oidc_provider_url: oidc.eks.x/id/1/\n",
      "dev/two.yaml":
        'idp_aws_account: ""\nidp_oidc_provider_url: ""\ningress: {a: 1}\nglobal: {b: 2}\n',
    };
    expect(new Project(files).judge()).toMatchObject({ status: 0, errors: [], warnings: [] });
  });

  test("an environment without an account id is a warning, and its plans use the caller's account", () => {
    const project = new Project({
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "serviceAccountReadRoles: [r-koa], backup: nightly"),
        tableYaml("B", "serviceAccountReadRoles: [r-koa]"),
      ),
    });
    expect(project.run().warnings).toEqual([expect.stringContaining("no account id is known")]);
    const stack = project.stack("dev-koa");
    expect(stack.provider.aws[0]).not.toHaveProperty("allowed_account_ids");
    expect(stack.data.aws_caller_identity).toHaveProperty("current");
    expect(String(stack.resource.aws_iam_policy?.["r-koa"]?.policy)).toContain(
      '["arn:aws:dynamodb:eu-west-1:${data.aws_caller_identity.current.account_id}:table/koa-A","arn:aws:dynamodb:eu-west-1:${data.aws_caller_identity.current.account_id}:table/koa-B"]',
    );
    expect(stack.resource.aws_backup_selection?.["eu-west-1_nightly_1"]?.resources).toEqual([
      "${aws_dynamodb_table.A.arn}",
    ]);
  });
});

describe("production", () => {
  const run = (table: string, top = ""): ReturnType<Project["run"]> =>
    new Project({
      "prod/_environment.yaml": `${ENVIRONMENT}production: true\n`,
      "prod/koa.yaml": `${top}${tablesYaml(tableYaml("A", table))}`,
    }).judge();

  test.each([
    [
      "deletionPolicy: Delete",
      'deletionPolicy is the string "Delete", and a production environment requires Orphan',
    ],
    [
      "deletionProtection: false",
      "deletionProtection is the boolean false, and a production environment requires true",
    ],
    [
      "pointInTimeRecovery: false",
      "pointInTimeRecovery is the boolean false, and a production environment requires true",
    ],
    [
      "pointInTimeRecovery: {enabled: false}",
      "pointInTimeRecovery.enabled is the boolean false, and a production environment requires true",
    ],
  ])("is a floor for %s, unless a reason is written", (values, message) => {
    expect(run(values).errors).toEqual([expect.stringContaining(message)]);
    expect(run(`${values}, optOutReason: a cache`).status).toBe(0);
    expect(run(values, "optOutReason: all caches\n").status).toBe(0);
  });

  test("tables that are only observed may have less protection in production", () => {
    expect(run("deletionPolicy: Delete, managementPolicies: Observe").status).toBe(0);
  });
});

describe("addresses", () => {
  test("two tables that share a Terraform address are refused, and so is a name that cannot be one", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa/a.yaml": tablesYaml(tableYaml("orders.v1"), tableYaml("__proto__")),
      "dev/koa/b.yaml": tablesYaml(tableYaml("orders_v1")),
    });
    expect(project.judge().errors).toEqual([
      expect.stringContaining(
        'dev/koa/a.yaml:3:12: table "__proto__": "__proto__" cannot be a Terraform address',
      ),
      'dev/koa/b.yaml:2:12: "orders_v1" has the Terraform address aws_dynamodb_table.orders_v1, which is also that of the table at dev/koa/a.yaml:2; rename one and keep its name in AWS with tableName',
    ]);
  });
});

describe("capacity", () => {
  test("the capacity of an on-demand table is ignored, with a warning", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(
        tableYaml(
          "A",
          "readCapacity: 5, globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL, writeCapacity: 5}]",
        ),
      ),
    });
    expect(project.run().warnings).toEqual([
      expect.stringContaining(
        'table "A": readCapacity is ignored, because billingMode is PAY_PER_REQUEST',
      ),
      expect.stringContaining('table "A": globalSecondaryIndex[0].writeCapacity is ignored'),
    ]);
    expect(project.text("dev-koa")).not.toContain("_capacity");
  });
});
