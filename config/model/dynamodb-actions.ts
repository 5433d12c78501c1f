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

/** Actions that replace or remove whole items, whatever attributes their requests name. */
const WHOLE_ITEM = ["BatchWriteItem", "DeleteItem", "PartiQLDelete", "PartiQLInsert", "PutItem"];

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

/** Whether every request of an action can be restricted by one of a grant's conditions. */
export function canBeLimited(action: string, by: "leadingKeys" | "attributes"): boolean {
  const key = by === "leadingKeys" ? "dynamodb:LeadingKeys" : "dynamodb:Attributes";
  if (by === "attributes" && WHOLE_ITEM.includes(action)) return false;
  return FACTS[action]?.conditionKeys.includes(key) ?? false;
}

/** Actions that return items, from the table or from its stream. */
const READS_ITEMS = [
  ...["BatchGetItem", "ConditionCheckItem", "GetItem", "PartiQLSelect", "Query", "Scan"],
  ...["DescribeStream", "GetRecords", "GetShardIterator"],
];

const WRITES_ITEMS = [...WHOLE_ITEM, "PartiQLUpdate", "UpdateItem"];

export function readsItems(action: string): boolean {
  return READS_ITEMS.includes(action);
}

export function writesItems(action: string): boolean {
  return WRITES_ITEMS.includes(action);
}

/** Those of some actions that read or write items. */
export function itemActions(actions: readonly string[]): string[] {
  return actions.filter((action) => readsItems(action) || writesItems(action));
}
