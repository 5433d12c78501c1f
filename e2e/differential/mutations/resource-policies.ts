import { ACCOUNT, addGlobalIndex } from "../base-drafts";
import type { Chance, Mutations, Values } from "../draft";

const ANOTHER = "210987654321";
const STRANGER = "666666666666";

/** A statement that allows something harmless to the own account. */
const statement = (more: Values = {}): Values => ({
  Effect: "Allow",
  Principal: { AWS: ACCOUNT },
  Action: "dynamodb:GetItem",
  ...more,
});

const equals = (key: string, value: unknown): Values => ({
  Condition: { StringEquals: { [key]: value } },
});

function policy(chance: Chance, statements: readonly Values[]): Values {
  return { Statement: chance.chance(0.5) ? [...statements] : (statements[0] ?? {}) };
}

/** What the policies of tables and streams may say, and whom they may let in. */
export const resourcePolicyMutations: Mutations = {
  "elements of a statement": ({ table }, chance) => {
    const one = chance.pick([
      statement(),
      statement({ NotPrincipal: { AWS: STRANGER } }),
      statement({ NotAction: "dynamodb:GetItem" }),
      statement({ NotResource: "*" }),
      statement({ Action: [] }),
      statement({ Effect: "allow" }),
      statement({ Version: "2012-10-17" }),
      { Effect: "Deny", Principal: "*" },
      { Effect: "Allow", Action: "dynamodb:GetItem" },
    ]);
    table.resourcePolicy = policy(chance, [one]);
  },
  "names of statements": ({ table }, chance) => {
    table.resourcePolicy = {
      Statement: [statement({ Sid: "A" }), statement({ Sid: chance.pick(["A", "B", "a-b"]) })],
    };
  },
  "actions of a policy": ({ table }, chance) => {
    const Action = chance.pick([
      ["dynamodb:GetItem", "dynamodb:Query"],
      "dynamodb:UpdateTable",
      "dynamodb:*",
      "*",
      "dynamodb:Get*",
      "GetItem",
      "dynamodb:getItem",
      "dynamodb:GetRecords",
      "dynamodb:ListTables",
      "dynamodb:PutResourcePolicy",
      "s3:GetObject",
    ]);
    const Effect = chance.pick(["Allow", "Allow", "Deny"]);
    table.resourcePolicy = policy(chance, [statement({ Effect, Action })]);
  },
  "resources of a policy": ({ table }, chance) => {
    const index = chance.chance(0.5) ? addGlobalIndex(table, chance).name : "none";
    const arn = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/koa-${table.name}`;
    const Resource = chance.pick([
      arn,
      [arn, `${arn}/index/*`],
      `${arn}/index/${index}`,
      `${arn}-shadow`,
      "*",
      `${arn}/stream/*`,
    ]);
    table.resourcePolicy = policy(chance, [statement({ Resource })]);
  },
  "size of a policy": ({ table }, chance) => {
    const value = "x".repeat(chance.pick([10, 20_000, 20_480]));
    table.resourcePolicy = policy(chance, [statement(equals("aws:userid", value))]);
  },
  "policy of a stream": ({ table }, chance) => {
    if (chance.chance(0.7)) table.streamViewType = "KEYS_ONLY";
    else Reflect.deleteProperty(table, "streamViewType");
    if (chance.chance(0.3)) table.restoreFrom = { table: "former-table" };
    const Action = chance.pick(["dynamodb:GetRecords", "dynamodb:GetItem"]);
    table.streamResourcePolicy = policy(chance, [statement({ Action })]);
  },
  "principals of a policy": ({ environment, table }, chance) => {
    const [Principal, more] = chance.pick<[unknown, Values]>([
      [{ AWS: ANOTHER }, {}],
      [{ AWS: [ACCOUNT, STRANGER] }, {}],
      [{ AWS: `arn:aws:iam::${ANOTHER}:role/reader` }, {}],
      [{ AWS: `arn:aws-cn:iam::${ANOTHER}:root` }, {}],
      [{ AWS: "arn:aws:iam::*:role/reader" }, {}],
      [{ AWS: [] }, {}],
      ["*", {}],
      ["*", equals("aws:PrincipalAccount", ANOTHER)],
      [{ AWS: "*" }, equals("aws:PrincipalAccount", [ANOTHER, STRANGER])],
      [{ Service: "replication.dynamodb.amazonaws.com" }, equals("aws:SourceAccount", ANOTHER)],
      [{ Service: "replication.dynamodb.amazonaws.com" }, {}],
      [{ Federated: "cognito-identity.amazonaws.com" }, {}],
    ]);
    environment.policy = { trustedAccounts: chance.pick([[], [ANOTHER]]) };
    const Effect = chance.pick(["Allow", "Allow", "Deny"]);
    table.resourcePolicy = policy(chance, [statement({ Effect, Principal, ...more })]);
  },
  "a stranger in a policy": ({ table }, chance) => {
    const AWS = chance.pick([STRANGER, [ACCOUNT, `arn:aws:iam::${STRANGER}:root`], "*"]);
    table.resourcePolicy = policy(chance, [statement({ Principal: { AWS } })]);
  },
  "policy beside a grant with conditions": ({ table, number }, chance) => {
    const role = `d${number}-koa`;
    table.grants = [{ role, access: ["GetItem"], leadingKeys: ["A"] }];
    const AWS = `arn:aws:iam::${ACCOUNT}:role/${chance.pick([role, "other"])}`;
    table.resourcePolicy = policy(chance, [statement({ Principal: { AWS } })]);
  },
  timeouts: ({ table }, chance) => {
    table.timeouts = chance.pick<unknown>([
      { update: "3h" },
      { create: "1h30m", delete: "20m" },
      { update: "3 hours" },
      { update: 90 },
      { read: "5m" },
    ]);
  },
};
