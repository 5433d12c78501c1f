import { closest, didYouMean } from "../../diagnostics/wording";
import { isRoleName } from "../model/names";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { badRoleName } from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";

const ROLE_LISTS = [
  "serviceAccountReadRoles",
  "serviceAccountWriteRoles",
  "serviceAccountStreamRoles",
] as const;

function roleName({ values }: TableContext, report: Report): void {
  for (const list of ROLE_LISTS) {
    eachApart(() => {
      for (const [i, name] of (values[list] ?? []).entries()) refuseName(name, [list, i], report);
    });
  }
  for (const [i, { role }] of (values.grants ?? []).entries())
    refuseName(role, ["grants", i, "role"], report);
}

function environmentRoleName({ values }: EnvironmentContext, report: Report): void {
  for (const [i, { role }] of (values.prefixGrants ?? []).entries())
    refuseName(role, ["prefixGrants", i, "role"], report);
}

function refuseName(name: string, path: Path, report: Report): void {
  if (!isRoleName(name)) report.error(path, badRoleName(name));
}

function streamRolesHaveStream({ values }: TableContext, report: Report): void {
  if ((values.serviceAccountStreamRoles ?? []).length === 0) return;
  if (values.managementPolicies === "Observe" || values.streamViewType !== undefined) return;
  report.error(
    ["serviceAccountStreamRoles"],
    "serviceAccountStreamRoles is set, but the table has no stream; add streamViewType, for example NEW_AND_OLD_IMAGES",
  );
}

/** An exception that names no granted role would let a role with a typo pass. */
function exceptionMeetsRole(
  { values, settings, namespaces }: EnvironmentContext,
  report: Report,
): void {
  if (typeof values.verifyRoles !== "object") return;
  // What is wrong may have granted something to any role.
  if (namespaces.some(({ isWhole }) => !isWhole)) return;
  const grants = namespaces.flatMap(({ tables }) => tables.flatMap((table) => table.grants));
  const granted = new Set([...grants, ...settings.prefixGrants].map(({ role }) => role));
  for (const [i, role] of values.verifyRoles.except.entries()) {
    if (granted.has(role)) continue;
    report.warn(
      ["verifyRoles", "except", i],
      `the environment grants nothing to the role ${role}${didYouMean(closest(role, granted))}; fix or remove the exception`,
    );
  }
}

export const tableRoleRules: readonly TableRule[] = [roleName, streamRolesHaveStream];
export const environmentRoleRules: readonly EnvironmentRule[] = [
  environmentRoleName,
  exceptionMeetsRole,
];
