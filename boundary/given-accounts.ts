import type { ChosenSetting, Environment } from "../config/model/fleet";
import type { Problems } from "../diagnostics/problems";

/**
 * In CI, the platform's files alone say to which account and issuer the values of a namespace are applied:
 * a namespace may repeat them.
 */
export function accountsAreGiven({ namespaces }: Environment, problems: Problems): void {
  for (const { name, chosen } of namespaces)
    for (const setting of chosen)
      problems.error(setting.at(), notGiven(name, setting), "accountsAreGiven");
}

function notGiven(namespace: string, { key, value }: ChosenSetting): string {
  const isAccount = key === "idp_aws_account";
  const own = isAccount ? "accountId" : "oidcProviderUrl";
  const written = JSON.stringify(value);
  const inPolicy = isAccount
    ? `policy.accounts: {${namespace}: {accountId: ${written}}}`
    : `policy.accounts: {${namespace}: {accountId: ..., oidcProviderUrl: ${written}}}`;
  return `${key} is ${written}, and in CI a namespace cannot choose its ${isAccount ? "account" : "OIDC issuer"}; the platform team writes ${own}: ${written} in _environment.yaml, or ${inPolicy}`;
}
