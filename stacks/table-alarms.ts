import type { Table } from "../config/model/fleet";
import { TableAlarm } from "../modules/table-alarm";
import { metricAlarms } from "../table/metric-alarms";
import { partAddress } from "../table/terraform-address";
import type { ValuesStack } from "./values-stack";

/** An alarm is in the region of its metrics, and notifies topics of that region only. */
export function addAlarms(stack: ValuesStack, table: Table): void {
  const topicArns = (table.alarms?.topicArns ?? []).filter(
    (arn) => arn.split(":")[3] === table.region,
  );
  for (const alarm of metricAlarms(table)) {
    const address = partAddress(table.name, alarm.part, ...alarm.of);
    const provider = stack.providerFor(table.region);
    new TableAlarm(stack, `alarm-${address}`, { address, alarm, topicArns, provider });
  }
}
