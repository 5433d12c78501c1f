import * as messages from "./aws-messages";
import { Refusal } from "./refusal";

/**
 * Makes a call to AWS.
 * @param call as IAM names it, `dynamodb:ListTables`
 * @throws Refusal: the call, the answer of AWS and what to do, in a sentence
 */
export async function ask<T>(call: string, region: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(sentence(call, region, error));
  }
}

/** As `ask`; nothing where one of these errors of AWS says that there is none. */
export async function askIfThere<T>(
  call: string,
  region: string,
  absent: readonly string[],
  request: () => Promise<T>,
): Promise<T | undefined> {
  return ask(call, region, async () => {
    try {
      return await request();
    } catch (error) {
      if (error instanceof Error && absent.includes(error.name)) return undefined;
      throw error;
    }
  });
}

/** A hundred times what the largest account has; each page costs a call. */
const PAGE_LIMIT = 10_000;

/** A server that never says that a page is the last. */
class EndlessPages extends Error {}

/**
 * All pages of an answer, within `ask`.
 * @throws EndlessPages for a token that the server has given before, and for more than 10,000 pages
 */
export async function pages<Page, Item>(
  next: (token: string | undefined) => Promise<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
  tokenOf: (page: Page) => string | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  for (let count = 0; count < PAGE_LIMIT; count += 1) {
    const page = await next(token);
    for (const item of itemsOf(page) ?? []) items.push(item);
    token = tokenOf(page) || undefined;
    if (token === undefined) return items;
    if (tokens.has(token)) break;
    tokens.add(token);
  }
  throw new EndlessPages();
}

const REJECTED = [
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];
const UNREACHABLE = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "ETIMEDOUT",
];

function sentence(call: string, region: string, error: unknown): string {
  if (error instanceof EndlessPages) return messages.endlessPages(call, region);
  const {
    name = "Error",
    message = String(error),
    code = "",
  } = error as Partial<Error & { code: string }>;
  if (/^Credentials|^Token(Provider|Refresh)/.test(name) || /credentials/i.test(name))
    return messages.noCredentials(call, message);
  if (REJECTED.includes(name)) return messages.rejectedCredentials(call, name);
  if (/^AccessDenied|^Forbidden|^UnauthorizedOperation|^403$/.test(name))
    return messages.accessDenied(call, region, message);
  if (UNREACHABLE.includes(code) || name === "TimeoutError")
    return messages.unreachable(call, region, message || code);
  return messages.callFailed(call, region, name, message);
}
