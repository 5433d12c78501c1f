/** Reads prices from the AWS Price List Bulk API, which needs no credentials. */
import { OFFERS, parseOffer, pricesOf } from "./price-list";
import type { Offer, OfferFile } from "./price-list";
import * as messages from "./price-messages";
import type { Prices, RegionPrices } from "./region-prices";

export const PRICE_LIST_URL = "https://pricing.us-east-1.amazonaws.com";

/** The largest of the three offers has about 5 MB. */
const LARGEST = 64 * 1024 * 1024;
/** Of one file, in milliseconds. */
const TIMEOUT = 60_000;

/** Why prices cannot be read, in a sentence. */
export class PriceListError extends Error {}

/**
 * One region after the other: a fault in one of them ends it, so that a file of prices is never half new.
 * @param url without a path
 * @throws PriceListError
 */
export async function fetchPrices(regions: readonly string[], url: string): Promise<Prices> {
  const prices: Record<string, RegionPrices> = {};
  for (const region of regions) {
    const [dynamodb, cloudwatch, backup] = await Promise.all(
      OFFERS.map((offer) => fetchOffer(offer, region, url)),
    );
    if (dynamodb === undefined || cloudwatch === undefined || backup === undefined) continue;
    const read = pricesOf(region, {
      AmazonDynamoDB: dynamodb,
      AmazonCloudWatch: cloudwatch,
      AWSBackup: backup,
    });
    if ("fault" in read)
      throw new PriceListError(
        messages.badOffer(offerUrl("AmazonDynamoDB", region, url), read.fault),
      );
    prices[region] = read.prices;
  }
  return prices;
}

function offerUrl(offer: Offer, region: string, url: string): string {
  return `${url.replace(/\/+$/, "")}/offers/v1.0/aws/${offer}/current/${region}/index.json`;
}

async function fetchOffer(offer: Offer, region: string, url: string): Promise<OfferFile> {
  const address = offerUrl(offer, region, url);
  const text = await fetchText(address);
  const parsed = parseOffer(text, offer);
  if ("fault" in parsed) throw new PriceListError(messages.badOffer(address, parsed.fault));
  return parsed.file;
}

async function fetchText(address: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT) });
  } catch (error) {
    throw new PriceListError(messages.notReached(address, reasonOf(error)));
  }
  if (!response.ok) throw new PriceListError(messages.badStatus(address, response.status));
  try {
    return await textOf(response, address);
  } catch (error) {
    if (error instanceof PriceListError) throw error;
    throw new PriceListError(messages.notReached(address, reasonOf(error)));
  }
}

/** An answer without an end would fill the memory. */
async function textOf({ body }: Response, address: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST) throw new PriceListError(messages.tooLarge(address, LARGEST));
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** `fetch failed` hides what failed in its cause, whose message may be empty. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: Partial<NodeJS.ErrnoException> };
  return cause?.message || cause?.code || message || String(error);
}
