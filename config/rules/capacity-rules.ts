import { TABLE_LIMITS } from "../../table/limits";
import type { TableValues } from "../schema/table-schema";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import type { TableContext, TableRule } from "./table-rule";

/**
 * Auto scaling starts at its `min` where there is none.
 * Source: DynamoDB API reference, ProvisionedThroughput: both, at least 1, for the table and each global index.
 */
function provisionedHasCapacity({ values }: TableContext, report: Report): void {
  if (values.billingMode !== "PROVISIONED") return;
  forEachCapacity(values, (path, units, isScaled) => {
    const key = pathText(path);
    if (units === undefined) {
      if (isScaled) return;
      report.error(
        path,
        `${key} is missing; billingMode PROVISIONED needs readCapacity and writeCapacity, each at least 1, or autoscaling`,
      );
    } else if (units < 1) report.error(path, `${key} is ${units}; write at least 1`);
  });
}

/** A table of the chart may have both; the chart ignores the capacity. */
function onDemandHasNoCapacity({ values }: TableContext, report: Report): void {
  if (values.billingMode !== "PAY_PER_REQUEST") return;
  forEachCapacity(values, (path, units) => {
    if (units === undefined) return;
    report.warn(
      path,
      `${pathText(path)} is ignored, because billingMode is PAY_PER_REQUEST; remove it, or write billingMode: PROVISIONED`,
    );
  });
}

function capacityWithinQuota({ values }: TableContext, report: Report): void {
  if (values.billingMode !== "PROVISIONED") return;
  const { capacityUnits: quota } = TABLE_LIMITS;
  for (const kind of ["readCapacity", "writeCapacity"] as const) {
    eachApart(() => {
      const indexes = values.globalSecondaryIndex ?? [];
      const sum = [values, ...indexes].reduce((total, item) => total + (item[kind] ?? 0), 0);
      if (sum > quota) {
        report.warn(
          [kind],
          `${kind} of the table and its indexes is ${sum} units; AWS allows ${quota} until it raises the account's quota`,
        );
      }
    });
  }
}

function forEachCapacity(
  values: TableValues,
  judge: (path: Path, units: number | undefined, isScaled: boolean) => void,
): void {
  for (const [kind, dimension] of [
    ["readCapacity", "read"],
    ["writeCapacity", "write"],
  ] as const) {
    eachApart(
      () => {
        judge([kind], values[kind], values.autoscaling?.[dimension] !== undefined);
      },
      () => {
        for (const [i, index] of (values.globalSecondaryIndex ?? []).entries()) {
          const isScaled = index.autoscaling?.[dimension] !== undefined;
          judge(["globalSecondaryIndex", i, kind], index[kind], isScaled);
        }
      },
    );
  }
}

export const capacityRules: readonly TableRule[] = [
  provisionedHasCapacity,
  onDemandHasNoCapacity,
  capacityWithinQuota,
];
