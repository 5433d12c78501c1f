import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ACCESS_PATTERNS } from "../../try/access-patterns";
import { runPatterns } from "../../try/run-patterns";

/** A client that gives every request the same answer. */
function clientThat(answers: () => Promise<object>): DynamoDBClient {
  return { send: answers } as unknown as DynamoDBClient;
}

const DENIED = new DynamoDBServiceException({
  name: "AccessDeniedException",
  $fault: "client",
  $metadata: {},
});

test("one pattern that answers otherwise fails the run, and the others are run and shown", async () => {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const denied = clientThat(() => Promise.reject(DENIED));
  expect(await runPatterns(ACCESS_PATTERNS, denied, say)).toBe(false);
  expect(lines).toHaveLength(ACCESS_PATTERNS.length);
  expect(lines.filter((line) => line.startsWith("  ok "))).toHaveLength(2);
  const refused = ACCESS_PATTERNS.filter(({ title }) => title.startsWith("refused:"));
  expect(await runPatterns(refused, denied, say)).toBe(true);
  // What should be refused is granted.
  expect(
    await runPatterns(
      refused,
      clientThat(() => Promise.resolve({})),
      say,
    ),
  ).toBe(false);
});

test("an error that is no answer of DynamoDB ends the run", async () => {
  const gone = clientThat(() => Promise.reject(new Error("connect ECONNREFUSED")));
  await expect(runPatterns(ACCESS_PATTERNS, gone, () => undefined)).rejects.toThrow("ECONNREFUSED");
});
