import type { Environment, Namespace } from "../config/model/fleet";
import type { ExistingTables } from "./read-existing-tables";
import { accountOf } from "../aws/ask";
import type { ExistingTable } from "./existing-table";
import type { Inherited } from "./inherited";
import * as messages from "./adopt-messages";
import { otherAccount } from "../aws/aws-messages";
import { belongingOf } from "./table-naming";
import type { Belonging } from "./table-naming";
import { Refusal } from "../aws/refusal";

/** What AWS has of a namespace. */
export interface Found {
  /** By region and name in AWS. */
  readonly tables: ReadonlyMap<string, ExistingTable>;
  /** Those that no values name, with the names that they would have there. */
  readonly unknown: readonly { readonly table: ExistingTable; readonly belonging: Belonging }[];
  /** What was passed over, in words. */
  readonly passedOver: readonly string[];
}

export function placeOfTable({
  region,
  tableName,
}: Pick<ExistingTable, "region" | "tableName">): string {
  return `${region} ${tableName}`;
}

/** Reads the tables that the values of a namespace name, and those that are named after it. */
export async function lookFor(
  environment: Environment,
  { name, tables: known, accountId }: Pick<Namespace, "name" | "tables" | "accountId">,
  inherited: Inherited,
  reader: ExistingTables,
): Promise<Found> {
  const namespaces = [name, ...environment.namespaces.map((namespace) => namespace.name)];
  const claimed = new Set(environment.namespaces.flatMap(({ tables }) => tables.map(placeOfTable)));
  const own = new Set(known.map(placeOfTable));
  const regions = new Set([
    environment.region,
    ...(inherited.values.region === undefined ? [] : [inherited.values.region]),
    ...known.map(({ region }) => region),
  ]);
  const tables = new Map<string, ExistingTable>();
  const unknown: { table: ExistingTable; belonging: Belonging }[] = [];
  const passedOver: string[] = [];
  let isEmpty = true;
  for (const region of [...regions].sort()) {
    const names = await reader.names(region);
    isEmpty &&= names.length === 0;
    const wanted = names.flatMap((tableName) => {
      const place = placeOfTable({ region, tableName });
      const belonging = belongingOf(tableName, inherited.namePrefix, namespaces);
      const isNew = belonging?.namespace === name && !claimed.has(place);
      return isNew || own.has(place) ? [{ place, tableName, belonging: isNew && belonging }] : [];
    });
    // That a wrong account lacks the tables says nothing.
    if (wanted[0] === undefined && names[0] !== undefined)
      refuseOtherAccount(await reader.arn(region, names[0]), accountId);
    for (const { place, tableName, belonging } of wanted) {
      const description = await reader.description(region, tableName);
      refuseOtherAccount(description.TableArn, accountId);
      const status = description.TableStatus ?? "ACTIVE";
      if (!["ACTIVE", "UPDATING"].includes(status)) {
        passedOver.push(messages.notActive(tableName, status));
        continue;
      }
      const table = await reader.table(region, description);
      tables.set(place, table);
      if (belonging !== false) unknown.push({ table, belonging });
    }
  }
  if (isEmpty) passedOver.push(messages.noTableAtAll([...regions].sort(), accountId));
  return { tables, unknown, passedOver };
}

function refuseOtherAccount(arn: string | undefined, accountId: string | undefined): void {
  const found = accountOf(arn ?? "");
  if (accountId !== undefined && found !== "" && found !== accountId)
    throw new Refusal(otherAccount(found, accountId));
}
