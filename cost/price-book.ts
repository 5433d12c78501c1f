import type { TableClass } from "../table/table-settings";
import type { Amount } from "./amount";
import type { ClassPrices, Prices, RegionPrices } from "./prices/region-prices";

/** The prices of a region, but for those of a class. */
type RegionPrice = {
  [K in keyof RegionPrices]-?: RegionPrices[K] extends number | undefined ? K : never;
}[keyof RegionPrices];

/** What a missing price is called in a note. */
const NAMES: Readonly<Record<RegionPrice | keyof ClassPrices, string>> = {
  readUnitHour: "read capacity",
  writeUnitHour: "write capacity",
  replicatedWriteUnitHour: "write capacity",
  readRequests: "on-demand reads",
  writeRequests: "on-demand writes",
  replicatedWriteRequests: "on-demand writes",
  storage: "storage",
  pointInTimeRecovery: "point-in-time recovery",
  warmBackup: "backups",
  coldBackup: "backups in cold storage",
  kinesisUnits: "change data capture for Kinesis",
  insightsRule: "Contributor Insights",
  insightsEvents: "Contributor Insights",
  alarmMetric: "alarms",
};

const REPLICATED = {
  writeUnitHour: "replicatedWriteUnitHour",
  writeRequests: "replicatedWriteRequests",
} as const;

const CLASSES: Readonly<Record<TableClass, string>> = {
  STANDARD: "",
  STANDARD_INFREQUENT_ACCESS: " of infrequent access",
};

/**
 * What quantities cost one table, and which prices are missing for that. A quantity of none costs
 * nothing, whether its price is known or not.
 */
export class PriceBook {
  /** By region, what has no price there. */
  private readonly missing = new Map<string, Set<string>>();

  constructor(
    private readonly prices: Prices,
    private readonly tableClass: TableClass,
  ) {}

  of(region: string, name: RegionPrice, quantity: number): Amount {
    return this.cost(quantity, region, NAMES[name], this.prices[region]?.[name]);
  }

  ofClass(region: string, name: keyof ClassPrices, quantity: number): Amount {
    const price = this.prices[region]?.classes[this.tableClass]?.[name];
    return this.cost(quantity, region, `${NAMES[name]}${CLASSES[this.tableClass]}`, price);
  }

  /** Writes of a table with replicas have a price of their own, if the price list says so. */
  ofReplicatedWrites(region: string, name: keyof typeof REPLICATED, quantity: number): Amount {
    const price = this.prices[region]?.classes[this.tableClass]?.[REPLICATED[name]];
    return price === undefined ? this.ofClass(region, name, quantity) : quantity * price;
  }

  /** Transfer of a backup to another region, per GB. */
  ofCopies(from: string, to: string): Amount {
    return from === to ? 0 : this.prices[from]?.backupCopies?.[to];
  }

  /** A sentence for each region where something has no price. */
  missingPrices(): string[] {
    return [...this.missing].map(([region, names]) =>
      Object.hasOwn(this.prices, region)
        ? `no price of ${[...names].join(", ")} is known for ${region}`
        : `no prices are known for ${region}`,
    );
  }

  private cost(quantity: number, region: string, name: string, price: Amount): Amount {
    if (quantity === 0) return 0;
    if (price !== undefined) return quantity * price;
    const names = this.missing.get(region) ?? new Set();
    this.missing.set(region, names.add(name));
    return undefined;
  }
}
