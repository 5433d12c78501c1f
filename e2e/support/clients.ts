import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { BackupClient } from "@aws-sdk/client-backup";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Emulator } from "./emulator";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The AWS SDK's clients for one account of the emulator. */
export interface Clients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  dynamodb(region: string): DynamoDBClient;
  backup(region: string): BackupClient;
  /** Needs the service `appautoscaling`. */
  autoscaling(region: string): ApplicationAutoScalingClient;
}

// Says otherwise, once per client, that Node.js 20 is no longer supported in 2027.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** The account's root, whom no policy restricts: in the emulator its access key is the account's id. */
export function rootClients(emulator: Emulator, accountId: string): Clients {
  return clients(emulator, { accessKeyId: accountId, secretAccessKey: "test" });
}

export function clients(emulator: Emulator, credentials: Credentials): Clients {
  const settings = (region: string) => ({
    endpoint: emulator.url,
    region,
    credentials: { ...credentials },
    maxAttempts: 2,
  });
  return {
    iam: new IAMClient(settings("us-east-1")),
    sts: new STSClient(settings("us-east-1")),
    dynamodb: (region) => new DynamoDBClient(settings(region)),
    backup: (region) => new BackupClient(settings(region)),
    autoscaling: (region) =>
      new ApplicationAutoScalingClient({
        ...settings(region),
        ...(emulator.endpoints.appautoscaling !== undefined && {
          endpoint: emulator.endpoints.appautoscaling,
        }),
      }),
  };
}

/** Credentials of a role. */
export async function assume({ sts }: Clients, roleArn: string): Promise<Credentials> {
  const answer = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "e2e" }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials ?? {};
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}
