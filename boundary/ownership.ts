/** Whether a table is a namespace's own, and if not, why. */
import { OwnNames, ownPrefixes } from "../config/model/own-names";
import type { ByNamespace } from "../config/model/policy";
import { entryOf } from "../config/source/entry";
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

/** What the platform team would have to write, with what is there already, since lists replace. */
export function policyLine(
  key: "tables" | "restoreFrom",
  { environment, namespace }: Owner,
  added: string,
): string {
  const lists: ByNamespace<readonly string[]> = environment.policy[key];
  const before = entryOf(lists, namespace.name) ?? [];
  const list = before.length === 0 ? inYaml(added) : `${listInYaml(before)}, ${inYaml(added)}`;
  return `the platform team writes policy.${key}: {${inYaml(namespace.name)}: [${list}]} in _environment.yaml`;
}

/** Many tables may need a line in one list. */
const knownLists = new WeakMap<readonly string[], string>();

function listInYaml(names: readonly string[]): string {
  const text = knownLists.get(names) ?? names.map(inYaml).join(", ");
  knownLists.set(names, text);
  return text;
}

/** With quotes where YAML would read a name as something else, such as `true` or `2024`. */
function inYaml(name: string): string {
  const isPlain = /^[A-Za-z][\w.:/-]*\*?$/.test(name) && !/^(true|false|null|~)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}
