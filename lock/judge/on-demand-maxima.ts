/** Maxima of on-demand throughput that a lock remembers, because AWS keeps those that the values omit. */
import type { Table } from "../../config/model/fleet";
import { entryOf } from "../../config/source/entry";
import { DIMENSIONS } from "../../table/scaled-capacity";
import type { Dimension } from "../../table/scaled-capacity";
import type { OnDemandThroughput } from "../../table/table-settings";
import type { TableLock } from "../file/lock-schema";

type LockedMaxima = Pick<TableLock, "onDemandMaximum" | "onDemandMaximumOfIndexes">;

/** What the values have or had. An index that is removed loses its maxima with it. */
export function maximaNow(table: Table, was: LockedMaxima | undefined): LockedMaxima {
  const own = united(was?.onDemandMaximum, table.onDemandThroughput);
  const ofIndexes = table.globalSecondaryIndexes.flatMap((index) => {
    const former = entryOf(was?.onDemandMaximumOfIndexes, index.name);
    const maxima = united(former, index.onDemandThroughput);
    return maxima.length > 0 ? [[index.name, maxima] as const] : [];
  });
  return {
    ...(own.length > 0 && { onDemandMaximum: own }),
    ...(ofIndexes.length > 0 && { onDemandMaximumOfIndexes: Object.fromEntries(ofIndexes) }),
  };
}

/** What a table's maxima were, for the constructs. */
export function withFormerMaxima(table: Table, was: TableLock | undefined): Table {
  const { onDemandMaximum, onDemandMaximumOfIndexes } = was ?? {};
  if (table.observed || (onDemandMaximum ?? onDemandMaximumOfIndexes) === undefined) return table;
  return {
    ...table,
    formerMaxima: onDemandMaximum,
    formerMaximaOfIndexes: onDemandMaximumOfIndexes,
  };
}

/** What is new in the record, in words. */
export function maximaWords(was: LockedMaxima, now: LockedMaxima): string[] {
  return newMaxima(was, now).map((maximum) => `${maximum} is recorded`);
}

/** The same, as it reads in a sentence. */
export function newMaxima(was: LockedMaxima, now: LockedMaxima): string[] {
  const words = (
    before: readonly Dimension[] | undefined,
    after: readonly Dimension[] | undefined,
    place: string,
  ): string[] => {
    const added = (after ?? []).filter((dimension) => before?.includes(dimension) !== true);
    return added.map((dimension) => `the ${dimension} maximum of ${place}`);
  };
  const indexes = Object.entries(now.onDemandMaximumOfIndexes ?? {});
  return [
    ...words(was.onDemandMaximum, now.onDemandMaximum, "on-demand throughput"),
    ...indexes.flatMap(([name, after]) =>
      words(entryOf(was.onDemandMaximumOfIndexes, name), after, `the index ${name}`),
    ),
  ];
}

function united(
  former: readonly Dimension[] = [],
  { maxReadRequestUnits: read, maxWriteRequestUnits: write }: OnDemandThroughput = {},
): Dimension[] {
  const now = { read, write };
  return DIMENSIONS.filter(
    (dimension) => former.includes(dimension) || now[dimension] !== undefined,
  );
}
