import type { Construct } from "constructs";
import type { RoleAccess } from "../access/role-access";
import { ACCESS } from "../config/source/stack-names";
import type { Environment } from "../config/model/fleet";
import { addRoles } from "./stack-roles";
import { ValuesStack } from "./values-stack";

/** The access of the roles of an environment that belong to none of its namespaces. */
export function accessStack(
  scope: Construct,
  environment: Environment,
  roles: readonly RoleAccess[],
  projectFolder: string,
): ValuesStack {
  const stack = new ValuesStack(scope, {
    environment,
    name: ACCESS,
    accountId:
      environment.accountId ?? roles.find(({ accountId }) => accountId !== undefined)?.accountId,
    tags: { environment: environment.name, "managed-by": "cdktf" },
    projectFolder,
  });
  addRoles(stack, environment, roles);
  stack.addOutputs();
  return stack;
}
