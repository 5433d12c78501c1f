import { relock } from "../support/lock-runs";
import { Project } from "../support/project";

const ENVIRONMENT = `accountId: "123456789012"
region: eu-west-1
namePrefix: x-
tableDefaults:
  tags: { team: a }
backupVault:
  kmsKeyArn: arn:aws:kms:eu-west-1:123456789012:key/1111
  lock: { minRetentionDays: 1, changeableForDays: 3 }
policy: { tables: { koa: [orders] } }
`;

const KOA = `tables:
  - name: Orders
    billingMode: PAY_PER_REQUEST
    hashKey: customer
    rangeKey: order
    attributes:
      - { name: customer, type: S }
      - { name: order, type: S }
      - { name: date, type: S }
      - { name: status, type: S }
    localSecondaryIndex:
      - { name: by-date, rangeKey: date, projectionType: INCLUDE, nonKeyAttributes: [total, kind] }
    globalSecondaryIndex:
      - { name: by-status, hashKey: status, rangeKey: date, projectionType: ALL }
      - { name: by-order, hashKey: order, rangeKey: customer, projectionType: KEYS_ONLY }
    streamViewType: NEW_IMAGE
    ttl: { attributeName: expires, enabled: true }
    backup: nightly
    serviceAccountReadRoles: [reader-koa]
  - name: Cache
    deletionPolicy: Delete
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes: [{ name: id, type: S }]
    serviceAccountReadRoles: [reader-koa]
`;

const SHOP = `tables:
  - name: Carts
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes: [{ name: id, type: S }]
    serviceAccountReadRoles: [reader-koa, auditor]
`;

const FILES = {
  "dev/_environment.yaml": ENVIRONMENT,
  "dev/koa.yaml": KOA,
  "dev/shop.yaml": SHOP,
};

/** The values above, locked. */
function lockedValues(): Project {
  const project = new Project(FILES);
  relock(project);
  return project;
}

const FILE = { koa: "dev/koa.yaml", shop: "dev/shop.yaml", environment: "dev/_environment.yaml" };

