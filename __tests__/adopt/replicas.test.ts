import type { FakeTable } from "../support/fake-aws";
import { ENVIRONMENT, tablesYaml } from "../support/project";
import { globalTable, keyIn, ofReplica } from "../support/replicas";
import { runAdopt } from "../support/run-adopt";

const STREAM = {
  StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" as const },
};
const inRegions = (...regions: string[]) => ({
  ...STREAM,
  DeletionProtectionEnabled: true,
  Replicas: regions.map((RegionName) => ({ RegionName })),
});
const table = (
  region: string,
  more: Partial<FakeTable> = {},
  others: string[] = [],
): FakeTable => ({
  name: "koa-A",
  region,
  ...more,
  description: { ...inRegions(region, ...others), ...more.description },
});
const key = (region: string): FakeTable["description"] => ({
  SSEDescription: { Status: "ENABLED", KMSMasterKeyArn: keyIn(region) },
});

describe("adopt: a global table", () => {
  test("is written with its replicas as they are, and imports them", async () => {
    const { status, text, project } = await runAdopt({ "dev/koa/a.yaml": "tables: []\n" }, [
      table("eu-west-1", { description: key("eu-west-1"), tags: { team: "x" } }, [
        "us-east-1",
        "eu-central-1",
      ]),
      table("eu-central-1", { description: key("eu-central-1"), tags: { team: "x" } }),
      table("us-east-1", {
        description: key("us-east-1"),
        recovery: { PointInTimeRecoveryStatus: "DISABLED" },
      }),
    ]);
    expect(status).toBe(0);
    expect(text("dev/koa/adopted.yaml")).toContain(`    streamViewType: NEW_AND_OLD_IMAGES
    replicas:
      - { region: eu-central-1, kmsKeyArn: ${keyIn("eu-central-1")} }
      - { region: us-east-1, pointInTimeRecovery: false, kmsKeyArn: ${keyIn("us-east-1")}, propagateTags: false }
`);
    const { import: imports } = project.synth()["dev-koa"] as unknown as {
      import: { to: string; id: string }[];
    };
    expect(imports).toContainEqual({ to: ofReplica("A", "us-east-1"), id: "koa-A:eu-west-1" });
  });

  test("is one table, also where values of other regions are looked for", async () => {
    const { text } = await runAdopt(
      {
        "dev/koa/a.yaml": tablesYaml(
          globalTable("B", ["us-east-1"], "region: eu-central-1, adopt: true"),
        ),
      },
      [
        table("eu-central-1", {}, ["eu-west-1"]),
        table("eu-west-1", {}, ["eu-central-1"]),
        table("eu-central-1", { name: "koa-B" }, ["us-east-1"]),
        table("us-east-1", { name: "koa-B" }, ["eu-central-1"]),
      ],
    );
    const written = text("dev/koa/adopted.yaml") ?? "";
    expect(written.match(/- name: \w+/g)).toEqual(["- name: A"]);
    expect(written).toContain("- { region: eu-central-1 }");
  });

  test("has the protection of its replicas in the values where the provider knows it", async () => {
    const protectedIn = (region: string): FakeTable =>
      table(region, { description: { DeletionProtectionEnabled: true } }, ["us-east-1"]);
    const tables = [protectedIn("eu-west-1"), protectedIn("us-east-1")];
    const { text } = await runAdopt({}, tables);
    expect(text("dev/koa.yaml")).not.toContain("deletionProtection");
    const newer = `${ENVIRONMENT}provider: {version: "~> 6.29"}\n`;
    const { text: ofNewer } = await runAdopt({ "dev/_environment.yaml": newer }, tables);
    expect(ofNewer("dev/koa.yaml")).toContain("{ region: us-east-1, deletionProtection: true }");
  });

  test("with strong consistency is written with its mode and its witness", async () => {
    const strong = {
      MultiRegionConsistency: "STRONG" as const,
      GlobalTableWitnesses: [{ RegionName: "eu-west-2" }],
    };
    const { text, status } = await runAdopt(
      { "dev/_environment.yaml": `${ENVIRONMENT}provider: {version: "~> 6.37"}\n` },
      [
        table("eu-west-1", { description: strong }, ["eu-central-1"]),
        table("eu-central-1", { description: strong }),
      ],
    );
    expect(status).toBe(0);
    expect(text("dev/koa.yaml")).toMatch(
      /consistencyMode: STRONG\n {4}globalTableWitness: eu-west-2\n/,
    );
  });

  test("is compared with the values, replica by replica", async () => {
    const { stdout } = await runAdopt(
      {
        "dev/koa.yaml": tablesYaml(
          globalTable("A", ["eu-central-1", "us-east-2"], "adopt: true, tags: {team: x}"),
        ),
      },
      [
        table("eu-west-1", { tags: { team: "x" } }, ["us-east-1", "eu-central-1"]),
        table("eu-central-1", { recovery: { PointInTimeRecoveryStatus: "DISABLED" } }),
        table("us-east-1"),
      ],
    );
    for (const words of [
      "the replica in us-east-1 is in AWS, and not in the values",
      "the replica in us-east-2 is in the values, and not in AWS",
      "point-in-time recovery of the replica in eu-central-1 is off in AWS, and on in the values",
      "the table's tags of the replica in eu-central-1 is off in AWS, and on in the values",
    ])
      expect(stdout).toContain(words);
  });

  test("is fixed in the values before the lock records what AWS does not have", async () => {
    const { stdout } = await runAdopt(
      { "dev/koa.yaml": tablesYaml(globalTable("A", ["us-east-2"], "adopt: true")) },
      [table("eu-west-1", {}, ["us-east-1"]), table("us-east-1")],
    );
    expect(stdout).toContain("do not run npm run lock yet");
    expect(stdout).toMatch(/replicas:\n +- \{ region: us-east-1 \}/);
    const { stdout: ofFewer } = await runAdopt(
      { "dev/koa.yaml": tablesYaml(globalTable("A", ["us-east-1"], "adopt: true")) },
      [table("eu-west-1", {}, ["us-east-1", "us-east-2"]), table("us-east-1"), table("us-east-2")],
    );
    expect(ofFewer).not.toContain("do not run npm run lock yet");
  });
});
