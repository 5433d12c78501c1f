import { BUNDLED_PRICES } from "../../cost/prices/bundled-prices";
import { costOf, costOfModel, loadTable, reportOf, tableYaml } from "../support/costs";

/** Prices of us-east-1 and us-east-2 as AWS lists them in 2026, written once more for these sums. */
const RCU_HOUR = 0.00013;
const WCU_HOUR = 0.00065;
const READS = 0.125;
const WRITES = 0.625;

const CENTS = 3;

const GLOBAL_INDEX = "{name: by-a, hashKey: by, projectionType: ALL}";

/** What replicas need. */
const STREAM = "streamViewType: NEW_AND_OLD_IMAGES";

describe("an on-demand table", () => {
  test("costs nothing that is fixed, half a read unit for each read and a write unit for each write", () => {
    expect(costOf([])).toEqual({
      environment: "dev",
      namespace: "koa",
      table: "T",
      region: "us-east-1",
      billingMode: "PAY_PER_REQUEST",
      tableClass: "STANDARD",
      fixed: { monthly: 0, min: 0, max: 0 },
      perMillion: { reads: 0.0625, writes: 0.625, writeAmplification: 1 },
      perGb: { storage: 0.25, pitr: 0, backup: 0 },
      usage: null,
      alternative: { billingMode: "PROVISIONED", monthly: null, cheaperAbove: 1656436 },
    });
  });

  test("with larger items, strong reads and transactions costs whole units of 4 KB and 1 KB", () => {
    const { perMillion } = costOf([
      "usage: {averageItemKb: 4.5, stronglyConsistentReads: 50, transactionalWrites: 20}",
    ]);
    // 2 units of 4 KB: half of the reads cost them whole, half of them a half.
    expect(perMillion.reads).toBeCloseTo((2 * 0.5 + 2 * 0.5 * 0.5) * READS, CENTS);
    // 5 units of 1 KB, and a fifth of the writes twice.
    expect(perMillion.writes).toBeCloseTo(5 * 1.2 * WRITES, CENTS);
    expect(perMillion.writeAmplification).toBe(1);
  });

  test("writes each index as well, of which one with keys alone has 1 KB", () => {
    const indexes = [
      "globalSecondaryIndex:",
      `  - ${GLOBAL_INDEX}`,
      "  - {name: keys, hashKey: by, projectionType: KEYS_ONLY}",
    ];
    expect(costOf(indexes).perMillion).toEqual({
      reads: 0.0625,
      writes: 1.875,
      writeAmplification: 3,
    });
    const large = costOf([...indexes, "usage: {averageItemKb: 3}"]).perMillion;
    // 3 units of the table, 3 of the index with everything, 1 of the index with keys.
    expect(large.writes).toBeCloseTo((3 + 3 + 1) * WRITES, CENTS);
    expect(large.writeAmplification).toBeCloseTo(7 / 3, 3);
  });

  test("is read, written, stored and recovered as its usage says", () => {
    const { usage } = costOf([
      "pointInTimeRecovery: true",
      "usage: {readsPerMonth: 30000000, writesPerMonth: 12000000, storageGb: 80}",
    ]);
    expect(usage?.reads).toBeCloseTo(30 * 0.5 * READS, CENTS); // 1.875
    expect(usage?.writes).toBeCloseTo(12 * WRITES, CENTS); // 7.50
    expect(usage?.storage).toBeCloseTo(80 * 0.25, CENTS); // 20.00
    expect(usage?.pitr).toBeCloseTo(80 * 0.2, CENTS); // 16.00
    expect(usage?.total).toBeCloseTo(45.375, CENTS);
  });

  test("of infrequent access has the prices of its class", () => {
    const { perMillion, perGb } = costOf(["tableClass: STANDARD_INFREQUENT_ACCESS"]);
    expect(perMillion).toMatchObject({ reads: 0.0775, writes: 0.78 });
    expect(perGb.storage).toBe(0.1);
  });

  test("with replicas is written, stored and recovered in every region", () => {
    const cost = costOf([
      "pointInTimeRecovery: true",
      `globalSecondaryIndex: [${GLOBAL_INDEX}]`,
      "streamViewType: NEW_AND_OLD_IMAGES",
      "replicas: [{region: us-east-2}, {region: eu-west-1, pointInTimeRecovery: false}]",
    ]);
    // Twice in each region: the item and its index.
    expect(cost.perMillion.writes).toBeCloseTo(2 * 0.625 + 2 * 0.625 + 2 * 0.705, CENTS);
    expect(cost.perMillion.writeAmplification).toBe(6);
    expect(cost.perGb.storage).toBeCloseTo(0.25 + 0.25 + 0.283, CENTS);
    expect(cost.perGb.pitr).toBeCloseTo(0.2 + 0.2, CENTS);
    expect(cost.note).toContain("data transfer between its regions is not included");
  });

  test("pays for each KB that goes to Kinesis, and for each event that Contributor Insights counts", () => {
    const { perMillion, fixed } = costOf([
      "rangeKey: by",
      "kinesisStreamArn: arn:aws:kinesis:us-east-1:123456789012:stream/changes",
      "contributorInsights: true",
    ]);
    // A sort key makes two events of a request, and four rules.
    expect(perMillion.reads).toBeCloseTo(0.0625 + 2 * 0.03, CENTS);
    expect(perMillion.writes).toBeCloseTo(0.625 + 2 * 0.03 + 0.1, CENTS);
    expect(fixed.monthly).toBeCloseTo(4 * 0.5, CENTS);
    const throttled = costOf(["contributorInsights: {mode: THROTTLED_KEYS}"]);
    expect(throttled.fixed.monthly).toBeCloseTo(0.5, CENTS);
    expect(throttled.perMillion.reads).toBe(0.0625);
  });
});

