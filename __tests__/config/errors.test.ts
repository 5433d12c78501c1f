import { Project, tablesYaml, tableYaml } from "../support/project";

/** Mistakes in a table, the offending word behind `^`, and what is reported of each. */
const TABLE_MISTAKES: [string, string][] = [
  ["^colour: red", "unknown key colour; the keys here are "],
  ["^billingmode: PROVISIONED", "unknown key billingmode; did you mean billingMode?"],
  ["readCapacity: ^'5'", 'readCapacity is the string "5"; write a number without quotes'],
  ["readCapacity: ^1.5", "readCapacity is the number 1.5; write a whole number without quotes"],
  ["useIdpPrefix: ^'yes'", 'useIdpPrefix is the string "yes"; write true or false, without quotes'],
  ["region: ^Ireland", 'region is the string "Ireland"; write an AWS region such as eu-west-1'],
  [
    "tableClass: ^COLD",
    'tableClass is the string "COLD"; write STANDARD or STANDARD_INFREQUENT_ACCESS',
  ],
  [
    "streamViewType: ^NEW_IMAGES",
    'streamViewType is the string "NEW_IMAGES" (did you mean NEW_IMAGE?); write',
  ],
  [
    "encryption: ^KMS",
    'encryption is the string "KMS"; write AWS_OWNED, AWS_MANAGED, or a map with kmsKeyArn',
  ],
  [
    "encryption: {kmsKeyArn: ^alias/x}",
    'encryption.kmsKeyArn is the string "alias/x"; write an ARN such as arn:aws:kms:',
  ],
  [
    "pointInTimeRecovery: {recoveryPeriodInDays: ^36}",
    "pointInTimeRecovery.recoveryPeriodInDays is the number 36; write at most 35",
  ],
  [
    "ttl: ^{enabled: true}",
    "ttl.attributeName is missing; add it: attribute that holds the expiry, in epoch seconds",
  ],
  [
    "backup: ^true",
    "backup is the boolean true; write the name of a backup plan, a list of names, or false",
  ],
  ["tags: {cost: ^12}", "tags.cost is the number 12; write a string of at most 256 letters"],
  ["tags: {cost: ^a*b}", 'tags.cost is the string "a*b"; write a string of at most 256 letters'],
  ["tags: {^c*: a}", '"c*" cannot be a key here; write at most 128 letters'],
  [
    "serviceAccountReadRoles: ^[a, a]",
    "serviceAccountReadRoles names a role twice; write each role once",
  ],
  [
    "serviceAccountReadRoles: [^'']",
    'serviceAccountReadRoles[0] is the string ""; write a string that is not empty',
  ],
  [
    "globalSecondaryIndex: [{name: by-id, hashKey: ^[], projectionType: ALL}]",
    "globalSecondaryIndex[0].hashKey is an empty list; write the name of an attribute, or a list of 1 to 4 names",
  ],
  [
    "globalSecondaryIndex: [{name: by-id, hashKey: id, rangeKey: ^[a, b, c, d, e], projectionType: ALL}]",
    "globalSecondaryIndex[0].rangeKey is a list; write the name of an attribute, or a list of 1 to 4 names",
  ],
  [
    "globalSecondaryIndex: [{name: by-id, hashKey: ^5, projectionType: ALL}]",
    "globalSecondaryIndex[0].hashKey is the number 5; write the name of an attribute, or a list",
  ],
  [
    "globalSecondaryIndex: [{name: by-id, hashKey: [id, ^5], projectionType: ALL}]",
    "globalSecondaryIndex[0].hashKey[1] is the number 5; write a string",
  ],
  ["^throughput: {read: 1}", "unknown key throughput"],
];

describe("mistakes in a table", () => {
  test.each(TABLE_MISTAKES)("a table with %s is refused", (marked, message) => {
    const marker = tablesYaml(tableYaml("A", marked)).split("\n")[1] ?? "";
    const project = new Project({
      "dev/_environment.yaml": 'accountId: "123456789012"\n',
      "dev/koa.yaml": tablesYaml(tableYaml("A", marked.replace("^", ""))),
    });
    const { status, errors } = project.judge();
    expect(status).toBe(1);
    const place = `dev/koa.yaml:2:${marker.indexOf("^") + 1}`;
    expect(errors).toEqual([expect.stringContaining(`${place}: table "A": ${message}`)]);
  });
});

