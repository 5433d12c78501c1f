/**
 * Every text that tells of a mistake in the values: what is wrong, what was found, what to write instead.
 * Positions are put in front by `problems.ts`.
 */
import type { Path } from "./document";
import { described, listed, oneOf } from "./text";

export const noHcl = (): string =>
  "cdktf writes policies wrongly as HCL; leave out --hcl and use the JSON, which Terraform takes as well";

// --- files and YAML

export const yamlSyntax = (message: string): string => `not valid YAML: ${message}`;

export const notUtf8 = (): string => "not UTF-8 text; save the file in UTF-8";

export const unreadable = (reason: string): string => `cannot be read: ${reason}`;

export const noValues = (folder: string): string =>
  `there is no folder ${folder}; write the values there, or name their folder in VALUES_DIR`;

export const fileIsNoMap = (found: unknown): string =>
  `a values file is a map of keys, found ${described(found)}; write for example "tables:" and a list below it`;

export const protoKey = (): string => `"__proto__" cannot be a key; choose another`;

export const unexpectedFile = (): string =>
  "not a values file; a folder of values holds .yaml and .yml files only: move or delete it, or let its name start with a dot to have it ignored";

export const unexpectedFolder = (): string =>
  "not an environment or a namespace; folders are values/<environment> and values/<environment>/<namespace>: move or delete it, or let its name start with a dot to have it ignored";

export const badName = (kind: string, name: string): string =>
  `${JSON.stringify(name)} cannot be the name of ${kind}; rename it to at most 63 lower-case letters, digits and "-", the first and last a letter or digit`;

export const reservedNamespace = (name: string): string =>
  `"${name}" cannot be a namespace: the stack <environment>-${name} holds the roles that belong to none; rename the namespace`;

export const twoFiles = (name: string, other: string): string =>
  `${name} exists twice, also as ${other}; keep one of the two`;

export const sameStack = (id: string, other: string): string =>
  `this would be the stack ${id}, and so would ${other}; rename an environment or a namespace`;

export const unknownFilter = (variable: string, name: string, guess: string | undefined): string =>
  `${variable} names ${JSON.stringify(name)}, which is not in the values${didYouMean(guess)}`;

// --- shape of a value

