import type {
  ContributorInsightsMode,
  KinesisDataStreamDestination,
  PointInTimeRecoveryDescription,
  TableDescription,
  TimeToLiveDescription,
} from "@aws-sdk/client-dynamodb";
import type { AwsClients } from "../../aws/aws-clients";

export const ACCOUNT = "123456789012";

/** What AWS answers, by the name of the SDK's command; no answer is an access that is denied. */
export type Answers = Readonly<
  Record<string, (input: Readonly<Record<string, unknown>>, region: string) => unknown>
>;

/** What AWS says no with. */
export function awsError(name: string, message = "no", code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });
}

/** Clients without a network, and the calls that are made. */
export function fakeAws(answers: Answers, calls: string[] = []): AwsClients {
  const client = (region: string) => ({
    send: async (command: { input: Record<string, unknown> }) => {
      const name = command.constructor.name.replace(/Command$/, "");
      calls.push(name);
      const answer = answers[name];
      if (answer === undefined) throw awsError("AccessDeniedException", `${name} is not allowed`);
      return Promise.resolve(answer(command.input, region));
    },
  });
  const clients = {
    ...{ dynamodb: client, kms: client, backup: client, autoscaling: client },
    iam: client("eu-west-1"),
  };
  return clients as unknown as AwsClients;
}

/** A table in AWS; on-demand, with a string key `id`, unless it says otherwise. */
export interface FakeTable {
  readonly name: string;
  readonly region?: string;
  readonly accountId?: string;
  readonly description?: TableDescription;
  readonly ttl?: TimeToLiveDescription;
  readonly recovery?: PointInTimeRecoveryDescription;
  readonly tags?: Readonly<Record<string, string>>;
  /** Modes of Contributor Insights by index; the table itself is `""`. */
  readonly insights?: Readonly<Record<string, ContributorInsightsMode>>;
  readonly kinesis?: readonly KinesisDataStreamDestination[];
  /** Documents. */
  readonly policy?: object;
  readonly streamPolicy?: object;
}

const MANAGED_KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/00000000-0000-0000-0000-000000000000`;

export function keySchema(hash: string, range?: string): TableDescription["KeySchema"] {
  return [
    { AttributeName: hash, KeyType: "HASH" },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: "RANGE" } as const]),
  ];
}

/** The answers of an account with some tables, whose key of DynamoDB's own is `MANAGED_KEY`. */
export function tablesAnswers(tables: readonly FakeTable[]): Answers {
  const arn = ({ name, region = "eu-west-1", accountId = ACCOUNT }: FakeTable): string =>
    `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
  const in_ = (region: string): FakeTable[] =>
    tables.filter((table) => (table.region ?? "eu-west-1") === region);
  const find = (input: Readonly<Record<string, unknown>>, region: string): FakeTable => {
    const found = in_(region).find(
      (table) => table.name === input.TableName || arn(table) === input.ResourceArn,
    );
    if (found === undefined) throw awsError("ResourceNotFoundException");
    return found;
  };
  return {
    ListTables: (input, region) => {
      const names = in_(region).map(({ name }) => name);
      // Two at a time: whoever reads one page only is found out.
      const start = names.indexOf(String(input.ExclusiveStartTableName)) + 1;
      const page = names.slice(start, start + 2);
      return {
        TableNames: page,
        ...(start + 2 < names.length && { LastEvaluatedTableName: page.at(-1) }),
      };
    },
    DescribeTable: (input, region) => {
      const table = find(input, region);
      return {
        Table: {
          TableName: table.name,
          TableArn: arn(table),
          TableStatus: "ACTIVE",
          KeySchema: keySchema("id"),
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
          ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
          ...table.description,
        },
      };
    },
    DescribeContinuousBackups: (input, region) => ({
      ContinuousBackupsDescription: {
        PointInTimeRecoveryDescription: find(input, region).recovery ?? {
          PointInTimeRecoveryStatus: "ENABLED",
        },
      },
    }),
    DescribeTimeToLive: (input, region) => ({ TimeToLiveDescription: find(input, region).ttl }),
    ListTagsOfResource: (input, region) => ({
      Tags: Object.entries(find(input, region).tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    }),
    DescribeKey: () => ({ KeyMetadata: { Arn: MANAGED_KEY } }),
    GetResourcePolicy: (input, region) => {
      const [ResourceArn, stream] = String(input.ResourceArn).split("/stream/");
      const table = find({ ResourceArn }, region);
      const policy = stream === undefined ? table.policy : table.streamPolicy;
      if (policy === undefined) throw awsError("PolicyNotFoundException");
      return { Policy: JSON.stringify(policy) };
    },
    DescribeContributorInsights: (input, region) => {
      const mode = find(input, region).insights?.[(input.IndexName as string | undefined) ?? ""];
      return {
        ContributorInsightsStatus: mode ? "ENABLED" : "DISABLED",
        ContributorInsightsMode: mode,
      };
    },
    DescribeKinesisStreamingDestination: (input, region) => ({
      KinesisDataStreamDestinations: find(input, region).kinesis ?? [],
    }),
    DescribeScalableTargets: () => ({}),
  };
}

const STREAM = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/koa-Everything/stream/2026-11-20T09:30:00.000`;

/** A statement as AWS gives it back. */
const READABLE = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "dynamodb:GetItem",
  Resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/koa-Everything`,
};

/** A table that uses everything that values can say. */
export const EVERYTHING: FakeTable = {
  name: "koa-Everything",
  description: {
    KeySchema: keySchema("pk", "sk"),
    AttributeDefinitions: ["at", "n", "pk", "sk"].map((AttributeName) => ({
      AttributeName,
      AttributeType: AttributeName === "n" ? "N" : "S",
    })),
    LocalSecondaryIndexes: [
      {
        IndexName: "at-index",
        KeySchema: keySchema("pk", "at"),
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["z", "a"] },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "n-index",
        KeySchema: keySchema("n"),
        Projection: { ProjectionType: "KEYS_ONLY" },
        ProvisionedThroughput: { ReadCapacityUnits: 2, WriteCapacityUnits: 1 },
      },
    ],
    BillingModeSummary: { BillingMode: "PROVISIONED" },
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 3 },
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
    LatestStreamArn: STREAM,
    SSEDescription: {
      Status: "ENABLED",
      KMSMasterKeyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    },
    TableClassSummary: { TableClass: "STANDARD_INFREQUENT_ACCESS" },
    DeletionProtectionEnabled: true,
  },
  ttl: { TimeToLiveStatus: "ENABLED", AttributeName: "expiresAt" },
  recovery: { PointInTimeRecoveryStatus: "ENABLED", RecoveryPeriodInDays: 7 },
  policy: { Version: "2012-10-17", Id: "access", Statement: [READABLE] },
  streamPolicy: {
    Version: "2012-10-17",
    Statement: [{ ...READABLE, Action: ["dynamodb:GetRecords"], Resource: [STREAM] }],
  },
  tags: { team: "billing", "managed-by": "crossplane", "aws:cloudformation:stack-name": "x" },
};

export const PLAIN: FakeTable = {
  name: "koa-Plain",
  description: { DeletionProtectionEnabled: true },
};

export const OFF: FakeTable = {
  name: "idp-koa-Off",
  description: {
    DeletionProtectionEnabled: true,
    SSEDescription: { Status: "ENABLED", KMSMasterKeyArn: MANAGED_KEY },
  },
  recovery: { PointInTimeRecoveryStatus: "DISABLED" },
};
