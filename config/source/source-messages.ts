/** What is wrong with files and their YAML: what was found, what to write instead. */
import { described, didYouMean, oneOf } from "../../diagnostics/wording";

export const yamlTag = (tag: string): string =>
  `the tag ${tag} is not supported; values are plain strings, numbers, booleans, lists and maps: remove it`;

export const keyIsNoString = (): string =>
  "a key is a list or a map; write a string. If this is a template: values are plain YAML";

export const aliasWithoutAnchor = (name: string): string =>
  `*${name} has no anchor above it; write &${name} in front of the value that it refers to`;

export const aliasOfItself = (name: string): string =>
  `*${name} is inside the value that it refers to; write the value out`;

export const mergeIsNoMap = (): string =>
  "<< needs a map, or a list of maps, by their anchors; write for example <<: *base";

export const aliasesExplode = (limit: number): string =>
  `with its aliases written out the file has more than ${limit} values; write fewer aliases, or split the file`;

export const tooManyNodes = (limit: number): string =>
  `the file has more than ${limit} values (maps, lists and scalars; keys are not counted); split it over several files`;

export const tooDeep = (limit: number): string =>
  `this is more than ${limit} maps and lists inside each other; write values that are nested less`;

export const inheritsTooMuch = (limit: number): string =>
  `with this, each table inherits more than ${limit} values; inherit fewer, and write them in the tables that need them`;

export const inheritsTooOften = (tables: number, inherited: number, limit: number): string =>
  `${tables} tables of one namespace inherit ${inherited} values each, and all together may inherit at most ${limit}; inherit fewer values, or split the namespace`;

export const yamlVersion = (version: string): string =>
  `values are YAML 1.2, and this file declares ${version}; remove the directive`;

export const notUtf8 = (): string => "the file is not UTF-8; save it in UTF-8";

export const unreadable = (reason: string): string =>
  `cannot be read (${reason}); fix the file, its permissions or its link`;

export const tooLarge = (limit: number): string =>
  `the file has more than ${limit} bytes (1 MiB), which is the limit; split the namespace over several files`;

export const notAFile = (): string =>
  "this is not a regular file, and only regular files are read; replace it by one, or delete it";

export const leadsOut = (target: string): string =>
  `this is a link to ${target}, which is outside the folder of the values; copy it here`;

export const lockIsLink = (): string =>
  "this is a link, or in a folder that is one, and locks are never links; put the file itself here, or delete the link and run npm run lock";

export const valuesLeadOut = (target: string): string =>
  `the folder of the values is a link to ${target}, which is outside the project; if that is right, set VALUES_DIR to ${target}`;

export const noValues = (folder: string): string =>
  `there is no folder ${folder}; write the values there, or set VALUES_DIR to their folder`;

export const fileIsNoMap = (found: unknown): string =>
  `a values file is a map of keys, and this is ${described(found)}; write for example "tables:" and a list below it`;

export const protoKey = (): string => `"__proto__" cannot be a key; choose another`;

export const unexpectedFile = (): string =>
  "this is not a values file, and a folder of values has .yaml and .yml files only; move or delete it, or start its name with a dot, so that it is ignored";

export const unexpectedFolder = (): string =>
  "this is neither an environment nor a namespace, and folders are values/<environment> and values/<environment>/<namespace>; move or delete it, or start its name with a dot, so that it is ignored";

export const unexpectedLock = (): string =>
  "this is not a lock, and this folder has the files that npm run lock writes, <namespace>.json and _access.json; move or delete it";

export const badName = (kind: string, name: string): string =>
  `${JSON.stringify(name)} cannot be the name of ${kind}; rename it to at most 63 lower-case letters, digits and -, the first and last a letter or digit`;

export const reservedNamespace = (name: string): string =>
  `"${name}" cannot be a namespace: the stack <environment>-${name} has the roles that belong to no namespace; rename the namespace`;

export const twoFiles = (name: string, other: string): string =>
  `${name} exists twice, also as ${other}; keep one of the two`;

export const sameStack = (id: string, other: string): string =>
  `this and ${other} would both be the stack ${id}; rename an environment or a namespace`;

export const unknownFilter = (
  kind: string,
  name: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  `there is no ${kind} ${JSON.stringify(name)}${didYouMean(guess)}; write ${known.length > 0 ? oneOf(known) : "nothing: there are no values"}`;
