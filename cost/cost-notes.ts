/** What a note says of the numbers beside it. */
import { counted, listed } from "../diagnostics/wording";

export const fetchPrices = (): string => "npm run cost -- --update-prices fetches prices";

export const startsWith = (): string =>
  "the monthly amount is of the capacity that auto scaling starts with";

export const indexStorage = (indexes: number): string =>
  `what its ${counted(indexes, "index").replace(/indexs$/, "indexes")} ${indexes === 1 ? "stores" : "store"} is not included`;

export const includesBackups = (usd: number): string =>
  `the total of usage includes ${usd.toFixed(2)} for backups`;

export const copyTransfer = (regions: readonly string[]): string =>
  `the transfer of copies to ${listed(regions)} is not included, its price is not known`;

export const streamReads = (): string => "reads of its stream are not included";

export const warmThroughput = (): string =>
  "warm throughput is billed once, when it is raised, and is not included";

export const replication = (): string => "data transfer between its regions is not included";
