/** The roles for CI of docs/iam in the emulator, with just their policies. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
} from "@aws-sdk/client-iam";
import { assume, type Clients, type Credentials } from "./clients";

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[] | string;
  readonly Resource: readonly string[] | string;
  readonly Condition?: unknown;
}

interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

export type PolicyName = "plan-role" | "deploy-role";

const FOLDER = join(__dirname, "..", "..", "docs", "iam");

/** @param values of the placeholders, such as `ACCOUNT_ID` */
export function ciPolicy(
  name: PolicyName,
  values: Readonly<Record<string, string>>,
): PolicyDocument {
  const text = Object.entries(values).reduce(
    (filled, [placeholder, value]) => filled.replaceAll(placeholder, value),
    readFileSync(join(FOLDER, `${name}.json`), "utf8"),
  );
  return JSON.parse(text) as PolicyDocument;
}

/** What a policy allows. */
export function allowedActions({ Statement }: PolicyDocument): string[] {
  const allowed = Statement.filter(({ Effect }) => Effect === "Allow");
  return [...new Set(allowed.flatMap(({ Action }) => [Action].flat()))].sort();
}

export function without({ Version, Statement }: PolicyDocument, action: string): PolicyDocument {
  const rest = Statement.map((one) => ({
    ...one,
    Action: [one.Action].flat().filter((name) => name !== action),
  }));
  return { Version, Statement: rest.filter(({ Action }) => Action.length > 0) };
}

/** Creates a role with managed policies, and assumes it as the account that its trust names instead of GitHub. */
export async function ciRole(
  root: Clients,
  accountId: string,
  name: string,
  policies: readonly PolicyDocument[],
): Promise<Credentials> {
  const trust = {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: "sts:AssumeRole",
  };
  const { Role } = await root.iam.send(
    new CreateRoleCommand({
      RoleName: name,
      Path: "/ci/",
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    }),
  );
  for (const [i, policy] of policies.entries()) {
    const { Policy } = await root.iam.send(
      new CreatePolicyCommand({
        PolicyName: `${name}-${i}`,
        Path: "/ci/",
        PolicyDocument: JSON.stringify(policy),
      }),
    );
    await root.iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: Policy?.Arn }));
  }
  return assume(root, Role?.Arn ?? "");
}

/** Of credentials, for programs. */
export function credentialsEnv(credentials: Credentials): NodeJS.ProcessEnv {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}

/** Prefixes of actions, by the SDK's name of the service. */
const SERVICES: Readonly<Record<string, string>> = {
  Backup: "backup",
  DynamoDB: "dynamodb",
  IAM: "iam",
  KMS: "kms",
  STS: "sts",
};

/** The actions in a log of the AWS provider, sorted. @param log of `TF_LOG_PROVIDER=DEBUG` */
export function calledActions(log: string): string[] {
  // An entry has its fields in any order, and bodies on lines of their own.
  const actions = log.split(/^(?=\d{4}-\d{2}-\d{2}T)/m).flatMap((entry) => {
    const service = /\brpc\.service=(\w+)/.exec(entry)?.[1] ?? "";
    const method = /\brpc\.method=(\w+)/.exec(entry)?.[1];
    return method === undefined ? [] : [`${SERVICES[service] ?? service}:${method}`];
  });
  return [...new Set(actions)].sort();
}
