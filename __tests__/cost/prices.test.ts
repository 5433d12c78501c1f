import { BUNDLED_PRICES } from "../../cost/prices/bundled-prices";
import { parsePrices, priceFileText } from "../../cost/prices/price-file";
import { OFFERS, parseOffer, pricesOf } from "../../cost/prices/price-list";
import type { Offer, OfferFile } from "../../cost/prices/price-list";
import { offerFile, offers } from "../support/price-lists";

function parsed(texts: Readonly<Record<Offer, string>>): Record<Offer, OfferFile> {
  const files = OFFERS.map((offer) => {
    const read = parseOffer(texts[offer], offer);
    if ("fault" in read) throw new Error(read.fault);
    return [offer, read.file] as const;
  });
  return Object.fromEntries(files) as Record<Offer, OfferFile>;
}

describe("the prices of the package", () => {
  test("are what a file of prices may be", () => {
    expect(parsePrices(priceFileText(BUNDLED_PRICES))).toEqual({ prices: BUNDLED_PRICES });
  });

  test("have a source, and are later than the cheaper requests of November 2024", () => {
    expect(Object.keys(BUNDLED_PRICES)).toEqual(
      expect.arrayContaining([
        ...["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-west-2", "eu-central-1"],
        ...["eu-north-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1"],
      ]),
    );
    for (const { date, quotedBy } of Object.values(BUNDLED_PRICES)) {
      expect(date > "2024-11-01").toBe(true);
      expect(quotedBy?.length).toBeGreaterThan(0);
    }
  });

  test("are in proportion: a write unit costs about five read units, as AWS has it everywhere", () => {
    for (const [region, { classes }] of Object.entries(BUNDLED_PRICES))
      for (const prices of Object.values(classes))
        for (const [read, write] of [
          [prices.readUnitHour, prices.writeUnitHour],
          [prices.readRequests, prices.writeRequests],
        ] as const)
          if (read !== undefined && write !== undefined)
            expect([region, Math.round((write / read) * 10) / 10]).toEqual([
              region,
              expect.closeTo(5, 0),
            ]);
  });
});

describe("the offers of a region", () => {
  test.each([
    ["sa-east-1", "SAE1-"],
    ["us-east-1", ""],
    ["eu-west-1", "EU-"],
  ])("of %s are prices after the free tier, whatever the code of the region", (region, code) => {
    expect(pricesOf(region, parsed(offers(code, region)))).toEqual({
      prices: {
        date: "2026-09-11",
        source: "AWS Price List",
        classes: {
          STANDARD: {
            readUnitHour: 0.000195,
            writeUnitHour: 0.000975,
            replicatedWriteUnitHour: 0.000976,
            readRequests: 0.1875,
            writeRequests: 0.9375,
            replicatedWriteRequests: 0.938,
            storage: 0.375,
          },
          STANDARD_INFREQUENT_ACCESS: { readRequests: 0.2325, storage: 0.15 },
        },
        pointInTimeRecovery: 0.3,
        warmBackup: 0.15,
        coldBackup: 0.045,
        ...(region !== "us-east-1" && { backupCopies: { "us-east-1": 0.138 } }),
        kinesisUnits: 0.15,
        insightsRule: 0.5,
        insightsEvents: 0.03,
        alarmMetric: 0.1,
      },
    });
  });

  test("without a price that every region has are none, and a price that is not one is none", () => {
    const all = offers("SAE1-", "sa-east-1");
    const lacks = all.AmazonDynamoDB.replace("SAE1-WriteRequestUnits", "SAE1-Something");
    expect(pricesOf("sa-east-1", parsed({ ...all, AmazonDynamoDB: lacks }))).toEqual({
      fault: "it has no price of WriteRequestUnits in USD",
    });
    const yuan = all.AmazonDynamoDB.replaceAll('"USD"', '"CNY"');
    expect(pricesOf("cn-north-1", parsed({ ...all, AmazonDynamoDB: yuan }))).toHaveProperty(
      "fault",
    );
    const twice = offerFile("AmazonCloudWatch", [
      ["SAE1-CW:AlarmMonitorUsage", { "0": "0.1" }],
      ["SAE1-CW:AlarmMonitorUsage", { "0": "0.2" }],
    ]);
    const { prices } = pricesOf("sa-east-1", parsed({ ...all, AmazonCloudWatch: twice })) as {
      prices: object;
    };
    expect(prices).not.toHaveProperty("alarmMetric");
  });

  test.each([
    ["HTML", "<html><body>Access denied</body></html>", "it is HTML"],
    ["the start of a file", '{"offerCode": "AmazonDynamoDB", "prod', "it is no whole JSON"],
    ["no object", "[]", "it has no "],
    ["no products", '{"offerCode": "AmazonDynamoDB"}', "it has no publicationDate"],
    ["another offer", offerFile("AmazonEC2", []), "it is the offer AmazonEC2"],
  ])("that are %s are refused", (_, text, fault) => {
    expect(parseOffer(text, "AmazonDynamoDB")).toEqual({
      fault: expect.stringContaining(fault) as string,
    });
  });
});

test.each([
  ["{", "it is no JSON"],
  ["[]", "the whole is an empty list"],
  ['{"us-east-1": {"date": "today"}}', 'us-east-1.date is the string "today"'],
  [
    priceFileText(BUNDLED_PRICES).replace('"readRequests": 0.125', '"readRequests": "0.125"'),
    'us-east-1.classes.STANDARD.readRequests is the string "0.125"',
  ],
])("a file of prices that is %s says what is wrong", (text, fault) => {
  expect(parsePrices(text)).toEqual({ fault });
});
