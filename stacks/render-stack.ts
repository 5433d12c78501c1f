import { TerraformElement, TerraformOutput } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

export type Json = Record<string, unknown>;

/**
 * The Terraform JSON of a stack, as `TerraformStack.toTerraform` makes it, but for two things: tokens
 * of cdktf are not resolved (our stacks have none, what looks like one is text of the values, and it
 * takes half of the time of a large stack), and two elements with one address are an error (cdktf would
 * silently make one resource of them).
 * @param terraform arguments of the `terraform` block that win over those of the elements
 */
export function renderStack(stack: TerraformStack, terraform: Json): Json {
  const version: unknown = stack.node.tryGetContext("cdktfVersion");
  const metadata: Json = { version, stackName: stack.node.id, backend: "local" };
  const outputs = emptyMap();
  const rendered = emptyMap();
  for (const element of elementsOf(stack)) {
    Object.assign(metadata, element.toMetadata());
    if (TerraformOutput.isTerraformOutput(element)) {
      const [name, ...scopes] = element.node.path.split("/").toReversed();
      const holder = scopes.toReversed().reduce(mapAt, outputs);
      if (name !== undefined) holder[name] = element.friendlyUniqueId;
    }
    add(rendered, element.toTerraform() as Json);
  }
  deepAssign(mapAt(rendered, "terraform"), terraform);
  return { ...rendered, "//": { metadata, outputs } };
}

function elementsOf(node: IConstruct): TerraformElement[] {
  const own = TerraformElement.isTerraformElement(node) ? [node] : [];
  return [...own, ...node.node.children.flatMap(elementsOf)];
}

/** How many keys lead from a block's name to what one element fills: `resource` > type > address. */
const DEPTHS: Readonly<Record<string, number>> = { resource: 2, data: 2 };

function add(rendered: Json, fragment: Json): void {
  for (const [block, content] of Object.entries(fragment)) {
    if (content === undefined) continue;
    if (block === "terraform")
      rendered[block] = deepAssign(mapAt(rendered, block), content as Json);
    else if (Array.isArray(content))
      rendered[block] = [...listAt(rendered, block), ...(content as unknown[])];
    else addAddressed(mapAt(rendered, block), content as Json, DEPTHS[block] ?? 1, block);
  }
}

function addAddressed(target: Json, source: Json, depth: number, address: string): void {
  for (const [key, value] of Object.entries(source)) {
    const inner = `${address}.${key}`;
    if (depth > 1) addAddressed(mapAt(target, key), value as Json, depth - 1, inner);
    else if (Array.isArray(value)) target[key] = [...listAt(target, key), ...(value as unknown[])];
    else if (key in target) throw new Error(`two elements have the address ${inner}`);
    else target[key] = value;
  }
}

/** Later wins, maps deep. */
function deepAssign(target: Json, source: Json): Json {
  for (const [key, value] of Object.entries(source)) {
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    target[key] = isMap ? deepAssign(mapAt(target, key), value as Json) : value;
  }
  return target;
}

/** The map under a key, which may be any string, `constructor` too: maps here have no prototype. */
function mapAt(target: Json, key: string): Json {
  const existing = target[key] as Json | undefined;
  if (existing !== undefined) return existing;
  const created = emptyMap();
  target[key] = created;
  return created;
}

function listAt(target: Json, key: string): unknown[] {
  return (target[key] as unknown[] | undefined) ?? [];
}

function emptyMap(): Json {
  return Object.create(null) as Json;
}
