import { allowed, statementsOf } from "../support/policies";
import { ENVIRONMENT, Project, synthOne, tablesYaml, tableYaml } from "../support/project";

const TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table";
const READ = [
  "BatchGetItem",
  "ConditionCheckItem",
  "DescribeTable",
  "GetItem",
  "PartiQLSelect",
  "Query",
  "Scan",
];
const INDEX = ["PartiQLSelect", "Query", "Scan"];
const WRITE = [
  ...["BatchWriteItem", "ConditionCheckItem", "DeleteItem", "DescribeTable", "PartiQLDelete"],
  ...["PartiQLInsert", "PartiQLUpdate", "PutItem", "UpdateItem"],
];
const STREAM = ["DescribeStream", "GetRecords", "GetShardIterator"];
const INDEXED = "globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL}]";

const on = (actions: readonly string[], resource: string): string[] =>
  actions.map((action) => `dynamodb:${action} ${resource}`);

function granted(tables: string[], role = "reader-koa"): string[] {
  const stack = synthOne({ "dev/koa.yaml": tablesYaml(...tables) });
  return allowed(statementsOf(stack, role));
}

/** A table with an index whose key has several attributes of each kind, for provider 6. */
function grantedOnSeveralKeys(grant: string): string {
  const table =
    "{name: A, hashKey: id, attributes: [{name: id, type: S}, {name: tenant, type: S}, {name: kind, type: S}, {name: day, type: S}], billingMode: PAY_PER_REQUEST, globalSecondaryIndex: [{name: by-tenant, hashKey: [tenant, kind], rangeKey: [day, id], projectionType: ALL}]";
  const stack = synthOne({
    "dev/_environment.yaml": 'accountId: "123456789012"\nprovider: {version: "~> 6.37"}\n',
    "dev/koa.yaml": tablesYaml(`${table}, grants: [{role: reader-koa, ${grant}}]}`),
  });
  return JSON.stringify(statementsOf(stack, "reader-koa"));
}

describe("an index whose key has several attributes", () => {
  test("all of them may be read under attributes, since every request names them", () => {
    const statements = grantedOnSeveralKeys("access: [Query], attributes: [total]");
    expect(statements).toContain('"dynamodb:Attributes":["day","id","kind","tenant","total"]');
    expect(statements).toContain('"dynamodb:Attributes":["id","total"]');
  });

  test("is restricted to leading keys, which are the first attribute of its partition key", () => {
    const statements = grantedOnSeveralKeys(
      "access: [Query], indexes: [by-tenant], leadingKeys: [t1]",
    );
    expect(statements).toContain("table/koa-A/index/by-tenant");
    expect(statements).toContain('"dynamodb:LeadingKeys":["t1"]');
  });
});

