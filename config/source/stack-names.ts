/** A namespace's stack that holds the roles belonging to no namespace. */
export const ACCESS = "access";

/** A Kubernetes namespace's name (RFC 1123 label); an environment's has the same form. */
export const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** The id of a stack, which is also the name of its state and of its Terraform Cloud workspace. */
export function stackId(environment: string, namespace: string): string {
  return `${environment}-${namespace}`;
}
