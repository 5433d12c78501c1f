/** From grants and role declarations as they are written to the model. */
import type { EnvironmentValues } from "../schema/environment-schema";
import type { GrantValues, RoleDeclarationValues } from "../schema/grant-schema";
import type { TableValues } from "../schema/table-schema";
import type { Position } from "../../diagnostics/problems";
import type { Located } from "../source/layers";
import type { Path } from "../source/path";
import { actionsOf, canBeLimited } from "./dynamodb-actions";
import type { DeclaredRole, Grant, PrefixGrant } from "./fleet";

const ROLE_LISTS = [
  ["serviceAccountReadRoles", "read"],
  ["serviceAccountWriteRoles", "write"],
  ["serviceAccountStreamRoles", "stream"],
] as const;

export function grants(values: TableValues, source: Located): Grant[] {
  const listed = ROLE_LISTS.flatMap(([key, word]) =>
    (values[key] ?? []).map((role, i) => grantOf({ role, access: [word] }, [key, i], source)),
  );
  const written = (values.grants ?? []).map((grant, i) =>
    grantOf(grant, ["grants", i, "role"], source),
  );
  return [...listed, ...written];
}

/** Words are narrowed to what carries the grant's conditions; rules refuse single actions that do not. */
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

/** The `roles` of an environment or of a namespace file. */
export function declaredRoles(
  roles: readonly RoleDeclarationValues[] | undefined,
  source: Located,
): DeclaredRole[] {
  return (roles ?? []).map(({ name, path, permissionsBoundary, trust, access }, i) => ({
    name,
    path: path ?? "/",
    permissionsBoundary,
    trust,
    actions: actionsOf(access ?? []),
    ...origin(["roles", i, "name"], source),
  }));
}

/** Where something is written; the position is looked up only when a message needs it. */
function origin(path: Path, source: Located): { file: string; at: () => Position } {
  return { file: source.fileOf(path), at: () => source.at(path) };
}
