import { defaultsJsonSchema, environmentJsonSchema, namespaceJsonSchema } from "./json-schema";
import { jsonText } from "./json-text";
import { reference } from "./values-reference";

/** What is made of the schemas and checked in: path in the project, to text. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    "schemas/namespace.schema.json": jsonText(namespaceJsonSchema()),
    "schemas/environment.schema.json": jsonText(environmentJsonSchema()),
    "schemas/defaults.schema.json": jsonText(defaultsJsonSchema()),
    "docs/values.md": reference(),
  };
}
