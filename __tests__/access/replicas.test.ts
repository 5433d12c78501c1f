import { accessReport } from "../../reports/access-report";
import { loadValues } from "../support/load-values";
import { allowed, statementsOf } from "../support/policies";
import { ENVIRONMENT, Project, synthOne, tablesYaml } from "../support/project";
import { globalTable, keyIn, replicaArn } from "../support/replicas";

const HOME = replicaArn("koa-A", "eu-west-1");
const REPLICA = replicaArn("koa-A", "us-east-1");
const INDEX = "globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL}]";

const allowedOn = (table: string, role = "reader-koa"): string[] =>
  allowed(statementsOf(synthOne({ "dev/koa.yaml": tablesYaml(table) }), role));

describe("a grant on a table with replicas", () => {
  test("reaches items, indexes and stream of each region alike", () => {
    const found = allowedOn(
      globalTable(
        "A",
        ["us-east-1"],
        `serviceAccountReadRoles: [reader-koa], serviceAccountStreamRoles: [reader-koa], ${INDEX}`,
      ),
    );
    const [home, replica] = [HOME, REPLICA].map((arn) =>
      found.filter((line) => line.includes(arn)).map((line) => line.replace(arn, "")),
    );
    expect(replica).toEqual(home);
    for (const part of ["dynamodb:GetItem ", "dynamodb:Query /index/*", "GetRecords /stream/*"])
      expect(replica).toContainEqual(expect.stringContaining(part));
  });

  test("has its conditions in each region", () => {
    const stack = synthOne({
      "dev/koa.yaml": tablesYaml(
        globalTable(
          "A",
          ["us-east-1"],
          'grants: [{role: reader-koa, access: [GetItem], leadingKeys: ["TENANT#1"]}]',
        ),
      ),
    });
    expect(statementsOf(stack, "reader-koa")).toEqual([
      expect.objectContaining({
        Action: ["dynamodb:GetItem"],
        Resource: [HOME, REPLICA],
        Condition: expect.objectContaining({
          "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["TENANT#1"] },
        }) as unknown,
      }),
    ]);
  });

  test("has the key of each region, through DynamoDB in that region", () => {
    const stack = synthOne({
      "dev/koa.yaml": tablesYaml(
        globalTable(
          "A",
          [`region: us-east-1, kmsKeyArn: "${keyIn("us-east-1")}"`],
          `encryption: {kmsKeyArn: "${keyIn("eu-west-1")}"}, serviceAccountReadRoles: [reader-koa]`,
        ),
      ),
    });
    const keys = statementsOf(stack, "reader-koa").filter(({ Action }) =>
      Action.includes("kms:Decrypt"),
    );
    expect(keys).toEqual(
      ["eu-west-1", "us-east-1"].map((region) => ({
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: [keyIn(region)],
        Condition: { StringEquals: { "kms:ViaService": `dynamodb.${region}.amazonaws.com` } },
      })),
    );
  });

  test("has backups, exports and imports of the table alone", () => {
    const stack = synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}policy: {actions: [CreateBackup, DescribeBackup]}\n`,
      "dev/koa.yaml": tablesYaml(
        globalTable("A", ["us-east-1"], "grants: [{role: reader-koa, access: [DescribeBackup]}]"),
      ),
    });
    expect(allowed(statementsOf(stack, "reader-koa"))).toEqual([
      `dynamodb:DescribeBackup ${HOME}/backup/*`,
    ]);
  });

  test("is in the report with its regions, in both directions", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(
        globalTable("A", ["us-east-1"], "serviceAccountReadRoles: [reader-koa]"),
      ),
    });
    const { environments } = accessReport(loadValues(project.values));
    const [environment] = environments;
    expect(environment?.roles[0]?.grants[0]?.regions).toEqual(["eu-west-1", "us-east-1"]);
    expect(environment?.tables[0]).toMatchObject({ region: "eu-west-1", replicas: ["us-east-1"] });
  });
});

describe("a prefix", () => {
  const stack = (koa: string): ReturnType<typeof synthOne> =>
    synthOne(
      {
        "dev/_environment.yaml": `${ENVIRONMENT}prefixGrants: [{role: reader, prefix: koa-, access: [GetItem]}]\n`,
        "dev/koa.yaml": koa,
      },
      "dev-access",
    );

  test("reaches the regions of replicas, as it does those of other tables, and their keys", () => {
    const statements = statementsOf(
      stack(
        tablesYaml(
          globalTable(
            "A",
            [`region: us-east-1, kmsKeyArn: "${keyIn("us-east-1")}"`],
            `encryption: {kmsKeyArn: "${keyIn("eu-west-1")}"}`,
          ),
        ),
      ),
      "reader",
    );
    expect(statements.flatMap(({ Resource }) => Resource).sort()).toEqual(
      [
        replicaArn("koa-*", "eu-west-1"),
        replicaArn("koa-*", "us-east-1"),
        keyIn("eu-west-1"),
        keyIn("us-east-1"),
      ].sort(),
    );
  });
});

test("a name is taken in the regions of replicas, too", () => {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(globalTable("A", ["us-east-1"])),
    "test/_environment.yaml": ENVIRONMENT,
    "test/koa.yaml": tablesYaml(
      globalTable("A", ["eu-central-1"], "region: us-east-1"),
      globalTable("B", ["eu-west-1"], "region: us-east-1"),
    ),
  });
  expect(project.judge().errors).toEqual([
    expect.stringContaining("koa-A is already the name of the table at dev/koa.yaml:2"),
  ]);
});
