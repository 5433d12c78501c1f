/** The file of prices that `cost --update-prices` writes and every run reads. */
import { z } from "zod";
import { described } from "../../diagnostics/wording";
import type { Prices, RegionPrices } from "./region-prices";

/** Beside cdktf.json, to be committed like it. */
export const PRICE_FILE = "dynamodb-prices.json";

const price = z.number().min(0).optional();

const ofClass = z
  .strictObject({
    readUnitHour: price,
    writeUnitHour: price,
    replicatedWriteUnitHour: price,
    readRequests: price,
    writeRequests: price,
    replicatedWriteRequests: price,
    storage: price,
  })
  .optional();

const region: z.ZodType<RegionPrices> = z.strictObject({
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  source: z.string().min(1),
  quotedBy: z.array(z.string()).optional(),
  classes: z.strictObject({ STANDARD: ofClass, STANDARD_INFREQUENT_ACCESS: ofClass }),
  pointInTimeRecovery: price,
  warmBackup: price,
  coldBackup: price,
  backupCopies: z.record(z.string(), z.number().min(0)).optional(),
  kinesisUnits: price,
  insightsRule: price,
  insightsEvents: price,
  alarmMetric: price,
});

const file = z.record(z.string(), region);

/** The prices of a file, or what is wrong with it: the first fault alone, since nobody writes it by hand. */
export function parsePrices(
  text: string,
): { readonly prices: Prices } | { readonly fault: string } {
  const parsed = parseJson(text);
  if (parsed === undefined) return { fault: "it is no JSON" };
  const { success, data, error } = file.safeParse(parsed.value);
  if (success) return { prices: data };
  const [issue] = error.issues;
  const place = issue?.path.map(String) ?? [];
  return { fault: `${place.join(".") || "the whole"} is ${described(at(parsed.value, place))}` };
}

/** Sorted, so that a new price is one changed line. */
export function priceFileText(prices: Prices): string {
  const regions = Object.entries(prices).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(regions), null, 2)}\n`;
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function at(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key],
    value,
  );
}