/** What is edited, where it is reported, and in which words. */
const DANGEROUS: [
  edit: string,
  file: keyof typeof FILE,
  from: string | RegExp,
  to: string,
  at: string,
  words: string,
][] = [
  [
    "a table is gone",
    "shop",
    / {2}- name: Carts[^]*/,
    "  []\n",
    "dev/shop.yaml:1:1",
    "removedTables: [{name: Carts",
  ],
  [
    "a table is renamed",
    "koa",
    "name: Orders",
    "name: Order",
    "dev/koa.yaml:2:11",
    'it seems to be the table "Orders"',
  ],
  [
    "another hash key",
    "koa",
    "hashKey: customer",
    "hashKey: status",
    "dev/koa.yaml:4:14",
    "hashKey is status and was customer",
  ],
  [
    "another range key",
    "koa",
    "rangeKey: order",
    "rangeKey: status",
    "dev/koa.yaml:5:15",
    "rangeKey is status and was order",
  ],
  [
    "adding a range key",
    "shop",
    "hashKey: id\n    attributes: [{ name: id, type: S }]",
    "hashKey: id\n    rangeKey: at\n    attributes: [{ name: id, type: S }, { name: at, type: S }]",
    "dev/shop.yaml:5:15",
    "rangeKey at is new",
  ],
  [
    "another type of the hash key",
    "koa",
    "customer, type: S",
    "customer, type: N",
    "dev/koa.yaml:7:33",
    "the type of customer is N and was S",
  ],
  [
    "another type of the range key",
    "koa",
    "order, type: S",
    "order, type: B",
    "dev/koa.yaml:8:30",
    "the type of order is B and was S",
  ],
  [
    "another type of an index's key",
    "koa",
    "status, type: S",
    "status, type: N",
    "dev/koa.yaml:10:31",
    "Terraform would plan nothing",
  ],
  [
    "another type of a local index's key",
    "koa",
    "date, type: S",
    "date, type: N",
    "dev/koa.yaml:9:29",
    "the type of date is N and was S; AWS cannot change that",
  ],
  [
    "a local index is gone",
    "koa",
    / {4}localSecondaryIndex:\n.*\n/,
    "",
    "dev/koa.yaml:2:11",
    "the local secondary index by-date is gone",
  ],
  [
    "a local index is renamed",
    "koa",
    "name: by-date",
    "name: by-day",
    "dev/koa.yaml:12:17",
    "the local secondary index by-day is new",
  ],
  [
    "adding a local index",
    "koa",
    "    globalSecondaryIndex",
    "      - { name: by-state, rangeKey: status, projectionType: ALL }\n    globalSecondaryIndex",
    "dev/koa.yaml:13:17",
    "the local secondary index by-state is new",
  ],
  [
    "another range key of a local index",
    "koa",
    "by-date, rangeKey: date",
    "by-date, rangeKey: status",
    "dev/koa.yaml:12:36",
    "rangeKey of the index by-date is status and was date",
  ],
  [
    "another projection of a local index",
    "koa",
    "INCLUDE, nonKeyAttributes: [total, kind]",
    "ALL",
    "dev/koa.yaml:12:58",
    "the projection of the index by-date is ALL and was INCLUDE kind, total",
  ],
  [
    "other attributes of a local index",
    "koa",
    "[total, kind]",
    "[total]",
    "dev/koa.yaml:12:85",
    "is INCLUDE total and was INCLUDE kind, total",
  ],
  [
    "another region",
    "koa",
    "hashKey: customer",
    "region: us-east-1\n    hashKey: customer",
    "dev/koa.yaml:4:13",
    "region is us-east-1 and was eu-west-1",
  ],
  [
    "another region of the environment",
    "environment",
    "region: eu-west-1",
    "region: us-east-1",
    "dev/_environment.yaml:2:9",
    "this one would become unmanaged",
  ],
  [
    "another account",
    "environment",
    '"123456789012"',
    '"210987654321"',
    "dev/_environment.yaml:1:12",
    "accountId is 210987654321 and was 123456789012",
  ],
  [
    "another name prefix",
    "environment",
    "namePrefix: x-",
    "namePrefix: y-",
    "dev/_environment.yaml:3:13",
    "the name in AWS is y-koa-Orders and was x-koa-Orders",
  ],
  [
    "no name prefix",
    "environment",
    "namePrefix: x-\n",
    "",
    "dev/_environment.yaml:1:1",
    "AWS cannot rename a table",
  ],
  [
    "the legacy prefix",
    "koa",
    "hashKey: customer",
    "useIdpPrefix: true\n    hashKey: customer",
    "dev/koa.yaml:4:19",
    "is x-idp-koa-Orders and was x-koa-Orders",
  ],
  [
    "a name of its own",
    "koa",
    "hashKey: customer",
    "tableName: orders\n    hashKey: customer",
    "dev/koa.yaml:4:16",
    "is orders and was x-koa-Orders",
  ],
  [
    "another TTL attribute",
    "koa",
    "attributeName: expires",
    "attributeName: expiry",
    "dev/koa.yaml:17:27",
    "AWS refuses another attribute while TTL is on",
  ],
  [
    "another TTL attribute, turned off",
    "koa",
    "expires, enabled: true",
    "expiry, enabled: false",
    "dev/koa.yaml:17:27",
    "write attributeName: expires with enabled: false",
  ],
  [
    "another stream view",
    "koa",
    "NEW_IMAGE",
    "KEYS_ONLY",
    "dev/koa.yaml:16:21",
    "one with a new ARN begins",
  ],
  [
    "another hash key of a global index",
    "koa",
    "hashKey: status, rangeKey: date",
    "hashKey: date, rangeKey: status",
    "dev/koa.yaml:14:37",
    "queries on it fail until it is filled",
  ],
  [
    "no range key of a global index",
    "koa",
    "hashKey: status, rangeKey: date",
    "hashKey: status",
    "dev/koa.yaml:14:17",
    "rangeKey of the index by-status is gone; it was date",
  ],
  [
    "another projection of a global index",
    "koa",
    "rangeKey: date, projectionType: ALL",
    "rangeKey: date, projectionType: KEYS_ONLY",
    "dev/koa.yaml:14:77",
    "is KEYS_ONLY and was ALL",
  ],
  [
    "an unprotected table is gone",
    "koa",
    / {2}- name: Cache[^]*/,
    "",
    "dev/koa.yaml:1:1",
    "npm run lock -- --accept koa/Cache",
  ],
  [
    "another key of an unprotected table",
    "koa",
    "[{ name: id, type: S }]",
    "[{ name: id, type: N }]",
    "dev/koa.yaml:24:36",
    "npm run lock -- --accept koa/Cache",
  ],
  [
    "another key of the vault",
    "environment",
    "key/1111",
    "key/2222",
    "dev/_environment.yaml:7:14",
    "would replace the vaults dynamodb-dev-koa",
  ],
  [
    "another compliance lock of the vault",
    "environment",
    "minRetentionDays: 1",
    "minRetentionDays: 2",
    "dev/_environment.yaml:8:9",
    "nobody can change or remove the lock",
  ],
];

