import type { App } from "cdktf";
import type { RoleAccess } from "../access/roles";
import type { Environment, Namespace, Table } from "../config/model";
import { DynamodbTable } from "../modules/dynamodb-table";
import { ObservedTable } from "../modules/observed-table";
import { asText } from "../modules/terraform-text";
import { addBackups } from "./backups";
import { addRoles } from "./roles";
import { ValuesStack } from "./values-stack";

/** One namespace: its tables, their backups, and the access of the roles that are at home in it. */
export function namespaceStack(
  app: App,
  environment: Environment,
  namespace: Namespace,
  roles: readonly RoleAccess[],
  projectFolder: string,
): ValuesStack {
  const stack = new ValuesStack(app, {
    environment,
    name: namespace.name,
    accountId: namespace.accountId,
    tags: { environment: environment.name, namespace: namespace.name, "managed-by": "cdktf" },
    projectFolder,
  });
  const arns = new Map(namespace.tables.map((table) => [table, addTable(stack, table)]));
  addBackups(stack, environment, namespace, arns);
  addRoles(stack, environment, roles);
  stack.addOutputs();
  return stack;
}

/** Adds a table and gives a reference to its ARN. */
function addTable(stack: ValuesStack, table: Table): string {
  const props = { ...tableProps(table), provider: stack.providerFor(table.region) };
  const Kind = table.observed ? ObservedTable : DynamodbTable;
  const created = new Kind(stack, `table-${table.address}`, props);
  stack.addToOutput("table_names", table.name, created.name);
  stack.addToOutput("table_arns", table.name, created.arn);
  if (table.streamViewType !== undefined)
    stack.addToOutput("stream_arns", table.name, created.streamArn);
  return created.arn;
}

function tableProps({ source, grants, ...props }: Table): Omit<Table, "source" | "grants"> {
  return asText(props);
}
