import type { Path } from "../source/values-document";
import * as messages from "./rule-messages";
import type { TableValues } from "../schema/table-schema";
import type { TableContext, TableRule } from "./table-rule";
import type { Tell } from "../source/reporting";

/** Units per second of a table with its global indexes, unless raised. Source: Developer Guide, "Quotas". */
const DEFAULT_QUOTA = 40_000;

/** Source: DynamoDB API reference, ProvisionedThroughput: both, at least 1, for the table and each global index. */
function provisionedHasCapacity({ values }: TableContext, tell: Tell): void {
  if (values.billingMode !== "PROVISIONED") return;
  for (const { path, value } of capacities(values)) {
    const key = messages.pathText(path);
    if (value === undefined) tell.error(path, messages.capacityMissing(key));
    else if (value < 1) tell.error(path, messages.capacityTooSmall(key, value));
  }
}

/** The chart leaves capacity of an on-demand table out. */
function onDemandHasNoCapacity({ values }: TableContext, tell: Tell): void {
  if (values.billingMode !== "PAY_PER_REQUEST") return;
  for (const { path, value } of capacities(values)) {
    if (value !== undefined) tell.warn(path, messages.capacityIgnored(messages.pathText(path)));
  }
}

function capacityWithinQuota({ values }: TableContext, tell: Tell): void {
  if (values.billingMode !== "PROVISIONED") return;
  for (const kind of ["readCapacity", "writeCapacity"]) {
    const units = capacities(values).filter(({ path }) => path.at(-1) === kind);
    const sum = units.reduce((total, { value }) => total + (value ?? 0), 0);
    if (sum > DEFAULT_QUOTA) tell.warn([kind], messages.aboveQuota(kind, sum, DEFAULT_QUOTA));
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
