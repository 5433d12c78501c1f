import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Offer } from "../../cost/prices/price-list";

/** A product of an offer file: its usage type, and its price by where a tier begins. */
type Product = readonly [
  usage: string,
  tiers: Readonly<Record<string, string>>,
  attributes?: Readonly<Record<string, string>>,
];

/** An offer file as AWS writes it: products by SKU, and apart from them their terms. */
export function offerFile(offer: string, products: readonly Product[], currency = "USD"): string {
  const sku = (i: number): string => `SKU${String(i).padStart(13, "0")}`;
  return JSON.stringify({
    formatVersion: "v1.0",
    disclaimer: "This pricing list is for informational purposes only.",
    offerCode: offer,
    version: "20260911124422",
    publicationDate: "2026-09-11T12:44:22Z",
    products: Object.fromEntries(
      products.map(([usagetype, , attributes], i) => [
        sku(i),
        {
          sku: sku(i),
          productFamily: "Some Family",
          attributes: { servicecode: offer, usagetype, ...attributes },
        },
      ]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        products.map(([, tiers], i) => [
          sku(i),
          {
            [`${sku(i)}.JRTCKXETXF`]: {
              offerTermCode: "JRTCKXETXF",
              sku: sku(i),
              effectiveDate: "2026-09-01T00:00:00Z",
              priceDimensions: Object.fromEntries(
                Object.entries(tiers).map(([beginRange, price], tier) => [
                  `${sku(i)}.JRTCKXETXF.TIER${tier}`,
                  { unit: "Units", beginRange, pricePerUnit: { [currency]: price } },
                ]),
              ),
            },
          },
        ]),
      ),
      Reserved: {
        [sku(0)]: { [`${sku(0)}.YTVHEVGPBZ`]: { priceDimensions: { x: { pricePerUnit: {} } } } },
      },
    },
  });
}

const flat = (price: string): Record<string, string> => ({ "0": price });

/** What AWS bills a region for, with the codes that it has there, such as `SAE1-`. */
export function offers(code: string, region: string): Record<Offer, string> {
  return {
    AmazonDynamoDB: offerFile("AmazonDynamoDB", [
      [`${code}ReadCapacityUnit-Hrs`, { "0": "0.0000000000", "18600": "0.0001950000" }],
      [`${code}WriteCapacityUnit-Hrs`, { "18600": "0.0009750000", "0": "0.0000000000" }],
      [`${code}ReplWriteCapacityUnit-Hrs`, { "0": "0", "18600": "0.0009760000" }],
      [`${code}ReadRequestUnits`, flat("0.0000001875")],
      [`${code}WriteRequestUnits`, flat("0.0000009375")],
      [`${code}ReplWriteRequestUnits`, flat("0.0000009380")],
      [`${code}TimedStorage-ByteHrs`, { "0": "0.0000000000", "25": "0.3750000000" }],
      [`${code}IA-ReadRequestUnits`, flat("0.0000002325")],
      [`${code}IA-TimedStorage-ByteHrs`, flat("0.1500000000")],
      [`${code}TimedPITRStorage-ByteHrs`, flat("0.3000000000")],
      [`${code}TimedBackupStorage-ByteHrs`, flat("0.1500000000")],
      [`${code}ChangeDataCaptureUnits-Kinesis`, flat("0.0000001500")],
    ]),
    AmazonCloudWatch: offerFile("AmazonCloudWatch", [
      [`${code}CW:AlarmMonitorUsage`, flat("0.1000000000"), { alarmType: "Standard" }],
      [`${code}CW:HighResAlarmMonitorUsage`, flat("0.3000000000")],
      [`${code}CW:ContributorRulesManaged`, flat("0.5000000000")],
      [`${code}CW:ContributorEventsManaged`, flat("0.0000000300")],
    ]),
    AWSBackup: offerFile("AWSBackup", [
      [`${code}WarmStorage-ByteHrs-DynamoDB`, flat("0.1500000000")],
      [`${code}WarmStorage-ByteHrs-DynamoDB-LAGV`, flat("0.1700000000")],
      [`${code}ColdStorage-ByteHrs-DynamoDB`, flat("0.0450000000")],
      [
        `${code}USE1-CrossRegion-WarmBytes-DynamoDB`,
        flat("0.1380000000"),
        { fromRegionCode: region, toRegionCode: "us-east-1" },
      ],
      [
        `USE1-${code}CrossRegion-WarmBytes-DynamoDB`,
        flat("0.0200000000"),
        { fromRegionCode: "us-east-1", toRegionCode: region },
      ],
    ]),
  };
}

/** What a stand-in of AWS answers: a text, or a status. */
export type Answer = string | number;

export interface PriceListServer {
  readonly url: string;
  /** Paths that were asked for. */
  readonly paths: readonly string[];
  readonly close: () => Promise<void>;
}

/** The Price List Bulk API on this machine. */
export async function priceListServer(
  answer: (offer: Offer, region: string) => Answer,
): Promise<PriceListServer> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    paths.push(path);
    const [, offer = "", region = ""] =
      /^\/offers\/v1\.0\/aws\/(\w+)\/current\/([\w-]+)\/index\.json$/.exec(path) ?? [];
    const answered = answer(offer as Offer, region);
    response.statusCode = typeof answered === "number" ? answered : 200;
    response.end(typeof answered === "number" ? "" : answered);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    paths,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
