import type * as Classes from "../../../config/model/action-classes";
import { actionClass, wideActions } from "../../../config/model/action-classes";
import type * as Actions from "../../../config/model/dynamodb-actions";
import { ACCESS_WORDS, ACTION_NAMES, actionsOf } from "../../../config/model/dynamodb-actions";

/** Every action, by who may grant it. Look twice before an action of AWS becomes anybody's. */
const CLASSES: Readonly<Record<Classes.ActionClass, readonly string[]>> = {
  namespace: [
    ...["BatchGetItem", "ConditionCheckItem", "GetItem", "PartiQLSelect", "Query", "Scan"],
    ...["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem", "SearchVectors"],
    ...["PartiQLDelete", "PartiQLInsert", "PartiQLUpdate"],
    ...["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams", "ListTables"],
    ...["DescribeBackup", "DescribeContinuousBackups", "DescribeContributorInsights"],
    ...["DescribeExport", "DescribeGlobalTable", "DescribeGlobalTableSettings", "DescribeImport"],
    ...["DescribeKinesisStreamingDestination", "DescribeTable", "DescribeTableReplicaAutoScaling"],
    ...["DescribeTimeToLive", "GetResourcePolicy", "ListExports", "ListImports"],
    ...["ListTagsOfResource"],
  ],
  environment: [
    ...["AssociateTableReplica", "CreateBackup", "CreateGlobalTable", "CreateGlobalTableWitness"],
    ...["CreateTable", "CreateTableReplica", "DeleteBackup", "DeleteGlobalTableWitness"],
    ...["DeleteTable", "DeleteTableReplica", "DisableKinesisStreamingDestination"],
    ...["EnableKinesisStreamingDestination", "ExportTableToPointInTime", "ImportTable"],
    ...["ReadDataForReplication", "ReplicateSettings", "RestoreTableFromAwsBackup"],
    ...["RestoreTableFromBackup", "RestoreTableToPointInTime", "StartAwsBackupJob"],
    ...["TagResource", "UntagResource", "UpdateContinuousBackups", "UpdateContributorInsights"],
    ...["UpdateGlobalTable", "UpdateGlobalTableSettings", "UpdateGlobalTableVersion"],
    ...["UpdateKinesisStreamingDestination", "UpdateTable", "UpdateTableReplicaAutoScaling"],
    ...["UpdateTimeToLive", "WriteDataForReplication"],
  ],
  nobody: [
    ...["DeleteResourcePolicy", "PutResourcePolicy", "GetAbacStatus", "UpdateAbacStatus"],
    ...["DescribeEndpoints", "DescribeLimits", "DescribeReservedCapacity", "InjectError"],
    ...["DescribeReservedCapacityOfferings", "ListBackups", "ListContributorInsights"],
    ...["ListGlobalTables", "PurchaseReservedCapacityOfferings"],
  ],
};

test("every action of the service authorization reference is in exactly one class", () => {
  expect(Object.values(CLASSES).flat().sort()).toEqual([...ACTION_NAMES].sort());
  for (const [name, actions] of Object.entries(CLASSES))
    expect(actions.map((action) => [action, actionClass(action)])).toEqual(
      actions.map((action) => [action, name]),
    );
});

test("every word may be granted by any namespace", () => {
  for (const action of actionsOf(ACCESS_WORDS)) expect(actionClass(action)).toBe("namespace");
});

test("only descriptions and ListTables are harmless beside a grant with conditions", () => {
  const harmless = ACTION_NAMES.filter((action) => wideActions([action]).length === 0);
  expect(harmless.filter((action) => !/^(Describe|List|GetResourcePolicy)/.test(action))).toEqual(
    [],
  );
  expect(wideActions([...CLASSES.environment])).toEqual(CLASSES.environment);
  expect(wideActions(actionsOf(["read", "stream", "list"]))).toEqual(
    [...actionsOf(["read", "stream"])].filter((action) => action !== "DescribeTable"),
  );
});

describe("an action that AWS adds", () => {
  const FACTS = "../../../config/model/service-authorization.json";
  let classes: typeof Classes;
  let actions: typeof Actions;

  beforeAll(() => {
    jest.isolateModules(() => {
      jest.doMock(FACTS, () => ({
        DescribeTableItems: {
          resources: ["index", "table"],
          conditionKeys: ["dynamodb:Attributes", "dynamodb:LeadingKeys"],
        },
      }));
      classes = jest.requireActual<typeof Classes>("../../../config/model/action-classes");
      actions = jest.requireActual<typeof Actions>("../../../config/model/dynamodb-actions");
    });
  });

  test("needs a line in policy.actions, and is wide, whatever its name", () => {
    expect(actions.isAction("DescribeTableItems")).toBe(true);
    expect(classes.actionClass("DescribeTableItems")).toBe("environment");
    expect(classes.wideActions(["DescribeTableItems"])).toEqual(["DescribeTableItems"]);
  });

  test("is granted under no condition, whatever its requests carry", () => {
    expect(actions.canBeLimited("DescribeTableItems", "leadingKeys")).toBe(false);
    expect(actions.canBeLimited("DescribeTableItems", "attributes")).toBe(false);
  });
});
