import { isRoleName } from "../config/model/names";
import { badRoleName } from "../config/rules/rule-messages";
import type { Problems } from "../diagnostics/problems";
import { firstPlace } from "./granted-roles";
import type { GrantedRole } from "./granted-roles";
import { homeOf } from "./role-home";
import type { EnvironmentWithHomes } from "./role-home";

/** Reports what is wrong with the names and declarations of an environment's roles. */
export function checkGrantedRoles(
  roles: readonly GrantedRole[],
  environment: EnvironmentWithHomes,
  problems: Problems,
): void {
  reportSpellings(roles, problems);
  for (const role of roles) reportSecondDeclaration(role, problems);
  checkDeclarations(environment, problems);
}

/** IAM ignores case in names: two spellings would be two policies for one role. */
function reportSpellings(roles: readonly GrantedRole[], problems: Problems): void {
  const spellings = new Map<string, string>();
  for (const granted of roles) {
    const { role } = granted;
    const other = spellings.get(role.toLowerCase());
    if (other !== undefined)
      problems.error(firstPlace(granted), rolesDifferInCase(role, other), "roleSpelledOnce");
    spellings.set(role.toLowerCase(), other ?? role);
  }
}

function reportSecondDeclaration({ role, declared }: GrantedRole, problems: Problems): void {
  const [first, second] = declared;
  if (first === undefined || second === undefined) return;
  const { file, line } = first.at();
  problems.error(second.at(), roleDeclaredTwice(role, `${file}:${line}`), "roleDeclaredOnce");
}

function checkDeclarations(environment: EnvironmentWithHomes, problems: Problems): void {
  for (const { name, trust, at } of environment.roles) {
    if (!isRoleName(name)) problems.error(at(), badRoleName(name), "declaredRoleName");
    if (!("oidcServiceAccount" in trust)) continue;
    const home = homeOf(name, environment);
    const issuer = home?.oidcProviderUrl ?? environment.oidcProviderUrl;
    const account = home?.accountId ?? environment.accountId;
    if (issuer === undefined || account === undefined)
      problems.error(at(), trustNeedsIssuer(name), "declaredRoleTrust");
  }
}

const rolesDifferInCase = (role: string, other: string): string =>
  `the roles ${role} and ${other} differ only in case, and for IAM they are the same role; write the name exactly as in IAM`;

const roleDeclaredTwice = (role: string, other: string): string =>
  `role ${role} is declared twice, also at ${other}; declare it once`;

const trustNeedsIssuer = (role: string): string =>
  `role ${role} trusts a service account, for which the cluster's OIDC provider and the account have to be known; write oidcProviderUrl and accountId in _environment.yaml`;
