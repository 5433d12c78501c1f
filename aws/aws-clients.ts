import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { BackupClient } from "@aws-sdk/client-backup";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { ProviderSettings } from "../config/model/fleet";
import { ask } from "./ask";

/** Account and region of the calls, as Terraform's provider has them. */
export interface ClientSettings extends Pick<
  ProviderSettings,
  "assumeRoleArn" | "externalId" | "profile" | "endpoints" | "maxRetries"
> {
  /** For what has no region of its own. */
  readonly region: string;
}

/** The AWS SDK's clients of an environment. */
export interface AwsClients {
  dynamodb(region: string): DynamoDBClient;
  kms(region: string): KMSClient;
  backup(region: string): BackupClient;
  autoscaling(region: string): ApplicationAutoScalingClient;
  readonly iam: IAMClient;
}

/** Several tables a second exceed the limits of the control plane; a short wait is enough. */
const ATTEMPTS = 5;

export function awsClients(settings: ClientSettings): AwsClients {
  const credentials = assumedRole(settings);
  const config = (service: string, region: string): ReturnType<typeof clientConfig> =>
    clientConfig(settings, service, region, credentials);
  return {
    dynamodb: once((region) => new DynamoDBClient(config("dynamodb", region))),
    kms: once((region) => new KMSClient(config("kms", region))),
    backup: once((region) => new BackupClient(config("backup", region))),
    autoscaling: once(
      (region) => new ApplicationAutoScalingClient(config("appautoscaling", region)),
    ),
    iam: new IAMClient(config("iam", settings.region)),
  };
}

function clientConfig(
  { profile, endpoints, maxRetries }: ClientSettings,
  service: string,
  region: string,
  credentials?: Credentials,
): {
  region: string;
  maxAttempts: number;
  profile?: string;
  endpoint?: string;
  credentials?: Credentials;
} {
  const endpoint = endpoints?.[service];
  return {
    region,
    maxAttempts: maxRetries === undefined ? ATTEMPTS : Math.min(maxRetries + 1, ATTEMPTS),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
  };
}

type Credentials = NonNullable<DynamoDBClientConfig["credentials"]>;

/** The credentials of the role that Terraform assumes; those of the SDK's default chain if it assumes none. */
function assumedRole(settings: ClientSettings): Credentials | undefined {
  const { assumeRoleArn, externalId, region } = settings;
  if (assumeRoleArn === undefined) return undefined;
  return async () => {
    const sts = new STSClient(clientConfig(settings, "sts", region));
    const { Credentials: given } = await ask("sts:AssumeRole", region, () =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: assumeRoleArn,
          RoleSessionName: "dynamodb-values-adopt",
          ExternalId: externalId,
        }),
      ),
    );
    return {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      ...(given?.SessionToken !== undefined && { sessionToken: given.SessionToken }),
      ...(given?.Expiration && { expiration: given.Expiration }),
    };
  };
}

function once<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}