describe("what a role is granted", () => {
  test("read: the table, and its indexes only if it has any", () => {
    expect(granted([tableYaml("A", "serviceAccountReadRoles: [reader-koa]")])).toEqual(
      on(READ, `${TABLE}/koa-A`).sort(),
    );
    expect(granted([tableYaml("A", `serviceAccountReadRoles: [reader-koa], ${INDEXED}`)])).toEqual(
      [...on(READ, `${TABLE}/koa-A`), ...on(INDEX, `${TABLE}/koa-A/index/*`)].sort(),
    );
  });

  test("write: the table, never its indexes", () => {
    expect(granted([tableYaml("A", `serviceAccountWriteRoles: [reader-koa], ${INDEXED}`)])).toEqual(
      on(WRITE, `${TABLE}/koa-A`).sort(),
    );
  });

  test("stream: the table's stream, and ListStreams, which knows no resource", () => {
    expect(
      granted([
        tableYaml("A", "serviceAccountStreamRoles: [reader-koa], streamViewType: KEYS_ONLY"),
      ]),
    ).toEqual([...on(STREAM, `${TABLE}/koa-A/stream/*`), ...on(["ListStreams"], "*")].sort());
  });

  test("a customer key: what DynamoDB does with it, and nothing else", () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/k";
    const stack = synthOne({
      "dev/koa.yaml": tablesYaml(
        tableYaml(
          "A",
          `serviceAccountReadRoles: [r-koa], serviceAccountWriteRoles: [w-koa], encryption: {kmsKeyArn: "${key}"}`,
        ),
      ),
    });
    const ofKey = (role: string): object | undefined =>
      statementsOf(stack, role).find(({ Resource }) => Resource.includes(key));
    const Condition = { StringEquals: { "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" } };
    expect(ofKey("r-koa")).toEqual({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Resource: [key],
      Condition,
    });
    expect(ofKey("w-koa")).toMatchObject({
      Action: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
      ],
      Condition,
    });
  });

  test("ARNs follow the region, the partition, the prefix and the exact name", () => {
    const stack = synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}partition: aws-cn\nregion: cn-north-1\nnamePrefix: blue-\npolicy: {tables: {koa: [exact.name]}}\n`,
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "serviceAccountReadRoles: [r-koa], region: cn-northwest-1"),
        tableYaml("B", "serviceAccountReadRoles: [r-koa], useIdpPrefix: true"),
        tableYaml("C", "serviceAccountReadRoles: [r-koa], tableName: exact.name"),
      ),
    });
    expect(statementsOf(stack, "r-koa").flatMap(({ Resource }) => Resource)).toEqual([
      "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/blue-idp-koa-B",
      "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/exact.name",
      "arn:aws-cn:dynamodb:cn-northwest-1:123456789012:table/blue-koa-A",
    ]);
  });

  test("an observed table grants nothing", () => {
    const stack = synthOne({
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "serviceAccountReadRoles: [r-koa], managementPolicies: Observe"),
        tableYaml("B"),
      ),
    });
    expect(stack.resource.aws_iam_policy).toBeUndefined();
  });
});

test("a policy waits for the tables of its own stack that it names, since a literal ARN does not wait", () => {
  const read = "serviceAccountReadRoles: [reader-koa, auditor]";
  const stacks = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(
      tableYaml("B.1", read),
      tableYaml("A", read),
      tableYaml("C", `${read}, managementPolicies: Observe`),
      tableYaml("D"),
    ),
    "dev/shop.yaml": tablesYaml(tableYaml("E", read)),
  }).synth();
  expect(stacks["dev-koa"]?.resource.aws_iam_policy?.["reader-koa"]?.depends_on).toEqual([
    "aws_dynamodb_table.A",
    "aws_dynamodb_table.B_1",
  ]);
  const access = stacks["dev-access"]?.resource.aws_iam_policy?.auditor;
  expect(access).toHaveProperty("policy");
  expect(access).not.toHaveProperty("depends_on");
});

describe("a role", () => {
  test("has one policy and one attachment over all namespaces, in the stack of the longest namespace it ends in", () => {
    const reader = tableYaml("A", "serviceAccountReadRoles: [reader-big-koa]");
    const stacks = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(reader),
      "dev/big-koa.yaml": tablesYaml(reader),
      "dev/other.yaml": tablesYaml(reader),
    }).synth();
    const holders = Object.entries(stacks).filter(
      ([, { resource }]) => resource.aws_iam_policy !== undefined,
    );
    expect(holders.map(([stack]) => stack)).toEqual(["dev-big-koa"]);
    const home = stacks["dev-big-koa"];
    expect(Object.keys(home?.resource.aws_iam_role_policy_attachment ?? {})).toEqual([
      "reader-big-koa",
    ]);
    expect(home?.output.role_policy_arns?.value).toEqual({
      "reader-big-koa": "${aws_iam_policy.reader-big-koa.arn}",
    });
    expect(home && statementsOf(home, "reader-big-koa")[0]?.Resource).toEqual(
      ["big-koa", "koa", "other"].map((namespace) => `${TABLE}/${namespace}-A`),
    );
  });

  test("that ends in no namespace, or in one that only observes, belongs to the access stack", () => {
    const stacks = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "serviceAccountReadRoles: [reader, koa, reader-seen]"),
      ),
      "dev/seen.yaml": `managementPolicies: Observe\n${tablesYaml(tableYaml("S"))}`,
    }).synth();
    expect(Object.keys(stacks["dev-access"]?.resource.aws_iam_policy ?? {})).toEqual([
      "koa",
      "reader",
      "reader-seen",
    ]);
  });

  test("keeps its address whatever is granted elsewhere, and goes with its last grant", () => {
    const grantedTo = (...roles: string[]): string =>
      tablesYaml(tableYaml("A", `serviceAccountReadRoles: [${roles.join(", ")}]`));
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": grantedTo("one-koa", "two-koa"),
    });
    const addresses = (): string[] =>
      Object.keys(project.synth()["dev-koa"]?.resource.aws_iam_policy ?? {});
    expect(addresses()).toEqual(["one-koa", "two-koa"]);
    project.write({ "dev/shop.yaml": grantedTo("one-koa", "other-shop") });
    expect(addresses()).toEqual(["one-koa", "two-koa"]);
    project.write({ "dev/koa.yaml": grantedTo("one-koa") });
    expect(addresses()).toEqual(["one-koa"]);
  });

  test("has a policy whose name carries environment and role, within 128 characters", () => {
    const role = `${"r".repeat(60)}-koa`;
    const environment = "e".repeat(63);
    const stacks = new Project({
      [`${environment}/_environment.yaml`]: ENVIRONMENT,
      [`${environment}/koa.yaml`]: tablesYaml(
        tableYaml("A", `serviceAccountReadRoles: [${role}, r-koa]`),
      ),
    }).synth();
    const policies = stacks[`${environment}-koa`]?.resource.aws_iam_policy;
    expect(policies?.["r-koa"]?.name).toBe(`dynamodb.${environment}.r-koa`);
    expect(String(policies?.[role]?.name).length).toBe(128);
  });

  test("is looked up with a message that names what other namespaces grant first, whatever the order", () => {
    const message = (...shop: string[]): unknown => {
      const tables = shop.map((name) => tableYaml(name, "serviceAccountReadRoles: [r-koa]"));
      const own = tableYaml("A", "serviceAccountReadRoles: [r-koa]");
      const stacks = new Project({
        "dev/_environment.yaml": `${ENVIRONMENT}prefixGrants: [{role: r-koa, prefix: x-, access: [read]}]\n`,
        "dev/koa.yaml": tablesYaml(own),
        "dev/shop.yaml": tablesYaml(...tables),
      }).synth();
      const attachment = stacks["dev-koa"]?.resource.aws_iam_role_policy_attachment?.["r-koa"];
      return JSON.stringify(attachment);
    };
    expect(message("B", "C")).toContain(
      "tables shop-B, shop-C, koa-A and x-* (dev/shop.yaml, dev/_environment.yaml and dev/koa.yaml) would be granted to it",
    );
    expect(message("C", "B")).toBe(message("B", "C"));
  });

  test("fails where two spellings differ only in case", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "serviceAccountReadRoles: [Reader-koa, reader-koa]"),
      ),
    });
    expect(project.judge().errors).toEqual([
      expect.stringContaining("the roles reader-koa and Reader-koa differ only in case"),
    ]);
  });

  test("fails where its policy would be too large, with the size and the tables by size", () => {
    const tables = Array.from({ length: 90 }, (_, i) =>
      tableYaml(
        `${"Table-with-a-long-name-".repeat(i === 7 ? 3 : 1)}${i}`,
        "serviceAccountReadRoles: [reader-koa]",
      ),
    );
    const { errors } = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(...tables),
    }).judge();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(
      /^dev\/koa\.yaml:2:\d+: the policy of role reader-koa has \d+ characters and IAM allows 6144; .*Characters by table: koa-Table-with-a-long-name-Table-with-a-long-name-Table-with-a-long-name-7 \d+, /,
    );
  });

  test("fails where its tables are in another account, and where it belongs to none and has tables in two", () => {
    const { errors } = new Project({
      "dev/a.yaml": `idp_aws_account: "111111111111"\n${tablesYaml(tableYaml("A", "serviceAccountReadRoles: [r-b, both]"))}`,
      "dev/b.yaml": `idp_aws_account: "222222222222"\n${tablesYaml(tableYaml("B", "serviceAccountReadRoles: [r-b, both]"))}`,
    }).judge();
    expect(errors).toEqual([
      expect.stringContaining(
        "role r-b has its policy in the stack dev-b, in account 222222222222, and this table is in account 111111111111",
      ),
      expect.stringContaining(
        "role both belongs to no namespace and is granted tables in the accounts 111111111111 and 222222222222",
      ),
    ]);
  });
});

describe("verification", () => {
  const files = (more: string): Record<string, string> => ({
    "dev/_environment.yaml": `${ENVIRONMENT}${more}`,
    "dev/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [one-koa, two.x-koa]")),
  });

  test("looks every role up, with a message that names role, tables and files", () => {
    const stack = synthOne(files(""));
    expect(stack.data.aws_iam_roles?.granted?.name_regex).toBe("(?i)^(one-koa|two[.]x-koa)$");
    const attachment = stack.resource.aws_iam_role_policy_attachment?.["one-koa"];
    const { precondition } = attachment?.lifecycle as {
      precondition: { error_message: string }[];
    };
    expect(precondition).toHaveLength(2);
    for (const { error_message } of precondition) {
      expect(error_message).toContain("IAM role one-koa");
      expect(error_message).toContain("table koa-A (dev/koa.yaml)");
    }
  });

  test("asks for the OIDC provider of the role's home", () => {
    const stack = synthOne({
      "dev/koa.yaml": `idp_oidc_provider_url: https://oidc.eks.eu-west-1.amazonaws.com/id/KOA\n${tablesYaml(tableYaml("A", "serviceAccountReadRoles: [one-koa]"))}`,
    });
    expect(JSON.stringify(stack.resource.aws_iam_role_policy_attachment)).toContain(
      "amazonaws[.]com/id/KOA$",
    );
  });

  test("omits exceptions, or everything", () => {
    const some = synthOne(files("verifyRoles: {except: [one-koa]}\n"));
    expect(some.data.aws_iam_roles?.granted?.name_regex).toBe("(?i)^(two[.]x-koa)$");
    expect(some.resource.aws_iam_role_policy_attachment?.["one-koa"]).not.toHaveProperty(
      "lifecycle",
    );
    expect(synthOne(files("verifyRoles: false\n")).data).toBeUndefined();
  });
});