/** Mistakes in `dev/_environment.yaml` below an account id. */
const ENVIRONMENT_MISTAKES: [string, string][] = [
  [
    "provider: {externalId: x}",
    '2:24: provider.externalId is the string "x"; write 2 to 1224 letters, digits and _+=,.@:/-',
  ],
  ["provider: {versoin: 6}", "2:12: unknown key provider.versoin; did you mean version?"],
  [
    "provider: {endpoints: {dynamodb: 1}}",
    "2:34: provider.endpoints.dynamodb is the number 1; write a string",
  ],
  ["provider: {accessKey: x}", "2:12: unknown key provider.accessKey; the keys here are"],
  ["backend: {type: gcs}", '2:17: backend.type is the string "gcs"; write local, s3 or cloud'],
  [
    "backend: {type: s3, bucket: my-state}",
    "2:10: backend.region is missing; add it: region of the bucket",
  ],
  [
    "backupPlans: {weekly: {schedule: cron(0 1 * * ? *)}}",
    "2:23: backupPlans.weekly.retentionDays is missing; add it: days until a recovery point is deleted",
  ],
  [
    "backupPlans: {weekly: {schedule: rate(1 day), retentionDays: 7}}",
    '2:34: backupPlans.weekly.schedule is the string "rate(1 day)"; write a schedule such as cron(0 1 * * ? *)',
  ],
  [
    "backupPlans: {a b: {schedule: cron(0 1 * * ? *), retentionDays: 7}}",
    '2:15: "a b" cannot be a key here; write at most 50 letters, digits and -_.',
  ],
  [
    "backupVault: {existing: a, lock: {}}",
    "2:28: backupVault.lock cannot be combined with the other keys here; remove it, or remove them",
  ],
  ["verifyRoles: {expect: [a]}", "2:15: unknown key verifyRoles.expect; did you mean except?"],
  ["tableDefaults: {hashKey: id}", "2:17: unknown key tableDefaults.hashKey; the keys here are"],
  ["region: eu-west", '2:9: region is the string "eu-west"; write an AWS region such as eu-west-1'],
];

describe("mistakes in an environment", () => {
  test.each(ENVIRONMENT_MISTAKES)("an environment with %s is refused", (mistake, message) => {
    const project = new Project({
      "dev/_environment.yaml": `accountId: "123456789012"\n${mistake}\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
    });
    const { status, errors } = project.judge();
    expect(status).toBe(1);
    expect(errors).toEqual(
      expect.arrayContaining([expect.stringContaining(`dev/_environment.yaml:${message}`)]),
    );
  });
});

describe("mistakes over several files", () => {
  test("mistakes in several files are all reported in one run, sorted, each where it is written", () => {
    const project = new Project({
      "_defaults.yaml": "accountId: '1'\ntableDefaults:\n  tableclass: X\n",
      "dev/_environment.yaml": "accountId: 12345\n",
      "dev/koa.yaml": `deletionPolicy: delete\n${tablesYaml("{name: A}", "text")}`,
      "dev/broken.yaml": "a: [",
      "prod/_environment.yaml": "accountId: 12345678901\n",
    });
    const { errors } = project.judge();
    expect(errors.map((line) => line.split(": ").slice(0, 2).join(": "))).toEqual([
      "_defaults.yaml:1:1: accountId cannot hold for every environment; write it in each _environment.yaml",
      "_defaults.yaml:3:3: unknown key tableDefaults.tableclass; did you mean tableClass?",
      'dev/_environment.yaml:1:12: accountId is the string "12345"; write the 12 digits of an AWS account id in quotes, such as "123456789012"',
      expect.stringMatching(/^dev\/broken\.yaml:1:\d+: not valid YAML$/),
      'dev/koa.yaml:1:17: deletionPolicy is the string "delete" (did you mean Delete?); write Orphan or Delete',
      'dev/koa.yaml:3:5: table "A"',
      'dev/koa.yaml:3:5: table "A"',
      'dev/koa.yaml:3:5: table "A"',
      'dev/koa.yaml:4:5: tables[1] is the string "text"; write a map',
      expect.stringMatching(
        /^prod\/_environment\.yaml:1:12: accountId is the string "12345678901"/,
      ),
    ]);
  });

  test("a wrong value that many tables inherit is reported once", () => {
    const project = new Project({
      "dev/_environment.yaml": 'accountId: "123456789012"\ntableDefaults: {tableClass: COLD}\n',
      "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("B")),
    });
    expect(project.judge().errors).toEqual([
      'dev/_environment.yaml:2:29: tableDefaults.tableClass is the string "COLD"; write STANDARD or STANDARD_INFREQUENT_ACCESS',
    ]);
  });

  test("two files of one namespace may not differ in a top-level key", () => {
    const project = new Project({
      "dev/_environment.yaml": 'accountId: "123456789012"\n',
      "dev/koa/a.yaml": "backup: nightly\n",
      "dev/koa/b.yaml": "backup: false\n",
    });
    expect(project.judge().errors).toEqual([
      "dev/koa/b.yaml:1:1: backup holds for the whole namespace, and dev/koa/a.yaml has another value; write it in one file only",
    ]);
  });

  test("a table is not compared with default settings where those of its environment are wrong", () => {
    const project = new Project({
      "dev/_environment.yaml":
        'accountId: "123456789012"\nags: {}\nbackupPlans: {audit: {schedule: cron(0 1 * * ? *), retentionDays: 35}}\n',
      "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: audit")),
    });
    expect(project.judge().errors).toEqual([
      "dev/_environment.yaml:2:1: unknown key ags; did you mean tags?",
    ]);
  });
});
