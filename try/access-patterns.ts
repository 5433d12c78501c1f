/** The access patterns of the example, in the order in which they run, and what each has to answer. */
import type {
  GetItemInput,
  PutItemInput,
  QueryInput,
  TransactWriteItemsInput,
} from "@aws-sdk/client-dynamodb";
import { item, order, TABLES } from "./sample-items";

export interface AccessPattern {
  /** What the application wants. */
  readonly title: string;
  readonly request: Request;
  readonly expected: Answer;
}

/** A request by the name of its action. A query is repeated until there is no `LastEvaluatedKey`. */
export type Request =
  | { readonly action: "Query"; readonly input: QueryInput }
  | { readonly action: "GetItem"; readonly input: GetItemInput }
  | { readonly action: "PutItem"; readonly input: PutItemInput }
  | { readonly action: "TransactWriteItems"; readonly input: TransactWriteItemsInput };

/** What came back: keys of items by page, that something was written, or the name of an error. */
export type Answer =
  | { readonly pages: readonly (readonly string[])[] }
  | { readonly written: true }
  | { readonly error: string };

const TableName = TABLES.shop;
const NEW_ORDER: PutItemInput = {
  TableName,
  Item: order("bob", "1006", "OPEN", "2026-03-10"),
  ConditionExpression: "attribute_not_exists(pk)",
};
const ALICE = ["1001", "1002", "1003", "1004"].map((id) => `USER#alice ORDER#${id}`);
const REFUSED = { error: "AccessDeniedException" };

export const ACCESS_PATTERNS: readonly AccessPattern[] = [
  {
    title: "a user with all orders",
    request: query("pk = :pk", { ":pk": "USER#alice" }),
    expected: { pages: [[...ALICE, "USER#alice PROFILE"]] },
  },
  {
    title: "the same, two items a page",
    request: query("pk = :pk", { ":pk": "USER#alice" }, { Limit: 2 }),
    expected: { pages: [ALICE.slice(0, 2), ALICE.slice(2), ["USER#alice PROFILE"]] },
  },
  {
    title: "a user by e-mail address, over email-index",
    request: query("email = :email", { ":email": "bob@example.com" }, { IndexName: "email-index" }),
    expected: { pages: [["USER#bob PROFILE"]] },
  },
  {
    title: "the paid orders by date, over gsi1",
    request: query("gsi1pk = :status", { ":status": "ORDER#PAID" }, { IndexName: "gsi1" }),
    expected: {
      pages: [["USER#alice ORDER#1001", "USER#bob ORDER#1005", "USER#alice ORDER#1003"]],
    },
  },
  {
    title: "the paid orders of February, over gsi1",
    request: query(
      "gsi1pk = :status AND begins_with(gsi1sk, :month)",
      { ":status": "ORDER#PAID", ":month": "2026-02" },
      { IndexName: "gsi1" },
    ),
    expected: { pages: [["USER#bob ORDER#1005"]] },
  },
  {
    title: "a new order, unless there is one with its key",
    request: { action: "PutItem", input: NEW_ORDER },
    expected: { written: true },
  },
  {
    title: "the same order again",
    request: { action: "PutItem", input: NEW_ORDER },
    expected: { error: "ConditionalCheckFailedException" },
  },
  {
    title: "an order is paid and its user counts it, both or none",
    request: { action: "TransactWriteItems", input: payment() },
    expected: { written: true },
  },
  {
    title: "the same payment again",
    request: { action: "TransactWriteItems", input: payment() },
    expected: { error: "TransactionCanceledException" },
  },
  {
    title: "refused: what the role only writes, the log",
    request: {
      action: "Query",
      input: {
        TableName: TABLES.log,
        KeyConditionExpression: "userId = :user",
        ExpressionAttributeValues: item({ ":user": "alice" }),
      },
    },
    expected: REFUSED,
  },
  {
    title: "refused: a table of another namespace",
    request: {
      action: "GetItem",
      input: { TableName: TABLES.invoices, Key: item({ invoiceId: "1" }) },
    },
    expected: REFUSED,
  },
];

function query(
  condition: string,
  values: Readonly<Record<string, string>>,
  more: Partial<QueryInput> = {},
): Request {
  return {
    action: "Query",
    input: {
      TableName,
      KeyConditionExpression: condition,
      ExpressionAttributeValues: item(values),
      ...more,
    },
  };
}

function payment(): TransactWriteItemsInput {
  return {
    TransactItems: [
      {
        Update: {
          TableName,
          Key: item({ pk: "USER#bob", sk: "ORDER#1006" }),
          UpdateExpression: "SET gsi1pk = :paid",
          ConditionExpression: "gsi1pk = :open",
          ExpressionAttributeValues: item({ ":paid": "ORDER#PAID", ":open": "ORDER#OPEN" }),
        },
      },
      {
        Update: {
          TableName,
          Key: item({ pk: "USER#bob", sk: "PROFILE" }),
          UpdateExpression: "ADD paidOrders :one",
          ExpressionAttributeValues: { ":one": { N: "1" } },
        },
      },
    ],
  };
}
