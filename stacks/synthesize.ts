import path from "node:path";
import { App, TerraformStack } from "cdktf";
import type { RoleAccess } from "../access/role-access";
import { ACCESS } from "../config/source/stack-names";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import type { LockedEnvironment, LockedFleet } from "../lock/judge/locked-fleet";
import { hasAccessStack } from "../lock/judge/access-stack";
import { accessStack } from "./access-stack";
import { withoutCreationStacks } from "./creation-stacks";
import { namespaceStack } from "./namespace-stack";

/** Values without errors, and which of their stacks to make for which folders. */
export interface StacksProps {
  readonly fleet: LockedFleet;
  /** The access of each environment's roles. */
  readonly roles: ReadonlyMap<LockedEnvironment, readonly RoleAccess[]>;
  readonly filter: Filter;
  readonly output: {
    /** Where the stacks are in the end, relative to the project's folder. */
    readonly outdir: string;
    readonly projectFolder: string;
  };
}

/** Writes the Terraform JSON of the stacks that the filter selects to a folder. */
export function synthesize(props: StacksProps, folder: string): void {
  withoutCreationStacks(() => {
    appOf(props, folder).synth();
  });
}

/** The same JSON by the stack's name, without writing anything. */
export function renderStacks(props: StacksProps): Map<string, object> {
  return withoutCreationStacks(() => {
    // An app makes its folder unless it exists.
    const app = appOf(props, props.output.projectFolder);
    const stacks = app.node.children.filter((child) => TerraformStack.isStack(child));
    for (const stack of stacks) stack.prepareStack();
    return new Map(stacks.map((stack) => [stack.node.id, stack.toTerraform() as object]));
  });
}

function appOf({ fleet, roles, filter, output }: StacksProps, folder: string): App {
  // cdktf's validations run `terraform version`; the values have been checked.
  const app = new App({ outdir: folder, skipValidation: true });
  const { outdir, projectFolder } = output;
  const stackFolder = path.resolve(projectFolder, outdir, "stacks", "stack");
  const fromStack = path.relative(stackFolder, projectFolder).split(path.sep).join("/");
  for (const environment of fleet.environments) {
    const access = roles.get(environment) ?? [];
    addStacks(app, environment, access, { filter, projectFolder: fromStack });
  }
  return app;
}

function addStacks(
  app: App,
  environment: LockedEnvironment,
  roles: readonly RoleAccess[],
  { filter, projectFolder }: { readonly filter: Filter; readonly projectFolder: string },
): void {
  const atHomeIn = (stack: string): RoleAccess[] => roles.filter(({ home }) => home === stack);
  for (const namespace of environment.namespaces) {
    if (!selects(filter, namespace.name)) continue;
    namespaceStack(app, environment, namespace, atHomeIn(namespace.name), projectFolder);
  }
  const homeless = atHomeIn(ACCESS);
  if (hasAccessStack(environment, homeless) && selects(filter, ACCESS))
    accessStack(app, environment, homeless, projectFolder);
}
