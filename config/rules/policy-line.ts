import type { ByNamespace, Policy } from "../model/policy";
import { entryOf } from "../source/entry";

/** What the platform team would have to write for a namespace, with what is there already, since lists replace. */
export function lineOfPolicy(
  key: "tables" | "restoreFrom" | "importFromS3",
  policy: Policy,
  namespace: string,
  added: string,
): string {
  const lists: ByNamespace<readonly string[]> = policy[key];
  const before = entryOf(lists, namespace) ?? [];
  const list = before.length === 0 ? inYaml(added) : `${listInYaml(before)}, ${inYaml(added)}`;
  return `the platform team writes policy.${key}: {${inYaml(namespace)}: [${list}]} in _environment.yaml`;
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
