/** What is wrong with files and their YAML: what was found, what to write instead. */
import { described, didYouMean, oneOf } from "../../diagnostics/wording";

/** @param templated whether the file holds `{{`, as the templates of Helm charts do */
export function yamlSyntax(
  code: string,
  message: string,
  word: string,
  templated: boolean,
): string {
  const cure = SYNTAX_CURES[code]?.(word) ?? `${message}; check quotes, brackets and indentation`;
  return `not valid YAML: ${cure}${templated ? "; values are plain YAML, without templates" : ""}`;
}

const SYNTAX_CURES: Readonly<Record<string, (word: string) => string>> = {
  TAB_AS_INDENT: () => "a tab indents this line; write spaces",
  DUPLICATE_KEY: (word) => `${word} is written twice in one map; remove one of the two`,
  MISSING_CHAR: (word) =>
    /^["']/.test(word)
      ? "this quote is never closed; close it"
      : `${word} has no value; write ${word}: and a value`,
  MULTIPLE_DOCS: () => "a second document starts here; a values file is one: remove the line ---",
  BLOCK_AS_IMPLICIT_KEY: () =>
    'two times "key: value" in one line; put a text with a colon in quotes, or mend the indentation of the next line',
  BAD_INDENT: () =>
    "the indentation fits no line above, or a bracket above is not closed; align the line with what it belongs to, or close the bracket",
  BAD_SCALAR_START: (word) => `a text cannot start with ${word.charAt(0)}; put it in quotes`,
};

export const yamlTag = (tag: string): string =>
  `the tag ${tag} is not supported; values are plain text, numbers, booleans, lists and maps: remove it`;

export const keyIsNoText = (): string =>
  "a key is a list or a map; write a text. If this is a template: values are plain YAML";

export const aliasWithoutAnchor = (name: string): string =>
  `*${name} has no anchor above it; write &${name} in front of the value that is meant`;

export const aliasOfItself = (name: string): string =>
  `*${name} stands inside the value that it stands for; write the value out`;

export const mergeIsNoMap = (): string =>
  "<< takes a map, or a list of maps, by their anchors; write for example <<: *base";

export const aliasesExplode = (limit: number): string =>
  `with its aliases written out the file has more than ${limit} values; write fewer of them, or split the file`;

export const yamlVersion = (version: string): string =>
  `values are YAML 1.2, and this file says ${version}; remove the directive`;

export const notUtf8 = (): string => "not UTF-8 text; save the file in UTF-8";

export const unreadable = (reason: string): string =>
  `cannot be read (${reason}); mend the file, its permissions or what it links to`;

export const tooLarge = (bytes: number, limit: number): string =>
  `${bytes} bytes; a values file has at most ${limit}: split the namespace over several files`;

export const leadsOut = (target: string): string =>
  `a link that leads out of the folder of the values, to ${target}; copy the file here`;

export const noValues = (folder: string): string =>
  `there is no folder ${folder}; write the values there, or name their folder in VALUES_DIR`;

export const fileIsNoMap = (found: unknown): string =>
  `a values file is a map of keys, found ${described(found)}; write for example "tables:" and a list below it`;

export const reservedString = (): string =>
  'a string cannot contain "#{TfToken[", which has a meaning in cdktf; write something else';

export const protoKey = (): string => `"__proto__" cannot be a key; choose another`;

export const unexpectedFile = (): string =>
  "not a values file; a folder of values holds .yaml and .yml files only: move or delete it, or let its name start with a dot to have it ignored";

export const unexpectedFolder = (): string =>
  "not an environment or a namespace; folders are values/<environment> and values/<environment>/<namespace>: move or delete it, or let its name start with a dot to have it ignored";

export const unexpectedLock = (): string =>
  "not a lock; this folder holds what npm run lock writes, <namespace>.json and _access.json: move or delete it";

export const badName = (kind: string, name: string): string =>
  `${JSON.stringify(name)} cannot be the name of ${kind}; rename it to at most 63 lower-case letters, digits and "-", the first and last a letter or digit`;

export const reservedNamespace = (name: string): string =>
  `"${name}" cannot be a namespace: the stack <environment>-${name} holds the roles that belong to none; rename the namespace`;

export const twoFiles = (name: string, other: string): string =>
  `${name} exists twice, also as ${other}; keep one of the two`;

export const sameStack = (id: string, other: string): string =>
  `this would be the stack ${id}, and so would ${other}; rename an environment or a namespace`;

export const unknownFilter = (
  kind: string,
  name: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  `there is no ${kind} ${JSON.stringify(name)}${didYouMean(guess)}; write ${known.length > 0 ? oneOf(known) : "nothing: there are no values"}`;
