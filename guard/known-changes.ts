/** Changes of a kind that this project never plans, which nothing here could judge. */
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { isIdle } from "./plan-json";
import type { OtherChange, ResourceChange } from "./plan-json";

type Change = ResourceChange | OtherChange;

/** By what a plan calls `mode`. Source: Terraform, "JSON Output Format", Change Representation. */
const ACTIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  managed: new Set([
    "no-op",
    "create",
    "update",
    "delete",
    "delete, create",
    "create, delete",
    "forget",
  ]),
  data: new Set(["no-op", "read"]),
};

/** Providers of the resources of this project, as Terraform and OpenTofu write them. */
const PROVIDERS: ReadonlySet<string> = new Set([
  "registry.terraform.io/hashicorp/aws",
  "registry.opentofu.org/hashicorp/aws",
  "terraform.io/builtin/terraform",
]);

/** Data sources of this project. They only read; others start programs or call functions. */
const DATA_SOURCES: ReadonlySet<string> = new Set([
  "aws_caller_identity",
  "aws_dynamodb_table",
  "aws_dynamodb_tables",
  "aws_iam_role",
  "aws_iam_roles",
]);

/** @returns what is unknown about a change; nothing where it can be judged */
export function unknownChange(planned: Change): Finding | undefined {
  const message = unknownForm(planned);
  return message === undefined ? undefined : { at: undefined, message, rule: "changesAreKnown" };
}

function unknownForm(planned: Change): string | undefined {
  const { mode, type, name, address, previous_address: moved, provider_name: provider } = planned;
  const known = Object.hasOwn(ACTIONS, mode) ? ACTIONS[mode] : undefined;
  if (known === undefined) return messages.unknownMode(mode);
  const actions = planned.change.actions.join(", ");
  if (!known.has(actions)) return messages.unknownActions(actions, mode);
  if (mode === "data") return DATA_SOURCES.has(type) ? undefined : messages.otherDataSource(type);
  if (moved != null && moved !== address) return messages.isMoved(moved);
  if (isIdle(planned)) return undefined;
  if (provider != null && !PROVIDERS.has(provider)) return messages.otherProvider(provider);
  // No resource of this project is in a module or has an index.
  return address === `${type}.${name}` ? undefined : messages.otherAddress();
}
