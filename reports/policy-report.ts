/** What the resource policies of tables say, statement by statement. */
import { homeOf } from "../access/role-home";
import type { Namespace, Table } from "../config/model/fleet";
import { actionName } from "../config/model/dynamodb-actions";
import { principalAccounts } from "../config/model/policy-conditions";
import { policyPrincipal, roleInAccount } from "../config/model/policy-principals";
import type { LockedEnvironment } from "../lock/judge/locked-fleet";
import type { ResourcePolicyStatement } from "../table/table-settings";
import { inWords } from "./access-words";
import type { CrossingReport, PolicyReport } from "./access-data";

const KEYS = [
  ["table", "resourcePolicy"],
  ["stream", "streamResourcePolicy"],
] as const;

interface Written {
  readonly statement: ResourcePolicyStatement;
  readonly report: PolicyReport;
}

/** An observed table gets no policies. */
export function policiesOf(table: Table): PolicyReport[] {
  return writtenPolicies(table).map(({ report }) => report);
}

/** Everybody outside of the account of a table whom its policies let in, and what works for everybody there. */
export function policyCrossings(table: Table): CrossingReport[] {
  return writtenPolicies(table).flatMap(({ statement, report }) => {
    if (statement.Effect === "Deny") return [];
    const { tableName, namespace } = table;
    const { file, line, access } = report;
    return outsiders(statement, table.accountId).map((other): CrossingReport => ({
      ...{ kind: "policy", table: tableName, namespace, other, access, file, line },
    }));
  });
}

/** The namespace whose role a principal is, of the table's own account; absent: it is none's. */
export function homeOfPrincipal(
  text: string,
  accountId: string | undefined,
  environment: LockedEnvironment,
): Namespace | undefined {
  const role = roleInAccount(text, accountId);
  return role === undefined ? undefined : homeOf(role, environment);
}

function writtenPolicies(table: Table): Written[] {
  if (table.observed) return [];
  return KEYS.flatMap(([of, key]) =>
    (table[key]?.Statement ?? []).map((statement, i) => {
      const { Statement } = table.source.value[key] as { Statement: unknown };
      const path = [key, "Statement", ...(Array.isArray(Statement) ? [i] : [])];
      const { file, line } = table.source.at(path);
      return { statement, report: { ...reportOf(statement), of, file, line } };
    }),
  );
}

function reportOf({
  Effect,
  Principal,
  Action = [],
  Resource,
  Condition,
}: ResourcePolicyStatement): Omit<PolicyReport, "of" | "file" | "line"> {
  const actions = Action.map(actionName);
  return {
    effect: Effect,
    principals: Principal === "*" ? ["*"] : Object.values(Principal ?? {}).flat(),
    access: inWords(actions),
    actions,
    resources: Resource,
    conditions: Condition,
  };
}

function outsiders(
  { Principal = {}, Condition }: ResourcePolicyStatement,
  own: string | undefined,
): string[] {
  const named = Principal === "*" ? { AWS: ["*"] } : Principal;
  return Object.entries(named).flatMap(([key, names]) =>
    names.flatMap((text) => {
      const principal = policyPrincipal(key, text);
      switch (principal.kind) {
        case "everyone":
          return principalAccounts(Condition).map((account) => `everybody of account ${account}`);
        case "account":
          return principal.accountId === own ? [] : [text];
        case "service":
        case "unknown":
          return [text];
      }
    }),
  );
}
