import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The AWS SDK's clients for one account of the emulator. */
export interface EmulatorClients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  dynamodb(region: string): DynamoDBClient;
}

/** Any will do: the emulator does not check signatures. */
export const SECRET = "test";

const SOME_REGION = "us-east-1";

/** The account's root, whom no policy restricts: in the emulator its access key is the account's id. */
export function rootClients(url: string, accountId: string): EmulatorClients {
  return clients(url, { accessKeyId: accountId, secretAccessKey: SECRET });
}

/** The role as a service that has assumed it. */
export async function roleClients(
  url: string,
  accountId: string,
  role: string,
): Promise<EmulatorClients> {
  const { Credentials: given } = await rootClients(url, accountId).sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/${role}`,
      RoleSessionName: "try",
    }),
  );
  return clients(url, {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    ...(given?.SessionToken !== undefined && { sessionToken: given.SessionToken }),
  });
}

function clients(endpoint: string, credentials: Credentials): EmulatorClients {
  const settings = (
    region: string,
  ): { endpoint: string; region: string; credentials: Credentials; maxAttempts: number } => ({
    endpoint,
    region,
    credentials: { ...credentials },
    maxAttempts: 2,
  });
  return {
    iam: new IAMClient(settings(SOME_REGION)),
    sts: new STSClient(settings(SOME_REGION)),
    dynamodb: (region) => new DynamoDBClient(settings(region)),
  };
}
