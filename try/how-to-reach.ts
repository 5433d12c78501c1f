import { SECRET } from "./clients";
import { ROLE, TABLES } from "./sample-items";

export interface Place {
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
}

/** What to enter in a shell to use the emulator. @param isExample whether the sample items are there */
export function howToReach({ url, accountId, region }: Place, isExample: boolean): string[] {
  return [
    `endpoint     ${url}`,
    `credentials  AWS_ACCESS_KEY_ID=${accountId} AWS_SECRET_ACCESS_KEY=${SECRET}`,
    "",
    "with the AWS CLI, in another shell:",
    `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${region} AWS_ACCESS_KEY_ID=${accountId} AWS_SECRET_ACCESS_KEY=${SECRET}`,
    ...(isExample ? exampleCalls(accountId) : calls()).map((call) => `  aws ${call}`),
  ];
}

function exampleCalls(accountId: string): string[] {
  const user = `'{":pk": {"S": "USER#alice"}}'`;
  return [
    "dynamodb list-tables",
    `dynamodb query --table-name ${TABLES.shop} --key-condition-expression 'pk = :pk' --expression-attribute-values ${user}`,
    `sts assume-role --role-arn arn:aws:iam::${accountId}:role/${ROLE} --role-session-name me`,
  ];
}

function calls(): string[] {
  return ["dynamodb list-tables", "iam list-roles", "iam list-policies --scope Local"];
}
