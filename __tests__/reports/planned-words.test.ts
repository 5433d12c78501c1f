import { entryLines } from "../../reports/diff/diff-words";
import { plannedEntries } from "../../reports/diff/planned-words";

const plannedWords = (...args: Parameters<typeof plannedEntries>): string[] =>
  plannedEntries(...args).flatMap((entry) => entryLines(entry));

/** A table as version 5.100 of the provider prints it. */
const TABLE = {
  name: "koa-Orders",
  hash_key: "id",
  range_key: null,
  attribute: [{ name: "id", type: "S" }],
  billing_mode: "PAY_PER_REQUEST",
  read_capacity: 0,
  write_capacity: 0,
  on_demand_throughput: [],
  ttl: [{ attribute_name: "", enabled: false }],
  stream_enabled: false,
  stream_view_type: "",
  server_side_encryption: [],
  table_class: "STANDARD",
  deletion_protection_enabled: true,
  point_in_time_recovery: [{ enabled: true, recovery_period_in_days: 35 }],
  global_secondary_index: [],
  local_secondary_index: [],
  tags: { team: "koa" },
};

const NAMES = new Map([["aws_dynamodb_table.Orders", "koa/Orders"]]);

function words(actions: readonly string[], after: object | null, before: object | null = TABLE) {
  const change = { actions, before, after };
  const planned = { mode: "managed", type: "aws_dynamodb_table", change };
  return plannedWords([{ ...planned, address: "aws_dynamodb_table.Orders" }], NAMES);
}

test("a table that is created, destroyed, forgotten or replaced has the word of the difference", () => {
  expect(words(["create"], TABLE, null)).toEqual(["+ koa/Orders: added"]);
  expect(words(["delete"], null)).toEqual(["- koa/Orders: destroyed"]);
  expect(words(["forget"], null)).toEqual(["- koa/Orders: forgotten"]);
  expect(words(["no-op"], TABLE)).toEqual([]);
  const other = { ...TABLE, hash_key: "key", attribute: [{ name: "key", type: "N" }] };
  expect(words(["delete", "create"], other)).toEqual([
    "- koa/Orders: replaced",
    "    hashKey: id → key",
  ]);
});

test("a table that is imported says what becomes of it besides, if anything does", () => {
  const imported = (actions: readonly string[], after: object): string[] =>
    plannedWords(
      [
        {
          mode: "managed",
          type: "aws_dynamodb_table",
          address: "aws_dynamodb_table.Orders",
          change: { actions, importing: { id: "koa-Orders" }, before: TABLE, after },
        },
      ],
      NAMES,
    );
  expect(imported(["no-op"], TABLE)).toEqual(["+ koa/Orders: imported"]);
  expect(imported(["update"], { ...TABLE, tags: {} })).toEqual([
    "+ koa/Orders: imported",
    "    tag team: koa → none",
  ]);
});

test("a table that is removed from the values goes by its name in AWS", () => {
  const change = { actions: ["delete"], before: TABLE, after: null };
  const address = "aws_dynamodb_table.Old";
  const planned = { mode: "managed", type: "aws_dynamodb_table", address, change };
  expect(plannedWords([planned], NAMES)).toEqual(["- koa-Orders: destroyed"]);
});

test("every setting that changes is said as the difference of values says it", () => {
  const after = {
    ...TABLE,
    attribute: [...TABLE.attribute, { name: "at", type: "N" }],
    billing_mode: "PROVISIONED",
    read_capacity: 5,
    write_capacity: 2,
    ttl: [{ attribute_name: "expires", enabled: true }],
    stream_enabled: true,
    stream_view_type: "NEW_IMAGE",
    server_side_encryption: [{ enabled: true, kms_key_arn: "" }],
    table_class: "STANDARD_INFREQUENT_ACCESS",
    deletion_protection_enabled: false,
    point_in_time_recovery: [{ enabled: false, recovery_period_in_days: null }],
    global_secondary_index: [
      { name: "by-at", hash_key: "at", projection_type: "KEYS_ONLY", read_capacity: 1 },
    ],
    tags: { team: "shop" },
  };
  expect(words(["update"], after)).toEqual([
    "~ koa/Orders: changed",
    "    billing mode: PAY_PER_REQUEST → PROVISIONED",
    "    read capacity: none → 5",
    "    write capacity: none → 2",
    "    TTL: none → expires",
    "    stream: none → NEW_IMAGE",
    "    encryption: AWS_OWNED → AWS_MANAGED",
    "    table class: STANDARD → STANDARD_INFREQUENT_ACCESS",
    "    global secondary index by-at: added (keys at; projection KEYS_ONLY)",
    "    tag team: koa → shop",
    "    point-in-time recovery: on → off",
    "    point-in-time recovery days: 35 → none",
    "    deletion protection: on → off",
  ]);
});

test("a table of another form is named, and nothing is said of what changes", () => {
  expect(words(["update"], { ...TABLE, table_class: "OTHER" })).toEqual(["~ koa/Orders: changed"]);
});

describe("the policy of a role", () => {
  const policy = (...statements: readonly object[]): object => ({
    name: "dynamodb.dev.web-koa",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });
  const allow = (table: string, ...actions: readonly string[]): object => ({
    Effect: "Allow",
    Action: actions.map((action) => `dynamodb:${action}`),
    Resource: [`arn:aws:dynamodb:eu-west-1:123456789012:table/${table}`],
  });
  const changed = (before: object | null, after: object | null): string[] =>
    plannedWords(
      [
        {
          mode: "managed",
          type: "aws_iam_policy",
          address: "aws_iam_policy.web-koa",
          change: { actions: ["update"], before, after },
        },
      ],
      NAMES,
    );

  test("says what it gains and loses, by table", () => {
    const before = policy(allow("koa-A", "GetItem", "PutItem"), allow("koa-B", "GetItem"));
    const after = policy(allow("koa-A", "GetItem", "Scan"), allow("koa-B", "GetItem"));
    expect(changed(before, after)).toEqual([
      "~ web-koa on koa-A: other access",
      "    gains Scan",
      "    loses PutItem",
    ]);
    expect(changed(null, policy(allow("koa-A", "GetItem")))).toEqual([
      "+ web-koa on koa-A: gains access",
      "    gains GetItem",
    ]);
    expect(changed(before, null)).toEqual([
      "- web-koa on koa-A: loses access",
      "    loses GetItem, PutItem",
      "- web-koa on koa-B: loses access",
      "    loses GetItem",
    ]);
  });

  test("is said to be known after the deploy where it is, and written otherwise is no change", () => {
    expect(changed(policy(allow("koa-A", "GetItem")), { name: "dynamodb.dev.web-koa" })).toEqual([
      "~ web-koa: other access, which is known after the deploy",
    ]);
    const twice = policy(allow("koa-A", "GetItem"), allow("koa-A", "GetItem"));
    expect(changed(policy(allow("koa-A", "GetItem")), twice)).toEqual([]);
  });
});
