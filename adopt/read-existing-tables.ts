/** Reads tables from AWS. Nothing here changes anything. */
import {
  DescribeContinuousBackupsCommand,
  DescribeContributorInsightsCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetResourcePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from "@aws-sdk/client-dynamodb";
import type { TableDescription, Tag } from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { ask, askIfThere, pages } from "../aws/ask";
import type { AwsClients } from "../aws/aws-clients";
import { describedFacts } from "./described-table";
import type { Beyond, ExistingTable } from "./existing-table";
import * as messages from "./adopt-messages";
import { Refusal } from "../aws/refusal";

/** Tables as AWS has them. */
export class ExistingTables {
  /** IAM actions that were denied, and without which a table can still be adopted. */
  readonly refused = new Set<string>();
  private readonly defaultKeys = new Map<string, Promise<string | undefined>>();

  constructor(private readonly aws: AwsClients) {}

  async names(region: string): Promise<string[]> {
    return ask("dynamodb:ListTables", region, () =>
      pages(
        (start) =>
          this.aws.dynamodb(region).send(new ListTablesCommand({ ExclusiveStartTableName: start })),
        ({ TableNames }) => TableNames,
        ({ LastEvaluatedTableName }) => LastEvaluatedTableName,
      ),
    );
  }

  async description(region: string, TableName: string): Promise<TableDescription> {
    const { Table = {} } = await ask("dynamodb:DescribeTable", region, () =>
      this.aws.dynamodb(region).send(new DescribeTableCommand({ TableName })),
    );
    return Table;
  }

  /** Of any table, also one that may not be read. */
  async arn(region: string, TableName: string): Promise<string | undefined> {
    const answer = await askIfThere("dynamodb:DescribeTable", region, DENIED, () =>
      this.aws.dynamodb(region).send(new DescribeTableCommand({ TableName })),
    );
    return answer?.Table?.TableArn;
  }

  async table(region: string, description: TableDescription): Promise<ExistingTable> {
    const { TableName = "", TableArn = "" } = description;
    const dynamodb = this.aws.dynamodb(region);
    const [backups, ttl, tags, encrypted, policy, streamPolicy, beyond] = await Promise.all([
      ask("dynamodb:DescribeContinuousBackups", region, () =>
        dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
      ),
      ask("dynamodb:DescribeTimeToLive", region, () =>
        dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
      ),
      this.tags(region, TableArn),
      this.isAwsManaged(region, description.SSEDescription?.KMSMasterKeyArn),
      this.policy(region, TableArn),
      this.policy(region, isStreamOn(description) ? description.LatestStreamArn : undefined),
      this.besides(region, TableName),
    ]);
    return describedFacts({
      region,
      description,
      recovery: backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription,
      ttl: ttl.TimeToLiveDescription,
      tags,
      hasAwsManagedKey: encrypted,
      policy,
      streamPolicy,
      besides: beyond,
    });
  }

  private async tags(region: string, ResourceArn: string): Promise<Tag[]> {
    return ask("dynamodb:ListTagsOfResource", region, () =>
      pages(
        (NextToken) =>
          this.aws.dynamodb(region).send(new ListTagsOfResourceCommand({ ResourceArn, NextToken })),
        ({ Tags }) => Tags,
        ({ NextToken }) => NextToken,
      ),
    );
  }

  /** DescribeTable names the key and not whose it is: AWS's own for DynamoDB has an alias. */
  private async isAwsManaged(region: string, keyArn: string | undefined): Promise<boolean> {
    if (keyArn === undefined) return false;
    if (keyArn.endsWith(`:${AWS_MANAGED_KEY}`)) return true;
    const known =
      this.defaultKeys.get(region) ??
      askIfThere("kms:DescribeKey", region, ["NotFoundException"], () =>
        this.aws.kms(region).send(new DescribeKeyCommand({ KeyId: AWS_MANAGED_KEY })),
      ).then((answer) => answer?.KeyMetadata?.Arn);
    this.defaultKeys.set(region, known);
    return keyArn === (await known);
  }

  /** Of a table or of a stream, as JSON. */
  private async policy(
    region: string,
    ResourceArn: string | undefined,
  ): Promise<string | undefined> {
    if (ResourceArn === undefined) return undefined;
    const answer = await this.look("GetResourcePolicy", region, () =>
      this.aws.dynamodb(region).send(new GetResourcePolicyCommand({ ResourceArn })),
    );
    return answer?.Policy;
  }

  /** What a table has besides, and can be adopted without: a denied call is no failure. */
  private async look<T>(
    action: string,
    region: string,
    request: () => Promise<T>,
  ): Promise<T | undefined> {
    const absent = ["PolicyNotFoundException", "ResourceNotFoundException"];
    try {
      return await askIfThere(`dynamodb:${action}`, region, absent, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused.add(`dynamodb:${action}`);
      return undefined;
    }
  }

  /** What belongs to a table and is no part of it. It is only reported. */
  private async besides(region: string, TableName: string): Promise<Beyond[]> {
    const dynamodb = this.aws.dynamodb(region);
    const [insights, kinesis] = await Promise.all([
      this.look("DescribeContributorInsights", region, () =>
        dynamodb.send(new DescribeContributorInsightsCommand({ TableName })),
      ),
      this.look("DescribeKinesisStreamingDestination", region, () =>
        dynamodb.send(new DescribeKinesisStreamingDestinationCommand({ TableName })),
      ),
    ]);
    const streams = (kinesis?.KinesisDataStreamDestinations ?? [])
      .filter(({ DestinationStatus = "" }) => ["ACTIVE", "ENABLING"].includes(DestinationStatus))
      .flatMap(({ StreamArn }) => StreamArn ?? []);
    const isOn = ["ENABLED", "ENABLING"].includes(insights?.ContributorInsightsStatus ?? "");
    return [
      ...(isOn
        ? [{ key: "contributorInsights", text: messages.contributorInsights() } as const]
        : []),
      ...(streams.length > 0
        ? [{ key: "kinesisStreamArn", text: messages.kinesis(streams) } as const]
        : []),
    ];
  }
}

/** The ARN of a stream that was turned off stays in a description. */
function isStreamOn({ StreamSpecification }: TableDescription): boolean {
  return StreamSpecification?.StreamEnabled === true;
}

const DENIED = ["AccessDeniedException", "ResourceNotFoundException"];

const AWS_MANAGED_KEY = "alias/aws/dynamodb";
