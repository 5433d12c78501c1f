/** What may be granted with whose consent. The lists are closed: an action that AWS adds is dangerous. */
import { readsItems, resourceTypes, writesItems } from "./dynamodb-actions";

/**
 * Who may grant an action: `namespace`, any namespace; `environment`, a namespace whose environment
 * lists it in `policy.actions`; `nobody`, no values at all.
 */
export type ActionClass = "namespace" | "environment" | "nobody";

/** Actions that only describe a table, or what belongs to it: never its items. */
const DESCRIPTIONS = [
  ...["DescribeBackup", "DescribeContinuousBackups", "DescribeContributorInsights"],
  ...["DescribeExport", "DescribeGlobalTable", "DescribeGlobalTableSettings", "DescribeImport"],
  ...["DescribeKinesisStreamingDestination", "DescribeTable", "DescribeTableReplicaAutoScaling"],
  ...["DescribeTimeToLive", "GetResourcePolicy", "ListExports", "ListImports"],
  ...["ListTagsOfResource"],
];

/** The only actions without a resource type that may be granted: they show names of tables and streams. */
const LISTS = ["ListStreams", "ListTables"];

/** Access level "Permissions management" of the service authorization reference. */
const PERMISSIONS = ["DeleteResourcePolicy", "PutResourcePolicy", "UpdateAbacStatus"];

export function actionClass(action: string): ActionClass {
  if (LISTS.includes(action)) return "namespace";
  // Would be granted on `*`: on the whole account.
  if (PERMISSIONS.includes(action) || resourceTypes(action).length === 0) return "nobody";
  const isData = readsItems(action) || writesItems(action) || DESCRIPTIONS.includes(action);
  return isData ? "namespace" : "environment";
}

/** Those of some actions that make the conditions of another grant useless: all that are not known to be harmless. */
export function wideActions(actions: readonly string[]): string[] {
  return actions.filter((action) => action !== "ListTables" && !DESCRIPTIONS.includes(action));
}
