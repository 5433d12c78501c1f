import type { Environment, Namespace } from "../config/model/fleet";
import type { ExistingTables } from "./read-existing-tables";
import type { ExistingTable } from "./existing-table";
import type { Inherited } from "./inherited";
import * as messages from "./adopt-messages";
import { otherAccount } from "../aws/aws-messages";
import { belongingOf } from "./table-naming";
import type { Belonging } from "./table-naming";
import { accountInArn } from "../table/table-arn";
import { Refusal } from "../aws/refusal";

/** What AWS has of a namespace. */
export interface Found {
  /** By region and name in AWS. */
  readonly tables: ReadonlyMap<string, ExistingTable>;
  /** Those that no values name, with the names that they would have in the values. */
  readonly unknown: readonly { readonly table: ExistingTable; readonly belonging: Belonging }[];
  /** What was skipped, in words. */
  readonly skipped: readonly string[];
}

/** What a table has of its own in an account. */
export function regionalName({
  region,
  tableName,
}: Pick<ExistingTable, "region" | "tableName">): string {
  return `${region} ${tableName}`;
}

/** Reads the tables that the values of a namespace name, and those that are named after it. */
export async function lookFor(
  environment: Environment,
  { name, tables: known, accountId }: Pick<Namespace, "name" | "tables" | "accountId">,
  {
    inherited,
    isOwnName,
  }: { readonly inherited: Inherited; readonly isOwnName: (tableName: string) => boolean },
  reader: ExistingTables,
): Promise<Found> {
  const namespaces = [name, ...environment.namespaces.map((namespace) => namespace.name)];
  const claimed = new Set(environment.namespaces.flatMap(({ tables }) => tables.map(regionalName)));
  const own = new Set(known.map(regionalName));
  const regions = new Set([
    environment.region,
    ...(inherited.values.region === undefined ? [] : [inherited.values.region]),
    ...known.map(({ region }) => region),
  ]);
  const tables = new Map<string, ExistingTable>();
  const unknown: { table: ExistingTable; belonging: Belonging }[] = [];
  const skipped: string[] = [];
  let isEmpty = true;
  for (const region of [...regions].sort()) {
    const names = await reader.names(region);
    isEmpty &&= names.length === 0;
    const wanted = names.flatMap((tableName) => {
      const key = regionalName({ region, tableName });
      const belonging = belongingOf(tableName, inherited.namePrefix, namespaces);
      // A namespace of another environment may have a longer name.
      const isNew = belonging?.namespace === name && isOwnName(tableName) && !claimed.has(key);
      return isNew || own.has(key) ? [{ key, tableName, belonging: isNew && belonging }] : [];
    });
    // In a wrong account it means nothing that there are no such tables.
    if (wanted[0] === undefined && names[0] !== undefined)
      refuseOtherAccount(await reader.arn(region, names[0]), accountId);
    for (const { key, tableName, belonging } of wanted) {
      const description = await reader.description(region, tableName);
      refuseOtherAccount(description.TableArn, accountId);
      const status = description.TableStatus ?? "ACTIVE";
      if (!["ACTIVE", "UPDATING"].includes(status)) {
        skipped.push(messages.notActive(tableName, status));
        continue;
      }
      const table = await reader.table(region, description);
      tables.set(key, table);
      if (belonging !== false) unknown.push({ table, belonging });
    }
  }
  if (isEmpty) skipped.push(messages.noTableAtAll([...regions].sort(), accountId));
  return { tables, unknown, skipped };
}

function refuseOtherAccount(arn: string | undefined, accountId: string | undefined): void {
  const found = accountInArn(arn ?? "");
  if (accountId !== undefined && found !== "" && found !== accountId)
    throw new Refusal(otherAccount(found, accountId));
}
