/** What an environment presupposes in its account: roles that its tables name, tables that it only reads. */
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import type { RoleAccess } from "../access/role-access";
import type { Environment, Table } from "../config/model/fleet";
import type { EmulatorClients } from "./clients";

/** The account whose roles and tables they are, where the values may name none. */
type AccountOf = (accountId: string | undefined) => string;

export async function createPrerequisites(
  environment: Pick<Environment, "namespaces">,
  roles: readonly RoleAccess[],
  accountOf: AccountOf,
  clients: (accountId: string) => EmulatorClients,
): Promise<void> {
  for (const { role, accountId } of existingRoles(roles)) {
    const account = accountOf(accountId);
    await clients(account).iam.send(
      new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument: trustPolicy(account) }),
    );
  }
  for (const table of environment.namespaces.flatMap(({ tables }) => tables))
    if (table.observed) await createTable(table, clients(accountOf(table.accountId)));
}

/** Roles that the stacks look up and do not create. */
export function existingRoles(roles: readonly RoleAccess[]): RoleAccess[] {
  return roles.filter(({ declared }) => declared === undefined);
}

/** For pods, as the stacks demand, and for whoever tries the role here. */
export function trustPolicy(accountId: string): string {
  const pods = {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
  };
  const account = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "sts:AssumeRole",
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [pods, account] });
}

async function createTable(table: Table, clients: EmulatorClients): Promise<void> {
  const { tableName, hashKey, rangeKey, attributes, region } = table;
  const keys = [
    { AttributeName: hashKey, KeyType: "HASH" as const },
    ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: "RANGE" as const }]),
  ];
  await clients.dynamodb(region).send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keys,
      AttributeDefinitions: attributes
        .filter(({ name }) => name === hashKey || name === rangeKey)
        .map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    }),
  );
}
