/** The resource policies of a table and of its stream as AWS gets them. */
import type { ResourcePolicy, ResourcePolicyStatement } from "./table-settings";
import { partAddress } from "./terraform-address";

/** @typeParam Resource how what a policy is about is written, for example as a reference */
export interface CompletePolicy<Resource> extends Omit<ResourcePolicy, "Statement"> {
  readonly Statement: readonly CompleteStatement<Resource>[];
}

type CompleteStatement<Resource> = Omit<ResourcePolicyStatement, "Resource"> & {
  readonly Resource: readonly (string | Resource)[];
};

/** @param resources of the statements that name none */
export function completePolicy<Resource>(
  { Version, Id, Statement }: ResourcePolicy,
  resources: readonly Resource[],
): CompletePolicy<Resource> {
  return {
    Version,
    ...(Id !== undefined && { Id }),
    Statement: Statement.map(({ Sid, Effect, Principal, Action, Resource, Condition }) => ({
      ...(Sid !== undefined && { Sid }),
      Effect,
      ...(Principal !== undefined && { Principal }),
      ...(Action !== undefined && { Action }),
      Resource: Resource ?? resources,
      ...(Condition !== undefined && { Condition }),
    })),
  };
}

/** What follows the ARN of a table in the resources that its policy is about: itself, and its indexes if it has any. */
export function policySuffixes(hasIndexes: boolean): string[] {
  return hasIndexes ? ["", "/index/*"] : [""];
}

/** Terraform addresses. */
export function tablePolicyAddress(table: string): string {
  return partAddress(table, "policy");
}

export function streamPolicyAddress(table: string): string {
  return partAddress(table, "policy-of-stream");
}
