import { capacityRules } from "./capacity";
import { environmentBackupRules, tableBackupRules } from "./backup";
import type { EnvironmentRule } from "./environment-rule";
import { environmentGrantRules, tableGrantRules } from "./grants";
import { indexRules } from "./indexes";
import { keyRules } from "./keys";
import { nameRules } from "./names";
import { originRules } from "./origin";
import { environmentPlaceRules, tablePlaceRules } from "./places";
import { productionRules } from "./production";
import { environmentRoleRules, tableRoleRules } from "./roles";
import { settingsRules } from "./settings";
import type { TableRule } from "./table-rule";
import { environmentTagRules, tableTagRules } from "./tags";

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
