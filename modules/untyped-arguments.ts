/**
 * Arguments that neither cdktf nor the bindings type, because they are of newer versions of Terraform
 * or of the provider. All of them are written through here, so that a search finds what newer bindings
 * would type (docs/decisions/0021-provider-6.md).
 */
import type { TerraformElement } from "cdktf";
import { literal } from "./terraform-string";

/** Paths in Terraform's spelling, such as `global_secondary_index.0.key_schema`, to plain data. */
export type UntypedArguments = Readonly<Record<string, unknown>>;

/** Adds them to what the bindings write; plain strings are literal text, as in typed arguments. */
export function addUntyped(element: TerraformElement, untyped: UntypedArguments): void {
  for (const [path, value] of Object.entries(untyped))
    element.addOverride(path, literal<unknown>(value));
}

/** In place of a string that the bindings require and newer versions of the provider do without. */
export const OMITTED = undefined as unknown as string;
