import * as messages from "./rule-messages";
import { closest } from "../../diagnostics/wording";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { TableContext, TableRule } from "./table-rule";
import type { Report } from "../source/reporting";

/** Source: IAM API reference, CreateRole, RoleName. */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

const ROLE_LISTS = [
  "serviceAccountReadRoles",
  "serviceAccountWriteRoles",
  "serviceAccountStreamRoles",
] as const;

function roleName({ values }: TableContext, report: Report): void {
  for (const list of ROLE_LISTS) {
    for (const [i, name] of (values[list] ?? []).entries()) {
      if (!ROLE_NAME.test(name)) report.error([list, i], messages.badRoleName(name));
    }
  }
  refuseNames(values.grants, "grants", "role", report);
}

function environmentRoleName({ values }: EnvironmentContext, report: Report): void {
  refuseNames(values.prefixGrants, "prefixGrants", "role", report);
}

function refuseNames<Key extends string>(
  items: readonly Readonly<Record<Key, string>>[] | undefined,
  list: string,
  key: Key,
  report: Report,
): void {
  for (const [i, item] of (items ?? []).entries()) {
    if (!ROLE_NAME.test(item[key])) report.error([list, i, key], messages.badRoleName(item[key]));
  }
}

function streamRolesHaveStream({ values }: TableContext, report: Report): void {
  if (values.managementPolicies === "Observe" || values.streamViewType !== undefined) return;
  if ((values.serviceAccountStreamRoles ?? []).length > 0) {
    report.error(["serviceAccountStreamRoles"], messages.streamMissing());
  }
}

/** An exception that meets no role lets a misspelt role through. */
function exceptionMeetsRole(
  { values, settings, namespaces }: EnvironmentContext,
  report: Report,
): void {
  if (typeof values.verifyRoles !== "object") return;
  const grants = namespaces.flatMap(({ tables }) => tables.flatMap((table) => table.grants));
  const granted = new Set([...grants, ...settings.prefixGrants].map(({ role }) => role));
  for (const [i, role] of values.verifyRoles.except.entries()) {
    if (!granted.has(role))
      report.warn(
        ["verifyRoles", "except", i],
        messages.unusedException(role, closest(role, granted)),
      );
  }
}

export const tableRoleRules: readonly TableRule[] = [roleName, streamRolesHaveStream];
export const environmentRoleRules: readonly EnvironmentRule[] = [
  environmentRoleName,
  exceptionMeetsRole,
];
