/** What a namespace may write in its `roles`. Whose a role is by its name is judged in `boundary/`. */
import type { Problems } from "../../diagnostics/problems";
import { accountInArn } from "../../table/table-arn";
import { accountOf } from "../model/environment-settings";
import type { RoleDeclarationValues } from "../schema/role-schema";
import type { Report, Rule } from "../source/reporting";
import { applyRules } from "./apply-rules";
import type { NamespaceContext } from "./namespace-rules";

/** A role that a namespace declares, as it is written. */
interface RoleContext {
  readonly role: RoleDeclarationValues;
  readonly path: readonly [list: "roles", position: number];
  readonly namespace: NamespaceContext;
}

const OR_PLATFORM = "or the platform team declares the role under roles in _environment.yaml";

/** Another namespace's service accounts are another team's. */
function roleTrustsOwnServiceAccount({ role, path, namespace }: RoleContext, report: Report): void {
  if (!("oidcServiceAccount" in role.trust)) return;
  const { oidcServiceAccount } = role.trust;
  const { name } = namespace;
  if (oidcServiceAccount.startsWith(`${name}/`)) return;
  report.error(
    [...path, "trust", "oidcServiceAccount"],
    `trust.oidcServiceAccount is ${oidcServiceAccount}, and a role that ${name} declares may trust only service accounts of ${name}; write ${name}/<service account>, ${OR_PLATFORM}`,
  );
}

function roleTrustsTrustedAccount({ role, path, namespace }: RoleContext, report: Report): void {
  if (!("principalArn" in role.trust)) return;
  const { name, accountId, files, settings } = namespace;
  // Without an account that is right, nobody knows which one is the own.
  accountOf(name, settings);
  if (files.some(({ wrong }) => wrong.has("idp_aws_account"))) return;
  const { trustedAccounts } = settings.policy;
  const account = accountInArn(role.trust.principalArn);
  if (account === accountId || trustedAccounts.includes(account)) return;
  const needed = JSON.stringify([...trustedAccounts, account]);
  report.error(
    [...path, "trust", "principalArn"],
    `trust.principalArn is in account ${account}, which a role that ${name} declares may not trust; the platform team writes policy.trustedAccounts: ${needed} in _environment.yaml, or declares the role there under roles`,
  );
}

function roleHasBoundaryOfPolicy({ role, path, namespace }: RoleContext, report: Report): void {
  const { permissionsBoundary } = role;
  if (permissionsBoundary === undefined) return;
  const { permissionsBoundary: required } = namespace.settings.policy;
  if (required === undefined || required === permissionsBoundary) return;
  report.error(
    [...path, "permissionsBoundary"],
    `permissionsBoundary is ${permissionsBoundary}, and policy.permissionsBoundary of the environment is ${required}; remove it, ${OR_PLATFORM}`,
  );
}

function roleHasPathOfPolicy({ role, path, namespace }: RoleContext, report: Report): void {
  if (role.path === undefined) return;
  const { rolePath } = namespace.settings.policy;
  if (rolePath === undefined || rolePath === role.path) return;
  report.error(
    [...path, "path"],
    `path is ${role.path}, and policy.rolePath of the environment is ${rolePath}; remove it, ${OR_PLATFORM}`,
  );
}

export const declaredRoleRules: readonly Rule<RoleContext>[] = [
  roleTrustsOwnServiceAccount,
  roleTrustsTrustedAccount,
  roleHasBoundaryOfPolicy,
  roleHasPathOfPolicy,
];

/** Applies the rules of the roles that a namespace declares, each apart. */
export function applyDeclaredRoleRules(namespace: NamespaceContext, problems: Problems): void {
  for (const { values, source } of namespace.files) {
    for (const [i, role] of (values.roles ?? []).entries()) {
      const context: RoleContext = { role, path: ["roles", i], namespace };
      applyRules(declaredRoleRules, context, { label: "", source }, problems);
    }
  }
}
