import { ACCOUNT, awsError, keySchema } from "../support/fake-aws";
import type { FakeTable } from "../support/fake-aws";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import { runAdopt } from "../support/run-adopt";

const stream = (name: string): string => `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/${name}`;
const NEWER = { "dev/_environment.yaml": `${ENVIRONMENT}provider: {version: "~> 6.29"}\n` };

const WATCHED: FakeTable = {
  name: "koa-Watched",
  description: {
    DeletionProtectionEnabled: true,
    GlobalSecondaryIndexes: ["by-id", "quiet"].map((IndexName) => ({
      IndexName,
      KeySchema: keySchema("id"),
      Projection: { ProjectionType: "ALL" },
    })),
  },
  insights: { "": "ACCESSED_AND_THROTTLED_KEYS", "by-id": "THROTTLED_KEYS" },
  kinesis: [
    { StreamArn: stream("old"), DestinationStatus: "DISABLED" },
    {
      StreamArn: stream("changes"),
      DestinationStatus: "ACTIVE",
      ApproximateCreationDateTimePrecision: "MICROSECOND",
    },
  ],
};

/** What is said of the table. */
function saidOf({ stdout }: { readonly stdout: string }): string[] {
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("koa-"))
    .map((line) => line.slice(line.indexOf(": ") + 2));
}

test("insights of table and indexes and the stream are written, with the mode that is not AWS's own", async () => {
  const result = await runAdopt(NEWER, [WATCHED]);
  expect(result.text("dev/koa.yaml")).toContain(`\
    globalSecondaryIndex:
      - name: by-id
        hashKey: id
        projectionType: ALL
        contributorInsights:
          mode: THROTTLED_KEYS
      - name: quiet
        hashKey: id
        projectionType: ALL
    contributorInsights: true
    kinesisStreamArn:
      arn: ${stream("changes")}
      precision: MICROSECOND
`);
  expect(saidOf(result)).toEqual(["was not in the values; written with adopt: true"]);
});

test("a mode that the provider does not know is not written, and is said", async () => {
  const result = await runAdopt({}, [WATCHED]);
  expect(result.text("dev/koa.yaml")).toContain(`\
        projectionType: ALL
        contributorInsights: true
`);
  expect(saidOf(result)).toEqual([
    "was not in the values; written with adopt: true",
    "Contributor Insights of the index by-id has the mode THROTTLED_KEYS, which the values do not write; AWS may change the mode when Terraform turns it on again; with provider 6.11 or newer, write contributorInsights: {mode: THROTTLED_KEYS}",
  ]);
});

test("what is inherited and AWS does not have is taken away", async () => {
  const tableDefaults = `tableDefaults: {contributorInsights: true, kinesisStreamArn: "${stream("all")}"}\n`;
  const files = { "dev/_environment.yaml": `${ENVIRONMENT}${tableDefaults}` };
  const bare = { name: "koa-Bare", description: { DeletionProtectionEnabled: true } };
  const same = {
    ...bare,
    name: "koa-Same",
    insights: { "": "ACCESSED_AND_THROTTLED_KEYS" },
    kinesis: [{ StreamArn: stream("all"), DestinationStatus: "ACTIVE" }],
  } as const;
  const result = await runAdopt(files, [bare, same]);
  expect(result.text("dev/koa.yaml")?.split("  - name: ").slice(1)).toEqual([
    expect.stringMatching(
      /^Bare\n(.*\n)* {4}contributorInsights: false\n {4}kinesisStreamArn: null\n$/,
    ),
    expect.not.stringMatching(/contributorInsights|kinesis/),
  ]);
  expect(saidOf(result)).toHaveLength(2);
});

test("a second stream cannot be written, and is said", async () => {
  const both = ["a", "b"].map((name) => ({ StreamArn: stream(name), DestinationStatus: "ACTIVE" }));
  const result = await runAdopt({}, [
    { name: "koa-Both", kinesis: both as FakeTable["kinesis"] & object },
  ]);
  expect(result.text("dev/koa.yaml")).toContain(`kinesisStreamArn: ${stream("a")}\n`);
  expect(saidOf(result)).toContain(
    `has a second Kinesis destination (${stream("b")}), which the values cannot describe: Terraform does not change it`,
  );
});

