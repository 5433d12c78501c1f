import { capacityRules } from "./capacity-rules";
import { environmentBackupRules, tableBackupRules } from "./backup-rules";
import type { EnvironmentRule } from "./environment-rule";
import { environmentGrantRules, tableGrantRules } from "./grant-rules";
import { indexRules } from "./index-rules";
import { keyRules } from "./key-rules";
import { nameRules } from "./name-rules";
import { originRules } from "./origin-rules";
import { environmentPlaceRules, tablePlaceRules } from "./place-rules";
import { productionRules } from "./production-rules";
import { environmentRoleRules, tableRoleRules } from "./role-rules";
import { settingsRules } from "./settings-rules";
import type { TableRule } from "./table-rule";
import { environmentTagRules, tableTagRules } from "./tag-rules";

/** What one table can break. */
export const tableRules: readonly TableRule[] = [
  ...nameRules,
  ...keyRules,
  ...indexRules,
  ...capacityRules,
  ...tablePlaceRules,
  ...productionRules,
  ...tableTagRules,
  ...tableRoleRules,
  ...tableGrantRules,
  ...tableBackupRules,
  ...originRules,
];

/** What an environment can break. */
export const environmentRules: readonly EnvironmentRule[] = [
  ...settingsRules,
  ...environmentPlaceRules,
  ...environmentTagRules,
  ...environmentRoleRules,
  ...environmentGrantRules,
  ...environmentBackupRules,
];
