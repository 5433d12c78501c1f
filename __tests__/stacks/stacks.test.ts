import { ENVIRONMENT, Project, synthOne, tablesYaml, tableYaml } from "../support/project";

describe("providers", () => {
  test("carry the account, the default tags and the version constraint", () => {
    const stack = synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}tags: {Managed-By: us, team: x}\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
    });
    expect(stack.provider.aws).toEqual([
      {
        region: "eu-west-1",
        allowed_account_ids: ["123456789012"],
        default_tags: [
          { tags: { environment: "dev", namespace: "koa", "Managed-By": "us", team: "x" } },
        ],
      },
    ]);
    expect(stack.terraform.required_providers).toEqual({
      aws: { source: "hashicorp/aws", version: "~> 5.100" },
    });
  });

  test("take every setting of the environment", () => {
    const stack = synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}provider:
  version: "= 5.100.0"
  assumeRoleArn: arn:aws:iam::123456789012:role/deploy
  externalId: "42"
  profile: dev
  endpoints: {dynamodb: "http://localhost:1", appautoscaling: "http://localhost:2"}
  maxRetries: 2
  skipCredentialsValidation: true
  skipMetadataApiCheck: true
  s3UsePathStyle: true
`,
      "dev/koa.yaml": "",
    });
    expect(stack.provider.aws[0]).toMatchObject({
      assume_role: [{ role_arn: "arn:aws:iam::123456789012:role/deploy", external_id: "42" }],
      profile: "dev",
      endpoints: [{ dynamodb: "http://localhost:1", appautoscaling: "http://localhost:2" }],
      max_retries: 2,
      skip_credentials_validation: true,
      skip_metadata_api_check: "true",
      s3_use_path_style: true,
    });
    expect(stack.terraform.required_providers).toEqual({
      aws: { source: "hashicorp/aws", version: "= 5.100.0" },
    });
  });

  test("a further region has an alias, and its tables and vaults use it", () => {
    const stack = synthOne({
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "backup: nightly"),
        tableYaml("B", "region: us-east-1, backup: nightly"),
      ),
    });
    expect(stack.provider.aws.map(({ alias, region }) => [alias, region])).toEqual([
      [undefined, "eu-west-1"],
      ["us-east-1", "us-east-1"],
    ]);
    const { aws_dynamodb_table: tables, aws_backup_vault: vaults } = stack.resource;
    expect(tables?.A).not.toHaveProperty("provider");
    expect(tables?.B).toMatchObject({ provider: "aws.us-east-1" });
    expect(vaults?.["us-east-1"]).toMatchObject({
      provider: "aws.us-east-1",
      name: "dynamodb-dev-koa",
    });
    for (const type of ["aws_backup_plan", "aws_backup_selection"]) {
      for (const [address, { provider }] of Object.entries(stack.resource[type] ?? {})) {
        expect(provider).toBe(address.startsWith("us-east-1") ? "aws.us-east-1" : undefined);
      }
    }
  });
});

describe("backends", () => {
  const backend = (settings: string): Record<string, unknown> => {
    const { terraform } = synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}${settings}\n`,
      "dev/koa.yaml": "",
    });
    return { ...terraform };
  };

  test("local state lies in the project's folder, or in one below it", () => {
    expect(backend("")).toMatchObject({
      backend: { local: { path: "../../../terraform.dev-koa.tfstate" } },
    });
    expect(backend("backend: {type: local, path: state}")).toMatchObject({
      backend: { local: { path: "../../../state/terraform.dev-koa.tfstate" } },
    });
  });

  test("fails on local state in the output folder", () => {
    const project = new Project({
      "dev/_environment.yaml": `${ENVIRONMENT}backend: {type: local, path: cdktf.out/state}\n`,
      "dev/koa.yaml": "",
    });
    expect(project.run().errors).toEqual([
      expect.stringMatching(
        /^dev\/_environment\.yaml:2:30: backend\.path is "cdktf\.out\/state", inside the output folder/,
      ),
    ]);
  });

  test("S3 locks in the bucket, unless the values turn it off", () => {
    expect(
      backend(
        "backend: {type: s3, bucket: my-state, region: eu-west-1, keyPrefix: /team/, kmsKeyId: k}",
      ),
    ).toMatchObject({
      required_version: ">= 1.10.0",
      backend: {
        s3: {
          bucket: "my-state",
          region: "eu-west-1",
          key: "team/dev-koa.tfstate",
          kms_key_id: "k",
          encrypt: true,
          use_lockfile: true,
        },
      },
    });
    expect(
      backend("backend: {type: s3, bucket: my-state, region: eu-west-1, useLockfile: false}"),
    ).toMatchObject({
      required_version: ">= 1.5.0",
      backend: { s3: { key: "dev-koa.tfstate", use_lockfile: false } },
    });
  });

  test("Terraform Cloud has a named workspace", () => {
    const settings =
      "backend: {type: cloud, organization: o, project: p, hostname: tfe.example.com, workspacePrefix: db-}";
    const { cloud, backend: other } = backend(settings);
    expect(cloud).toEqual({
      organization: "o",
      hostname: "tfe.example.com",
      workspaces: { name: "db-dev-koa", project: "p" },
    });
    expect(other).toBeUndefined();
  });
});

