/** What a managed table has as resources of their own. */
import type { Table } from "../config/model/fleet";
import type { DynamodbTable } from "../modules/dynamodb-table";
import { addAlarms } from "./table-alarms";
import { addAutoscaling } from "./table-autoscaling";
import { addInsights } from "./table-insights";
import { addKinesisStream } from "./table-kinesis";
import { addResourcePolicies } from "./table-policies";
import { addReplicas } from "./table-replicas";
import type { ValuesStack } from "./values-stack";

export function addCompanions(stack: ValuesStack, table: Table, created: DynamodbTable): void {
  addAutoscaling(stack, table, created);
  addReplicas(stack, table, created);
  addKinesisStream(stack, table, created);
  addInsights(stack, table, created);
  addAlarms(stack, table);
  addResourcePolicies(stack, table, created);
}
