import type { RoleAccess } from "../access/role-access";
import type { Environment, Table } from "../config/model/fleet";
import { ROLE, TABLES } from "./sample-items";

/** The example's table, if an environment has it with the keys, the index and the role that the access patterns use. */
export function exampleTable(
  environment: Pick<Environment, "namespaces">,
  roles: readonly Pick<RoleAccess, "role">[],
): Table | undefined {
  const tables = environment.namespaces.flatMap((namespace) => namespace.tables);
  const names = new Set(tables.map(({ tableName }) => tableName));
  const hasAll = Object.values(TABLES).every((name) => names.has(name));
  const shop = tables.find(({ tableName }) => tableName === TABLES.shop);
  const hasKeys = shop?.hashKey === "pk" && shop.rangeKey === "sk";
  return hasAll && hasKeys && roles.some(({ role }) => role === ROLE) ? shop : undefined;
}
