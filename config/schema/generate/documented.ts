/** The zod schemas as plain data, from which the editors' schemas and the reference are made. */
import { z } from "zod";

/** JSON Schema, with the project's own words of `.meta` (see `common-schema.ts`) among the keywords. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

export function documented(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema }) => {
      dropTrivialKeywords(jsonSchema);
    },
  });
}

/** zod adds to each whole number the limits of JavaScript, and to each map that its keys are strings. */
function dropTrivialKeywords(schema: JsonSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (isSchema(schema.propertyNames) && Object.keys(schema.propertyNames).join() === "type")
    delete schema.propertyNames;
}

/** `true` and `false` are schemas too, which say nothing of keys. */
export function isSchema(schema: unknown): schema is JsonSchema {
  return typeof schema === "object" && schema !== null && !Array.isArray(schema);
}

export function propertiesOf({ properties = {} }: JsonSchema): [string, JsonSchema][] {
  return Object.entries(properties).filter((entry): entry is [string, JsonSchema] =>
    isSchema(entry[1]),
  );
}

/** The schemas of which a value fits one; nothing if the schema is of one kind. */
export function alternativesOf(schema: JsonSchema): JsonSchema[] | undefined {
  return schema.anyOf ?? schema.oneOf;
}

/** What holds where a key is omitted; nothing for a key that has no default. */
export function defaultText(schema: JsonSchema): string | undefined {
  if (typeof schema.defaultText === "string") return schema.defaultText;
  const value = schema.default;
  if (value === undefined) return undefined;
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}