describe("a dangerous edit is refused where it is written:", () => {
  test.each(DANGEROUS)("%s", (_edit, file, from, to, at, words) => {
    const project = lockedValues();
    const name = FILE[file];
    const text = FILES[name as keyof typeof FILES].replace(from, to);
    expect(text).not.toBe(FILES[name as keyof typeof FILES]);
    project.write({ [name]: text });
    const { status, errors } = project.judge();
    expect({ status, errors: errors.join("\n") }).toEqual({
      status: 1,
      errors: expect.stringContaining(words) as string,
    });
    const places = errors
      .filter((error) => error.includes(words))
      .map((error) => /^\S+:\d+:\d+/.exec(error)?.[0]);
    expect(places).toContain(at);
  });
});

/** What is edited, and the files that do it. */
const HARMLESS: [edit: string, files: Readonly<Record<string, string>>][] = [
  [
    "the order of keys and attributes",
    { [FILE.koa]: KOA.replace(/( {6}- \{ name: customer.*\n)(.*\n)/, "$2$1") },
  ],
  [
    "the order of tables",
    {
      [FILE.koa]: `tables:\n${KOA.slice(KOA.indexOf("  - name: Cache"))}${KOA.slice(8, KOA.indexOf("  - name: Cache"))}`,
    },
  ],
  [
    "the billing mode",
    {
      [FILE.shop]: SHOP.replace(
        "PAY_PER_REQUEST",
        "PROVISIONED\n    readCapacity: 1\n    writeCapacity: 1",
      ),
    },
  ],
  [
    "a grant of a known role",
    { [FILE.shop]: `${SHOP}    serviceAccountWriteRoles: [reader-koa]\n` },
  ],
  ["removing a grant", { [FILE.shop]: SHOP.replace("reader-koa, ", "") }],
  [
    "tags",
    {
      [FILE.environment]: ENVIRONMENT.replace("team: a", "team: b"),
      [FILE.koa]: `tags: { x: y }\n${KOA}`,
    },
  ],
  [
    "a split file",
    {
      "dev/koa.yaml": KOA.slice(0, KOA.indexOf("  - name: Cache")),
      "dev/koa/cache.yaml": `tables:\n${KOA.slice(KOA.indexOf("  - name: Cache"))}`,
    },
  ],
  [
    "adding a global index",
    {
      [FILE.koa]: KOA.replace(
        "    streamViewType",
        "      - { name: by-date-2, hashKey: date, projectionType: ALL }\n    streamViewType",
      ),
    },
  ],
  ["adding a stream", { [FILE.shop]: `${SHOP}    streamViewType: KEYS_ONLY\n` }],
  ["adding a TTL", { [FILE.shop]: `${SHOP}    ttl: { attributeName: expires, enabled: true }\n` }],
  ["TTL turned off", { [FILE.koa]: KOA.replace("enabled: true", "enabled: false") }],
  ["omitting TTL", { [FILE.koa]: KOA.replace(/ {4}ttl:.*\n/, "") }],
  [
    "point-in-time recovery, class, encryption and protection",
    {
      [FILE.shop]: `${SHOP}    pointInTimeRecovery: { recoveryPeriodInDays: 7 }\n    tableClass: STANDARD_INFREQUENT_ACCESS\n    encryption: AWS_MANAGED\n    deletionProtection: false\n`,
    },
  ],
  ["another deletion policy", { [FILE.shop]: `deletionPolicy: Delete\n${SHOP}` }],
  ["omitting backups", { [FILE.koa]: KOA.replace("    backup: nightly\n", "") }],
  ["the account no longer named", { [FILE.environment]: ENVIRONMENT.replace(/accountId.*\n/, "") }],
  ["comments", { [FILE.koa]: `# ours\n${KOA}` }],
];

describe("an edit that loses nothing is no problem:", () => {
  test.each(HARMLESS)("%s", (_edit, files) => {
    const project = lockedValues();
    project.write(files);
    const { status, stdout, stderr } = project.judge({ CI: "true" });
    const own = stderr
      .split("\n")
      .filter((line) => /^\S+:\d+:\d+: /.test(line) && !line.includes("no account id is known"));
    expect({ status, stdout, own }).toEqual({ status: 0, stdout: "", own: [] });
  });
});
