import { tablesYaml, tableYaml } from "../support/project";
import { runAdopt } from "../support/run-adopt";

const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-A";
const STREAM = `${ARN}/stream/2026-11-20T09:30:00.000`;
const BY_ID = "globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL}]";

const INDEX = {
  IndexName: "by-id",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" as const }],
  Projection: { ProjectionType: "ALL" as const },
};

function policy(statement: object): object {
  const allowed = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" } };
  return {
    Version: "2012-10-17",
    Statement: [{ ...allowed, Action: "dynamodb:GetItem", Resource: ARN, ...statement }],
  };
}

const READ_BY_OWN =
  'resourcePolicy: {Statement: {Effect: Allow, Principal: {AWS: "123456789012"}, Action: [dynamodb:GetItem]}}';

test.each<[string, object, string, string]>([
  [
    "the same in another form",
    policy({ Action: ["dynamodb:GetItem"] }),
    READ_BY_OWN,
    "koa-A: the values say what AWS has",
  ],
  [
    "other actions",
    policy({ Action: "dynamodb:Query" }),
    READ_BY_OWN,
    "koa-A: the resource policy in AWS says something else than the values",
  ],
  [
    "another resource",
    policy({ Resource: `${ARN}/index/*` }),
    READ_BY_OWN,
    "koa-A: the resource policy in AWS says something else than the values",
  ],
  [
    "the table without its indexes",
    policy({}),
    `${BY_ID}, ${READ_BY_OWN}`,
    "koa-A: the resource policy in AWS says something else than the values",
  ],
  [
    "the table and its indexes",
    policy({ Resource: [`${ARN}/index/*`, ARN] }),
    `${BY_ID}, ${READ_BY_OWN}`,
    "koa-A: the values say what AWS has",
  ],
  [
    "a policy that the values do not have",
    policy({}),
    "",
    "koa-A: the resource policy is in AWS, and the values have none: Terraform does not change it",
  ],
])(
  "adopt compares the policy of a table in AWS with the values: %s",
  async (_, inAws, values, word) => {
    const indexed = values.includes("by-id") ? { GlobalSecondaryIndexes: [INDEX] } : {};
    const { stdout } = await runAdopt(
      {
        "dev/koa.yaml": tablesYaml(
          tableYaml("A", `${values === "" ? "" : `${values}, `}adopt: true`),
        ),
      },
      [
        {
          name: "koa-A",
          description: { DeletionProtectionEnabled: true, ...indexed },
          policy: inAws,
        },
      ],
    );
    expect(stdout.split("\n")).toContain(word);
  },
);

test("adopt reports a policy that AWS does not have", async () => {
  const { stdout } = await runAdopt(
    { "dev/koa.yaml": tablesYaml(tableYaml("A", `${READ_BY_OWN}, adopt: true`)) },
    [{ name: "koa-A" }],
  );
  expect(stdout).toContain("koa-A: the resource policy is in the values, and AWS has none");
});

test("adopt asks for the policy of a stream that is on, and of no other", async () => {
  const streamPolicy = policy({ Action: "dynamodb:GetRecords", Resource: STREAM });
  const table = (on: boolean) => ({
    name: "koa-A",
    streamPolicy,
    description: {
      LatestStreamArn: STREAM,
      ...(on && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: "KEYS_ONLY" as const },
      }),
    },
  });
  const on = await runAdopt({}, [table(true)]);
  expect(on.text("dev/koa.yaml")).toContain(
    "streamResourcePolicy:\n      Statement:\n        - Effect: Allow\n",
  );
  expect(on.text("dev/koa.yaml")).not.toContain("Resource: ");
  const off = await runAdopt({}, [table(false)]);
  expect(off.text("dev/koa.yaml")).not.toContain("streamResourcePolicy");
});

test.each<[string, object, string]>([
  [
    "NotPrincipal",
    policy({ Principal: undefined, NotPrincipal: { AWS: "123456789012" } }),
    "NotPrincipal means everything but what it lists",
  ],
  [
    "another account",
    policy({ Principal: { AWS: "arn:aws:iam::210987654321:root" } }),
    'the platform team writes policy.trustedAccounts: ["210987654321"] in _environment.yaml',
  ],
  [
    "an older version",
    { ...policy({}), Version: "2008-10-17" },
    'Version is the string "2008-10-17"',
  ],
  ["every resource", policy({ Resource: "*" }), '"*" is not this table or its indexes'],
])(
  "adopt writes no policy that values may not have, and says what is wrong: %s",
  async (_, inAws, word) => {
    const { status, stderr, text } = await runAdopt({}, [{ name: "koa-A", policy: inAws }]);
    expect(status).toBe(1);
    expect(stderr).toContain(
      "the values would have errors with what AWS has, so nothing was written; fix these:",
    );
    expect(stderr).toContain(word);
    expect(text("dev/koa.yaml")).toBeUndefined();
  },
);
