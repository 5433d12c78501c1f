import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, PutRolePolicyCommand, type IAMClient } from "@aws-sdk/client-iam";
import type { Clients } from "./clients";
import type { Emulator } from "./emulator";
import { grantedRoles } from "./expected-access";
import { isObserved, type Environment, type Table } from "./model";
import { createBucket } from "./object-store";

export interface Statement {
  readonly Effect: string;
  readonly Principal: Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Condition?: unknown;
}

/** An EKS cluster, where the environment does not say which one its service accounts live in. */
const SOME_CLUSTER = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

/**
 * Creates what an environment presupposes in its account: the roles that its tables name, the tables
 * that it only looks at, the role that Terraform assumes and the bucket for its state.
 */
export async function createPrerequisites(
  environment: Environment,
  clients: Clients,
  emulator: Emulator,
): Promise<void> {
  const { accountId, provider, backend } = environment;
  for (const [index, role] of grantedRoles(environment).entries()) {
    // Both ways to be assumed from a cluster occur; the tests themselves may assume every role.
    const trust = index % 2 === 0 ? serviceAccount(environment) : podIdentity();
    await createRole(clients.iam, role, [trust, accountRoot(accountId)]);
  }
  if (provider.assumeRoleArn !== undefined) {
    const role = provider.assumeRoleArn.split("/").at(-1) ?? "";
    await createRole(clients.iam, role, [accountRoot(accountId)]);
    await allowEverything(clients.iam, role);
  }
  for (const table of environment.tables.filter(isObserved)) await createTable(clients, table);
  if (backend.bucket !== undefined) await createBucket(emulator, backend.bucket, environment);
}

export async function createRole(
  iam: IAMClient,
  name: string,
  trust: readonly Statement[],
): Promise<void> {
  const document = { Version: "2012-10-17", Statement: trust };
  await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(document) }),
  );
}

/** The trust that the cluster's service accounts need. @param url of the cluster's OIDC provider */
export function serviceAccount({
  accountId,
  oidcProviderUrl = SOME_CLUSTER,
}: Pick<Environment, "accountId" | "oidcProviderUrl">): Statement {
  const provider = oidcProviderUrl.replace("https://", "");
  return {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${provider}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${provider}:aud`]: "sts.amazonaws.com" } },
  };
}

export function awsService(service: string): Statement {
  return { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
}

function podIdentity(): Statement {
  return { ...awsService("pods.eks.amazonaws.com"), Action: ["sts:AssumeRole", "sts:TagSession"] };
}

function accountRoot(accountId: string): Statement {
  const principal = { AWS: `arn:aws:iam::${accountId}:root` };
  return { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" };
}

async function allowEverything(iam: IAMClient, role: string): Promise<void> {
  const statement = { Effect: "Allow", Action: "*", Resource: "*" };
  const document = { Version: "2012-10-17", Statement: [statement] };
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: role,
      PolicyName: "everything",
      PolicyDocument: JSON.stringify(document),
    }),
  );
}

async function createTable(clients: Clients, table: Table): Promise<void> {
  await clients.dynamodb(table.region).send(
    new CreateTableCommand({
      TableName: table.awsName,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [{ AttributeName: table.hashKey, KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: table.hashKey, AttributeType: "S" }],
    }),
  );
}
