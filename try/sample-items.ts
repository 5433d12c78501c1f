/** The single-table design of `values/dev/koa-dev/shop.yaml`, with items: users and their orders. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

export type Item = Record<string, AttributeValue>;

/** The tables of the example, by their names in AWS. */
export const TABLES = {
  shop: "koa-dev-Shop",
  log: "koa-dev-AccessLog",
  /** Of another namespace. */
  invoices: "billing-dev-Invoices",
} as const;

/** The role that the example grants `read` and `write` on the shop. */
export const ROLE = "access-service-koa-dev";

export const SAMPLE_ITEMS: readonly Item[] = [
  user("alice", "alice@example.com"),
  order("alice", "1001", "PAID", "2026-01-05"),
  order("alice", "1002", "SHIPPED", "2026-02-11"),
  order("alice", "1003", "PAID", "2026-03-02"),
  order("alice", "1004", "OPEN", "2026-03-09"),
  user("bob", "bob@example.com"),
  order("bob", "1005", "PAID", "2026-02-20"),
];

export function user(id: string, email: string): Item {
  return item({ pk: `USER#${id}`, sk: "PROFILE", email });
}

/** @param date `YYYY-MM-DD`, so that the order of strings is that of time */
export function order(userId: string, id: string, status: string, date: string): Item {
  return item({
    pk: `USER#${userId}`,
    sk: `ORDER#${id}`,
    gsi1pk: `ORDER#${status}`,
    gsi1sk: date,
  });
}

/** Strings as DynamoDB takes them. */
export function item(strings: Readonly<Record<string, string>>): Item {
  return Object.fromEntries(Object.entries(strings).map(([name, S]) => [name, { S }]));
}

/** The key of an item of the shop, as one reads it. */
export function keyOf({ pk, sk }: Item): string {
  return `${pk?.S ?? "?"} ${sk?.S ?? "?"}`;
}
