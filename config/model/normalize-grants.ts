/** From grants and role declarations as they are written to the model. */
import { ENVIRONMENT_DEFAULTS } from "../schema/environment-defaults";
import type { EnvironmentValues } from "../schema/environment-schema";
import type { GrantValues } from "../schema/grant-schema";
import type { RoleDeclarationValues } from "../schema/role-schema";
import type { TableValues } from "../schema/table-schema";
import type { Position } from "../../diagnostics/problems";
import type { Located } from "../source/layers";
import type { Path } from "../source/path";
import { actionsOf, canBeLimited } from "./dynamodb-actions";
import type { DeclaredRole, Grant, PrefixGrant } from "./fleet";
import type { Policy } from "./policy";

const ROLE_LISTS = [
  ["serviceAccountReadRoles", "read"],
  ["serviceAccountWriteRoles", "write"],
  ["serviceAccountStreamRoles", "stream"],
] as const;

export function grants(values: TableValues, source: Located): Grant[] {
  const listed = ROLE_LISTS.flatMap(([key, word]) =>
    (values[key] ?? []).map((role, i) => grantOf({ role, access: [word] }, [key, i], source)),
  );
  return [...listed, ...writtenGrants(values, source)];
}

/** Those of the key `grants`, in their order. */
export function writtenGrants(values: TableValues, source: Located): Grant[] {
  return (values.grants ?? []).map((grant, i) => grantOf(grant, ["grants", i, "role"], source));
}

/** Words are reduced to the actions that support the grant's conditions; rules refuse single actions that do not. */
function grantOf(grant: GrantValues, path: Path, source: Located): Grant {
  const { role, access, indexes, leadingKeys, attributes } = grant;
  const actions = actionsOf(access).filter(
    (action) =>
      (leadingKeys === undefined || canBeLimited(action, "leadingKeys")) &&
      (attributes === undefined || canBeLimited(action, "attributes")),
  );
  return { role, actions, indexes, leadingKeys, attributes, ...origin(path, source) };
}

export function prefixGrants(values: EnvironmentValues, source: Located): PrefixGrant[] {
  return (values.prefixGrants ?? []).map(({ role, prefix, access }, i) => ({
    role,
    prefix,
    actions: actionsOf(access),
    ...origin(["prefixGrants", i, "role"], source),
  }));
}

/**
 * The `roles` of an environment or of a namespace file.
 * @param namespace absent: of the environment
 */
export function declaredRoles(
  roles: readonly RoleDeclarationValues[] | undefined,
  namespace: string | undefined,
  policy: Policy,
  source: Located,
): DeclaredRole[] {
  const ownPath = namespace === undefined ? undefined : policy.rolePath;
  return (roles ?? []).map(({ name, path, permissionsBoundary, trust, access }, i) => ({
    name,
    namespace,
    path: path ?? ownPath ?? ENVIRONMENT_DEFAULTS.rolePath,
    permissionsBoundary: permissionsBoundary ?? policy.permissionsBoundary,
    trust,
    actions: actionsOf(access ?? []),
    ...origin(["roles", i, "name"], source),
    trustAt: () => source.at(["roles", i, "trust"]),
  }));
}

/** Where something is written; the position is looked up only when a message needs it. */
function origin(path: Path, source: Located): { file: string; at: () => Position } {
  return { file: source.fileOf(path), at: () => source.at(path) };
}
