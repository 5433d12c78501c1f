import type { ExistingResources } from "./existing-resources";
import * as messages from "./recover-messages";
import { escaped } from "../table/terraform-escapes";
import type { SynthesizedStack } from "./synthesized-stack";

/** A Terraform import block. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

/** Resources that are created again: they exist only in the state, or AWS writes over what it has. */
const CREATED_AGAIN = [
  "terraform_data",
  "aws_appautoscaling_policy",
  "aws_appautoscaling_scheduled_action",
];

/** Resources that AWS overwrites when they are created again. */
const WRITTEN_AGAIN = [
  "aws_cloudwatch_metric_alarm",
  "aws_dynamodb_contributor_insights",
  "aws_dynamodb_resource_policy",
];

/** The import blocks for what a stack has and AWS has already, and what to print about the rest. */
export async function importsOf(
  stack: SynthesizedStack,
  existing: ExistingResources,
): Promise<{ imports: Import[]; words: string[] }> {
  const imports: Import[] = [];
  const words: string[] = [];
  for (const resource of stack.resources) {
    const { address, type } = resource;
    if (CREATED_AGAIN.includes(type)) continue;
    // Terraform takes one import block for an address.
    if (stack.imported.has(address)) words.push(messages.resourceImported(address));
    else if (WRITTEN_AGAIN.includes(type)) words.push(messages.resourceWrittenAgain(address));
    else if (!existing.canFind(resource)) words.push(messages.resourceUnknown(address));
    else {
      const found = await existing.find(resource);
      if (found === undefined) words.push(messages.resourceAbsent(address));
      else if ("ids" in found)
        words.push(messages.severalOfOneName(address, found.name, found.ids));
      else {
        imports.push({ to: address, id: found.importId });
        words.push(messages.resourceFound(address, found.importId));
      }
    }
  }
  return { imports, words };
}

/** The text of a Terraform file with import blocks. */
export function importsText(imports: readonly Import[]): string {
  const blocks = imports.map(({ to, id }) => ({ to, id: escaped(id) }));
  return `${JSON.stringify({ "//": messages.importsComment(), import: blocks }, null, 2)}\n`;
}
