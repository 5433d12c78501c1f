import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import { literal } from "./terraform-string";
import type { TableIdentity } from "../table/identity";

export interface ReplacementTriggerProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** What the table cannot change without being replaced. */
  readonly identity: TableIdentity;
}

/**
 * A table's identity as a resource of its own. A table that names it in `replace_triggered_by` is
 * really replaced when the types of its keys or its local indexes change, for which the provider
 * plans nothing. Terraform's built-in `terraform_data`, since 1.4.
 *
 * Adding it to an existing table replaces nothing. The form of its input must never change: that
 * would replace every table that is not retained.
 */
export class ReplacementTrigger extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReplacementTriggerProps,
  ) {
    super(scope, id);
  }

  get terraformAddress(): string {
    return `terraform_data.${this.props.address}`;
  }

  override toTerraform(): object {
    const { address, identity } = this.props;
    return { resource: { terraform_data: { [address]: { input: literal(inputOf(identity)) } } } };
  }
}

function inputOf({ hashKey, rangeKey, localSecondaryIndexes }: TableIdentity): object {
  const indexes = Object.entries(localSecondaryIndexes ?? {}).map(([name, index]) => {
    const { projection } = index;
    const projected = typeof projection === "string" ? [projection] : ["INCLUDE", ...projection];
    return [name, [index.rangeKey, ...projected]];
  });
  return {
    hash_key: hashKey,
    ...(rangeKey !== undefined && { range_key: rangeKey }),
    ...(localSecondaryIndexes && {
      local_secondary_indexes: Object.fromEntries(indexes) as object,
    }),
  };
}
