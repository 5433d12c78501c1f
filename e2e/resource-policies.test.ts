import { GetResourcePolicyCommand } from "@aws-sdk/client-dynamodb";
import { gzipSync } from "node:zlib";
import { deployedTable } from "./support/deployed-tables";
import { createBucket, putObject } from "./support/object-store";
import { Stage } from "./support/stage";
import { allItems, onDemandTable, type TableValues } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Workspace } from "./support/workspace";

const REGION = "eu-west-1";
const ACCOUNT = "123456789012";
const PARTNER = "210987654321";
const STACK = "test-shop";
const POLICY = "aws_dynamodb_resource_policy.Orders-policy";
const STREAM_POLICY = "aws_dynamodb_resource_policy.Orders-policy-of-stream";

/** What AWS would do with such a policy is proven by an independent evaluator (__tests__/access). */
describe("a table with resource policies, and one that is filled from S3", () => {
  const stage = new Stage("test", BARE);
  let workspace: Workspace;

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    const place = { accountId: ACCOUNT, region: REGION };
    await createBucket(stage.emulator, "example-seeds", place);
    const lines = ["paid,2026-11-20,A1,Ada", "open,2026-11-21,A2,Bob"].join("\n");
    await putObject(stage.emulator, "example-seeds/shop/a.csv.gz", gzipSync(lines), place);
    workspace.values.editEnvironment({
      policy: { trustedAccounts: [PARTNER], importFromS3: { shop: ["example-seeds/shop/*"] } },
    });
  });

  afterAll(() => stage.close());

  test("has both, and the items, which stay when the import is removed", async () => {
    write(["dynamodb:GetItem", "dynamodb:Query"], { importFromS3: SEEDS });
    await workspace.lock();
    await workspace.carryOut();
    write(["dynamodb:GetItem", "dynamodb:Query"]);
    // What AWS does not set with an import; no policy differs from what AWS has.
    const second = (await workspace.carryOut())[STACK];
    expect(second).toEqual({ "aws_dynamodb_table.Seeded": "update" });
    expect(await policyOf(tableArn("Orders"))).toMatchObject({
      Statement: [
        {
          Principal: { AWS: [`arn:aws:iam::${PARTNER}:role/reader`] },
          Action: ["dynamodb:GetItem", "dynamodb:Query"],
          Resource: [tableArn("Orders"), `${tableArn("Orders")}/index/*`],
          Condition: { StringEquals: { "aws:PrincipalTag/team": ["${aws:PrincipalTag/project}"] } },
        },
      ],
    });
    const streamArn = await streamOf("Orders");
    expect(await policyOf(streamArn)).toMatchObject({ Statement: [{ Resource: [streamArn] }] });
    const dynamodb = stage.root.dynamodb(REGION);
    expect(await allItems(dynamodb, "shop-Seeded")).toHaveLength(2);
    expect(await allItems(dynamodb, "shop-Seeded")).toContainEqual({
      ...{ state: { S: "paid" }, date: { S: "2026-11-20" } },
      ...{ orderId: { S: "A1" }, customer: { S: "Ada" } },
    });
    expect(await deployedTable(dynamodb, "shop-Seeded")).toMatchObject({
      streamViewType: "KEYS_ONLY",
      tags: { namespace: "shop" },
    });
  });

  test("a policy is edited in place, and that of a stream with another view is created again", async () => {
    write(["dynamodb:GetItem"], {}, "KEYS_ONLY");
    await workspace.lock("--accept", "shop/Orders");
    expect((await workspace.carryOut())[STACK]).toEqual({
      [POLICY]: "update",
      [STREAM_POLICY]: "replace",
      "aws_dynamodb_table.Orders": "update",
    });
    expect(await policyOf(tableArn("Orders"))).toMatchObject({
      Statement: [{ Action: ["dynamodb:GetItem"] }],
    });
    const streamArn = await streamOf("Orders");
    expect(await policyOf(streamArn)).toMatchObject({ Statement: [{ Resource: [streamArn] }] });
  });

  test("a state that was lost comes back, and the policies with it", async () => {
    workspace.loseState(STACK);
    const { output } = await workspace.adoptState("shop");
    expect(output).toContain(`${POLICY}: needs no import; the deploy writes it again`);
    const { actions, errors } = await workspace.tryApply(STACK);
    expect(errors).toEqual([]);
    expect(actions).toMatchObject({ [POLICY]: "create", [STREAM_POLICY]: "create" });
  });

  test("the guard lets the policies go, and they are gone", async () => {
    write(undefined, {}, "KEYS_ONLY");
    await workspace.lock();
    await workspace.synth();
    const judged = await workspace.guard();
    expect(judged).toMatchObject({ code: 0 });
    expect(judged.output).toContain(`${POLICY} is destroyed: the resource policy of a table`);
    await workspace.apply(STACK);
    expect(await policyOf(tableArn("Orders"))).toBeUndefined();
    expect(await policyOf(await streamOf("Orders"))).toBeUndefined();
  });

  const SEEDS = {
    bucket: "example-seeds",
    keyPrefix: "shop/",
    format: "CSV",
    compression: "GZIP",
    // The order in which the provider sends this set, which is not that of the alphabet.
    csv: { headerList: ["state", "date", "orderId", "customer"] },
  };

  /** @param actions that the partner's role may do; absent: there are no policies */
  function write(
    actions: readonly string[] | undefined,
    seeded: Readonly<Record<string, unknown>> = {},
    streamViewType = "NEW_IMAGE",
  ): void {
    const tables: TableValues[] = [
      onDemandTable(
        "Orders",
        { orderId: "S", date: "S" },
        {
          deletionPolicy: "Delete",
          streamViewType,
          timeouts: { create: "20m", update: "3h" },
          globalSecondaryIndex: [{ name: "by-date", hashKey: "date", projectionType: "ALL" }],
          ...(actions !== undefined && {
            resourcePolicy: {
              Statement: allowing(actions, {
                StringEquals: { "aws:PrincipalTag/team": "${aws:PrincipalTag/project}" },
              }),
            },
            streamResourcePolicy: { Statement: [allowing(["dynamodb:GetRecords"])] },
          }),
        },
      ),
      onDemandTable(
        "Seeded",
        { orderId: "S" },
        { deletionPolicy: "Delete", streamViewType: "KEYS_ONLY", ...seeded },
      ),
    ];
    workspace.values.write("shop.yaml", { tables });
  }

  async function policyOf(ResourceArn: string): Promise<object | undefined> {
    try {
      const command = new GetResourcePolicyCommand({ ResourceArn });
      const { Policy = "" } = await stage.root.dynamodb(REGION).send(command);
      return JSON.parse(Policy) as object;
    } catch (error) {
      if ((error as Error).name === "PolicyNotFoundException") return undefined;
      throw error;
    }
  }

  async function streamOf(name: string): Promise<string> {
    const { stream_arns: arns } = await workspace.outputs(STACK);
    return (arns?.value as Record<string, string>)[name] ?? "";
  }
});

function allowing(Action: readonly string[], Condition?: object): object {
  const Principal = { AWS: `arn:aws:iam::${PARTNER}:role/reader` };
  return { Effect: "Allow", Principal, Action, ...(Condition !== undefined && { Condition }) };
}

function tableArn(name: string): string {
  return `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/shop-${name}`;
}
