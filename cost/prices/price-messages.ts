/** What is said of the price list and of the file of prices. */

const KEPT = "the prices stay as they were";

export const badOffer = (url: string, fault: string): string =>
  `${url} is no price list: ${fault}; ${KEPT}`;

export const notReached = (url: string, reason: string): string =>
  `${url} cannot be read: ${reason}; ${KEPT}. AWS_PRICE_LIST_URL names another server`;

export const badStatus = (url: string, status: number): string =>
  `${url} answers with status ${status}${status === 403 || status === 404 ? ": AWS has no such service in this region" : ""}; ${KEPT}`;

export const tooLarge = (url: string, bytes: number): string =>
  `${url} has more than ${bytes / 1024 / 1024} MiB; ${KEPT}`;

export const badPriceFile = (file: string, fault: string): string =>
  `${file} is no file of prices: ${fault}; delete it, or write it with npm run cost -- --update-prices`;

export const badUrl = (url: string): string =>
  `AWS_PRICE_LIST_URL is ${JSON.stringify(url)}; write an address such as https://pricing.us-east-1.amazonaws.com`;
