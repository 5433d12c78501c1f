import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import type { Alias, Document, Node, Pair } from "yaml";
import * as messages from "./source-messages";
import { syntaxFaults } from "./syntax-faults";
import type { Fault } from "./syntax-faults";

export interface ParsedYaml {
  readonly document: Document;
  /** The value that each alias refers to. */
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Plain maps, lists and scalars; nothing if there are faults. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

/** Tags of the types that plain YAML has anyway. */
const CORE_TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

/** Values of a file with its aliases written out; a namespace of two thousand tables has a tenth of it. */
const SIZE_LIMIT = 1_000_000;

/** Parses YAML 1.2 with anchors and merge keys, and nothing that is not plain data. */
export function parseYaml(text: string): ParsedYaml {
  const document = parseDocument(text, { merge: true, prettyErrors: false });
  const faults = [...syntaxFaults(document, text), ...versionFaults(document)];
  if (faults.length > 0) return { document, targets: new Map(), value: undefined, faults };
  const plain = new PlainData();
  plain.add(document.contents);
  const value: unknown = plain.faults.length > 0 ? undefined : document.toJS({ maxAliasCount: -1 });
  return { document, targets: plain.targets, value, faults: plain.faults };
}

export function keyText({ key }: Pair): string {
  if (!isScalar(key)) return "";
  // The merge key is a symbol.
  return typeof key.value === "symbol" ? (key.value.description ?? "") : String(key.value);
}

/** Older versions read `yes` and `012` differently. */
function versionFaults({ directives }: Document): Fault[] {
  const { version = "1.2", explicit = false } = directives?.yaml ?? {};
  if (!explicit || version === "1.2") return [];
  return [{ start: 0, end: 5, message: messages.yamlVersion(version), rule: "yamlVersion" }];
}

/** Walks a document once, in order, for the targets of its aliases and for all that is not plain data. */
class PlainData {
  readonly faults: Fault[] = [];
  readonly targets = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Node>();
  private readonly sizes = new Map<Node, number>();

  /** @returns how many values there are, aliases written out */
  add(node: unknown): number {
    if (isAlias(node)) return this.addAlias(node);
    if (!isScalar(node) && !isCollection(node)) return 1;
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (node.tag !== undefined && !CORE_TAGS.includes(node.tag)) {
      this.fault(node, messages.yamlTag(node.tag), "yamlTag");
    }
    const items = isCollection(node) ? (node.items as unknown[]) : [];
    const size = items.reduce<number>((sum, item) => sum + this.addItem(item), 1);
    if (size > SIZE_LIMIT && this.faults.length === 0)
      this.fault(node, messages.aliasesExplode(SIZE_LIMIT), "yamlSize");
    // Known only once the node is whole: an alias inside of it finds no size.
    this.sizes.set(node, size);
    return size;
  }

  private addItem(item: unknown): number {
    if (!isPair(item)) return this.add(item);
    const key = item.key as Node | null;
    if (isCollection(key) || isAlias(key)) this.fault(key, messages.keyIsNoString(), "keyIsString");
    if (keyText(item) === "__proto__") this.fault(key, messages.protoKey(), "protoKey");
    const size = this.add(item.value);
    if (keyText(item) === "<<") this.refuseMerge(item.value as Node | null);
    return size;
  }

  private addAlias(alias: Alias): number {
    const target = this.anchors.get(alias.source);
    const size = target && this.sizes.get(target);
    if (target === undefined)
      this.fault(alias, messages.aliasWithoutAnchor(alias.source), "yamlAlias");
    else if (size === undefined)
      this.fault(alias, messages.aliasOfItself(alias.source), "yamlAlias");
    else this.targets.set(alias, target);
    return size ?? 1;
  }

  private refuseMerge(value: Node | null): void {
    const sources = isSeq(value) ? (value.items as Node[]) : [value];
    for (const source of sources) {
      const map = isAlias(source) ? this.targets.get(source) : source;
      if (map !== undefined && !isMap(map))
        this.fault(source, messages.mergeIsNoMap(), "yamlMerge");
    }
  }

  private fault(node: Node | null, message: string, rule: string): void {
    const [start = 0, end = 0] = node?.range ?? [];
    this.faults.push({ start, end, message, rule });
  }
}
