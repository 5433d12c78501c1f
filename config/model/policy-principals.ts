/** Whom a statement of a resource policy names. Source: IAM User Guide, "AWS JSON policy elements: Principal". */

/** - `unknown`: of no form that DynamoDB's requests have, or wrong */
export type PolicyPrincipal =
  | { readonly kind: "everyone" }
  | AccountPrincipal
  | { readonly kind: "service"; readonly name: string }
  | { readonly kind: "unknown"; readonly text: string };

/** An account, or a role, user or session of it. */
export interface AccountPrincipal {
  readonly kind: "account";
  readonly accountId: string;
  /** Absent where only the account's id is written. */
  readonly partition: string | undefined;
  /** Name of the role, also of a session; absent for anybody else. */
  readonly role: string | undefined;
  readonly text: string;
}

const ARN =
  /^arn:(aws[a-z-]*):(?:iam|sts)::(\d{12}):(root|(?:role|user|assumed-role|federated-user)\/[\w+=,.@/-]+)$/;

const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/** @param key of the map in `Principal` */
export function policyPrincipal(key: string, text: string): PolicyPrincipal {
  if (key === "Service" && SERVICE.test(text)) return { kind: "service", name: text };
  if (key !== "AWS") return { kind: "unknown", text };
  if (text === "*") return { kind: "everyone" };
  if (/^\d{12}$/.test(text))
    return { kind: "account", accountId: text, partition: undefined, role: undefined, text };
  const [, partition, accountId = "", who = ""] = ARN.exec(text) ?? [];
  if (partition === undefined) return { kind: "unknown", text };
  return { kind: "account", accountId, partition, role: roleOf(who), text };
}

/** The role of an account that a principal of the kind `AWS` is, or a session of it; absent: it is none. */
export function roleInAccount(text: string, accountId: string | undefined): string | undefined {
  const principal = policyPrincipal("AWS", text);
  return principal.kind === "account" && principal.accountId === accountId
    ? principal.role
    : undefined;
}

/** `role/path/name`, `assumed-role/name/session`. */
function roleOf(who: string): string | undefined {
  const [kind, ...rest] = who.split("/");
  if (kind === "assumed-role") return rest[0];
  return kind === "role" ? rest.at(-1) : undefined;
}
