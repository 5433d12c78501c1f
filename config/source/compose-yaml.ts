import { Composer, Lexer, Parser, YAMLParseError } from "yaml";
import type { CST, Document } from "yaml";
import * as messages from "./source-messages";
import type { Fault } from "./syntax-faults";

/** Maps and lists inside each other, the outermost included. */
export const DEPTH_LIMIT = 100;

/** Maps, lists and scalars as they are written, keys not counted; a namespace of two thousand tables has 20,000. */
export const NODE_LIMIT = 50_000;

/** Tokens that the parser cannot place, after which nothing is read; only the first is reported. */
const ERROR_LIMIT = 100;

/** The parser compares each key with all others of its map; whoever reads the document looks each up. */
const OPTIONS = { merge: true, prettyErrors: false, uniqueKeys: false };

/** Begins a scalar, or a map or list in brackets. */
const NODE_START: ReadonlySet<string> = new Set(['"', "'", "[", "{", "\u001f"]);

export interface ComposedYaml {
  readonly document: Document;
  /** The text is beyond a limit, and `document` is empty. */
  readonly excess: Fault | undefined;
}

/**
 * As the library's `parseDocument`, which recurses, and so overflows the stack on deeply nested text.
 * Here, text that is far beyond a limit is refused by its tokens, before anything recurses.
 */
export function composeYaml(text: string): ComposedYaml {
  const { stackTraceLimit } = Error;
  // The library makes an error object for each mistake, and their stack traces take most of the time.
  Error.stackTraceLimit = 0;
  try {
    const tokens = new Tokens(text);
    const composer = new Composer(OPTIONS);
    const [document, second] = firstTwo(composer.compose(tokens.all(), true, text.length));
    if (document === undefined) throw new Error("the composer made no document");
    if (second !== undefined) {
      const [start, end] = second.range;
      document.errors.push(new YAMLParseError([start, end], "MULTIPLE_DOCS", ""));
    }
    return { document, excess: tokens.excess };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function firstTwo<T>(items: Iterable<T>): T[] {
  const first: T[] = [];
  for (const item of items) if (first.push(item) === 2) break;
  return first;
}

/** The tokens of a text, up to where it is beyond a limit. */
class Tokens {
  excess: Fault | undefined;

  constructor(private readonly text: string) {}

  *all(): Generator<CST.Token, void> {
    const parser = new Parser();
    let errors = 0;
    let nodes = 0;
    for (const lexeme of new Lexer().lex(this.text)) {
      for (const token of parser.next(lexeme)) {
        yield token;
        if (token.type === "error") errors += 1;
      }
      if (NODE_START.has(lexeme.charAt(0))) nodes += 1;
      const tooDeep = placeBeyond(parser.stack, DEPTH_LIMIT);
      if (tooDeep !== undefined)
        this.excess = fault(tooDeep, messages.tooDeep(DEPTH_LIMIT), "yamlDepth");
      // Each key is one, too, and there are not more keys than values.
      else if (nodes > 2 * NODE_LIMIT)
        this.excess = fault(parser.offset, messages.tooManyNodes(NODE_LIMIT), "yamlSize");
      if (this.excess !== undefined || errors === ERROR_LIMIT) return;
    }
    yield* parser.end();
  }
}

/** @param open the tokens that are not complete yet, the outermost first */
function placeBeyond(open: readonly CST.Token[], limit: number): number | undefined {
  if (open.length <= limit) return undefined;
  return open.filter((token) => "items" in token)[limit]?.offset;
}

function fault(start: number, message: string, rule: string): Fault {
  return { start, end: start + 1, message, rule };
}
