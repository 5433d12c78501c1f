import type { Problems } from "../../diagnostics/problems";
import { eachApart } from "./apply-rules";
import { environmentAlarmRules, tableAlarmRules } from "./alarm-rules";
import { autoscalingRules } from "./autoscaling-rules";
import { capacityRules } from "./capacity-rules";
import { environmentBackupRules, tableBackupRules } from "./backup-rules";
import { applyDeclaredRoleRules } from "./declared-role-rules";
import type { EnvironmentRule } from "./environment-rule";
import { environmentActionRules, tableActionRules } from "./grant-action-rules";
import { tableConditionRules } from "./grant-condition-rules";
import { environmentGrantRules, tableGrantRules } from "./grant-rules";
import { importRules } from "./import-rules";
import { indexRules } from "./index-rules";
import { keyRules } from "./key-rules";
import { namespaceRules } from "./namespace-rules";
import type { NamespaceContext } from "./namespace-rules";
import { nameRules } from "./name-rules";
import { observationRules } from "./observation-rules";
import { originRules, refuseRestoreSources } from "./origin-rules";
import { environmentPlaceRules, tablePlaceRules } from "./place-rules";
import { environmentPolicyRules, tablePolicyRules } from "./policy-rules";
import { providerRules } from "./provider-rules";
import { productionRules } from "./production-rules";
import { replicaRules } from "./replica-rules";
import { policyGrantRules } from "./resource-policy-grants";
import { policyPrincipalRules } from "./resource-policy-principals";
import { resourcePolicyRules } from "./resource-policy-rules";
import { environmentRoleRules, tableRoleRules } from "./role-rules";
import { settingsRules } from "./settings-rules";
import type { TableRule } from "./table-rule";
import { environmentTagRules, tableTagRules } from "./tag-rules";

/** The rules of one table. */
export const tableRules: readonly TableRule[] = [
  ...nameRules,
  ...keyRules,
  ...indexRules,
  ...capacityRules,
  ...autoscalingRules,
  ...providerRules,
  ...replicaRules,
  ...tablePlaceRules,
  ...tablePolicyRules,
  ...productionRules,
  ...tableTagRules,
  ...tableRoleRules,
  ...tableGrantRules,
  ...tableActionRules,
  ...tableConditionRules,
  ...tableBackupRules,
  ...observationRules,
  ...tableAlarmRules,
  ...originRules,
  ...importRules,
  ...resourcePolicyRules,
  ...policyPrincipalRules,
  ...policyGrantRules,
];

/** The rules of an environment. */
export const environmentRules: readonly EnvironmentRule[] = [
  ...settingsRules,
  ...environmentPlaceRules,
  ...environmentPolicyRules,
  ...environmentTagRules,
  ...environmentRoleRules,
  ...environmentGrantRules,
  ...environmentActionRules,
  ...environmentBackupRules,
  ...environmentAlarmRules,
];

/** Applies the rules of a namespace as a whole. */
export function applyNamespaceRules(context: NamespaceContext, problems: Problems): void {
  for (const rule of namespaceRules) {
    eachApart(() => {
      rule(context, problems);
    });
  }
  applyDeclaredRoleRules(context, problems);
  refuseRestoreSources(context.tables, problems);
}
