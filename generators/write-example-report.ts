/** `npm run example-report`: docs/example-report.html and .md, from the example values. */
import { writeFileSync } from "node:fs";
import { exampleReport } from "./example-report";

for (const [file, text] of Object.entries(exampleReport("values"))) {
  writeFileSync(file, text);
  console.log(file);
}
