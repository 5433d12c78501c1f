/** A namespace's stack that holds the roles belonging to no namespace. */
export const ACCESS = "access";

/** A Kubernetes namespace's name (RFC 1123 label); an environment's has the same form. */
export const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Whether an environment and a namespace can have this id. */
export function isStackId(id: string): boolean {
  if (id.length > 2 * 63 + 1) return false;
  const words = id.split("-");
  return words.some(
    (_, i) =>
      i > 0 && NAME.test(words.slice(0, i).join("-")) && NAME.test(words.slice(i).join("-")),
  );
}

/** The id of a stack, which is also the name of its state and of its Terraform Cloud workspace. */
export function stackId(environment: string, namespace: string): string {
  return `${environment}-${namespace}`;
}
