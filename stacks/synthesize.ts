import path from "node:path";
import { App } from "cdktf";
import { RootConstruct } from "constructs";
import type { Construct } from "constructs";
import type { RoleAccess } from "../access/role-access";
import { ACCESS } from "../config/source/stack-names";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import type { LockedEnvironment, LockedFleet } from "../lock/judge/locked-fleet";
import { hasAccessStack } from "../lock/judge/access-stack";
import { accessStack } from "./access-stack";
import { withoutCreationStacks } from "./creation-stacks";
import { namespaceStack } from "./namespace-stack";
import type { ValuesStack } from "./values-stack";

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
    // cdktf's validations run `terraform version`; the values have been checked.
    const app = new App({ outdir: folder, skipValidation: true });
    const { outdir, skipValidation, manifest } = app;
    for (const stack of preparedStacks(app, props)) {
      stack.synthesizer.synthesize({ outdir, skipValidation, manifest });
    }
    manifest.writeToFile();
  });
}

/** The same JSON by the stacks' names, without the version of cdktf, and without writing anything. */
export function renderStacks(props: StacksProps): Map<string, object> {
  return withoutCreationStacks(() => {
    const rendered = new Map<string, object>();
    // An `App` would make folders.
    for (const stack of preparedStacks(new RootConstruct(), props)) {
      rendered.set(stack.node.id, stack.toTerraform());
    }
    return rendered;
  });
}

/**
 * Builds each stack when its turn comes and drops it before the next one: stacks know nothing of
 * each other, and it takes time to keep those of a large fleet in memory.
 */
function* preparedStacks(root: Construct, props: StacksProps): Generator<ValuesStack> {
  for (const stack of stacksOf(root, props)) {
    stack.prepareStack();
    yield stack;
    root.node.tryRemoveChild(stack.node.id);
  }
}

function* stacksOf(
  root: Construct,
  { fleet, roles, filter, output }: StacksProps,
): Generator<ValuesStack> {
  const { outdir, projectFolder } = output;
  const stackFolder = path.resolve(projectFolder, outdir, "stacks", "stack");
  const fromStack = path.relative(stackFolder, projectFolder).split(path.sep).join("/");
  for (const environment of fleet.environments) {
    const atHomeIn = (stack: string): RoleAccess[] =>
      (roles.get(environment) ?? []).filter(({ home }) => home === stack);
    for (const namespace of environment.namespaces) {
      if (!selects(filter, namespace.name)) continue;
      yield namespaceStack(root, environment, namespace, atHomeIn(namespace.name), fromStack);
    }
    const homeless = atHomeIn(ACCESS);
    if (hasAccessStack(environment, homeless) && selects(filter, ACCESS))
      yield accessStack(root, environment, homeless, fromStack);
  }
}