describe("backups", () => {
  const stackOf = (environment: string, tables: string[]): ReturnType<typeof synthOne> =>
    synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}${environment}`,
      "dev/koa.yaml": `tags: {team: x}\n${tablesYaml(...tables)}`,
    });

  test("the built-in plan, in a vault of the namespace, with a role of the stack", () => {
    const { resource } = stackOf("", [
      tableYaml("A", "backup: nightly"),
      tableYaml("B", "backup: [nightly]"),
      tableYaml("C"),
    ]);
    expect(resource.aws_backup_vault).toMatchObject({
      "eu-west-1": { name: "dynamodb-dev-koa", tags: { team: "x" } },
    });
    expect(resource.aws_backup_plan?.["eu-west-1_nightly"]).toMatchObject({
      name: "dev-koa.nightly",
      rule: [
        {
          rule_name: "nightly",
          target_vault_name: "${aws_backup_vault.eu-west-1.name}",
          schedule: "cron(0 1 * * ? *)",
          schedule_expression_timezone: "Etc/UTC",
          lifecycle: { delete_after: 35 },
        },
      ],
    });
    expect(resource.aws_backup_selection?.["eu-west-1_nightly_1"]).toMatchObject({
      name: "tables-1",
      plan_id: "${aws_backup_plan.eu-west-1_nightly.id}",
      iam_role_arn: "${aws_iam_role.backup.arn}",
      resources: ["A", "B"].map(
        (name) => `arn:aws:dynamodb:eu-west-1:123456789012:table/koa-${name}`,
      ),
    });
    expect(resource.aws_iam_role?.backup?.name).toBe("AWSBackup-dynamodb-dev-koa");
    expect(
      Object.values(resource.aws_iam_role_policy_attachment ?? {}).map(
        ({ policy_arn }) => policy_arn,
      ),
    ).toEqual([
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    ]);
  });

  test("plans of the environment, with cold storage, copies and tags; unused ones are not made", () => {
    const { resource } = stackOf(
      `backupPlans:
  nightly: {schedule: cron(0 2 * * ? *), timezone: Europe/Amsterdam, retentionDays: 7, startWindowMinutes: 60, completionWindowMinutes: 120}
  audit:
    schedule: cron(0 3 1 * ? *)
    retentionDays: 400
    coldStorageAfterDays: 30
    recoveryPointTags: {kept: audit}
    copyTo: [{vaultArn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies", retentionDays: 90}]
  unused: {schedule: cron(0 3 1 * ? *), retentionDays: 1}
`,
      [tableYaml("A", "backup: [audit, nightly]")],
    );
    expect(Object.keys(resource.aws_backup_plan ?? {})).toEqual([
      "eu-west-1_audit",
      "eu-west-1_nightly",
    ]);
    expect(resource.aws_backup_plan?.["eu-west-1_audit"]?.rule).toMatchObject([
      {
        lifecycle: { delete_after: 400, cold_storage_after: 30 },
        recovery_point_tags: { kept: "audit" },
        copy_action: [
          {
            destination_vault_arn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies",
            lifecycle: { delete_after: 90 },
          },
        ],
      },
    ]);
    expect(resource.aws_backup_plan?.["eu-west-1_nightly"]?.rule).toMatchObject([
      {
        schedule_expression_timezone: "Europe/Amsterdam",
        start_window: 60,
        completion_window: 120,
      },
    ]);
  });

  test("a table is in the selections of its own plans and region only", () => {
    const { resource } = stackOf(
      "backupPlans: {weekly: {schedule: cron(0 1 ? * SUN *), retentionDays: 7}}\n",
      [
        tableYaml("A", "backup: nightly"),
        tableYaml("B", "backup: weekly"),
        tableYaml("C", "backup: nightly, region: us-east-1"),
      ],
    );
    const arns = Object.entries(resource.aws_backup_selection ?? {}).map(
      ([address, { resources }]) => [address, resources],
    );
    expect(Object.fromEntries(arns)).toEqual({
      "eu-west-1_nightly_1": ["arn:aws:dynamodb:eu-west-1:123456789012:table/koa-A"],
      "eu-west-1_weekly_1": ["arn:aws:dynamodb:eu-west-1:123456789012:table/koa-B"],
      "us-east-1_nightly_1": ["arn:aws:dynamodb:us-east-1:123456789012:table/koa-C"],
    });
  });

  test("a vault with key and lock, or an existing vault and role", () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/k";
    const own = stackOf(
      `backupVault: {kmsKeyArn: "${key}", lock: {minRetentionDays: 7, maxRetentionDays: 90, changeableForDays: 3}}\n`,
      [tableYaml("A", "backup: nightly")],
    ).resource;
    expect(own.aws_backup_vault?.["eu-west-1"]?.kms_key_arn).toBe(key);
    expect(own.aws_backup_vault_lock_configuration?.["eu-west-1"]).toMatchObject({
      backup_vault_name: "${aws_backup_vault.eu-west-1.name}",
      min_retention_days: 7,
      max_retention_days: 90,
      changeable_for_days: 3,
    });
    const existing = stackOf(
      "backupVault: {existing: Default}\nbackupRole: {existing: arn:aws:iam::123456789012:role/backup}\n",
      [tableYaml("A", "backup: nightly")],
    ).resource;
    expect(existing).not.toHaveProperty("aws_backup_vault");
    expect(existing).not.toHaveProperty("aws_iam_role");
    expect(existing.aws_backup_selection?.["eu-west-1_nightly_1"]?.iam_role_arn).toBe(
      "arn:aws:iam::123456789012:role/backup",
    );
  });

  test("fails where the vault's key is not in the region of the tables", () => {
    const project = new Project({
      "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/k"}\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: nightly, region: us-east-1")),
    });
    expect(project.run().errors).toEqual([
      expect.stringContaining("the vault's key is in eu-west-1, and tables in us-east-1"),
    ]);
  });

  test("at most 500 tables in a selection", () => {
    const tables = Array.from({ length: 501 }, (_, i) =>
      tableYaml(`T${String(i).padStart(3, "0")}`, "backup: nightly"),
    );
    const selections = Object.values(stackOf("", tables).resource.aws_backup_selection ?? {});
    expect(selections.map(({ resources }) => (resources as unknown[]).length)).toEqual([500, 1]);
  });

  test("names stay within AWS's limits and apart for long namespaces", () => {
    const plan = "p".repeat(50);
    const names = ["a", "b"].map((last) => {
      const namespace = `${"n".repeat(62)}${last}`;
      const { resource } = synthOne(
        {
          "dev/_environment.yaml": `${ENVIRONMENT}backupPlans: {${plan}: {schedule: cron(0 1 * * ? *), retentionDays: 1}}\n`,
          [`dev/${namespace}.yaml`]: tablesYaml(tableYaml("A", `backup: ${plan}`)),
        },
        `dev-${namespace}`,
      );
      const [vault, created, role] = ["aws_backup_vault", "aws_backup_plan", "aws_iam_role"].map(
        (type) => String(Object.values(resource[type] ?? {})[0]?.name),
      );
      expect(vault).toMatch(/^[a-zA-Z0-9\-_]{2,50}$/);
      expect(created).toMatch(/^[a-zA-Z0-9\-_.]{1,50}$/);
      expect(role).toMatch(/^[\w+=,.@-]{1,64}$/);
      return [vault, created, role];
    });
    expect(new Set(names.flat()).size).toBe(6);
  });

  test("an observed table takes part in none", () => {
    const { resource } = stackOf("", [
      tableYaml("A", "backup: nightly, managementPolicies: Observe"),
      tableYaml("B"),
    ]);
    expect(resource).not.toHaveProperty("aws_backup_plan");
  });
});

describe("observed tables", () => {
  test("are data sources with checks, and are in the outputs", () => {
    const stack = synthOne({
      "dev/koa.yaml": `managementPolicies: Observe\n${tablesYaml(tableYaml("orders.v1", "streamViewType: KEYS_ONLY"))}`,
    });
    expect(stack.resource).toBeUndefined();
    expect(stack.data.aws_dynamodb_table?.orders_v1).toMatchObject({
      name: "koa-orders.v1",
    });
    expect(
      stack.check.orders_v1?.assert.map(({ error_message }) => error_message.split(" is ")[0]),
    ).toContain("Table koa-orders.v1: partition key");
    expect(stack.output.table_arns?.value).toEqual({
      "orders.v1": "${data.aws_dynamodb_table.orders_v1.arn}",
    });
    expect(stack.output.stream_arns?.value).toEqual({
      "orders.v1": "${data.aws_dynamodb_table.orders_v1.stream_arn}",
    });
  });
});

describe("outputs", () => {
  test("are four maps, also where they are empty", () => {
    const { output } = synthOne({ "dev/koa.yaml": "" });
    expect(
      Object.fromEntries(Object.entries(output).map(([name, { value }]) => [name, value])),
    ).toEqual({
      table_names: {},
      table_arns: {},
      stream_arns: {},
      role_policy_arns: {},
    });
  });
});
