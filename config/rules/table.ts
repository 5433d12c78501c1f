import type { Located } from "../layers";
import * as messages from "../messages";
import { address } from "../names";
import type { Problems } from "../problems";
import type { TableValues } from "../schema/table";

/** A table whose shape is right, and what the rules need to know around it. */
export interface TableContext {
  readonly values: TableValues;
  readonly production: boolean;
  readonly source: Located;
  readonly problems: Problems;
}

type Rule = (context: TableContext) => void;

/** Rules that one table can break on its own. */
export const tableRules: readonly Rule[] = [
  hasAddress,
  provisionedHasCapacity,
  onDemandHasNoCapacity,
  includeHasAttributes,
  streamRolesHaveStream,
  productionFloor,
];

function told({ values, problems, source }: TableContext): {
  error: (path: (string | number)[], text: string) => void;
  warn: (path: (string | number)[], text: string) => void;
} {
  const label = messages.tableLabel(values.name);
  return {
    error: (path, text) => {
      problems.error(source.at(path), label + text);
    },
    warn: (path, text) => {
      problems.warn(source.at(path), label + text);
    },
  };
}

/** Terraform takes any identifier; cdktf keeps resources in plain objects. */
function hasAddress(context: TableContext): void {
  const { name } = context.values;
  if (address(name) === "__proto__") told(context).error(["name"], messages.noAddress(name));
}

/** API_CreateTable, ProvisionedThroughput: both given, at least 1; the same for each global index. */
function provisionedHasCapacity(context: TableContext): void {
  if (context.values.billingMode !== "PROVISIONED") return;
  for (const { path, value } of capacities(context.values)) {
    const key = messages.pathText(path);
    if (value === undefined) told(context).error(path, messages.capacityMissing(key));
    else if (value < 1) told(context).error(path, messages.capacityTooSmall(key, value));
  }
}

/** The chart leaves capacity of an on-demand table out. */
function onDemandHasNoCapacity(context: TableContext): void {
  if (context.values.billingMode !== "PAY_PER_REQUEST") return;
  for (const { path, value } of capacities(context.values)) {
    if (value !== undefined)
      told(context).warn(path, messages.capacityIgnored(messages.pathText(path)));
  }
}

function capacities(
  values: TableValues,
): { path: (string | number)[]; value: number | undefined }[] {
  const of = (
    prefix: (string | number)[],
    {
      readCapacity,
      writeCapacity,
    }: { readCapacity?: number | undefined; writeCapacity?: number | undefined },
  ): { path: (string | number)[]; value: number | undefined }[] => [
    { path: [...prefix, "readCapacity"], value: readCapacity },
    { path: [...prefix, "writeCapacity"], value: writeCapacity },
  ];
  const indexes = values.globalSecondaryIndex ?? [];
  return [
    ...of([], values),
    ...indexes.flatMap((index, i) => of(["globalSecondaryIndex", i], index)),
  ];
}

/** API_Projection: NonKeyAttributes belongs to INCLUDE. The chart asks local indexes for an empty list. */
function includeHasAttributes(context: TableContext): void {
  for (const list of ["globalSecondaryIndex", "localSecondaryIndex"] as const) {
    for (const [i, index] of (context.values[list] ?? []).entries()) {
      const path = [list, i, "nonKeyAttributes"];
      const given = (index.nonKeyAttributes ?? []).length > 0;
      const key = messages.pathText(path);
      if (index.projectionType === "INCLUDE" && !given) {
        told(context).error(path, messages.projectionNeedsAttributes(key));
      }
      if (index.projectionType !== "INCLUDE" && given) {
        told(context).warn(path, messages.projectionIgnoresAttributes(key, index.projectionType));
      }
    }
  }
}

function streamRolesHaveStream(context: TableContext): void {
  const { serviceAccountStreamRoles, streamViewType, managementPolicies } = context.values;
  if (managementPolicies === "Observe" || streamViewType !== undefined) return;
  if ((serviceAccountStreamRoles ?? []).length > 0) {
    told(context).error(["serviceAccountStreamRoles"], messages.streamMissing());
  }
}

/** `production: true` is a floor that only a written reason lowers. */
function productionFloor(context: TableContext): void {
  const { values, production } = context;
  if (!production || values.managementPolicies === "Observe" || values.optOutReason !== undefined)
    return;
  const { error } = told(context);
  if (values.deletionPolicy === "Delete") {
    error(["deletionPolicy"], messages.belowFloor("deletionPolicy", "Delete", "Orphan"));
  }
  if (values.deletionProtection === false) {
    error(["deletionProtection"], messages.belowFloor("deletionProtection", false, "true"));
  }
  const recovery = values.pointInTimeRecovery;
  if (recovery === false) {
    error(["pointInTimeRecovery"], messages.belowFloor("pointInTimeRecovery", false, "true"));
  } else if (typeof recovery === "object" && recovery.enabled === false) {
    error(
      ["pointInTimeRecovery", "enabled"],
      messages.belowFloor("pointInTimeRecovery.enabled", false, "true"),
    );
  }
}
