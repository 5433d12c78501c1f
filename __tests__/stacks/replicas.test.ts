import { partAddress } from "../../table/terraform-address";
import { ENVIRONMENT, synthOne, tablesYaml, tableYaml } from "../support/project";
import type { Json, StackJson } from "../support/project";
import { globalTable, keyIn, ofReplica } from "../support/replicas";

const synthTables = (...tables: string[]): StackJson =>
  synthOne({ "dev/koa.yaml": tablesYaml(...tables) });

const replicasOf = ({ resource }: StackJson): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(resource.aws_dynamodb_table_replica ?? {}).map(
      ([name, { "//": _, ...rest }]) => [`aws_dynamodb_table_replica.${name}`, rest],
    ),
  );

describe("the replicas of a table", () => {
  const stack = synthTables(
    globalTable(
      "A",
      ["us-east-1", "region: eu-central-1, pointInTimeRecovery: false, propagateTags: false"],
      "tags: {team: x}",
    ),
  );

  test("are resources of their own, each in its region and after the one before", () => {
    expect(replicasOf(stack)).toEqual({
      [ofReplica("A", "eu-central-1")]: {
        provider: "aws.eu-central-1",
        global_table_arn: "${aws_dynamodb_table.A.arn}",
        point_in_time_recovery: false,
      },
      [ofReplica("A", "us-east-1")]: {
        provider: "aws.us-east-1",
        global_table_arn: "${aws_dynamodb_table.A.arn}",
        point_in_time_recovery: true,
        tags: { team: "x" },
        depends_on: [ofReplica("A", "eu-central-1")],
      },
    });
  });

  test("are ignored by the table, which would remove them", () => {
    expect(stack.resource.aws_dynamodb_table?.A).toMatchObject({
      lifecycle: { ignore_changes: expect.arrayContaining(["replica"]) as unknown },
    });
    expect(stack.resource.aws_dynamodb_table?.A).not.toHaveProperty("replica");
  });

  test("have providers with the account and the default tags of the stack", () => {
    expect(stack.provider.aws.map(({ alias }) => alias)).toEqual([
      undefined,
      "eu-central-1",
      "us-east-1",
    ]);
    expect(stack.provider.aws[1]).toMatchObject({
      allowed_account_ids: ["123456789012"],
      default_tags: [{ tags: { namespace: "koa" } }],
    });
  });

  test("in the environment's own region have its provider", () => {
    const [replica] = Object.values(
      replicasOf(synthTables(globalTable("A", ["eu-west-1"], "region: us-east-1"))),
    );
    expect(replica).not.toHaveProperty("provider");
  });

  test("have the keys that they name, and the point-in-time recovery of the table", () => {
    const replicas = replicasOf(
      synthTables(
        globalTable(
          "A",
          [`region: us-east-1, kmsKeyArn: "${keyIn("us-east-1")}"`],
          `pointInTimeRecovery: false, encryption: {kmsKeyArn: "${keyIn("eu-west-1")}"}`,
        ),
      ),
    );
    expect(replicas[ofReplica("A", "us-east-1")]).toMatchObject({
      kms_key_arn: keyIn("us-east-1"),
      point_in_time_recovery: false,
    });
  });

  test("of a provisioned table come after the auto scaling of all writes, at the same address", () => {
    const scaled = "autoscaling: {write: {min: 1, max: 9}}";
    const index = `globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL, readCapacity: 1, ${scaled}}]`;
    const provisioned = globalTable(
      "A",
      ["eu-central-1", "us-east-1"],
      `readCapacity: 1, ${scaled}, ${index}`,
    ).replace("PAY_PER_REQUEST", "PROVISIONED");
    const policies = [partAddress("A", "write"), partAddress("A", "write", "by-id")].map(
      (address) => `aws_appautoscaling_policy.${address}`,
    );
    const replicas = replicasOf(synthTables(provisioned));
    expect(Object.keys(replicas)).toEqual(Object.keys(replicasOf(stack)));
    expect(Object.values(replicas).map((replica) => replica.depends_on)).toEqual([
      policies,
      [...policies, ofReplica("A", "eu-central-1")],
    ]);
  });

  test("of a table that is adopted are imported with it", () => {
    const { import: imports } = synthTables(
      globalTable("A", ["us-east-1"], "adopt: true"),
    ) as unknown as { import: unknown };
    expect(imports).toEqual([
      { to: "aws_dynamodb_table.A", id: "koa-A" },
      { to: ofReplica("A", "us-east-1"), id: "koa-A:eu-west-1" },
    ]);
  });

  test("that are only observed are compared by their regions", () => {
    const observed = synthTables(
      globalTable("A", ["us-east-1"], "managementPolicies: Observe"),
      tableYaml("B", "managementPolicies: Observe"),
    );
    expect(observed).not.toHaveProperty("resource");
    const conditions = (name: string): string[] =>
      (observed.check[name]?.assert ?? [])
        .map(({ condition }) => condition)
        .filter((condition) => condition.includes(".replica"));
    expect(conditions("A")).toEqual([
      '${jsonencode(sort([for r in data.aws_dynamodb_table.A.replica : r.region_name if r.region_name != split(":", data.aws_dynamodb_table.A.arn)[3]])) == jsonencode(jsondecode("[\\"us-east-1\\"]"))}',
    ]);
    expect(conditions("B")).toEqual([expect.stringContaining('jsondecode("[]")')]);
  });

  test("of strong consistency are a part of the table", () => {
    const strong = synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}provider: {version: "~> 6.37"}\n`,
      "dev/koa.yaml": tablesYaml(
        tableYaml(
          "A",
          "consistencyMode: STRONG, replicas: [{region: eu-central-1, deletionProtection: true}], globalTableWitness: eu-west-2",
        ),
      ),
    });
    expect(replicasOf(strong)).toEqual({});
    expect(strong.provider.aws).toHaveLength(1);
    expect(strong.resource.aws_dynamodb_table?.A).toMatchObject({
      replica: [
        {
          region_name: "eu-central-1",
          consistency_mode: "STRONG",
          point_in_time_recovery: true,
          propagate_tags: true,
          deletion_protection_enabled: true,
        },
      ],
      global_table_witness: { region_name: "eu-west-2" },
    });
  });
});

test("a policy waits for the replicas that it names, too", () => {
  const stack = synthTables(
    globalTable("A", ["us-east-1"], "serviceAccountReadRoles: [reader-koa]"),
  );
  expect(stack.resource.aws_iam_policy?.["reader-koa"]?.depends_on).toEqual([
    "aws_dynamodb_table.A",
    ofReplica("A", "us-east-1"),
  ]);
});
