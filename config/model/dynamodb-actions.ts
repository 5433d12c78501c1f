import facts from "./service-authorization.json";

/** The words in which the values grant access. */
export const ACCESS_WORDS = ["read", "write", "stream", "list"] as const;

export type AccessWord = (typeof ACCESS_WORDS)[number];

/** Types of DynamoDB resources that belong to a table, and none. */
export type ResourceType = "table" | "index" | "stream" | "backup" | "export" | "import";

/**
 * The actions of each word. Transactions and PartiQL batches have no actions of their own.
 * Which resources an action knows is the service authorization reference's (`npm run actions`).
 */
const WORDS: Readonly<Record<AccessWord, readonly string[]>> = {
  read: [
    "BatchGetItem",
    "ConditionCheckItem",
    "DescribeTable",
    "GetItem",
    "PartiQLSelect",
    "Query",
    "Scan",
  ],
  write: [
    "BatchWriteItem",
    "ConditionCheckItem",
    "DeleteItem",
    "DescribeTable",
    "PartiQLDelete",
    "PartiQLInsert",
    "PartiQLUpdate",
    "PutItem",
    "UpdateItem",
  ],
  stream: ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"],
  list: ["ListTables"],
};

const FACTS: Readonly<
  Record<
    string,
    { readonly resources: readonly string[]; readonly conditionKeys: readonly string[] }
  >
> = facts;

/** Names of all actions of DynamoDB, without `dynamodb:`. */
export const ACTION_NAMES: readonly string[] = Object.keys(FACTS);

/** An action as `ACTION_NAMES` has it, from a name with or without `dynamodb:`. */
export function actionName(text: string): string {
  return text.replace(/^dynamodb:/, "");
}

export function isWord(text: string): text is AccessWord {
  return (ACCESS_WORDS as readonly string[]).includes(text);
}

export function isAction(text: string): boolean {
  return Object.hasOwn(FACTS, actionName(text));
}

/** The actions, sorted, that a list of words and actions grants. */
export function actionsOf(access: readonly string[]): string[] {
  const actions = access.flatMap((item) => (isWord(item) ? WORDS[item] : [actionName(item)]));
  return [...new Set(actions)].sort();
}

/** Types of resources that an action works on; none means that it is granted on `*` only. */
export function resourceTypes(action: string): readonly string[] {
  return FACTS[action]?.resources ?? [];
}

/** Actions that return items, from the table or from its stream. */
const READS_ITEMS = [
  ...["BatchGetItem", "ConditionCheckItem", "GetItem", "PartiQLSelect", "Query", "Scan"],
  ...["DescribeStream", "GetRecords", "GetShardIterator", "SearchVectors"],
];

const WRITES_ITEMS = [
  ...["BatchWriteItem", "DeleteItem", "PartiQLDelete", "PartiQLInsert", "PartiQLUpdate"],
  ...["PutItem", "UpdateItem"],
];

export function readsItems(action: string): boolean {
  return READS_ITEMS.includes(action);
}

export function writesItems(action: string): boolean {
  return WRITES_ITEMS.includes(action);
}

/**
 * Actions whose requests can be made to name every attribute that they read or write. The others write
 * or remove whole items. ConditionCheckItem is not among them: a failed check may return the whole item
 * (`ReturnValuesOnConditionCheckFailure`), and no condition key denies that.
 */
const BY_ATTRIBUTES = [
  "BatchGetItem",
  "GetItem",
  "PartiQLSelect",
  "PartiQLUpdate",
  "Query",
  "Scan",
  "UpdateItem",
];

/** Whether every request of an action can be restricted by one of a grant's conditions; never a new action. */
export function canBeLimited(action: string, by: "leadingKeys" | "attributes"): boolean {
  const carries = FACTS[action]?.conditionKeys ?? [];
  return by === "leadingKeys"
    ? carries.includes("dynamodb:LeadingKeys") && (readsItems(action) || writesItems(action))
    : carries.includes("dynamodb:Attributes") && BY_ATTRIBUTES.includes(action);
}
