import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, visit } from "yaml";
import type { Document, Node, Pair, YAMLMap } from "yaml";
import * as messages from "./messages";
import type { Position, Problems } from "./problems";

/** Keys and list indexes that lead from the root of a document to a value. */
export type Path = readonly (string | number)[];

export type PlainMap = Readonly<Record<string, unknown>>;

/** AWS account ids are read from the text of the file: as a number, a leading zero would be lost. */
const TEXT_KEYS = ["accountId", "idp_aws_account"];

/** One values file: what it says, and where it says it. */
export class ValuesDocument {
  private constructor(
    /** Path as it is shown to people. */
    readonly file: string,
    /** Path below the folder of the values, the same on every machine. */
    readonly name: string,
    readonly value: PlainMap,
    private readonly text: string,
    private readonly document: Document,
  ) {}

  /** Parses YAML 1.2 with anchors and merge keys. What is wrong with the text goes to `problems`. */
  static parse(file: string, name: string, text: string, problems: Problems): ValuesDocument {
    const document = parseDocument(text, { merge: true, prettyErrors: false });
    const parsed = (value: PlainMap): ValuesDocument =>
      new ValuesDocument(file, name, value, text, document);
    for (const { message, pos } of [...document.errors, ...document.warnings]) {
      const at = positionIn(file, text, pos[0], Math.max(pos[1], pos[0] + 1));
      problems.error(at, messages.yamlSyntax(message), "yamlSyntax");
    }
    if (document.errors.length > 0) return parsed({});
    // An escape sequence could spell it too; no other text can hold such a key.
    if (text.includes("__proto__") || text.includes("\\")) {
      refuseProto(document, (offset) => {
        problems.error(positionIn(file, text, offset), messages.protoKey(), "protoKey");
      });
    }
    keepTextOfIds(document);
    const value = toPlain(document, (message, offset) => {
      const at = positionIn(file, text, offset, offset + 1);
      problems.error(at, messages.yamlSyntax(message), "yamlSyntax");
    });
    if (value === null || value === undefined) return parsed({});
    if (typeof value !== "object" || Array.isArray(value)) {
      problems.error(parsed({}).at([]), messages.fileIsNoMap(value), "fileIsMap");
      return parsed({});
    }
    return parsed(value as PlainMap);
  }

  /**
   * Where the value at `path` is written. A value that came through an alias or a merge key is
   * placed where its anchor stands; a missing one at the innermost map that would hold it.
   */
  at(path: Path): Position {
    const found = this.walk(path);
    const [start = 0, end] = found.node?.range ?? [];
    return positionIn(this.file, this.text, start, end);
  }

  /** Where the key that ends `path` is written (for keys that should not be there). */
  atKey(path: Path): Position {
    const { pair, depth } = this.walk(path);
    const key = depth === path.length ? (pair?.key as Node | undefined) : undefined;
    return key?.range
      ? positionIn(this.file, this.text, key.range[0], key.range[1])
      : this.at(path);
  }

  private walk(path: Path): { node: Node | null; pair: Pair | undefined; depth: number } {
    let node = this.resolve(this.document.contents);
    let pair: Pair | undefined;
    let depth = 0;
    for (const step of path) {
      const next = isMap(node)
        ? this.pairOf(node, step)
        : isSeq(node)
          ? node.items[Number(step)]
          : undefined;
      if (next === undefined) break;
      const value = this.resolve((isPair(next) ? next.value : next) as Node | null);
      pair = isPair(next) ? next : undefined;
      depth += 1;
      if (value === null) return { node: (pair?.key as Node | undefined) ?? node, pair, depth };
      node = value;
    }
    return { node, pair, depth };
  }

  private pairOf(map: YAMLMap, key: string | number): Pair | undefined {
    const own = map.items.find((pair) => keyText(pair) === String(key));
    if (own) return own;
    for (const merge of map.items.filter((pair) => keyText(pair) === "<<")) {
      const value = this.resolve(merge.value as Node | null);
      const sources = isSeq(value)
        ? value.items.map((item) => this.resolve(item as Node))
        : [value];
      for (const source of sources) {
        const inherited = isMap(source) ? this.pairOf(source, key) : undefined;
        if (inherited) return inherited;
      }
    }
    return undefined;
  }

  private resolve(node: Node | null): Node | null {
    return isAlias(node) ? (node.resolve(this.document) ?? node) : node;
  }
}

function keyText({ key }: Pair): string {
  if (!isScalar(key)) return "";
  // The merge key is a symbol.
  return typeof key.value === "symbol" ? (key.value.description ?? "") : String(key.value);
}

function keepTextOfIds(document: Document): void {
  if (!isMap(document.contents)) return;
  for (const { key, value } of document.contents.items) {
    if (isScalar(key) && TEXT_KEYS.includes(String(key.value)) && isScalar(value)) {
      if (typeof value.value === "number" || typeof value.value === "bigint")
        value.value = value.source;
    }
  }
}

/** `__proto__` as a key would change the object instead of its contents. */
function refuseProto(document: Document, refuse: (offset: number) => void): void {
  visit(document, {
    Pair(_, pair) {
      if (keyText(pair) === "__proto__") refuse((pair.key as Node).range?.[0] ?? 0);
    },
  });
}

function toPlain(document: Document, refuse: (message: string, offset: number) => void): unknown {
  try {
    return document.toJS();
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error), danglingAlias(document));
    return undefined;
  }
}

/** Where the first alias without an anchor stands, which only the conversion tells of. */
function danglingAlias(document: Document): number {
  let offset: number | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined) offset ??= alias.range?.[0];
    },
  });
  return offset ?? 0;
}

function positionIn(file: string, text: string, start: number, end = start): Position {
  const before = text.slice(0, start);
  const lastBreak = before.lastIndexOf("\n");
  const word = text.slice(start, end).split("\n")[0] ?? "";
  return {
    file,
    line: before.split("\n").length,
    column: start - lastBreak,
    ...(word !== "" && { length: word.trimEnd().length }),
  };
}
