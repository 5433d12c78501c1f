/** Where things are on the page. A name may have any character. */
import type { TablePart } from "../fleet-data";
import type { TableView } from "../table-views";

function anchor(kind: string, ...names: readonly string[]): string {
  return [kind, ...names.map(encodeURIComponent)].join("/");
}

export function tableAnchor({
  environment,
  namespace,
  name,
}: Pick<TablePart, "environment" | "namespace" | "name">): string {
  return anchor("table", environment, namespace, name);
}

export function roleAnchor(environment: string, role: string): string {
  return anchor("role", environment, role);
}

export function environmentAnchor(environment: string): string {
  return anchor("environment", environment);
}

export function namespaceAnchor(environment: string, namespace: string): string {
  return anchor("namespace", environment, namespace);
}

/** The list of tables with a filter, which the script of the page reads. */
export function viewAnchor({ id }: Pick<TableView, "id">): string {
  return `?view=${id}`;
}
