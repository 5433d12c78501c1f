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
import type { Answer, InsightsAnswer, ObservationAnswers } from "./described-observation";
import type { ExistingTable } from "./existing-table";
import { readScaling } from "./read-scaling";
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
    const streamArn = isStreamOn(description) ? description.LatestStreamArn : undefined;
    const [recovery, ttl, tags, encrypted, replicas, scaling, policy, streamPolicy, observation] =
      await Promise.all([
        this.recovery(region, TableName),
        ask("dynamodb:DescribeTimeToLive", region, () =>
          dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
        ),
        this.tags(region, TableArn),
        this.isAwsManaged(region, description.SSEDescription?.KMSMasterKeyArn),
        this.replicas(region, description),
        this.permitted("application-autoscaling:DescribeScalableTargets", () =>
          readScaling(this.aws, region, TableName, indexes),
        ),
        this.policy(region, TableArn),
        this.policy(region, streamArn),
        this.observation(region, description),
      ]);
    return describedFacts({
      region,
      description,
      recovery,
      ttl: ttl.TimeToLiveDescription,
      tags,
      hasAwsManagedKey: encrypted,
      scaling: scaling === "denied" ? undefined : scaling,
      policy,
      streamPolicy,
      observation,
      replicas,
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

  /** What a table can be adopted without. @param call as IAM names it, the first that is made */
  private async permitted<T>(call: string, request: () => Promise<T>): Promise<T | "denied"> {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused.add(call);
      return "denied";
    }
  }

  /** Of a table or of a stream, as JSON. */
  private async policy(
    region: string,
    ResourceArn: string | undefined,
  ): Promise<string | undefined> {
    if (ResourceArn === undefined) return undefined;
    const answer = await this.look("GetResourcePolicy", region, ["PolicyNotFoundException"], () =>
      this.aws.dynamodb(region).send(new GetResourcePolicyCommand({ ResourceArn })),
    );
    return typeof answer === "object" ? answer.Policy : undefined;
  }

  private async observation(
    region: string,
    { TableName, GlobalSecondaryIndexes = [] }: TableDescription,
  ): Promise<ObservationAnswers> {
    const dynamodb = this.aws.dynamodb(region);
    const insights = (IndexName?: string): Promise<Answer<InsightsAnswer>> =>
      this.look("DescribeContributorInsights", region, [], () =>
        dynamodb.send(new DescribeContributorInsightsCommand({ TableName, IndexName })),
      );
    const [ofTable, ofIndexes, kinesis] = await Promise.all([
      insights(),
      Promise.all(
        GlobalSecondaryIndexes.map(
          async ({ IndexName = "" }) => [IndexName, await insights(IndexName)] as const,
        ),
      ),
      this.look("DescribeKinesisStreamingDestination", region, [], () =>
        dynamodb.send(new DescribeKinesisStreamingDestinationCommand({ TableName })),
      ),
    ]);
    return {
      insights: ofTable,
      indexInsights: new Map(ofIndexes),
      destinations: typeof kinesis === "object" ? kinesis.KinesisDataStreamDestinations : kinesis,
    };
  }

  private async look<T extends object>(
    action: string,
    region: string,
    absent: readonly string[],
    request: () => Promise<T>,
  ): Promise<Answer<T>> {
    const none = ["ResourceNotFoundException", ...absent];
    return this.permitted(`dynamodb:${action}`, () =>
      askIfThere(`dynamodb:${action}`, region, none, request),
    );
  }
}

/** The ARN of a stream that was turned off stays in a description. */
function isStreamOn({ StreamSpecification }: TableDescription): boolean {
  return StreamSpecification?.StreamEnabled === true;
}

const DENIED = ["AccessDeniedException", "ResourceNotFoundException"];

const AWS_MANAGED_KEY = "alias/aws/dynamodb";
