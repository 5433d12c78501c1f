/** What is wrong with the syntax of YAML, and what to write instead. */

/** @param isTemplated whether the file contains `{{`, as the templates of Helm charts do */
export const yamlSyntax = (explanation: string, isTemplated: boolean): string =>
  `not valid YAML: ${explanation}${isTemplated ? "; values are plain YAML, without templates" : ""}`;

export const tab = (): string => "a tab indents this line; write spaces";

export const duplicateKey = (key: string): string =>
  `${key} is written twice in one map; remove one of the two`;

export const openQuote = (): string => "this quote is never closed; close it";

export const openBracket = (): string =>
  "this bracket is never closed, or a line inside it is not indented; close the bracket, or indent the line";

export const keyWithoutValue = (key: string): string =>
  `${key} has no value; write ${key}: and a value`;

export const secondDocument = (): string =>
  "a second document starts here, and a values file has one; remove the line ---";

export const twoKeysInOneLine = (): string =>
  'this line has "key: value" twice; put a string that contains a colon in quotes, or start a new line';

export const badIndentation = (): string =>
  "the indentation of this line does not fit the lines above; align it with the keys or list items that it belongs to";

export const missingComma = (): string =>
  "inside brackets, entries are separated by commas; add a comma, or close the bracket";

export const badStart = (character: string): string =>
  `a string cannot start with ${character}; put it in quotes`;

/** @param message the parser's own, for what is rare */
export const otherSyntax = (message: string): string =>
  `${message}; check quotes, brackets and indentation`;
