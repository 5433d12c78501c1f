import { isAlias, isCollection, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Alias, Document, Node, Pair, YAMLMap } from "yaml";
import * as messages from "./source-messages";
import { syntaxFaults, wordAt } from "./syntax-faults";
import { duplicateKey, yamlSyntax } from "./syntax-messages";
import type { Fault } from "./syntax-faults";

export interface ParsedYaml {
  readonly document: Document;
  /** The value that each alias refers to. */
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Plain maps, lists and scalars; nothing if there are faults. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

type PlainMap = Record<string, unknown>;

/** Tags of the types that plain YAML has anyway. */
const CORE_TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

/** Values of a file with its aliases written out; a namespace of two thousand tables has a tenth of it. */
const SIZE_LIMIT = 1_000_000;

/** Parses YAML 1.2 with anchors and merge keys, and nothing that is not plain data. */
export function parseYaml(text: string): ParsedYaml {
  // The parser compares each key with all others of its map; `PlainData` looks each up.
  const options = { merge: true, prettyErrors: false, uniqueKeys: false };
  const document = parseDocument(text, options);
  const broken = [...syntaxFaults(document, text), ...versionFaults(document)];
  const plain = new PlainData(text);
  const value = plain.add(document.contents);
  const faults = broken.length > 0 ? [...broken, ...plain.duplicates] : plain.faults;
  return {
    document,
    targets: broken.length > 0 ? new Map() : plain.targets,
    value: faults.length > 0 ? undefined : value,
    faults,
  };
}

export function keyText({ key }: Pair): string {
  const value = (isScalar(key) ? key.value : null) as string | number | boolean | symbol | null;
  // The merge key is a symbol.
  return typeof value === "symbol" ? (value.description ?? "") : String(value ?? "");
}

/** Older versions read `yes` and `012` differently. */
function versionFaults({ directives }: Document): Fault[] {
  const { version = "1.2", explicit = false } = directives?.yaml ?? {};
  if (!explicit || version === "1.2") return [];
  return [{ start: 0, end: 5, message: messages.yamlVersion(version), rule: "yamlVersion" }];
}

/** Walks a document once, in order: for its plain value, and for all that is not plain data. */
class PlainData {
  readonly faults: Fault[] = [];
  /** Those of the faults that hold whatever else is wrong. */
  readonly duplicates: Fault[] = [];
  readonly targets = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Node>();
  /** Of anchored nodes that are whole. */
  private readonly anchored = new Map<Node, { readonly value: unknown; readonly size: number }>();
  /** Values so far, aliases written out. */
  private size = 0;

  constructor(private readonly text: string) {}

  add(node: unknown): unknown {
    if (isAlias(node)) return this.addAlias(node);
    this.size += 1;
    if (!isScalar(node) && !isCollection(node)) return null;
    const before = this.size;
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (node.tag !== undefined && !CORE_TAGS.includes(node.tag)) {
      this.fault(node, messages.yamlTag(node.tag), "yamlTag");
    }
    const value = this.valueOf(node);
    if (this.size > SIZE_LIMIT && this.faults.length === 0)
      this.fault(node, messages.aliasesExplode(SIZE_LIMIT), "yamlSize");
    // Known only once the node is whole: an alias inside of it finds nothing.
    if (node.anchor !== undefined) this.anchored.set(node, { value, size: this.size - before + 1 });
    return value;
  }

  private valueOf(node: Node): unknown {
    if (isScalar(node)) return node.value;
    if (isMap(node)) return this.addMap(node);
    return isSeq(node) ? node.items.map((item) => this.add(item)) : null;
  }

  private addMap({ items }: YAMLMap): PlainMap {
    const map: PlainMap = {};
    const seen = new Set<string>();
    for (const pair of items) {
      const key = pair.key as Node | null;
      if (isCollection(key) || isAlias(key))
        this.fault(key, messages.keyIsNoString(), "keyIsString");
      const name = keyText(pair);
      if (name === "__proto__") this.fault(key, messages.protoKey(), "protoKey");
      if (isMergeKey(key)) {
        this.merge(pair.value as Node | null, map);
        continue;
      }
      if (seen.has(name)) this.duplicate(key);
      seen.add(name);
      const value = this.add(pair.value);
      if (name !== "__proto__") map[name] = value;
    }
    return map;
  }

  /** What a map has already wins over what is merged into it, and earlier sources over later ones. */
  private merge(value: Node | null, map: PlainMap): void {
    const merged = this.add(value);
    const sources = isSeq(value) ? (value.items as Node[]) : [value];
    for (const [i, source] of sources.entries()) {
      const target = isAlias(source) ? this.targets.get(source) : source;
      if (target === undefined) continue;
      if (!isMap(target)) this.fault(source, messages.mergeIsNoMap(), "yamlMerge");
      else {
        const inherited = (isSeq(value) ? (merged as unknown[])[i] : merged) as PlainMap;
        for (const [key, item] of Object.entries(inherited))
          if (!Object.hasOwn(map, key)) map[key] = item;
      }
    }
  }

  private addAlias(alias: Alias): unknown {
    const target = this.anchors.get(alias.source);
    const known = target && this.anchored.get(target);
    this.size += known?.size ?? 1;
    if (target === undefined)
      this.fault(alias, messages.aliasWithoutAnchor(alias.source), "yamlAlias");
    else if (known === undefined)
      this.fault(alias, messages.aliasOfItself(alias.source), "yamlAlias");
    else this.targets.set(alias, target);
    return known?.value;
  }

  private duplicate(key: Node | null): void {
    const start = key?.range?.[0] ?? 0;
    const word = wordAt(this.text, start);
    const message = yamlSyntax(duplicateKey(word), this.text.includes("{{"));
    const fault = { start, end: start + word.length, message, rule: "yamlSyntax" };
    this.duplicates.push(fault);
    this.faults.push(fault);
  }

  private fault(node: Node | null, message: string, rule: string): void {
    const [start = 0, end = 0] = node?.range ?? [];
    this.faults.push({ start, end, message, rule });
  }
}

/** A plain `<<`, which the parser turns into a symbol. */
function isMergeKey(key: Node | null): boolean {
  return isScalar(key) && typeof key.value === "symbol";
}
