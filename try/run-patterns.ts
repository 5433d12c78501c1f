import {
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBClient, QueryInput } from "@aws-sdk/client-dynamodb";
import type { AccessPattern, Answer, Request } from "./access-patterns";
import { isExpected, patternLine } from "./answers";
import { keyOf, SAMPLE_ITEMS, TABLES } from "./sample-items";
import type { Item } from "./sample-items";

export async function loadSampleItems(client: DynamoDBClient): Promise<void> {
  for (const sample of SAMPLE_ITEMS)
    await client.send(new PutItemCommand({ TableName: TABLES.shop, Item: { ...sample } }));
}

/**
 * Runs access patterns one after the other, and says of each what came back.
 * @returns whether all did as they should
 */
export async function runPatterns(
  patterns: readonly AccessPattern[],
  client: DynamoDBClient,
  say: (line: string) => void,
): Promise<boolean> {
  let isWell = true;
  for (const pattern of patterns) {
    const answer = await answerOf(pattern.request, client);
    say(patternLine(pattern, answer));
    isWell &&= isExpected(pattern, answer);
  }
  return isWell;
}

async function answerOf(request: Request, client: DynamoDBClient): Promise<Answer> {
  try {
    return await send(request, client);
  } catch (error) {
    if (error instanceof DynamoDBServiceException) return { error: error.name };
    throw error;
  }
}

async function send(request: Request, client: DynamoDBClient): Promise<Answer> {
  switch (request.action) {
    case "Query":
      return { pages: await pagesOf(request.input, client) };
    case "GetItem": {
      const { Item: found } = await client.send(new GetItemCommand(request.input));
      return { pages: [found === undefined ? [] : [keyOf(found)]] };
    }
    case "PutItem":
      await client.send(new PutItemCommand(request.input));
      return { written: true };
    case "TransactWriteItems":
      await client.send(new TransactWriteItemsCommand(request.input));
      return { written: true };
  }
}

async function pagesOf(input: QueryInput, client: DynamoDBClient): Promise<string[][]> {
  const pages: string[][] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
    pages.push((page.Items ?? []).map(keyOf));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return pages;
}
