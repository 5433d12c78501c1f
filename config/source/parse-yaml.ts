import { isAlias, isCollection, isMap, isScalar, isSeq } from "yaml";
import type { Alias, Document, Node, Pair, YAMLMap } from "yaml";
import { composeYaml, DEPTH_LIMIT, NODE_LIMIT } from "./compose-yaml";
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

/** Maps, lists and scalars of a file with its aliases written out; of long strings and keys each part counts. */
const EXPANDED_LIMIT = 1_000_000;

/** Characters of a part. */
const PART = 64;

/** Parses YAML 1.2 with anchors and merge keys, and nothing that is not plain data. */
export function parseYaml(text: string): ParsedYaml {
  const { document, excess } = composeYaml(text);
  if (excess !== undefined)
    return { document, targets: new Map(), value: undefined, faults: [excess] };
  const broken = [...syntaxFaults(document, text), ...versionFaults(document)];
  const plain = new PlainData(text);
  const value = plain.addDocument(document);
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

/** What is known of an anchored node that is whole. */
interface Anchored {
  readonly value: unknown;
  /** Nodes in it, itself included, with aliases written out. */
  readonly size: number;
  /** Maps and lists inside each other, itself included, with aliases written out; 0 for a scalar. */
  readonly height: number;
}

/** Walks a document once, in order: for its plain value, and for all that is not plain data. */
class PlainData {
  readonly faults: Fault[] = [];
  /** Those of the faults that hold whatever else is wrong. */
  readonly duplicates: Fault[] = [];
  readonly targets = new Map<Alias, Node>();
  private readonly anchors = new Map<string, Node>();
  private readonly anchored = new Map<Node, Anchored>();
  private readonly isTemplated: boolean;
  /** Nodes so far as they are written, and with aliases written out. */
  private written = 0;
  private expanded = 0;
  /** The greatest depth so far of what is being added. */
  private deepest = 0;
  /** Beyond a limit the rest is not looked at. */
  private isBeyondLimit = false;

  constructor(private readonly text: string) {
    this.isTemplated = text.includes("{{");
  }

  addDocument({ contents }: Document): unknown {
    return this.add(contents, 1);
  }

  /** @param depth that the node has if it is a map or a list */
  private add(node: unknown, depth: number): unknown {
    if (this.isBeyondLimit) return null;
    if (isAlias(node)) return this.addAlias(node, depth);
    const before = { expanded: this.expanded, deepest: this.deepest };
    this.written += 1;
    this.expanded += 1;
    if (isScalar(node) && typeof node.value === "string") this.expanded += partsOf(node.value);
    const isNode = isScalar(node) || isCollection(node);
    this.refuseExcess(isNode ? node : null, isCollection(node) ? depth : depth - 1);
    if (!isNode) return null;
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (node.tag !== undefined && !CORE_TAGS.includes(node.tag)) {
      this.fault(node, messages.yamlTag(node.tag), "yamlTag");
    }
    if (node.anchor === undefined) return this.valueOf(node, depth);
    this.deepest = isCollection(node) ? depth : depth - 1;
    const value = this.valueOf(node, depth);
    // Known only once the node is whole: an alias inside of it finds nothing.
    this.anchored.set(node, {
      value,
      size: this.expanded - before.expanded,
      height: this.deepest - depth + 1,
    });
    this.deepest = Math.max(this.deepest, before.deepest);
    return value;
  }

  /** @param depth of the node, or of the deepest one in it */
  private refuseExcess(node: Node | null, depth: number): void {
    this.deepest = Math.max(this.deepest, depth);
    if (depth > DEPTH_LIMIT) this.excess(node, messages.tooDeep(DEPTH_LIMIT), "yamlDepth");
    else if (this.written > NODE_LIMIT)
      this.excess(node, messages.tooManyNodes(NODE_LIMIT), "yamlSize");
    else if (this.expanded > EXPANDED_LIMIT)
      this.excess(node, messages.aliasesExplode(EXPANDED_LIMIT), "yamlSize");
  }

  private excess(node: Node | null, message: string, rule: string): void {
    this.isBeyondLimit = true;
    this.fault(node, message, rule);
  }

  private valueOf(node: Node, depth: number): unknown {
    if (isScalar(node)) return node.value;
    if (isMap(node)) return this.addMap(node, depth);
    return isSeq(node) ? node.items.map((item) => this.add(item, depth + 1)) : null;
  }

  private addMap({ items }: YAMLMap, depth: number): PlainMap {
    const map: PlainMap = {};
    const seen = new Set<string>();
    for (const pair of items) {
      if (this.isBeyondLimit) break;
      const key = pair.key as Node | null;
      if (isCollection(key) || isAlias(key))
        this.fault(key, messages.keyIsNoString(), "keyIsString");
      const name = keyText(pair);
      this.expanded += partsOf(name);
      if (name === "__proto__") this.fault(key, messages.protoKey(), "protoKey");
      if (isMergeKey(key)) {
        this.merge(pair.value as Node | null, map, depth);
        continue;
      }
      if (seen.has(name)) this.duplicate(key);
      seen.add(name);
      const value = this.add(pair.value, depth + 1);
      if (name !== "__proto__") map[name] = value;
    }
    return map;
  }

  /** What a map has already wins over what is merged into it, and earlier sources over later ones. */
  private merge(value: Node | null, map: PlainMap, depth: number): void {
    // Its keys become those of the map, which makes nothing deeper.
    const merged = this.add(value, isSeq(value) ? depth - 1 : depth);
    if (this.isBeyondLimit) return;
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

  private addAlias(alias: Alias, depth: number): unknown {
    const target = this.anchors.get(alias.source);
    const known = target && this.anchored.get(target);
    this.expanded += known?.size ?? 1;
    this.refuseExcess(alias, depth - 1 + (known?.height ?? 0));
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
    const message = yamlSyntax(duplicateKey(word), this.isTemplated);
    const fault = { start, end: start + word.length, message, rule: "yamlSyntax" };
    this.duplicates.push(fault);
    this.faults.push(fault);
  }

  private fault(node: Node | null, message: string, rule: string): void {
    const [start = 0, end = 0] = node?.range ?? [];
    this.faults.push({ start, end, message, rule });
  }
}

/** Of a string, but for the first: a short one counts as any other scalar. */
function partsOf(text: string): number {
  return Math.floor(text.length / PART);
}

/** A plain `<<`, which the parser turns into a symbol. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && typeof key.value === "symbol";
}
