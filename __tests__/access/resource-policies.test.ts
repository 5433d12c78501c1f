import { evaluateResourcePolicy } from "../support/evaluator";
import type { Asking } from "../support/evaluator";
import { ENVIRONMENT, synthOne, tablesYaml, tableYaml } from "../support/project";

const OWN = "123456789012";
const PARTNER = "210987654321";
const STRANGER = "666666666666";
const ARN = `arn:aws:dynamodb:eu-west-1:${OWN}:table/koa-Orders`;
const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const of = (account: string, name = "reader"): Asking => ({
  principal: role(account, name),
  context: { "aws:PrincipalAccount": account },
});

/** The policy of a table as Terraform hands it to DynamoDB. */
function synthesized(statements: string): object {
  const index = "globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL}]";
  const stack = synthOne({
    "dev/_environment.yaml": `${ENVIRONMENT}policy: {trustedAccounts: ["${PARTNER}"]}\n`,
    "dev/koa.yaml": tablesYaml(
      tableYaml("Orders", `${index}, resourcePolicy: {Statement: [${statements}]}`),
    ),
  });
  const { policy } = stack.resource.aws_dynamodb_resource_policy?.["Orders-policy"] ?? {};
  expect(policy).not.toMatch(/\$\{/);
  return JSON.parse(String(policy)) as object;
}

async function answers(
  policy: object,
  asked: readonly (readonly [asking: Asking, action: string, resource: string])[],
): Promise<boolean[]> {
  return Promise.all(
    asked.map(async ([asking, action, resource]) =>
      evaluateResourcePolicy(policy, OWN, asking, { action: `dynamodb:${action}`, resource }),
    ),
  );
}

describe("an independent evaluator says of a resource policy that", () => {
  test("only a reader of a trusted account reads the table and its indexes", async () => {
    const policy = synthesized(
      `{Effect: Allow, Principal: {AWS: "${role(PARTNER, "reader")}"}, Action: [dynamodb:GetItem, dynamodb:Query]}`,
    );
    const allowed = await answers(policy, [
      [of(PARTNER), "GetItem", ARN],
      [of(PARTNER), "Query", ARN],
      [of(PARTNER), "Query", `${ARN}/index/by-id`],
    ]);
    expect(allowed).toEqual([true, true, true]);
    const denied = await answers(policy, [
      [of(PARTNER), "PutItem", ARN],
      [of(PARTNER), "GetItem", `${ARN}-shadow`],
      [of(PARTNER, "other"), "GetItem", ARN],
      [{ ...of(PARTNER), isAllowedAtHome: false }, "GetItem", ARN],
      [of(STRANGER), "GetItem", ARN],
    ]);
    expect(denied).toEqual([false, false, false, false, false]);
  });

  test('"*" with a condition lets in only the trusted account', async () => {
    const policy = synthesized(
      `{Effect: Allow, Principal: "*", Action: dynamodb:GetItem, Condition: {StringEquals: {"aws:PrincipalAccount": "${PARTNER}"}}}`,
    );
    const asked = [
      of(PARTNER),
      of(PARTNER, "other"),
      of(STRANGER),
      { principal: role(STRANGER, "x") },
    ];
    expect(
      await answers(
        policy,
        asked.map((asking) => [asking, "GetItem", ARN] as const),
      ),
    ).toEqual([true, true, false, false]);
  });

  test("a service gets in for a trusted account, and for no other", async () => {
    const policy = synthesized(
      `{Effect: Allow, Principal: {Service: replication.dynamodb.amazonaws.com}, Action: dynamodb:GetItem, Condition: {StringEquals: {"aws:SourceAccount": "${PARTNER}"}}}`,
    );
    const service = (context: Asking["context"] = {}): Asking => ({
      principal: "replication.dynamodb.amazonaws.com",
      context,
    });
    expect(
      await answers(policy, [
        [service({ "aws:SourceAccount": PARTNER }), "GetItem", ARN],
        [service({ "aws:SourceAccount": STRANGER }), "GetItem", ARN],
        [service(), "GetItem", ARN],
      ]),
    ).toEqual([true, false, false]);
  });

  test("what is denied to everybody is denied to those whom it lets in", async () => {
    const policy = synthesized(
      `{Effect: Allow, Principal: {AWS: "${PARTNER}"}, Action: [dynamodb:GetItem, dynamodb:DeleteItem]}, {Effect: Deny, Principal: "*", Action: "dynamodb:Delete*"}`,
    );
    expect(
      await answers(policy, [
        [of(PARTNER), "GetItem", ARN],
        [of(PARTNER), "DeleteItem", ARN],
      ]),
    ).toEqual([true, false]);
  });
});
