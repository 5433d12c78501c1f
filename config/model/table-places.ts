/** A table and its replicas, each in its region. A witness has no items that anybody could read. */
import { tableArn } from "../../table/table-arn";
import type { Table } from "./fleet";

export interface RegionalTable {
  readonly region: string;
  readonly arn: string;
  /** Key of its region, unless it is one of AWS's own. */
  readonly kmsKeyArn: string | undefined;
}

/** The table itself first, then its replicas, sorted by region. */
export function regionalTables(table: Table): RegionalTable[] {
  const { region, arn, encryption, replicas, tableName } = table;
  const kmsKeyArn = typeof encryption === "object" ? encryption.kmsKeyArn : undefined;
  return [
    { region, arn, kmsKeyArn },
    ...replicas.map((replica) => ({
      region: replica.region,
      arn: tableArn({ ...table, region: replica.region }, tableName),
      kmsKeyArn: replica.kmsKeyArn,
    })),
  ];
}

export function arnsOf(table: Table): string[] {
  return regionalTables(table).map(({ arn }) => arn);
}

export function regionsOf({ region, replicas }: Pick<Table, "region" | "replicas">): string[] {
  return [region, ...replicas.map((replica) => replica.region)];
}
