/** What is judged of the resources of each type. */
import type { Finding } from "./finding";
import type { JudgedType, ResourceChange } from "./plan-json";
import type { PlanView } from "./plan-view";
import { replicaFindings } from "./replica-findings";
import { attachmentFindings, policyFindings, roleFindings } from "./role-findings";
import { tableFindings } from "./table-findings";
import { vaultFindings, vaultLockFindings } from "./vault-findings";

type Judge = (planned: ResourceChange, view: PlanView) => Finding[];

/** Types of which the values and the locks must declare what a plan destroys, replaces or forgets. */
export const JUDGES: Readonly<Partial<Record<JudgedType, Judge>>> = {
  aws_dynamodb_table: tableFindings,
  aws_dynamodb_table_replica: replicaFindings,
  aws_backup_vault: vaultFindings,
  aws_backup_vault_lock_configuration: vaultLockFindings,
  aws_iam_policy: policyFindings,
  aws_iam_role: roleFindings,
  aws_iam_role_policy_attachment: attachmentFindings,
};

/** Types whose judge knows what may be forgotten; of others the stack has a `removed` block. */
export const JUDGES_OF_FORGETTING: ReadonlySet<string> = new Set([
  "aws_dynamodb_table",
  "aws_backup_vault",
]);

/**
 * Settings of tables and of their backups, by what they are in AWS. They hold no data, so a plan may
 * destroy them; a table that keeps one has it in its values. Any other type may not be destroyed.
 */
export const SETTINGS: ReadonlyMap<string, string> = new Map([
  ["aws_appautoscaling_target", "the auto scaling of a table"],
  ["aws_appautoscaling_policy", "the auto scaling of a table"],
  ["aws_appautoscaling_scheduled_action", "the auto scaling of a table"],
  ["aws_cloudwatch_metric_alarm", "an alarm of a table"],
  ["aws_dynamodb_contributor_insights", "Contributor Insights of a table"],
  ["aws_dynamodb_kinesis_streaming_destination", "the Kinesis stream of a table"],
  ["aws_dynamodb_resource_policy", "the resource policy of a table"],
  ["aws_backup_plan", "a backup plan"],
  ["aws_backup_selection", "the tables of a backup plan"],
]);

/** Settings of which AWS refuses to create one that exists, so that an adopted table imports them. */
export const IMPORTED_SETTINGS: ReadonlySet<string> = new Set([
  "aws_appautoscaling_target",
  "aws_dynamodb_kinesis_streaming_destination",
]);

/** What is lost with a setting, although it holds no data. */
export const LOST_WITH_SETTINGS: ReadonlyMap<string, string> = new Map([
  [
    "aws_dynamodb_kinesis_streaming_destination",
    "changes of items while there is none are not streamed later",
  ],
]);

/** What is in the state alone: identities of tables, bounds of schedules (modules/state-value.ts). */
export const STATE_ONLY = "terraform_data";