describe("a provisioned table", () => {
  const PROVISIONED = ["billingMode: PROVISIONED", "readCapacity: 100", "writeCapacity: 20"];

  test("costs its capacity and that of its indexes for 730 hours, and nothing for requests", () => {
    const cost = costOf([
      ...PROVISIONED,
      "globalSecondaryIndex: [{name: by-a, hashKey: by, projectionType: ALL, readCapacity: 10, writeCapacity: 20}]",
      "usage: {readsPerMonth: 1000000, writesPerMonth: 1000000}",
    ]);
    const monthly = (110 * RCU_HOUR + 40 * WCU_HOUR) * 730; // 29.419
    expect(cost.fixed.monthly).toBeCloseTo(29.419, CENTS);
    expect(monthly).toBeCloseTo(29.419, CENTS);
    expect(cost.fixed).toEqual({
      monthly: cost.fixed.monthly,
      min: cost.fixed.monthly,
      max: cost.fixed.monthly,
    });
    expect(cost.perMillion).toEqual({ reads: 0, writes: 0, writeAmplification: 2 });
    expect(cost.usage?.total).toBe(0);
  });

  test("under auto scaling starts where the values say, and stays within all bounds", () => {
    const { fixed, note } = costOf([
      "billingMode: PROVISIONED",
      "readCapacity: 10",
      "writeCapacity: 5",
      "autoscaling:",
      "  read: {min: 5, max: 400}",
      "  write: {min: 5, max: 50, schedules: [{name: night, schedule: cron(0 1 * * ? *), min: 1, max: 60}]}",
    ]);
    expect(fixed.monthly).toBeCloseTo((10 * RCU_HOUR + 5 * WCU_HOUR) * 730, CENTS); // 3.3215
    expect(fixed.min).toBeCloseTo((5 * RCU_HOUR + 1 * WCU_HOUR) * 730, CENTS); // 0.949
    expect(fixed.max).toBeCloseTo((400 * RCU_HOUR + 60 * WCU_HOUR) * 730, CENTS); // 66.43
    expect(note).toContain("that auto scaling starts with");
  });

  test("has the same capacity in each region of its replicas", () => {
    const scaled = "autoscaling: {write: {min: 20, max: 20}}";
    const { fixed } = costOf([...PROVISIONED, scaled, STREAM, "replicas: [{region: eu-west-1}]"]);
    const here = (100 * RCU_HOUR + 20 * WCU_HOUR) * 730; // 18.98
    const there = (100 * 0.000147 + 20 * 0.000735) * 730; // 21.462
    expect(fixed.monthly).toBeCloseTo(here + there, CENTS);
  });

  test("is compared with what its usage would cost on demand", () => {
    const { alternative } = costOf([
      ...PROVISIONED,
      "usage: {readsPerMonth: 20000000, writesPerMonth: 5000000}",
    ]);
    const onDemand = 20 * 0.5 * READS + 5 * WRITES; // 4.375 for 25 million requests
    expect(alternative).toMatchObject({ billingMode: "PAY_PER_REQUEST" });
    expect(alternative.monthly).toBeCloseTo(onDemand, CENTS);
    // 18.98 USD of capacity are 108,457,143 requests of this mix.
    expect(alternative).toMatchObject({ cheaperBelow: Math.round((18.98 / 4.375) * 25_000_000) });
  });

  test("is compared at the mix that its capacity serves where usage says nothing of requests", () => {
    const { alternative } = costOf(PROVISIONED);
    // 200 reads and 20 writes a second.
    const perRequest = (200 * 0.5 * READS + 20 * WRITES) / 220 / 1_000_000;
    expect(alternative).toEqual({
      billingMode: "PAY_PER_REQUEST",
      monthly: null,
      cheaperBelow: Math.round(18.98 / perRequest),
    });
  });
});

