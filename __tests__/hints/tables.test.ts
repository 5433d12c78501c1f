import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import { hintsIn, hintsOf, hintsOfTables } from "../support/hints";

const READ = "serviceAccountReadRoles: [r]";
const PROVIDER = `${ENVIRONMENT}provider: {version: "~> 6.37"}\n`;
const STRONG =
  "consistencyMode: STRONG, replicas: [{region: eu-central-1}], globalTableWitness: eu-west-2";

describe("projections", () => {
  const ATTRIBUTES = "attributes: [{name: a, type: S}, {name: b, type: S}]";
  const table = (...projections: string[]): string => {
    const indexes = projections.map(
      (type, i) => `{name: by-${i}, hashKey: b, projectionType: ${type}}`,
    );
    return `{name: A, hashKey: a, ${ATTRIBUTES}, billingMode: PAY_PER_REQUEST, ${READ}, globalSecondaryIndex: [${indexes.join(", ")}]}`;
  };

  test("two indexes of whole items are reported, and one beside others is not", () => {
    expect(hintsOfTables(table("ALL", "ALL"))).toEqual(["wideProjections ALL"]);
    expect(hintsOfTables(table("ALL", "KEYS_ONLY", "INCLUDE, nonKeyAttributes: [x]"))).toEqual([]);
  });

  test("the factor counts the table and each of these indexes", () => {
    const files = (yaml: string): Record<string, string> => ({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(yaml),
    });
    const [two] = hintsOf(files(table("ALL", "ALL", "KEYS_ONLY")));
    expect(two?.message).toContain("the indexes by-0 and by-1 have projectionType ALL, ");
    expect(two?.message).toContain("costs 3 times as much");
    const [four] = hintsOf(files(table("ALL", "ALL", "ALL", "ALL")));
    expect(four?.message).toContain("costs 5 times as much");
    expect(four?.message).not.toContain("local index");
    const local = `rangeKey: b, localSecondaryIndex: [{name: local, rangeKey: c, projectionType: ALL}]`;
    const both = table("ALL")
      .replace("hashKey: a", `hashKey: a, ${local}`)
      .replace("{name: b, type: S}", "{name: b, type: S}, {name: c, type: S}");
    expect(hintsOf(files(both))[0]?.message).toMatch(
      /the indexes by-0 and local .* 3 times .*\(a local index keeps its projection as long as its table exists\)/,
    );
  });
});

