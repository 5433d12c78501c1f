import type { Table } from "../config/model/fleet";
import { ContributorInsights } from "../modules/contributor-insights";
import type { DynamodbTable } from "../modules/dynamodb-table";
import { watchedByInsights } from "../table/companion-addresses";
import type { ValuesStack } from "./values-stack";

/** Those of an adopted table are created, not imported: AWS takes turning on twice for once. */
export function addInsights(stack: ValuesStack, table: Table, created: DynamodbTable): void {
  for (const { address, indexName, mode } of watchedByInsights(table)) {
    new ContributorInsights(stack, `insights-${address}`, {
      address,
      tableName: created.name,
      indexName,
      mode,
      provider: stack.providerFor(table.region),
    });
  }
}