describe("the other mode of an on-demand table", () => {
  test("is the capacity for an even load at 70 percent", () => {
    const { alternative } = costOf([
      `globalSecondaryIndex: [${GLOBAL_INDEX}]`,
      "usage: {readsPerMonth: 100000000, writesPerMonth: 20000000}",
    ]);
    // 38.05 reads a second are 19.03 units, of 28 at 70 percent; 7.61 writes a second are 11 units.
    const table = 28 * RCU_HOUR + 11 * WCU_HOUR;
    const index = 1 * RCU_HOUR + 11 * WCU_HOUR;
    expect(alternative.monthly).toBeCloseTo((table + index) * 730, CENTS);
  });

  test("is cheaper from the load on whose capacity costs as much as its requests", () => {
    const { alternative } = costOf(["usage: {readsPerMonth: 100000000, writesPerMonth: 0}"]);
    // 4 RCU and 1 WCU, 0.8541 USD, serve 13,665,600 reads at 70 percent, which cost as much on demand.
    expect(alternative).toMatchObject({ cheaperAbove: Math.round((0.8541 / 0.0625) * 1_000_000) });
  });
});

describe("what watches a table", () => {
  const ALARMS =
    "alarms: {topicArns: ['arn:aws:sns:us-east-1:123456789012:ops'], throttledRequests: 1, systemErrors: 1, capacityUsedPercent: 80, replicationLatencySeconds: 60}\n";

  test("costs a tenth of a dollar for each metric of its alarms", () => {
    // 2 of throttles for the table and 2 for its index, 10 of errors.
    expect(costOf([`globalSecondaryIndex: [${GLOBAL_INDEX}]`], ALARMS).fixed.monthly).toBeCloseTo(
      1.4,
      CENTS,
    );
    // 2 of throttles, 10 of errors, 2 of capacity, 1 of a replica; and the capacity in two regions.
    const scaled = "autoscaling: {write: {min: 1, max: 1}}";
    const provisioned = ["billingMode: PROVISIONED", "readCapacity: 1", scaled, STREAM];
    const { fixed } = costOf([...provisioned, "replicas: [{region: us-east-2}]"], ALARMS);
    expect(fixed.monthly).toBeCloseTo(1.5 + 2 * (RCU_HOUR + WCU_HOUR) * 730, CENTS);
    expect(costOf(["alarms: false"], ALARMS).fixed.monthly).toBe(0);
  });
});

describe("backups", () => {
  const PLANS = [
    "backupPlans:",
    "  nightly: {schedule: cron(0 1 * * ? *), retentionDays: 35}",
    "  weekly: {schedule: cron(0 1 ? * SUN *), retentionDays: 365, coldStorageAfterDays: 28}",
    "  monthly:",
    "    schedule: cron(0 1 1 * ? *)",
    "    retentionDays: 365",
    "    copyTo: [{vaultArn: 'arn:aws:backup:us-east-2:123456789012:backup-vault:other', retentionDays: 730}]",
    "",
  ].join("\n");

  test.each([
    ["nightly", 35 * 0.1],
    // 4 in warm storage, 337 days of 7 in cold storage.
    ["weekly", 4 * 0.1 + (337 / 7) * 0.03],
    // 12 here and 24 there.
    ["monthly", 12 * 0.1 + 24 * 0.1],
    ["[nightly, monthly]", 35 * 0.1 + 12 * 0.1 + 24 * 0.1],
  ])("of %s cost what is kept of them, for each GB of the table", (plans, perGb) => {
    const cost = costOf([`backup: ${plans}`, "usage: {storageGb: 100}"], PLANS);
    expect(cost.perGb.backup).toBeCloseTo(perGb, CENTS);
    expect(cost.usage?.total).toBeCloseTo(100 * 0.25 + 100 * perGb, CENTS);
    expect(cost.note).toContain(
      `the total of usage includes ${(100 * perGb).toFixed(2)} for backups`,
    );
  });

  test("that are copied say that their transfer has no price, or include it", () => {
    const table = ["backup: monthly", "usage: {storageGb: 100}"];
    expect(costOf(table, PLANS).note).toContain(
      "the transfer of copies to us-east-2 is not included",
    );
    const prices = {
      ...BUNDLED_PRICES,
      "us-east-1": { ...BUNDLED_PRICES["us-east-1"], backupCopies: { "us-east-2": 0.01 } },
    } as typeof BUNDLED_PRICES;
    const cost = costOf(table, PLANS, prices);
    expect(cost.perGb.backup).toBeCloseTo(3.6 + 0.01, CENTS);
    expect(cost.note).not.toContain("transfer");
  });
});

