import type { AccessWord, Table } from "../config/model";
import { compareText } from "../config/problems";
import { dnsSuffix } from "../config/regions";
import { ACTIONS } from "./actions";
import { statements } from "./statements";
import type { Condition, Permission, Statement } from "./statements";

/** Characters of a managed policy, whitespace not counted. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const POLICY_SIZE_LIMIT = 6144;

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** What a role may do with one table. */
export interface TableAccess {
  readonly table: Table;
  readonly word: AccessWord;
}

/** The least-privilege policy of a role; the same whatever the order of the grants. */
export function policyDocument(access: readonly TableAccess[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements(access.flatMap(permissions)) };
}

/** Characters that IAM counts. */
export function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, "").length;
}

/** By how many characters the policy would be shorter without each table, largest first. */
export function costByTable(
  access: readonly TableAccess[],
): { table: Table; characters: number }[] {
  const whole = policySize(policyDocument(access));
  return [...new Set(access.map(({ table }) => table))]
    .map((table) => {
      const without = access.filter((grant) => grant.table !== table);
      return { table, characters: whole - policySize(policyDocument(without)) };
    })
    .sort((a, b) => b.characters - a.characters || compareText(a.table.arn, b.table.arn));
}

function permissions({ table, word }: TableAccess): Permission[] {
  const actions = ACTIONS[word];
  const { arn } = table;
  const hasIndexes = table.globalSecondaryIndexes.length + table.localSecondaryIndexes.length > 0;
  const on = (names: readonly string[], resource: string, condition?: Condition): Permission[] =>
    names.map((action) => ({ action, resource, condition }));
  return [
    ...on(actions.table, arn),
    ...(hasIndexes ? on(actions.index, `${arn}/index/*`) : []),
    ...on(actions.stream, `${arn}/stream/*`),
    ...on(actions.all, "*"),
    ...(typeof table.encryption === "object"
      ? on(actions.key, table.encryption.kmsKeyArn, throughDynamodb(table))
      : []),
  ];
}

/** The key may serve other services too; the grant is for what DynamoDB does with it. */
function throughDynamodb({ region }: Table): Condition {
  return { StringEquals: { "kms:ViaService": `dynamodb.${region}.${dnsSuffix(region)}` } };
}
