import type { FakeTable } from "../support/fake-aws";
import { keySchema } from "../support/fake-aws";
import { ENVIRONMENT } from "../support/project";
import { runAdopt } from "../support/run-adopt";

const units = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({
  ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits },
});

const BY_AT = {
  IndexName: "by-at",
  KeySchema: keySchema("at"),
  Projection: { ProjectionType: "ALL" as const },
};

/** Provisioned, with an index. */
const SCALED: FakeTable = {
  name: "koa-Scaled",
  description: {
    AttributeDefinitions: ["id", "at"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    BillingModeSummary: { BillingMode: "PROVISIONED" },
    ...units(20, 3),
    GlobalSecondaryIndexes: [{ ...BY_AT, ...units(8, 9) }],
    DeletionProtectionEnabled: true,
  },
};

const READS = {
  ResourceId: "table/koa-Scaled",
  ScalableDimension: "dynamodb:table:ReadCapacityUnits",
};
const WRITES_BY_AT = {
  ResourceId: "table/koa-Scaled/index/by-at",
  ScalableDimension: "dynamodb:index:WriteCapacityUnits",
};

const target = (place: object, MinCapacity: number, MaxCapacity: number, more = {}) => ({
  ...place,
  MinCapacity,
  MaxCapacity,
  ...more,
});

const policy = (place: typeof READS, PolicyName: string, tracking: object) => ({
  ...place,
  PolicyName,
  TargetTrackingScalingPolicyConfiguration: tracking,
});

const ANSWERS = {
  DescribeScalableTargets: () => ({
    ScalableTargets: [target(READS, 5, 500), target(WRITES_BY_AT, 1, 40)],
  }),
  DescribeScalingPolicies: ({ ResourceId }: { readonly ResourceId?: unknown }) => ({
    ScalingPolicies: [
      policy(READS, "DynamoDBReadCapacityUtilization:table/koa-Scaled", {
        TargetValue: 70,
        ScaleInCooldown: 60,
        ScaleOutCooldown: 0,
      }),
      policy(WRITES_BY_AT, "DynamoDBWriteCapacityUtilization:table/koa-Scaled/index/by-at", {
        TargetValue: 80,
      }),
    ].filter((one) => one.ResourceId === ResourceId),
  }),
  DescribeScheduledActions: ({ ResourceId }: { readonly ResourceId?: unknown }) => ({
    ScheduledActions:
      ResourceId === READS.ResourceId
        ? [
            {
              ...READS,
              ScheduledActionName: "evening",
              Schedule: "cron(0 19 * * ? *)",
              Timezone: "Europe/Berlin",
              ScalableTargetAction: { MinCapacity: 2 },
            },
          ]
        : [],
  }),
};

test("auto scaling is written as it is, and what it scales without a capacity", async () => {
  const { stdout, text, status } = await runAdopt({ "dev/koa.yaml": "" }, [SCALED], {
    answers: ANSWERS,
  });
  expect(status).toBe(0);
  expect(text("dev/koa/adopted.yaml")).toContain(`    billingMode: PROVISIONED
    writeCapacity: 3
    autoscaling:
      read:
        min: 5
        max: 500
        scaleInCooldown: 60
        schedules:
          - name: evening
            schedule: cron(0 19 * * ? *)
            min: 2
            timezone: Europe/Berlin
`);
  expect(text("dev/koa/adopted.yaml")).toContain(`        readCapacity: 8
        autoscaling:
          write:
            min: 1
            max: 40
            targetUtilization: 80
`);
  expect(stdout.split("\n").filter((line) => line.startsWith("koa-Scaled"))).toEqual([
    "koa-Scaled: was not in the values; written with adopt: true",
  ]);
});

test("what a table inherits and does not have is removed from its values", async () => {
  const environment = `${ENVIRONMENT}tableDefaults:
  autoscaling: {read: {min: 5, max: 500, scaleOutCooldown: 30}, write: {min: 1, max: 2}}
  onDemandThroughput: {maxReadRequestUnits: 100}
`;
  const answers = { ...ANSWERS, DescribeScheduledActions: () => ({}) };
  const plain = { name: "koa-Plain", description: { DeletionProtectionEnabled: true } };
  const { text } = await runAdopt(
    { "dev/_environment.yaml": environment, "dev/koa.yaml": "" },
    [SCALED, plain],
    { answers },
  );
  const written = text("dev/koa/adopted.yaml") ?? "";
  expect(written).toContain(`    autoscaling:
      read:
        min: 5
        max: 500
        scaleInCooldown: 60
        scaleOutCooldown: null
      write: null
`);
  expect(written).toMatch(/name: Plain\n(?: {4}.*\n)*? {4}onDemandThroughput: null\n/);
});

test("maxima of on-demand throughput are written, of the table and of an index", async () => {
  const { text } = await runAdopt({ "dev/koa.yaml": "" }, [
    {
      name: "koa-Limited",
      description: {
        AttributeDefinitions: SCALED.description?.AttributeDefinitions,
        OnDemandThroughput: { MaxReadRequestUnits: 9, MaxWriteRequestUnits: -1 },
        GlobalSecondaryIndexes: [{ ...BY_AT, OnDemandThroughput: { MaxWriteRequestUnits: 7 } }],
      },
    },
  ]);
  const written = text("dev/koa/adopted.yaml");
  expect(written).toContain("    onDemandThroughput:\n      maxReadRequestUnits: 9\n");
  expect(written).not.toContain("maxWriteRequestUnits: -1");
  expect(written).toContain("        onDemandThroughput:\n          maxWriteRequestUnits: 7\n");
});

test("warm throughput above AWS's own is written where the provider knows it", async () => {
  const warm = {
    name: "koa-Warm",
    description: { WarmThroughput: { ReadUnitsPerSecond: 15_000, WriteUnitsPerSecond: 4_000 } },
  };
  const old = await runAdopt({ "dev/koa.yaml": "" }, [warm]);
  expect(old.text("dev/koa/adopted.yaml")).not.toContain("warmThroughput");
  expect(old.stdout).toContain(
    'koa-Warm: has warm throughput above AWS\'s own, which AWS keeps; to write it, the environment needs provider: {version: "~> 6.29"}',
  );
  const environment = `${ENVIRONMENT}provider: {version: "~> 6.29"}\n`;
  const files = { "dev/_environment.yaml": environment, "dev/koa.yaml": "" };
  const { text, stdout } = await runAdopt(files, [warm]);
  expect(text("dev/koa/adopted.yaml")).toContain(
    "    warmThroughput:\n      readUnitsPerSecond: 15000\n",
  );
  expect(stdout).not.toContain("warm throughput");
});

test("differences in auto scaling are reported, and what a deploy does to it", async () => {
  const values = `tables:
  - name: Scaled
    billingMode: PROVISIONED
    hashKey: id
    attributes: [{name: id, type: S}, {name: at, type: S}]
    autoscaling: {read: {min: 5, max: 400}}
    writeCapacity: 4
    globalSecondaryIndex: [{name: by-at, hashKey: at, projectionType: ALL, readCapacity: 8, writeCapacity: 9}]
`;
  const { stdout } = await runAdopt({ "dev/koa.yaml": values }, [SCALED], {
    answers: {
      ...ANSWERS,
      DescribeScalableTargets: () => ({
        ScalableTargets: [
          target(READS, 5, 500, { SuspendedState: { ScheduledScalingSuspended: true } }),
        ],
      }),
      DescribeScalingPolicies: () => ({
        ScalingPolicies: [policy(READS, "ours", { TargetValue: 62.5, DisableScaleIn: true })],
      }),
      DescribeScheduledActions: () => ({
        ScheduledActions: [{ ...READS, ScheduledActionName: "sale", StartTime: new Date(0) }],
      }),
    },
  });
  expect(stdout.split("\n").filter((line) => line.startsWith("koa-Scaled"))).toEqual([
    "koa-Scaled: the capacity is 20 read and 3 write units in AWS, and 20 read and 4 write units in the values",
    "koa-Scaled: auto scaling of reads is 5 to 500 units at 63 %; sale,  Etc/UTC:  in AWS, and 5 to 400 units at 70 % in the values",
    'koa-Scaled: auto scaling of reads has the policy "ours", Terraform creates "DynamoDBReadCapacityUtilization:table/koa-Scaled", and AWS refuses a second one; delete the policy right before the deploy',
    "koa-Scaled: auto scaling of reads does not scale in, which the values cannot describe; after the deploy it does",
    "koa-Scaled: auto scaling of reads aims at 62.5 %, and the values take whole numbers; the deploy changes it",
    "koa-Scaled: auto scaling of reads is suspended, which the values cannot describe; Terraform does not change that",
    'koa-Scaled: auto scaling of reads has the scheduled action "sale" with a start or an end, which the values cannot describe; the deploy removes them',
  ]);
});

test("a table whose auto scaling may not be read is written with its capacity, which is said", async () => {
  const { stdout, text } = await runAdopt({ "dev/koa.yaml": "" }, [SCALED], {
    answers: {
      DescribeScalableTargets: () => {
        throw Object.assign(new Error("no"), { name: "AccessDeniedException" });
      },
    },
  });
  expect(text("dev/koa/adopted.yaml")).toContain("    readCapacity: 20\n    writeCapacity: 3\n");
  expect(stdout).toContain("its auto scaling may not be read; if it has any, every deploy changes");
  expect(stdout).toContain(
    "not checked, because application-autoscaling:DescribeScalableTargets was denied",
  );
});
