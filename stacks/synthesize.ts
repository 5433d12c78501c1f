import { App } from "cdktf";
import type { RoleAccess } from "../access/role-access";
import { ACCESS } from "../config/source/stack-names";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import type { LockedEnvironment, LockedFleet } from "../lock/judge/locked-fleet";
import { hasAccessStack } from "../lock/judge/access-stack";
import { accessStack } from "./access-stack";
import { withoutCreationStacks } from "./creation-stacks";
import { namespaceStack } from "./namespace-stack";

export interface AppProps {
  readonly filter: Filter;
  /** The access of each environment's roles. */
  readonly roles: ReadonlyMap<LockedEnvironment, readonly RoleAccess[]>;
  /** Where the Terraform JSON is written. */
  readonly outdir: string;
  /** Path of the project's folder as seen from a stack's. */
  readonly projectFolder: string;
}

/** Writes the Terraform JSON of the stacks that the filter selects. */
export function synthesize(fleet: LockedFleet, props: AppProps): void {
  withoutCreationStacks(() => {
    // cdktf's validations run `terraform version`; the values have been checked.
    const app = new App({ outdir: props.outdir, skipValidation: true });
    for (const environment of fleet.environments) addStacks(app, environment, props);
    app.synth();
  });
}

function addStacks(
  app: App,
  environment: LockedEnvironment,
  { filter, roles, projectFolder }: AppProps,
): void {
  const atHomeIn = (stack: string): RoleAccess[] =>
    (roles.get(environment) ?? []).filter(({ home }) => home === stack);
  for (const namespace of environment.namespaces) {
    if (!selects(filter, namespace.name)) continue;
    namespaceStack(app, environment, namespace, atHomeIn(namespace.name), projectFolder);
  }
  const homeless = atHomeIn(ACCESS);
  if (hasAccessStack(environment, homeless) && selects(filter, ACCESS))
    accessStack(app, environment, homeless, projectFolder);
}
