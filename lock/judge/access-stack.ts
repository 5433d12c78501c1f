import { ACCESS } from "../../config/source/stack-names";
import type { LockedEnvironment } from "./locked-fleet";

/**
 * Whether an environment has a stack of the roles that belong to no namespace: while one is at home
 * there, or its lock exists, so that the last grant can still be removed by a deploy.
 */
export function hasAccessStack(
  { accessLock }: LockedEnvironment,
  roles: readonly { readonly home: string }[],
): boolean {
  return accessLock.content !== undefined || roles.some(({ home }) => home === ACCESS);
}
