import { Document, isCollection, isMap, isPair, isScalar, visit } from "yaml";
import type { Node } from "yaml";
import { printable } from "../diagnostics/printable";
import type { Path } from "../config/source/path";
import type { Located } from "../config/source/layers";
import { tableSchema } from "../config/schema/table-schema";

/** Tables with everything that they inherit, as lines of YAML, each value with the file and line that says it. */
export function withOrigins(tables: readonly Located[]): string[] {
  const keys = Object.keys(tableSchema.shape);
  const inOrder = ([a]: [string, unknown], [b]: [string, unknown]): number =>
    keys.indexOf(a) - keys.indexOf(b);
  const sorted = tables.map(({ value }) => Object.fromEntries(Object.entries(value).sort(inOrder)));
  const document = new Document({ tables: sorted }, { aliasDuplicateObjects: false });
  visit(document, {
    Node(_, node, ancestors) {
      quoteUnprintable(node);
      // An empty map or list has no inner value that could say where it comes from.
      if (!isScalar(node) && !(isCollection(node) && node.items.length === 0)) return;
      const [, position, ...path] = pathTo([...ancestors, node] as Node[]);
      const source = typeof position === "number" ? tables[position] : undefined;
      if (source === undefined || isKey(node, ancestors.at(-1))) return;
      const { file, line } = source.at(path);
      node.comment = printable(` ${file}:${line}`);
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity });
  return text.trimEnd().split("\n");
}

/** In quotes, what cannot be printed as it is can be escaped. */
function quoteUnprintable(node: unknown): void {
  if (!isScalar(node) || typeof node.value !== "string") return;
  if (printable(node.value) !== node.value) node.type = "QUOTE_DOUBLE";
}

function isKey(node: unknown, parent: unknown): boolean {
  return isPair(parent) && parent.key === node;
}

/** The keys and positions that lead along nodes, each the parent of the next. */
function pathTo(nodes: readonly Node[]): Path {
  return nodes.flatMap((node, i): (string | number)[] => {
    const parent = nodes[i - 1];
    if (isPair(node)) return [String(isScalar(node.key) ? node.key.value : node.key)];
    return isCollection(parent) && !isMap(parent) ? [(parent.items as Node[]).indexOf(node)] : [];
  });
}
