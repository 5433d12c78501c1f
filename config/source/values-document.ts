import type { Path } from "./path";
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter } from "yaml";
import type { Node, Pair, YAMLMap } from "yaml";
import * as messages from "./source-messages";
import type { Position, Problems } from "../../diagnostics/problems";
import { isMergeKey, keyText, parseYaml } from "./parse-yaml";
import type { ParsedYaml } from "./parse-yaml";

export type PlainMap = Readonly<Record<string, unknown>>;

/** Keys whose values are account ids. */
const TEXT_KEYS = ["accountId", "idp_aws_account"];

/** A part of a values file; lines and columns as of `Position`. */
export interface Range {
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
  /** Where the first character behind it is. */
  readonly end: { readonly line: number; readonly column: number };
}

/** One values file: its values, and where each is written. */
export class ValuesDocument {
  /** Most files are never asked for a place, so only their text is kept, not what was parsed of it. */
  private parsed: ParsedYaml | undefined;
  private lineCounter: LineCounter | undefined;
  private readonly pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  private constructor(
    /** Path as it is shown to people. */
    readonly file: string,
    /** Path below the folder of the values, the same on every machine. */
    readonly name: string,
    readonly value: PlainMap,
    private readonly text: string,
  ) {}

  /** A file that is not valid YAML is reported to `problems`, and counts as empty. */
  static parse(file: string, name: string, text: string, problems: Problems): ValuesDocument {
    const { value, faults } = parseYaml(text);
    const containing = (map: PlainMap): ValuesDocument => new ValuesDocument(file, name, map, text);
    const empty = containing({});
    for (const { start, end, message, rule } of faults)
      problems.error(empty.position(start, end), message, rule);
    if (value === null || value === undefined) return empty;
    if (typeof value !== "object" || Array.isArray(value)) {
      problems.error(empty.at([]), messages.fileIsNoMap(value), "fileIsMap");
      return empty;
    }
    return containing(containing(value as PlainMap).withTextOfIds());
  }

  /** AWS account ids are read from the text of the file: as a number, a leading zero would be lost. */
  private withTextOfIds(): PlainMap {
    const numbers = TEXT_KEYS.filter((key) => typeof this.value[key] === "number");
    const texts = numbers.flatMap((key): [string, unknown][] => {
      const { node } = this.walk([key]);
      return isScalar(node) ? [[key, node.source]] : [];
    });
    return texts.length > 0 ? { ...this.value, ...Object.fromEntries(texts) } : this.value;
  }

  /**
   * Where the value at `path` is written. A value that came through an alias or a merge key is
   * placed where its anchor is; a missing one at the innermost map that would hold it.
   */
  at(path: Path): Position {
    const [start = 0, end] = this.walk(path).node?.range ?? [];
    return this.position(start, end);
  }

  /** Where the key that ends `path` is written (for keys that should not be there). */
  atKey(path: Path): Position {
    const { pair, depth } = this.walk(path);
    const key = depth === path.length ? (pair?.key as Node | undefined) : undefined;
    return key?.range ? this.position(key.range[0], key.range[1]) : this.at(path);
  }

  /** From where to where the value at `path` is written. */
  rangeAt(path: Path): Range {
    const [start = 0, end = start] = this.walk(path).node?.range ?? [];
    return { file: this.file, start: this.place(start), end: this.place(end) };
  }

  private place(offset: number): Range["start"] {
    const { line, col } = this.lines().linePos(offset);
    return { line, column: col };
  }

  private lines(): LineCounter {
    if (this.lineCounter !== undefined) return this.lineCounter;
    const counter = new LineCounter();
    counter.addNewLine(0);
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1))
      counter.addNewLine(at + 1);
    this.lineCounter = counter;
    return counter;
  }

  private walk(path: Path): { node: Node | null; pair: Pair | undefined; depth: number } {
    this.parsed ??= parseYaml(this.text);
    let node = this.resolve(this.parsed.document.contents);
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
    return this.pairsOf(map).get(String(key));
  }

  /** By key; what a map has itself wins over what is merged into it, and earlier sources over later ones. */
  private pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map<string, Pair>();
    const add = (key: string, pair: Pair): void => {
      if (!pairs.has(key)) pairs.set(key, pair);
    };
    const merges = map.items.filter(({ key }) => isMergeKey(key));
    for (const pair of map.items) if (!isMergeKey(pair.key)) add(keyText(pair), pair);
    for (const merge of merges) {
      const value = this.resolve(merge.value as Node | null);
      const sources = isSeq(value) ? (value.items as Node[]) : [value];
      for (const source of sources.map((item) => this.resolve(item)))
        if (isMap(source))
          this.pairsOf(source).forEach((pair, key) => {
            add(key, pair);
          });
    }
    this.pairs.set(map, pairs);
    return pairs;
  }

  private resolve(node: Node | null): Node | null {
    return isAlias(node) ? (this.parsed?.targets.get(node) ?? node) : node;
  }

  private position(start: number, end = start): Position {
    const { line, column } = this.place(start);
    // The start of the next line is known, so nothing is searched that may be long.
    const lineEnd = this.lines().lineStarts[line] ?? this.text.length + 1;
    const word = this.text.slice(start, Math.min(end, lineEnd - 1));
    return {
      file: this.file,
      line,
      column,
      ...(end > start && { length: Math.max(1, word.trimEnd().length) }),
    };
  }
}
