/** In what the capacity of a table in AWS differs from the values, in words. */
import type { GlobalSecondaryIndex } from "../table/table-settings";
import { DIMENSIONS } from "../table/scaled-capacity";
import * as adoptMessages from "./adopt-messages";
import type { Throughput } from "./adopted-capacity";
import * as messages from "./scaling-messages";

/** Something in words, as AWS has it and as the values have it; absent: not at all. */
type Compared = [what: string, inAws: string | undefined, inValues: string | undefined];

interface WithIndexes extends Throughput {
  readonly globalSecondaryIndexes: readonly GlobalSecondaryIndex[];
}

/** Of the table, and of the indexes that both have. */
export function comparedCapacities(aws: WithIndexes, table: WithIndexes): Compared[] {
  return [
    ...comparedThroughput(aws, table, undefined),
    ...aws.globalSecondaryIndexes.flatMap((index) => {
      const other = table.globalSecondaryIndexes.find(({ name }) => name === index.name);
      return other === undefined ? [] : comparedThroughput(index, other, index.name);
    }),
  ];
}

function comparedThroughput(
  aws: Throughput,
  values: Throughput,
  index: string | undefined,
): Compared[] {
  const of = index === undefined ? "" : ` of the index ${index}`;
  const maxima = [aws, values].map(({ onDemandThroughput: maximum }) =>
    messages.maximum(maximum?.maxReadRequestUnits, maximum?.maxWriteRequestUnits),
  );
  return [
    [`the capacity${of}`, capacity(aws), capacity({ ...values, capacity: kept(aws, values) })],
    ...DIMENSIONS.map((dimension): Compared => [
      messages.scaled({ dimension, index }),
      messages.settings(aws.autoscaling?.[dimension]),
      messages.settings(values.autoscaling?.[dimension]),
    ]),
    [`the maximum of on-demand throughput${of}`, maxima[0], maxima[1]],
    ...comparedWarm(aws, values, of),
  ];
}

/** What auto scaling changes is no difference. */
function kept({ capacity: inAws }: Throughput, values: Throughput): Throughput["capacity"] {
  const { capacity: own, autoscaling = {} } = values;
  if (own === undefined || inAws === undefined) return own;
  return {
    read: autoscaling.read === undefined ? own.read : inAws.read,
    write: autoscaling.write === undefined ? own.write : inAws.write,
  };
}

/** AWS raises it by itself; only what the values ask for is compared. */
function comparedWarm(
  { warmThroughput: inAws = {} }: Throughput,
  { warmThroughput: wanted = {} }: Throughput,
  of: string,
): Compared[] {
  const { readUnitsPerSecond: read = 0, writeUnitsPerSecond: write = 0 } = wanted;
  if ((inAws.readUnitsPerSecond ?? 0) >= read && (inAws.writeUnitsPerSecond ?? 0) >= write)
    return [];
  return [
    [
      `the warm throughput${of}`,
      messages.warm(inAws.readUnitsPerSecond, inAws.writeUnitsPerSecond),
      messages.warm(wanted.readUnitsPerSecond, wanted.writeUnitsPerSecond),
    ],
  ];
}

function capacity({ capacity: units }: Throughput): string {
  return units ? adoptMessages.units(units.read, units.write) : adoptMessages.onDemand();
}
