import { TABLE_LIMITS, WARM_THROUGHPUT_LIMITS } from "../../table/limits";
import type { Dimension } from "../../table/scaled-capacity";
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

/** What a table inherits is meant for other tables. Source: DynamoDB API reference, OnDemandThroughput. */
function maximumIsOnDemand({ values, source }: TableContext, report: Report): void {
  if (values.billingMode !== "PROVISIONED") return;
  const refuse = (path: Path, maximum: object | undefined): void => {
    if (Object.keys(maximum ?? {}).length === 0 || source.isInherited(path)) return;
    const message = `${pathText(path)} is for PAY_PER_REQUEST, and billingMode is PROVISIONED; remove it, or write autoscaling`;
    report.errorAtKey(path, message);
  };
  eachApart(
    () => {
      refuse(["onDemandThroughput"], values.onDemandThroughput);
    },
    () => {
      for (const [i, index] of (values.globalSecondaryIndex ?? []).entries())
        refuse(["globalSecondaryIndex", i, "onDemandThroughput"], index.onDemandThroughput);
    },
  );
}

/** Source: the provider's schema of `warm_throughput`; what AWS gives every on-demand table. */
function warmThroughputIsEnough({ values }: TableContext, report: Report): void {
  const compare = (path: Path, warm: TableValues["warmThroughput"] = {}): void => {
    for (const [key, least] of Object.entries(WARM_THROUGHPUT_LIMITS)) {
      const units = warm[key as keyof typeof warm];
      if (units === undefined || units >= least) continue;
      const text = pathText([...path, key]);
      report.error([...path, key], `${text} is ${units}; write at least ${least}, or remove it`);
    }
  };
  eachApart(
    () => {
      compare(["warmThroughput"], values.warmThroughput);
    },
    () => {
      for (const [i, index] of (values.globalSecondaryIndex ?? []).entries())
        compare(["globalSecondaryIndex", i, "warmThroughput"], index.warmThroughput);
    },
  );
}

function capacityWithinQuota({ values }: TableContext, report: Report): void {
  if (values.billingMode !== "PROVISIONED") return;
  const { capacityUnits: quota } = TABLE_LIMITS;
  for (const [kind, dimension] of DIMENSIONS) {
    eachApart(() => {
      const items = [values, ...(values.globalSecondaryIndex ?? [])];
      const isScaled = items.some((item) => item.autoscaling?.[dimension] !== undefined);
      const sum = items.reduce((total, item) => total + highestUnits(item, kind, dimension), 0);
      if (sum > quota) {
        report.warn(
          [kind],
          `${kind} of the table and its indexes is ${isScaled ? "up to " : ""}${sum} units; AWS allows ${quota} until it raises the account's quota`,
        );
      }
    });
  }
}

/** Where a capacity is scaled, the highest that it may have. */
function highestUnits(
  item: Pick<TableValues, Kind | "autoscaling">,
  kind: Kind,
  dimension: Dimension,
): number {
  const scaled = item.autoscaling?.[dimension];
  if (scaled === undefined) return item[kind] ?? 0;
  return Math.max(scaled.max, ...(scaled.schedules ?? []).map(({ max = 0 }) => max));
}

type Kind = "readCapacity" | "writeCapacity";

const DIMENSIONS: readonly (readonly [Kind, Dimension])[] = [
  ["readCapacity", "read"],
  ["writeCapacity", "write"],
];

function forEachCapacity(
  values: TableValues,
  judge: (path: Path, units: number | undefined, isScaled: boolean) => void,
): void {
  for (const [kind, dimension] of DIMENSIONS) {
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
  maximumIsOnDemand,
  warmThroughputIsEnough,
  capacityWithinQuota,
];
