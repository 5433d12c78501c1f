/** Tables with resource policies, as YAML. */
import { GOOD_TABLE } from "./broken-rules";

/** A statement that allows the own account to read, with further elements. */
export function statementYaml(more = "", action = "Action: dynamodb:GetItem"): string {
  const elements = ["Effect: Allow", 'Principal: {AWS: "123456789012"}', action, more];
  return `{${elements.filter((element) => element !== "").join(", ")}}`;
}

/** @param statement one, or a list */
export function policyYaml(statement: string): string {
  return `    resourcePolicy: {Statement: ${statement}}\n`;
}

export function withPolicy(statement: string): string {
  return `${GOOD_TABLE}${policyYaml(statement)}`;
}

export function withStreamPolicy(statement: string, more = ""): string {
  return `${GOOD_TABLE}    streamViewType: KEYS_ONLY\n${more}    streamResourcePolicy: {Statement: ${statement}}\n`;
}
