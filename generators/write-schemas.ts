/** `npm run schema`: the editors' schemas and the values reference, from config/schema. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { generatedFiles } from "../config/schema/generate/generated-files";

for (const [file, text] of Object.entries(generatedFiles())) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(file);
}
