import type { Path } from "../source/path";
import * as messages from "./rule-messages";
import { pathText } from "../source/path";
import type { TableValues } from "../schema/table-schema";
import type { TableContext, TableRule } from "./table-rule";
import type { Report } from "../source/reporting";

/** Units per second of a table with its global indexes, unless raised. Source: Developer Guide, "Quotas". */
const DEFAULT_QUOTA = 40_000;

/** Source: DynamoDB API reference, ProvisionedThroughput: both, at least 1, for the table and each global index. */
function provisionedHasCapacity({ values }: TableContext, report: Report): void {
  if (values.billingMode !== "PROVISIONED") return;
  for (const { path, value } of capacities(values)) {
    const key = pathText(path);
    if (value === undefined) report.error(path, messages.capacityMissing(key));
    else if (value < 1) report.error(path, messages.capacityTooSmall(key, value));
  }
}

/** The chart leaves capacity of an on-demand table out. */
function onDemandHasNoCapacity({ values }: TableContext, report: Report): void {
  if (values.billingMode !== "PAY_PER_REQUEST") return;
  for (const { path, value } of capacities(values)) {
    if (value !== undefined) report.warn(path, messages.capacityIgnored(pathText(path)));
  }
}

function capacityWithinQuota({ values }: TableContext, report: Report): void {
  if (values.billingMode !== "PROVISIONED") return;
  for (const kind of ["readCapacity", "writeCapacity"]) {
    const units = capacities(values).filter(({ path }) => path.at(-1) === kind);
    const sum = units.reduce((total, { value }) => total + (value ?? 0), 0);
    if (sum > DEFAULT_QUOTA) report.warn([kind], messages.aboveQuota(kind, sum, DEFAULT_QUOTA));
  }
}

function capacities(values: TableValues): { path: Path; value: number | undefined }[] {
  const of = (
    prefix: Path,
    item: Pick<TableValues, "readCapacity" | "writeCapacity">,
  ): ReturnType<typeof capacities> => [
    { path: [...prefix, "readCapacity"], value: item.readCapacity },
    { path: [...prefix, "writeCapacity"], value: item.writeCapacity },
  ];
  const indexes = values.globalSecondaryIndex ?? [];
  return [
    ...of([], values),
    ...indexes.flatMap((index, i) => of(["globalSecondaryIndex", i], index)),
  ];
}

export const capacityRules: readonly TableRule[] = [
  provisionedHasCapacity,
  onDemandHasNoCapacity,
  capacityWithinQuota,
];
