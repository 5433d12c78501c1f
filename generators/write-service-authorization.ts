/** `npm run actions`: config/model/service-authorization.json anew from the AWS service authorization reference. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { jsonText } from "../config/schema/generate/json-text";
import { dynamodbActions } from "./service-authorization";

void dynamodbActions().then((actions) => {
  const file = path.join(__dirname, "..", "..", "config", "model", "service-authorization.json");
  writeFileSync(file, jsonText(actions));
});
