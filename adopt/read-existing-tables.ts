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
import type {
  PointInTimeRecoveryDescription,
  TableDescription,
  Tag,
} from "@aws-sdk/client-dynamodb";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { ask, askIfThere, pages } from "../aws/ask";
import type { AwsClients } from "../aws/aws-clients";
import { replicaRegions } from "./described-replicas";
import type { ReplicaAnswers } from "./described-replicas";
import { describedFacts } from "./described-table";
import type { Beyond, ExistingTable } from "./existing-table";
import { readScaling } from "./read-scaling";
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
    const indexes = (description.GlobalSecondaryIndexes ?? []).flatMap(
      (one) => one.IndexName ?? [],
    );
    const [recovery, ttl, tags, encrypted, replicas, scaling, beyond] = await Promise.all([
      this.recovery(region, TableName),
      ask("dynamodb:DescribeTimeToLive", region, () =>
        dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
      ),
      this.tags(region, TableArn),
      this.isAwsManaged(region, description.SSEDescription?.KMSMasterKeyArn),
      this.replicas(region, description),
      this.unlessRefused("application-autoscaling:DescribeScalableTargets", () =>
        readScaling(this.aws, region, TableName, indexes),
      ),
      this.besides(region, TableName, TableArn),
    ]);
    return describedFacts({
      region,
      description,
      recovery,
      ttl: ttl.TimeToLiveDescription,
      tags,
      hasAwsManagedKey: encrypted,
      replicas,
      scaling,
      besides: beyond,
    });
  }

  private async recovery(
    region: string,
    TableName: string,
  ): Promise<PointInTimeRecoveryDescription | undefined> {
    const answer = await ask("dynamodb:DescribeContinuousBackups", region, () =>
      this.aws.dynamodb(region).send(new DescribeContinuousBackupsCommand({ TableName })),
    );
    return answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  }

  /** Only the region of a replica knows its recovery, its tags and its protection. */
  private async replicas(region: string, table: TableDescription): Promise<ReplicaAnswers[]> {
    const { TableName = "" } = table;
    return Promise.all(
      replicaRegions(table, region).map(async (other) => {
        const description = await this.description(other, TableName);
        const { TableArn = "", SSEDescription } = description;
        return {
          region: other,
          description,
          recovery: await this.recovery(other, TableName),
          tags: await this.tags(other, TableArn),
          hasAwsManagedKey: await this.isAwsManaged(other, SSEDescription?.KMSMasterKeyArn),
        };
      }),
    );
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

  /** What a table can be adopted without. @param action the first that is asked for */
  private async unlessRefused<T>(
    action: string,
    request: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused.add(action);
      return undefined;
    }
  }

  /** What belongs to a table and is no part of it. It is only reported, so a denied call is no failure. */
  private async besides(region: string, TableName: string, ResourceArn: string): Promise<Beyond[]> {
    const dynamodb = this.aws.dynamodb(region);
    const absent = ["PolicyNotFoundException", "ResourceNotFoundException"];
    const look = <T>(action: string, request: () => Promise<T>): Promise<T | undefined> =>
      this.unlessRefused(`dynamodb:${action}`, () =>
        askIfThere(`dynamodb:${action}`, region, absent, request),
      );
    const [policy, insights, kinesis] = await Promise.all([
      look("GetResourcePolicy", () => dynamodb.send(new GetResourcePolicyCommand({ ResourceArn }))),
      look("DescribeContributorInsights", () =>
        dynamodb.send(new DescribeContributorInsightsCommand({ TableName })),
      ),
      look("DescribeKinesisStreamingDestination", () =>
        dynamodb.send(new DescribeKinesisStreamingDestinationCommand({ TableName })),
      ),
    ]);
    const streams = (kinesis?.KinesisDataStreamDestinations ?? [])
      .filter(({ DestinationStatus = "" }) => ["ACTIVE", "ENABLING"].includes(DestinationStatus))
      .flatMap(({ StreamArn }) => StreamArn ?? []);
    const isOn = ["ENABLED", "ENABLING"].includes(insights?.ContributorInsightsStatus ?? "");
    return [
      ...(policy?.Policy
        ? [{ key: "resourcePolicy", text: messages.resourcePolicy() } as const]
        : []),
      ...(isOn
        ? [{ key: "contributorInsights", text: messages.contributorInsights() } as const]
        : []),
      ...(streams.length > 0
        ? [{ key: "kinesisStreamArn", text: messages.kinesis(streams) } as const]
        : []),
    ];
  }
}

const DENIED = ["AccessDeniedException", "ResourceNotFoundException"];

const AWS_MANAGED_KEY = "alias/aws/dynamodb";
