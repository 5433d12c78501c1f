import { listed } from "../../diagnostics/wording";
import { wideActions } from "../model/action-classes";
import { actionName } from "../model/dynamodb-actions";
import { principalAccounts } from "../model/policy-conditions";
import { policyPrincipal } from "../model/policy-principals";
import type { Report } from "../source/reporting";
import { forEachStatement, placesIn } from "./resource-policy-statements";
import type { StatementPlace } from "./resource-policy-statements";
import type { TableContext, TableRule } from "./table-rule";

/**
 * IAM permissions are additive: what the policy of a table allows a role of the account makes the conditions of
 * its grants meaningless. The root of the account stands for no role: IAM then asks the role's own policies.
 */
function resourcePolicyBesideGrant({ values, around }: TableContext, report: Report): void {
  const narrow = new Set(
    (values.grants ?? []).flatMap(({ role, leadingKeys, attributes }) =>
      (leadingKeys ?? attributes) ? [role.toLowerCase()] : [],
    ),
  );
  if (narrow.size === 0) return;
  forEachStatement({ values }, (place) => {
    const { Effect, Principal, Action } = place.statement;
    const actions = wideActions((Action ?? []).map(actionName));
    if (Effect === "Deny" || Principal === undefined || actions.length === 0) return;
    for (const { key, text, path } of principalPlaces(place)) {
      const principal = policyPrincipal(key, text);
      const isEverybody = principal.kind === "everyone" && mayBeOwn(place, around.accountId);
      const isOne =
        principal.kind === "account" &&
        (around.accountId === undefined || principal.accountId === around.accountId) &&
        narrow.has((principal.role ?? "").toLowerCase());
      if (!isEverybody && !isOne) continue;
      const roles = isOne ? [principal.role ?? ""] : [...narrow];
      report.error(
        path,
        `${listed(roles)} ${roles.length === 1 ? "has" : "have"} grants with leadingKeys or attributes on this table, this statement allows ${listed(actions)} without these conditions, and IAM permissions are additive; remove the role here, or the conditions of its grants`,
      );
    }
  });
}

function principalPlaces({
  path,
  written: { Principal },
}: StatementPlace): { key: string; text: string; path: StatementPlace["path"] }[] {
  const at = [...path, "Principal"];
  if (Principal === "*") return [{ key: "AWS", text: "*", path: at }];
  return Object.entries(Principal ?? {}).flatMap(([key, names]) =>
    placesIn(names, [...at, key]).map((place) => ({ key, ...place })),
  );
}

/** Whether a statement about everybody is about the roles of the account. */
function mayBeOwn({ statement }: StatementPlace, own: string | undefined): boolean {
  const accounts = principalAccounts(statement.Condition);
  return accounts.length === 0 || own === undefined || accounts.includes(own);
}

export const policyGrantRules: readonly TableRule[] = [resourcePolicyBesideGrant];
