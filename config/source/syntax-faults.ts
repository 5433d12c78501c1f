/** Turns the errors of the YAML parser into places to fix, with messages of our own. */
import { isCollection, visit } from "yaml";
import type { Document, YAMLError } from "yaml";
import * as messages from "./syntax-messages";

/** Something wrong with the text of a file, from one offset to another. */
export interface Fault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly rule: string;
}

/** Errors that say nothing about those behind them; of all others the first causes the rest. */
const INDEPENDENT = ["TAB_AS_INDENT"];

/** The parser's messages for a quote, and for a bracket, that is not closed; they have no codes of their own. */
const OPEN_QUOTE = /^Missing closing .quote/;
const OPEN_BRACKET = /^Flow .* must .*end with a/;

export function syntaxFaults(document: Document, text: string): Fault[] {
  const first = document.errors.filter(({ code }, i) => i === 0 || INDEPENDENT.includes(code));
  const isTemplated = text.includes("{{");
  return first.map((error) => {
    const start = startOf(error, document, text);
    const word = wordAt(text, start);
    return {
      start,
      end: start + 1,
      message: messages.yamlSyntax(explanation(error, document, word), isTemplated),
      rule: "yamlSyntax",
    };
  });
}

/** Characters of a word that a message repeats. */
const WORD_LIMIT = 200;

/** The word that starts at an offset, up to a blank or a colon. */
export function wordAt(text: string, start: number): string {
  return /^[^\s:]*/.exec(text.slice(start, start + WORD_LIMIT))?.[0] ?? "";
}

/** The offset of what has to be fixed. */
function startOf(error: YAMLError, document: Document, text: string): number {
  const [start] = error.pos;
  if (OPEN_QUOTE.test(error.message)) return openQuote(document) ?? start;
  if (OPEN_BRACKET.test(error.message)) return openBracket(document, text) ?? start;
  const key = keyOfManyLines(error, document);
  if (key !== undefined) return afterBlanks(text, text.slice(0, key).lastIndexOf("\n") + 1);
  return error.code === "TAB_AS_INDENT" ? start : afterBlanks(text, start);
}

function explanation(error: YAMLError, document: Document, word: string): string {
  if (OPEN_QUOTE.test(error.message)) return messages.openQuote();
  if (OPEN_BRACKET.test(error.message)) return messages.openBracket();
  switch (error.code) {
    case "TAB_AS_INDENT":
      return messages.tab();
    case "MULTIPLE_DOCS":
      return messages.secondDocument();
    case "BAD_SCALAR_START":
      return messages.badStart(word.charAt(0));
    case "BAD_INDENT":
      return messages.badIndentation();
    case "BLOCK_IN_FLOW":
      return messages.missingComma();
    case "BLOCK_AS_IMPLICIT_KEY":
      return keyOfManyLines(error, document) === undefined
        ? messages.twoKeysInOneLine()
        : messages.badIndentation();
    default:
      return missingPart(error, word);
  }
}

function missingPart({ message }: YAMLError, word: string): string {
  if (message.startsWith("Missing ,") || message.startsWith("Implicit keys of flow"))
    return messages.missingComma();
  if (message.startsWith("Implicit") && /^[\w.]/.test(word)) return messages.keyWithoutValue(word);
  return message.startsWith("Implicit") || message.startsWith("Sequence item without")
    ? messages.badIndentation()
    : messages.otherSyntax(message);
}

/** Where the last line of a key starts that the parser takes to have several: the next key, too far indented. */
function keyOfManyLines({ code, pos }: YAMLError, { errors }: Document): number | undefined {
  if (code !== "BLOCK_AS_IMPLICIT_KEY") return undefined;
  return errors.find((other) => other.code === "MULTILINE_IMPLICIT_KEY" && other.pos[0] === pos[0])
    ?.pos[1];
}

function afterBlanks(text: string, start: number): number {
  const blanks = /^\s*/.exec(text.slice(start))?.[0].length ?? 0;
  return start + blanks < text.length ? start + blanks : start;
}

/** Where the last quoted string starts: the one that is never closed. */
function openQuote(document: Document): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      if (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE") start = range?.[0];
    },
  });
  return start;
}

/** Where the last list or map in brackets starts that is not closed. */
function openBracket(document: Document, text: string): number | undefined {
  let start: number | undefined;
  visit(document, {
    Collection(_, node) {
      if (!isCollection(node) || node.flow !== true || !node.range) return;
      const [from, to] = node.range;
      const closing = text.charAt(from) === "[" ? "]" : "}";
      if (text.charAt(to - 1) !== closing || to - from < 2) start = from;
    },
  });
  return start;
}
