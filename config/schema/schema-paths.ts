/** Finds the schema, the value and the allowed keys at a path. */
import { z } from "zod";
import type { Path } from "../source/path";

/** The schema of the value at a path; nothing where no schema knows the path. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>(
    (current, step) =>
      alternatives(current)
        .map((option) => child(option, step))
        .find((option) => option !== undefined),
    schema,
  );
}

/** The keys that a map at a path may have; of a union, those of the alternative that its `type` names. */
export function keysAt(schema: z.ZodType, path: Path, value: unknown): string[] {
  const objects = alternatives(schemaAt(schema, path)).filter(
    (option) => option instanceof z.ZodObject,
  );
  const type = valueAt(value, ["type"]);
  const chosen = objects.filter(({ shape }) => {
    const discriminator: unknown = (shape as Record<string, unknown>).type;
    return discriminator instanceof z.ZodLiteral && discriminator.value === type;
  });
  return (chosen.length > 0 ? chosen : objects).flatMap(({ shape }) =>
    Object.keys(shape as object),
  );
}

export function valueAt(root: unknown, path: Path): unknown {
  let current = root;
  for (const step of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step))
      return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** The schemas of a union, or the schema itself, without what makes it optional. */
export function alternatives(schema: z.ZodType | undefined): z.ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(alternatives);
  return schema ? [schema] : [];
}

function child(schema: z.ZodType, step: string | number): z.ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, step)
      ? (schema.shape as Record<string, z.ZodType>)[step]
      : undefined;
  }
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return undefined;
}
