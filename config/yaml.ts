import { isAlias, isCollection, isMap, isPair, isScalar, parseDocument, visit } from "yaml";
import type { Document, Node, Pair } from "yaml";
import * as messages from "./messages";

/** Something wrong with the text of a file, from one offset to another. */
export interface Fault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly rule: string;
}

export interface ParsedYaml {
  readonly document: Document;
  /** Plain maps, lists and scalars; nothing if there are faults. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

/** AWS account ids are read from the text of the file: as a number, a leading zero would be lost. */
const TEXT_KEYS = ["accountId", "idp_aws_account"];

/** Faults that say nothing about those behind them; of all others the first causes the rest. */
const INDEPENDENT = ["DUPLICATE_KEY", "TAB_AS_INDENT"];

/** Tags that say what plain YAML says anyway. */
const CORE_TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map(
  (name) => `tag:yaml.org,2002:${name}`,
);

/** Parses YAML 1.2 with anchors and merge keys, and nothing that is not plain data. */
export function parseYaml(text: string): ParsedYaml {
  const document = parseDocument(text, { merge: true, prettyErrors: false });
  const syntax = document.errors.filter(({ code }, i) => i === 0 || INDEPENDENT.includes(code));
  const faults = syntax.map(({ code, pos, message }): Fault => {
    const start = message.includes("quote") ? (openQuote(document) ?? pos[0]) : pos[0];
    const word = /^[^\s:]*/.exec(text.slice(start))?.[0] ?? "";
    const end = code === "DUPLICATE_KEY" ? start + word.length : start + 1;
    return {
      start,
      end,
      message: messages.yamlSyntax(code, message, word, text.includes("{{")),
      rule: "yamlSyntax",
    };
  });
  if (faults.length === 0) faults.push(...notPlain(document.contents));
  if (faults.length > 0) return { document, value: undefined, faults };
  keepTextOfIds(document);
  return { document, ...toPlain(document) };
}

export function keyText({ key }: Pair): string {
  if (!isScalar(key)) return "";
  // The merge key is a symbol.
  return typeof key.value === "symbol" ? (key.value.description ?? "") : String(key.value);
}

/** Keys that are no text, `__proto__`, which would change the object instead of its contents, and tags. */
function notPlain(node: unknown): Fault[] {
  if (isPair(node)) {
    const key = node.key as Node | null;
    const [start = 0, end = 0] = key?.range ?? [];
    const fault = (message: string, rule: string): Fault => ({ start, end, message, rule });
    const ofKey = isCollection(key)
      ? [fault(messages.keyIsNoText(), "keyIsText")]
      : keyText(node) === "__proto__"
        ? [fault(messages.protoKey(), "protoKey")]
        : [];
    return [...ofKey, ...notPlain(node.value)];
  }
  const inner = isCollection(node) ? node.items.flatMap(notPlain) : [];
  const tag = isCollection(node) || isScalar(node) ? node.tag : undefined;
  if (tag === undefined || CORE_TAGS.includes(tag)) return inner;
  const [start = 0, end = 0] = (node as Node).range ?? [];
  return [{ start, end, message: messages.yamlTag(tag), rule: "yamlTag" }, ...inner];
}

function keepTextOfIds(document: Document): void {
  if (!isMap(document.contents)) return;
  for (const pair of document.contents.items) {
    const { value } = pair;
    if (!TEXT_KEYS.includes(keyText(pair)) || !isScalar(value)) continue;
    if (typeof value.value === "number" || typeof value.value === "bigint")
      value.value = value.source;
  }
}

/** Aliases are resolved here, so here is told which lead nowhere and which would explode. */
function toPlain(document: Document): { value: unknown; faults: Fault[] } {
  try {
    return { value: document.toJS(), faults: [] };
  } catch (error) {
    const { start, name } = firstAlias(document);
    const exploding = error instanceof Error && error.message.startsWith("Excessive alias count");
    const message = exploding ? messages.aliasesExplode() : messages.aliasWithoutAnchor(name);
    return {
      value: undefined,
      faults: [{ start, end: start + name.length + 1, message, rule: "yamlAlias" }],
    };
  }
}

/** The first alias without an anchor, else the first at all. */
function firstAlias(document: Document): { start: number; name: string } {
  const aliases: { start: number; name: string; dangling: boolean }[] = [];
  visit(document, {
    Alias(_, alias) {
      const dangling = alias.resolve(document) === undefined;
      aliases.push({ start: alias.range?.[0] ?? 0, name: alias.source, dangling });
    },
  });
  return aliases.find(({ dangling }) => dangling) ?? aliases[0] ?? { start: 0, name: "" };
}

/** Where the last quoted text starts: the one that is never closed. */
function openQuote(document: Document): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      if (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") start = range?.[0];
    },
  });
  return start;
}

/** The node itself, or the one that an alias stands for. */
export function resolveAlias(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? node) : node;
}
