import type { Construct } from "constructs";
import type { RoleAccess } from "../access/role-access";
import { leavingOf } from "../lock/judge/leaving-resources";
import type { Leaving } from "../lock/judge/leaving-resources";
import { vaultName } from "../config/model/names";
import type { Table } from "../config/model/fleet";
import type { LockedEnvironment, LockedNamespace } from "../lock/judge/locked-fleet";
import { dependsOnPresent, DynamodbTable } from "../modules/dynamodb-table";
import { ObservedTable } from "../modules/observed-table";
import { TerraformImport } from "../modules/terraform-import";
import type { TerraformString } from "../modules/terraform-string";
import { addBackups } from "./stack-backups";
import { addRoles } from "./stack-roles";
import { addCompanions } from "./table-companions";
import { ValuesStack } from "./values-stack";

/** One namespace: its tables, their backups, and the access of the roles that are at home in it. */
export function namespaceStack(
  scope: Construct,
  environment: LockedEnvironment,
  namespace: LockedNamespace,
  roles: readonly RoleAccess[],
  projectFolder: string,
): ValuesStack {
  const stack = new ValuesStack(scope, {
    environment,
    name: namespace.name,
    accountId: namespace.accountId,
    tags: { environment: environment.name, namespace: namespace.name, "managed-by": "cdktf" },
    projectFolder,
  });
  const arns = new Map(namespace.tables.map((table) => [table, addTable(stack, table)]));
  addBackups(stack, environment, namespace, arns);
  addRoles(stack, environment, roles);
  const vault = vaultName(environment.name, namespace.name);
  addLeaving(stack, vault, leavingOf(environment, namespace));
  stack.addOutputs();
  return stack;
}

/** What the state may still have and the values do not. */
function addLeaving(
  stack: ValuesStack,
  vault: string,
  { tables, companions, vaults, returningVaults, regions }: Leaving,
): void {
  for (const region of regions) stack.providerFor(region);
  for (const address of tables) stack.forget(`aws_dynamodb_table.${address}`);
  for (const address of companions) stack.forget(address);
  for (const { region, locked } of vaults) {
    stack.forget(`aws_backup_vault.${region}`);
    if (locked) stack.forget(`aws_backup_vault_lock_configuration.${region}`);
  }
  for (const region of returningVaults) {
    const to = `aws_backup_vault.${region}`;
    new TerraformImport(stack, `import-${to}`, { to, importId: vault });
  }
}

/** Adds a table and gives a reference to its ARN. */
function addTable(stack: ValuesStack, table: Table): TerraformString {
  const props = {
    ...table,
    provider: stack.providerFor(table.region),
    keySchemaBlocks: stack.hasFeature("multiAttributeKeys"),
    ...(!table.observed &&
      dependsOnPresent(table) && { presentTables: stack.presentTablesIn(table.region) }),
  };
  const Kind = table.observed ? ObservedTable : DynamodbTable;
  const created = new Kind(stack, `table-${table.address}`, props);
  stack.addToOutput("table_names", table.name, created.name);
  stack.addToOutput("table_arns", table.name, created.arn);
  if (table.streamViewType !== undefined)
    stack.addToOutput("stream_arns", table.name, created.streamArn);
  if (created instanceof DynamodbTable) addCompanions(stack, table, created);
  return created.arn;
}
