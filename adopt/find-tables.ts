import type { Environment, Namespace, Table } from "../config/model/fleet";
import { regionsOf } from "../config/model/table-places";
import { replicaRegions } from "./described-replicas";
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
  const claimed = new Set(
    environment.namespaces.flatMap(({ tables }) => tables.flatMap(regionalNames)),
  );
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
      const others = replicaRegions(description, region).filter((one) => regions.has(one));
      if (!own.has(key) && others.some((one) => isBefore(one, region, environment))) continue;
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

/** A table in the region of its environment has its replicas elsewhere; else the first region counts. */
function isBefore(one: string, other: string, { region }: Pick<Environment, "region">): boolean {
  return other !== region && (one === region || one < other);
}

/** Of a table, and of its replicas. */
function regionalNames(table: Table): string[] {
  const { tableName } = table;
  return regionsOf(table).map((region) => regionalName({ region, tableName }));
}

function refuseOtherAccount(arn: string | undefined, accountId: string | undefined): void {
  const found = accountInArn(arn ?? "");
  if (accountId !== undefined && found !== "" && found !== accountId)
    throw new Refusal(otherAccount(found, accountId));
}
