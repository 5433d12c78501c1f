/** From the offer files of the AWS Price List Bulk API to the prices of a region. */
import { z } from "zod";
import type { TableClass } from "../../table/table-settings";
import type { ClassPrices, RegionPrices } from "./region-prices";

/** The services that a table is billed by, and what their offers are called. */
export const OFFERS = ["AmazonDynamoDB", "AmazonCloudWatch", "AWSBackup"] as const;

export type Offer = (typeof OFFERS)[number];

/**
 * The part of an offer file that is read. Source: AWS Billing User Guide, "Reading the service price list
 * file".
 */
const offerFile = z.object({
  offerCode: z.string(),
  publicationDate: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
  products: z.record(
    z.string(),
    z.object({ attributes: z.record(z.string(), z.string()).optional() }),
  ),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({
              beginRange: z.string().optional(),
              pricePerUnit: z.record(z.string(), z.string()),
            }),
          ),
        }),
      ),
    ),
  }),
});

export type OfferFile = z.infer<typeof offerFile>;

/** An offer file, or what is wrong with what AWS answered instead. */
export function parseOffer(
  text: string,
  offer: Offer,
): { readonly file: OfferFile } | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: text.trimStart().startsWith("<") ? "it is HTML" : "it is no whole JSON" };
  }
  const { success, data, error } = offerFile.safeParse(value);
  if (!success)
    return { fault: `it has no ${error.issues[0]?.path.map(String).join(".") ?? "prices"}` };
  return data.offerCode === offer
    ? { file: data }
    : { fault: `it is the offer ${data.offerCode.slice(0, 100)}` };
}

/**
 * Usage types without the code of the region. Source: DynamoDB Developer Guide, "Understanding DynamoDB
 * charges".
 */
const OF_CLASS: Readonly<Record<keyof ClassPrices, string>> = {
  readUnitHour: "ReadCapacityUnit-Hrs",
  writeUnitHour: "WriteCapacityUnit-Hrs",
  replicatedWriteUnitHour: "ReplWriteCapacityUnit-Hrs",
  readRequests: "ReadRequestUnits",
  writeRequests: "WriteRequestUnits",
  replicatedWriteRequests: "ReplWriteRequestUnits",
  storage: "TimedStorage-ByteHrs",
};

const REQUESTS: readonly string[] = ["readRequests", "writeRequests", "replicatedWriteRequests"];

/** Without these, an offer is not one of a region with DynamoDB. */
const NEEDED = [
  "readUnitHour",
  "writeUnitHour",
  "readRequests",
  "writeRequests",
  "storage",
] as const;

const CLASS_PREFIX: Readonly<Record<TableClass, string>> = {
  STANDARD: "",
  STANDARD_INFREQUENT_ACCESS: "IA-",
};

const MILLION = 1_000_000;

/** The prices of a region, or what the offers lack. */
export function pricesOf(
  region: string,
  offers: Readonly<Record<Offer, OfferFile>>,
): { readonly prices: RegionPrices } | { readonly fault: string } {
  const { AmazonDynamoDB: dynamodb, AmazonCloudWatch: cloudwatch, AWSBackup: backup } = offers;
  const ofClass = (tableClass: TableClass): ClassPrices =>
    defined(
      Object.entries(OF_CLASS).map(([name, usage]) => {
        const price = priceOf(dynamodb, `${CLASS_PREFIX[tableClass]}${usage}`);
        return [name, REQUESTS.includes(name) ? perMillion(price) : price];
      }),
    );
  const standard = ofClass("STANDARD");
  const missing = NEEDED.filter((name) => standard[name] === undefined);
  if (missing.length > 0)
    return {
      fault: `it has no price of ${missing.map((name) => OF_CLASS[name]).join(", ")} in USD`,
    };
  const infrequent = ofClass("STANDARD_INFREQUENT_ACCESS");
  const copies = copiesFrom(region, backup);
  return {
    prices: {
      date: dynamodb.publicationDate.slice(0, 10),
      source: "AWS Price List",
      classes: {
        STANDARD: standard,
        ...(Object.keys(infrequent).length > 0 && { STANDARD_INFREQUENT_ACCESS: infrequent }),
      },
      ...(copies && { backupCopies: copies }),
      ...defined([
        ["pointInTimeRecovery", priceOf(dynamodb, "TimedPITRStorage-ByteHrs")],
        ["warmBackup", priceOf(backup, "WarmStorage-ByteHrs-DynamoDB")],
        ["coldBackup", priceOf(backup, "ColdStorage-ByteHrs-DynamoDB")],
        ["kinesisUnits", perMillion(priceOf(dynamodb, "ChangeDataCaptureUnits-Kinesis"))],
        ["insightsRule", priceOf(cloudwatch, "CW:ContributorRulesManaged")],
        ["insightsEvents", perMillion(priceOf(cloudwatch, "CW:ContributorEventsManaged"))],
        ["alarmMetric", priceOf(cloudwatch, "CW:AlarmMonitorUsage")],
      ]),
    },
  };
}

/** The price of a usage type after its free tier; absent if there is none, or more than one. */
function priceOf(offer: OfferFile, usage: string): number | undefined {
  const prices = Object.entries(offer.products)
    .filter(([, { attributes }]) => withoutRegion(attributes?.usagetype ?? "") === usage)
    .flatMap(([sku]) => firstPaid(offer, sku) ?? []);
  return new Set(prices).size === 1 ? prices[0] : undefined;
}

/** `EUC1-IA-ReadRequestUnits` is `IA-ReadRequestUnits`; us-east-1 often has no code. */
function withoutRegion(usageType: string): string {
  return usageType.replace(/^(?!IA-)[A-Z]{2,4}\d{0,2}-/, "");
}

/** The tiers before it are free. */
function firstPaid(offer: OfferFile, sku: string): number | undefined {
  const tiers = Object.values(offer.terms.OnDemand[sku] ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
    .map(({ beginRange = "0", pricePerUnit: { USD } }) => ({
      from: Number(beginRange),
      price: USD === undefined ? NaN : Number(USD),
    }))
    .filter(({ price }) => Number.isFinite(price))
    .sort((a, b) => a.from - b.from);
  return (tiers.find(({ price }) => price > 0) ?? tiers[0])?.price;
}

/** What copies of warm backups cost by the region that they go to. */
function copiesFrom(region: string, backup: OfferFile): Record<string, number> | undefined {
  const copies = Object.entries(backup.products).flatMap(([sku, { attributes = {} }]) => {
    const { usagetype = "", fromRegionCode = region, toRegionCode = "" } = attributes;
    const price = firstPaid(backup, sku);
    return usagetype.endsWith("-CrossRegion-WarmBytes-DynamoDB") &&
      fromRegionCode === region &&
      toRegionCode !== "" &&
      toRegionCode !== region &&
      price !== undefined
      ? [[toRegionCode, price] as const]
      : [];
  });
  return copies.length === 0
    ? undefined
    : Object.fromEntries(copies.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without the noise of binary fractions. */
function perMillion(price: number | undefined): number | undefined {
  return price === undefined ? undefined : Number((price * MILLION).toPrecision(12));
}

function defined<T>(entries: readonly (readonly [string, T | undefined])[]): Record<string, T> {
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined),
  );
}