describe("a price that is not known", () => {
  test("leaves the numbers that need it empty, and the note names it", () => {
    const cost = costOf([
      "region: sa-east-1",
      "billingMode: PROVISIONED",
      "readCapacity: 5",
      "writeCapacity: 5",
      "pointInTimeRecovery: true",
      "usage: {storageGb: 10}",
    ]);
    expect(cost).toMatchObject({
      fixed: { monthly: null, min: null, max: null },
      perGb: { storage: null, pitr: null, backup: 0 },
      usage: { reads: 0, writes: 0, storage: null, pitr: null, total: null },
      alternative: { monthly: null, cheaperBelow: null },
      note: "no prices are known for sa-east-1; npm run cost -- --update-prices fetches prices",
    });
  });

  test("of a kind leaves the rest as it is", () => {
    const cost = costOf([
      "region: ap-southeast-1",
      "billingMode: PROVISIONED",
      "readCapacity: 5",
      "writeCapacity: 5",
    ]);
    expect(cost.fixed.monthly).toBeCloseTo((5 * 0.000148 + 5 * 0.00074) * 730, CENTS);
    expect(cost.perGb.storage).toBeNull();
    expect(cost.note).toContain(
      "no price of storage, on-demand reads, on-demand writes is known for ap-southeast-1",
    );
  });
});

describe("a fleet", () => {
  const ENVIRONMENT = 'accountId: "123456789012"\nregion: us-east-1\n';

  test("has the sums of its tables, without those that it only observes", () => {
    const report = reportOf({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": `tables:\n${tableYaml("billingMode: PROVISIONED", "readCapacity: 10", "writeCapacity: 10")}${tableYaml("name: U", "region: eu-west-1", "usage: {writesPerMonth: 1000000}")}`,
      "dev/seen.yaml": `managementPolicies: Observe\ntables:\n${tableYaml("name: V", "usage: {storageGb: 10}")}`,
      "prod/_environment.yaml": ENVIRONMENT,
      "prod/koa-prod.yaml": `tables:\n${tableYaml("region: sa-east-1", "usage: {storageGb: 10}")}`,
    });
    expect(report).toMatchObject({
      currency: "USD",
      hoursPerMonth: 730,
      // The older one of the two regions.
      prices: { date: BUNDLED_PRICES["eu-west-1"]?.date, source: "AWS Price List" },
    });
    expect(report.tables.map(({ environment, table }) => `${environment}/${table}`)).toEqual([
      "dev/T",
      "dev/U",
      "prod/T",
    ]);
    expect(report.total.fixed).toBeCloseTo(10 * (RCU_HOUR + WCU_HOUR) * 730, CENTS);
    expect(report.total.usage).toBeCloseTo(0.705, CENTS);
  });

  test("costs the same in whatever order its keys are written", () => {
    const keys = [
      "globalSecondaryIndex: [{name: first, hashKey: by, projectionType: ALL}, {name: second, hashKey: by, projectionType: KEYS_ONLY}]",
      "usage: {averageItemKb: 3.3, writesPerMonth: 7, readsPerMonth: 11, storageGb: 1.1}",
      STREAM,
      "replicas: [{region: us-east-2}, {region: eu-west-1}]",
    ];
    expect(costOf([...keys].reverse())).toEqual(costOf(keys));
    const table = loadTable(...keys);
    const reversed = {
      ...table,
      globalSecondaryIndexes: [...table.globalSecondaryIndexes].reverse(),
      replicas: [...table.replicas].reverse(),
    };
    expect(costOfModel(reversed)).toEqual(costOfModel(table));
  });
});