describe("differences are said of", () => {
  const said = async (keys: string, more: Partial<FakeTable>, files = {}): Promise<string[]> => {
    const written = { "dev/koa.yaml": tablesYaml(tableYaml("A", keys)), ...files };
    return saidOf(
      await runAdopt(written, [
        { name: "koa-A", description: { DeletionProtectionEnabled: true }, ...more },
      ]),
    );
  };
  const arn = `"${stream("changes")}"`;
  const kinesis = [{ StreamArn: stream("changes"), DestinationStatus: "ACTIVE" }] as const;

  test("insights that only AWS has, which Terraform leaves on", async () => {
    expect(await said("adopt: true", { insights: { "": "THROTTLED_KEYS" } })).toEqual([
      "Contributor Insights is on in AWS, and the values have none",
      "Terraform does not turn Contributor Insights off, because the values do not have it; write contributorInsights to manage it",
    ]);
  });

  test("insights that only the values have", async () => {
    expect(await said("adopt: true, contributorInsights: true", {})).toEqual([
      "Contributor Insights is on in the values, and AWS has none",
    ]);
  });

  test("another mode", async () => {
    const insights = { "": "ACCESSED_AND_THROTTLED_KEYS" } as const;
    expect(
      await said("adopt: true, contributorInsights: {mode: THROTTLED_KEYS}", { insights }, NEWER),
    ).toEqual([
      "Contributor Insights is ACCESSED_AND_THROTTLED_KEYS in AWS, and THROTTLED_KEYS in the values",
    ]);
    const same = "adopt: true, contributorInsights: {mode: ACCESSED_AND_THROTTLED_KEYS}";
    expect(await said(same, { insights }, NEWER)).toEqual(["the values say what AWS has"]);
  });

  test("a stream that only AWS has, or only the values, which cannot be imported", async () => {
    expect(await said("adopt: true", { kinesis })).toEqual([
      `the Kinesis stream is ${stream("changes")} (MILLISECOND) in AWS, and the values have none`,
      "Terraform does not turn the Kinesis stream off, because the values do not have it; write kinesisStreamArn to manage it",
    ]);
    expect(await said(`adopt: true, kinesisStreamArn: ${arn}`, {})).toEqual([
      `the Kinesis stream is ${stream("changes")} (MILLISECOND) in the values, and AWS has none`,
      expect.stringMatching(
        /^AWS does not have the Kinesis stream of the values, so every plan fails/,
      ),
    ]);
  });

  test("another precision", async () => {
    const precise = `adopt: true, kinesisStreamArn: {arn: ${arn}, precision: MICROSECOND}`;
    expect(await said(precise, { kinesis })).toEqual([
      `the Kinesis stream is ${stream("changes")} (MILLISECOND) in AWS, and ${stream("changes")} (MICROSECOND) in the values`,
    ]);
  });
});

test("of what was denied nothing is written or compared", async () => {
  const denied = (): never => {
    throw awsError("AccessDeniedException");
  };
  const result = await runAdopt(
    {
      "dev/_environment.yaml": `${ENVIRONMENT}tableDefaults: {contributorInsights: true, kinesisStreamArn: "${stream("all")}"}\n`,
    },
    [WATCHED],
    {
      answers: {
        DescribeContributorInsights: denied,
        DescribeKinesisStreamingDestination: denied,
      },
    },
  );
  expect(result.text("dev/koa.yaml")).not.toMatch(/contributorInsights|kinesis/);
  expect(saidOf(result)).toEqual(["was not in the values; written with adopt: true"]);
  expect(result.stdout).toContain(
    "not checked, because dynamodb:DescribeContributorInsights and dynamodb:DescribeKinesisStreamingDestination were denied",
  );
});
