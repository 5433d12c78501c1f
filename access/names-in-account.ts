import type { DeclaredRole } from "../config/model/fleet";
import type { Position, Problems } from "../diagnostics/problems";

/** What a role and its policy are called, and where. */
export interface NamedRole {
  readonly role: string;
  readonly accountId: string | undefined;
  readonly policyName: string;
  /** Absent for a role that is granted nothing. */
  readonly policy: object | undefined;
  /** Absent for a role that exists already. */
  readonly declared: DeclaredRole | undefined;
  /** Where the role is first named. */
  readonly at: () => Position;
}

/**
 * IAM has the name of a role, and that of a policy, once in an account, whatever its case: environments
 * that share an account may not both create it. Source: IAM API reference, CreateRole and CreatePolicy.
 * @param environments the roles of each environment
 */
export function refuseSharedNames(
  environments: ReadonlyMap<{ readonly name: string }, readonly NamedRole[]>,
  problems: Problems,
): void {
  const taken = new Map<string, { readonly role: NamedRole; readonly environment: object }>();
  const take = (account: string, name: string, role: NamedRole, environment: object): void => {
    const key = `${account} ${name.toLowerCase()}`;
    const other = taken.get(key);
    if (other === undefined) {
      taken.set(key, { role, environment });
      return;
    }
    // Two spellings of a role in one environment are reported already.
    const isSpelling = other.role.role.toLowerCase() === role.role.toLowerCase();
    if (isSpelling && other.environment === environment) return;
    const { file, line } = other.role.at();
    problems.error(
      role.at(),
      `${name} is also created for ${file}:${line}, in the same account, and IAM has each name once; rename one of the roles`,
      "nameIsUniqueInAccount",
    );
  };
  for (const [environment, roles] of environments) {
    for (const role of roles) {
      // Without an account id, environments may be in different accounts.
      const account = role.accountId ?? `of ${environment.name}`;
      if (role.declared) take(account, `role ${role.role}`, role, environment);
      if (role.policy) take(account, `policy ${role.policyName}`, role, environment);
    }
  }
}