/** `globalSecondaryIndex[0].hashKey`. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`,
    "",
  );
}

export const unknownKey = (
  key: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  guess === undefined
    ? `unknown key ${key}; the keys here are ${listed([...known].sort())}`
    : `unknown key ${key}; did you mean ${guess}?`;

export const excludedKey = (key: string): string =>
  `${key} does not go together with the other keys here; remove it or them`;

export const badKey = (key: string, wanted: string): string =>
  `${JSON.stringify(key)} cannot be a key here; write ${wanted}`;

export const missing = (path: string, description: string | undefined, wanted: string): string =>
  `${path} is missing; add it: ${description === undefined ? wanted : uncapitalized(description)}`;

export const badValue = (
  path: string,
  value: unknown,
  wanted: string,
  guess: string | undefined,
): string =>
  `${path === "" ? "this" : path} is ${described(value)}${didYouMean(guess)}; write ${wanted}`;

export const brokenRule = (path: string, rule: string): string => `${path} ${rule}`;

export const kind = (name: string): string => KINDS[name] ?? name;

const KINDS: Readonly<Record<string, string>> = {
  string: "text, in quotes if it looks like a number or a boolean",
  text: "text that is not empty",
  int: "a whole number without quotes",
  number: "a number without quotes",
  boolean: "true or false, without quotes",
  array: "a list",
  object: "a map",
  record: "a map",
};

export const oneOfValues = (values: readonly string[]): string => oneOf(values);

export const atLeast = (minimum: number): string => `at least ${minimum}`;

export const atMost = (maximum: number): string => `at most ${maximum}`;

export const atMostCharacters = (maximum: number): string => `at most ${maximum} characters`;

// --- environments and namespaces

export const accountInDefaults = (): string =>
  "accountId cannot hold for every environment; write it in each _environment.yaml";

export const splitDisagrees = (key: string, other: string): string =>
  `${key} holds for the whole namespace, and ${other} says something else; write it in one file only`;

export const twoAccounts = (own: string, environment: string): string =>
  `idp_aws_account is ${own} and the environment's accountId is ${environment}; remove one of the two`;

export const twoIssuers = (own: string, environment: string): string =>
  `idp_oidc_provider_url is ${own} and the environment's oidcProviderUrl is ${environment}; remove one of the two`;

export const noAccount = (): string =>
  "no account id is known: nothing keeps these values from being applied to another account, and plans show policies without it; write accountId in _environment.yaml";

export const tagsDifferInCase = (key: string, other: string): string =>
  `the tags ${JSON.stringify(key)} and ${JSON.stringify(other)} differ only in case, which IAM takes for the same tag; keep one`;

export const stateInOutput = (folder: string, outdir: string): string =>
  `backend.path is ${JSON.stringify(folder)}, inside the output folder ${outdir}, which is deleted and written anew; write a folder outside of it`;

// --- tables

export const tableLabel = (name: unknown): string =>
  typeof name === "string" ? `table ${JSON.stringify(name)}: ` : "table: ";

export const noAddress = (name: string): string =>
  `${JSON.stringify(name)} cannot be a Terraform address; rename the table and keep its name in AWS with tableName`;

export const addressCollision = (name: string, address: string, other: string): string =>
  `${JSON.stringify(name)} has the Terraform address aws_dynamodb_table.${address}, and so has the table in ${other}; rename one and keep its name in AWS with tableName`;

export const capacityMissing = (key: string): string =>
  `${key} is missing; billingMode PROVISIONED needs readCapacity and writeCapacity, each at least 1`;

export const capacityTooSmall = (key: string, found: number): string =>
  `${key} is ${found}; write at least 1`;

export const capacityIgnored = (key: string): string =>
  `${key} is left out, because billingMode is PAY_PER_REQUEST; remove it, or write billingMode: PROVISIONED`;

export const projectionNeedsAttributes = (key: string): string =>
  `${key} is missing or empty; projectionType INCLUDE needs at least one attribute, or write KEYS_ONLY`;

export const projectionIgnoresAttributes = (key: string, type: string): string =>
  `${key} is left out, because projectionType ${type} takes no list; remove it, or write projectionType: INCLUDE`;

export const streamMissing = (): string =>
  "serviceAccountStreamRoles is given, but the table has no stream; add streamViewType, for example NEW_AND_OLD_IMAGES";

export const belowFloor = (key: string, found: unknown, floor: string): string =>
  `${key} is ${described(found)}, below the floor of a production environment; write ${floor}, or say why in optOutReason`;

// --- backup

export const unknownPlan = (
  plan: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  `there is no backup plan ${JSON.stringify(plan)}${didYouMean(guess)}; the plans of this environment are ${listed(known)}`;

export const vaultKeyRegion = (keyRegion: string, tableRegion: string): string =>
  `the vault's key is in ${keyRegion}, and tables in ${tableRegion} are backed up, where a vault needs a key of that region; remove kmsKeyArn, or name a vault that exists in each region in existing`;

// --- access

export const rolesDifferInCase = (role: string, other: string): string =>
  `the roles ${role} and ${other} differ only in case, which IAM takes for the same role; write the name as the role has it`;

export const roleInOtherAccount = (
  role: string,
  home: string,
  roleAccount: string,
  tableAccount: string,
): string =>
  `role ${role} belongs to ${home}, in account ${roleAccount}, and this table is in account ${tableAccount}, which a policy of that role cannot reach; grant a role of account ${tableAccount} that ${role} may assume`;

export const roleInManyAccounts = (role: string, accounts: readonly string[]): string =>
  `role ${role} belongs to no namespace and is granted tables in the accounts ${listed(accounts)}; a role reaches tables of its own account only: give each account a role of its own`;

export const accessInManyAccounts = (accounts: readonly string[]): string =>
  `roles that belong to no namespace are in the accounts ${listed(accounts)}, and the access stack has one; make each account an environment of its own`;

export function policyTooLarge(
  role: string,
  size: number,
  limit: number,
  costs: readonly string[],
): string {
  return `the policy of role ${role} has ${size} characters and IAM allows ${limit}; grant it fewer tables, or divide them among several roles. Characters by table: ${costs.join(", ")}`;
}

export const homeLeftOut = (role: string, stack: string): string =>
  `role ${role} has its policy in the stack ${stack}, which the filter leaves out; what is granted here takes effect when ${stack} is deployed`;

function didYouMean(guess: string | undefined): string {
  return guess === undefined ? "" : ` (did you mean ${guess}?)`;
}

/** A description as the end of a sentence; a constant such as PAY_PER_REQUEST stays as it is. */
function uncapitalized(sentence: string): string {
  const start = /^[A-Z][a-z ]/.test(sentence)
    ? sentence.charAt(0).toLowerCase()
    : sentence.charAt(0);
  return start + sentence.slice(1).replace(/\.$/, "");
}
