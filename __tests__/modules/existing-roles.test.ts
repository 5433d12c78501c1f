import { TerraformStack, Testing } from "cdktf";
import { ExistingRoles } from "../../modules/existing-roles";

test("the message for a role that does not exist names all three ways: create, declare, except", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  const role = { name: "reader", address: "reader", neededBy: "table Orders (dev/koa.yaml)" };
  const roles = new ExistingRoles(stack, "Roles", { roles: [role], partition: "aws" });
  const [exists] = roles.assertions(role);
  expect(String(exists?.errorMessage)).toContain(
    "table Orders (dev/koa.yaml) would be granted to it. Create the role, correct its name in the values, declare it under roles: so that this project creates it, or add it to verifyRoles.except.",
  );
});