describe("provisioned capacity", () => {
  const SCALED = "{min: 1, max: 10}";
  const table = (capacity: string, index: string): string =>
    `{name: A, hashKey: a, attributes: [{name: a, type: S}, {name: b, type: S}], billingMode: PROVISIONED, ${capacity}, ${READ}, globalSecondaryIndex: [{name: by-b, hashKey: b, projectionType: KEYS_ONLY, ${index}}]}`;
  const FIXED = "readCapacity: 11, writeCapacity: 12";
  const BOTH = `autoscaling: {read: ${SCALED}, write: ${SCALED}}`;

  test.each([
    [FIXED, BOTH, "fixedCapacity 11"],
    [BOTH, FIXED, "fixedCapacity 11"],
    [`writeCapacity: 12, autoscaling: {read: ${SCALED}}`, BOTH, "fixedCapacity 12"],
  ])("that nothing scales is reported: %s, and of the index %s", (capacity, index, hint) => {
    expect(hintsOfTables(table(capacity, index))).toEqual([hint]);
  });

  test("that is all scaled is not reported, and on-demand capacity neither", () => {
    expect(hintsOfTables(table(BOTH, BOTH), tableYaml("B"))).toEqual([]);
  });

  test("of an observed table is not judged", () => {
    const observed = `${READ}, managementPolicies: Observe`;
    expect(hintsOfTables(table(FIXED, FIXED).replace(READ, observed))).toEqual([]);
  });

  test("is one hint that names each part", () => {
    const yaml = tablesYaml(table(FIXED, `readCapacity: 1, autoscaling: {write: ${SCALED}}`));
    const hints = hintsOf({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": yaml });
    expect(hints).toHaveLength(1);
    expect(hints[0]?.message).toContain(
      "no auto scaling: readCapacity and writeCapacity of the table, readCapacity of the index by-b; ",
    );
  });
});

describe("TTL", () => {
  test.each(["Sessions", "user-session", "AuthTokens", "totals_CACHE", "accesstoken"])(
    "is missed by a table called %s",
    (name) => {
      expect(hintsOfTables(tableYaml(name))).toEqual([`missingTtl ${name}`]);
    },
  );

  test.each(["Orders", "Tokenizer", "Possessions", "Obsessions"])(
    "is not missed by a table called %s",
    (name) => {
      expect(hintsOfTables(tableYaml(name))).toEqual([]);
    },
  );

  const ttl = (enabled: boolean): string =>
    tableYaml("Sessions", `ttl: {attributeName: until, enabled: ${enabled}}`);

  test("is not missed where it is enabled, and is where it is not", () => {
    expect(hintsOfTables(ttl(true))).toEqual([]);
    expect(hintsOfTables(ttl(false))).toEqual(["missingTtl false"]);
  });

  test("is missed by a table that has such a name in AWS alone, and not by one whose namespace has", () => {
    const [named, plain] = [tableYaml("A", "tableName: koa-tokens"), tableYaml("B")];
    expect(hintsOfTables(named)).toEqual(["missingTtl koa-tokens"]);
    const files = { "dev/_environment.yaml": ENVIRONMENT, "dev/tokens.yaml": tablesYaml(plain) };
    expect(hintsOf(files)).toEqual([]);
  });

  test("of an observed table is not judged, nor of one that cannot have TTL", () => {
    expect(hintsOfTables(tableYaml("Sessions", "managementPolicies: Observe"))).toEqual([]);
    expect(hintsIn(PROVIDER, tableYaml("Sessions", STRONG))).toEqual([]);
  });
});

describe("a stream", () => {
  const table = (more = ""): string => tableYaml("A", `streamViewType: KEYS_ONLY${more}`);
  const UNREAD = ["unreadStream KEYS_ONLY"];

  test("that nobody may read is reported", () => {
    expect(hintsOfTables(table())).toEqual(UNREAD);
    expect(hintsOfTables(table(`, ${READ}`))).toEqual(UNREAD);
    expect(hintsOfTables(table(", grants: [{role: r, access: [ListStreams]}]"))).toEqual(UNREAD);
  });

  test("is not read by a Kinesis stream, which gets the changes without it", () => {
    const arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/a";
    expect(hintsOfTables(table(`, kinesisStreamArn: "${arn}"`))).toEqual(UNREAD);
  });

  const POLICY =
    '{Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::123456789012:role/other"}, Action: [dynamodb:GetRecords]}]}';

  test.each([
    ["a role of the list", ", serviceAccountStreamRoles: [r]"],
    ["a grant", ", grants: [{role: r, access: [GetRecords]}]"],
    ["its resource policy", `, streamResourcePolicy: ${POLICY}`],
  ])("that is read by %s is not reported", (_, more) => {
    expect(hintsOfTables(table(more))).toEqual([]);
  });

  test("that replicas need is not reported, and those with strong consistency need none", () => {
    const global = "streamViewType: NEW_AND_OLD_IMAGES, replicas: [{region: eu-central-1}]";
    expect(hintsOfTables(tableYaml("A", global))).toEqual([]);
    const strong = `streamViewType: NEW_AND_OLD_IMAGES, ${STRONG}`;
    expect(hintsIn(PROVIDER, tableYaml("A", strong))).toEqual(["unreadStream NEW_AND_OLD_IMAGES"]);
  });

  test("that a prefix grant reaches is not reported", () => {
    const prefix = (start: string): string =>
      `${ENVIRONMENT}prefixGrants: [{role: r, prefix: ${start}, access: [stream]}]\n`;
    expect(hintsIn(prefix("koa-"), table())).toEqual([]);
    expect(hintsIn(prefix("shop-"), table())).toEqual(UNREAD);
  });

  test("of an observed table is not judged", () => {
    expect(hintsOfTables(table(", managementPolicies: Observe"))).toEqual([]);
  });
});
