import { arnsOf } from "../config/model/table-places";
import { compareText } from "../diagnostics/problems";
import type { Position, Problems } from "../diagnostics/problems";
import { firstPlace, grantedTables } from "./granted-roles";
import type { GrantedRole, TableGrant } from "./granted-roles";
import { POLICY_SIZE_LIMIT, policySize } from "./policy-document";
import type { PolicyDocument } from "./policy-document";

/** How many tables the message names. */
const NAMED_TABLES = 10;

interface SizeOptions {
  /** The namespace in which the role is at home, if it is one. */
  readonly home: string | undefined;
  /** The policy that a role would have with these grants. */
  readonly policyOf: (granted: GrantedRole) => PolicyDocument;
}

/** Reports a policy that IAM would refuse, with the tables that need the most characters. */
export function reportPolicySize(
  granted: GrantedRole,
  policy: PolicyDocument,
  options: SizeOptions,
  problems: Problems,
): void {
  const size = policySize(policy);
  if (size <= POLICY_SIZE_LIMIT) return;
  const costs = costsByTable(granted, policy);
  const more = costs.length - NAMED_TABLES;
  const named = [...costs.slice(0, NAMED_TABLES), ...(more > 0 ? [`and ${more} more`] : [])];
  const message = policyTooLarge(granted.role, size, named);
  problems.error(placeOfExcess(granted, options), message, "policySize");
}

/**
 * Where the role is first named. If other namespaces' grants alone are too much, where the first of these is:
 * it is not for the role's owner to remove their own.
 */
function placeOfExcess(granted: GrantedRole, { home, policyOf }: SizeOptions): Position {
  if (home === undefined) return firstPlace(granted);
  const isOwn = ({ table }: TableGrant): boolean => table.namespace === home;
  const others = granted.grants.filter((grant) => !isOwn(grant));
  const own = policyOf({ ...granted, grants: granted.grants.filter(isOwn) });
  if (others.length === 0 || policySize(own) > POLICY_SIZE_LIMIT) return firstPlace(granted);
  return firstPlace({ ...granted, grants: others, prefixGrants: [], declared: [] });
}

/** Name and characters of each table, the largest first. */
function costsByTable(granted: GrantedRole, { Statement }: PolicyDocument): string[] {
  const resources = Statement.flatMap(({ Resource }) => Resource);
  return grantedTables(granted)
    .map((table) => {
      const { tableName } = table;
      const arns = arnsOf(table);
      const own = resources.filter((resource) =>
        arns.some((arn) => resource === arn || resource.startsWith(`${arn}/`)),
      );
      // Quotes and comma.
      return { tableName, characters: own.reduce((sum, resource) => sum + resource.length + 3, 0) };
    })
    .sort((a, b) => b.characters - a.characters || compareText(a.tableName, b.tableName))
    .map(({ tableName, characters }) => `${tableName} ${characters}`);
}

const policyTooLarge = (role: string, size: number, costs: readonly string[]): string =>
  `the policy of role ${role} has ${size} characters and IAM allows ${POLICY_SIZE_LIMIT}; name fewer indexes, grant the role fewer tables, use several roles, or write a prefixGrants entry. Characters by table: ${costs.join(", ")}`;
