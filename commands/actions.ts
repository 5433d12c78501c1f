/** `npm run actions`: config/service-authorization.json anew from the AWS service authorization reference. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { jsonText } from "../config/schema/json-text";
import { dynamodbActions } from "./service-authorization";

void dynamodbActions().then((actions) => {
  const file = path.join(__dirname, "..", "..", "config", "service-authorization.json");
  writeFileSync(file, jsonText(actions));
});
