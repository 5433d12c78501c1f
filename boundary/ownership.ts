/** Whether a table is a namespace's own, and if not, why. */
import { OwnNames, ownPrefixes } from "../config/model/own-names";
import { lineOfPolicy } from "../config/rules/policy-line";
import type { LockedFleet } from "../lock/judge/locked-fleet";
import { listed } from "../diagnostics/wording";
import { parseTableArn } from "../table/table-arn";
import { accountIn, isOwnName, TableClaims } from "./table-claims";
import type { Owner } from "./table-claims";

/** Whose the tables of a fleet are. */
export class Ownership {
  readonly names: OwnNames;
  readonly claims: TableClaims;

  constructor(fleet: LockedFleet) {
    this.names = new OwnNames(fleet.places);
    this.claims = new TableClaims(fleet, this.names);
  }

  /** What a table is, for the namespace that names it, as it reads after `which`; nothing for its own. */
  whyNotOwn(arn: string, owner: Owner): string | undefined {
    const [manager] = this.claims.byOthers(arn, owner);
    if (manager !== undefined) {
      const { file, line } = manager.at();
      return `${namespaceText(manager.namespace.name, manager.environment.name, owner)} manages (${file}:${line})`;
    }
    if (isOwnName(arn, owner, this.names)) return undefined;
    return this.isOfOthers(arn, owner) ?? notAmong(owner);
  }

  /** The namespaces to which a name belongs by its prefix, as it reads after `which`; nothing for none. */
  isOfOthers(arn: string, owner: Owner): string | undefined {
    const owners = this.names.ownersOf(parseTableArn(arn).tableName, accountIn(arn));
    if (owners.length === 0) return undefined;
    const texts = owners.map(({ namespace, environment }) =>
      namespaceText(namespace, environment, owner),
    );
    return `is a name of ${listed(texts)}`;
  }
}

function namespaceText(namespace: string, environment: string, owner: Owner): string {
  const where = environment === owner.environment.name ? "" : ` of environment ${environment}`;
  return `namespace ${namespace}${where}`;
}

function notAmong({ environment: { namePrefix }, namespace: { name } }: Owner): string {
  const own = ownPrefixes({ namePrefix, namespace: name }).map((prefix) => `${prefix}*`);
  return `is not among the names of namespace ${name} (${own.join(", ")})`;
}

/** What the platform team would have to write. */
export function policyLine(
  key: "tables" | "restoreFrom",
  { environment, namespace }: Owner,
  added: string,
): string {
  return lineOfPolicy(key, environment.policy, namespace.name, added);
}
