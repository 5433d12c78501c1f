import { compareText } from "../diagnostics/problems";
import type { Problems } from "../diagnostics/problems";
import { firstPlace, grantedTables } from "./granted-roles";
import type { GrantedRole } from "./granted-roles";
import { POLICY_SIZE_LIMIT, policySize } from "./policy-document";
import type { PolicyDocument } from "./policy-document";

/** How many tables the message names. */
const NAMED_TABLES = 10;

/** Reports a policy that IAM would refuse, with the tables that need the most characters. */
export function reportPolicySize(
  granted: GrantedRole,
  policy: PolicyDocument,
  problems: Problems,
): void {
  const size = policySize(policy);
  if (size <= POLICY_SIZE_LIMIT) return;
  const costs = costsByTable(granted, policy);
  const more = costs.length - NAMED_TABLES;
  const named = [...costs.slice(0, NAMED_TABLES), ...(more > 0 ? [`and ${more} more`] : [])];
  problems.error(firstPlace(granted), policyTooLarge(granted.role, size, named), "policySize");
}

/** Name and characters of each table, the largest first. */
function costsByTable(granted: GrantedRole, { Statement }: PolicyDocument): string[] {
  const resources = Statement.flatMap(({ Resource }) => Resource);
  return grantedTables(granted)
    .map(({ arn, tableName }) => {
      const own = resources.filter(
        (resource) => resource === arn || resource.startsWith(`${arn}/`),
      );
      // Quotes and comma.
      return { tableName, characters: own.reduce((sum, resource) => sum + resource.length + 3, 0) };
    })
    .sort((a, b) => b.characters - a.characters || compareText(a.tableName, b.tableName))
    .map(({ tableName, characters }) => `${tableName} ${characters}`);
}

const policyTooLarge = (role: string, size: number, costs: readonly string[]): string =>
  `the policy of role ${role} has ${size} characters and IAM allows ${POLICY_SIZE_LIMIT}; name fewer indexes, grant the role fewer tables, use several roles, or write a prefixGrants entry. Characters by table: ${costs.join(", ")}`;
