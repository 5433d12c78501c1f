import { environmentRules, tableRules } from "../../config/rules/all-rules";
import { declaredRoleRules } from "../../config/rules/declared-role-rules";
import { SCHEMA_RULES, UNREADABLE } from "./known-differences";

/** Told by what reads and merges the files, or by what makes policies, and so in no list of the project. */
const TOLD_ELSEWHERE = [
  "accountInDefaults",
  "accountIsKnown",
  "copyIsAllowed",
  "declaredRoleIsOwn",
  "declaredRoleName",
  "declaredRoleTrust",
  "expectedFile",
  "folderName",
  "oneAccount",
  "oneIssuer",
  "oneSettingsFile",
  "policySize",
  "prefixReach",
  "reservedNamespace",
  "roleDeclaredOnce",
  "roleInOneAccount",
  "roleSpelledOnce",
  "splitAgrees",
  "stateOutsideOutput",
  "tableIsOwn",
  "tableIsUnique",
  "uniqueAddress",
  "uniqueStack",
];

/**
 * Every rule that a mutant can break. Not among them: `valuesFolder` (a mutant always is a folder),
 * `filter` and `homeIsBuilt` (a mutant is always built as a whole), and the warnings `homeIsDeployed` and `roleHome`.
 */
export const REACHABLE_RULES: readonly string[] = [
  ...tableRules.map(({ name }) => name),
  ...environmentRules.map(({ name }) => name),
  ...declaredRoleRules.map(({ name }) => name),
  ...TOLD_ELSEWHERE,
  ...UNREADABLE,
  ...SCHEMA_RULES,
];
