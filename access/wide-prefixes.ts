import { wideActions } from "../config/model/action-classes";
import type { Environment, PrefixGrant } from "../config/model/fleet";
import { groupedBy } from "../config/model/grouped-by";
import { arnsOf } from "../config/model/table-places";
import { tableLabel, wideBesideNarrow } from "../config/rules/rule-messages";
import type { Problems } from "../diagnostics/problems";
import { tableArn } from "../table/table-arn";
import type { TableGrant } from "./granted-roles";
import { placesOf } from "./prefix-reach";

/** What a role is granted in one environment. */
interface RoleGrants {
  readonly role: string;
  readonly accountId: string | undefined;
  readonly grants: readonly TableGrant[];
  readonly prefixGrants: readonly PrefixGrant[];
}

interface WidePrefix {
  /** The role, in its account. */
  readonly key: string;
  readonly grant: PrefixGrant;
  readonly actions: readonly string[];
  /** How the ARNs of the tables begin that the prefix matches. */
  readonly arns: readonly string[];
}

/**
 * Reports prefix grants that make the conditions of another grant of the role useless: a prefix matches
 * tables of every environment of the account. IAM ignores case in the names of roles.
 * @param environments the roles of each environment
 */
export function refuseWidePrefixes(
  environments: ReadonlyMap<Environment, readonly RoleGrants[]>,
  problems: Problems,
): void {
  const byRole = widePrefixes(environments);
  for (const [environment, roles] of environments) {
    for (const access of roles) {
      const prefixes = byRole.get(inAccount(access, environment)) ?? [];
      for (const { table, grant } of access.grants) {
        if (grant.leadingKeys === undefined && grant.attributes === undefined) continue;
        const ofTable = arnsOf(table);
        const wide = prefixes.find(({ arns }) =>
          arns.some((arn) => ofTable.some((own) => own.startsWith(arn))),
        );
        if (wide === undefined) continue;
        const message = wideBesideNarrow(grant.role, wide.actions, wide.grant.at());
        problems.error(grant.at(), tableLabel(table.name) + message, "grantHasOneScope");
      }
    }
  }
}

function widePrefixes(
  environments: ReadonlyMap<Environment, readonly RoleGrants[]>,
): Map<string, WidePrefix[]> {
  const all = [...environments].flatMap(([environment, roles]) =>
    roles.flatMap((access) => {
      const key = inAccount(access, environment);
      return access.prefixGrants.flatMap((grant): WidePrefix[] => {
        const actions = wideActions(grant.actions);
        const places = placesOf(environment, access.accountId);
        const arns = places.map((place) => tableArn(place, grant.prefix));
        return actions.length > 0 ? [{ key, grant, actions, arns }] : [];
      });
    }),
  );
  return groupedBy(({ key }) => key, all);
}

/** Without an account id, environments may be in different accounts. */
function inAccount({ role, accountId }: RoleGrants, environment: Environment): string {
  return `${accountId ?? `of ${environment.name}`} ${role.toLowerCase()}`;
}
