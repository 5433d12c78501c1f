/** New tables under a name or an address that another table has, or had. */
import type { Table } from "../../config/model/fleet";
import { groupedBy } from "../../config/model/grouped-by";
import { stackId } from "../../config/source/stack-names";
import { isSameArn, parseTableArn } from "../../table/table-arn";
import { address } from "../../table/terraform-address";
import { entryOf } from "../../config/source/entry";
import type { LockedIdentity } from "../file/lock-schema";
import * as messages from "./edit-messages";
import { destroyedTables, isSameName, keptTables, managedTables, withArn } from "./former-tables";
import type { KeptTable, LeftTables } from "./former-tables";
import { goneTables } from "./gone-tables";
import type { LockedEnvironment, LockedNamespace } from "./locked-fleet";
import { placeDifferences } from "./table-differences";
import { refusal, tableId } from "./verdicts";
import type { Verdict } from "./verdicts";

/** What Terraform forgot exists in AWS and cannot be created. */
export function existingVerdicts(
  table: Table,
  { kept }: LeftTables,
  environment: LockedEnvironment,
): Verdict[] {
  const all = withArn(kept, table).map((one) => [one.namespace, one] as const);
  return [...new Map(all).values()].map(({ namespace, name }) => {
    const stack = stackId(environment.name, namespace);
    const id = tableId(environment, namespace, name);
    const message = messages.keptInAws(table.name, table.tableName, stack, id);
    return refusal(table, "name", message, "tableIsKept");
  });
}

/** What is to be destroyed at another address cannot be created or adopted before that is deployed. */
export function destroyedVerdicts(
  table: Table,
  { name: here }: LockedNamespace,
  { destroyed }: LeftTables,
  environment: LockedEnvironment,
): Verdict[] {
  const others = withArn(destroyed, table).filter(
    // Under its old address it is simply there again.
    ({ namespace, name }) => namespace !== here || address(name) !== table.address,
  );
  return others.map(({ namespace, name, isReplaced }) => {
    const former = { name, namespace, stack: stackId(environment.name, namespace), isReplaced };
    const id = tableId(environment, namespace, name);
    const message = messages.toBeDestroyed(table, former, id);
    return refusal(table, table.adopted ? "adopt" : "name", message, "tableIsDestroyed");
  });
}

/** A new table at the Terraform address of one that leaves: its plan would replace that one, or leave it unmanaged. */
export function addressVerdicts(
  namespace: LockedNamespace,
  environment: LockedEnvironment,
): Verdict[] {
  const kept = keptTables(namespace);
  const gone = goneTables(namespace).map(([name, was]) => ({ name, was }));
  const destroyed = [...destroyedTables(namespace), ...gone];
  if (kept.length === 0 && destroyed.length === 0) return [];
  const added = managedTables(namespace).filter(
    ({ name }) => entryOf(namespace.lock.content?.tables, name) === undefined,
  );
  const keptAt = groupedBy(({ name }) => address(name), kept);
  const destroyedAt = groupedBy(({ name }) => address(name), destroyed);
  return added.flatMap((table) => {
    const other =
      keptAt.get(table.address)?.find((one) => isAnother(one, table)) ??
      destroyedAt.get(table.address)?.find((one) => isElsewhere(one.was, table));
    if (other === undefined) return [];
    const { name, was } = other;
    const id = tableId(environment, namespace.name, name);
    const message = messages.addressTaken(table, name, parseTableArn(was.arn), id);
    return refusal(table, "name", message, "addressIsFree");
  });
}

/** Under its own name it comes back, and is compared with what it was. */
function isAnother({ name, was }: KeptTable, table: Table): boolean {
  return name === table.name ? !isSameName(was.arn, table.arn) : !isSameArn(was.arn, table.arn);
}

function isElsewhere(was: LockedIdentity, table: Table): boolean {
  return placeDifferences(was.arn, table).some(({ consequence }) => consequence === "elsewhere");
}
