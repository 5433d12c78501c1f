/** Resource policies, from as they are written to the one form of the model. */
import { compareText } from "../../diagnostics/problems";
import type {
  PolicyConditions,
  ResourcePolicy,
  ResourcePolicyStatement,
} from "../../table/table-settings";
import type { PolicyDocumentValues, PolicyStatementValues } from "../schema/resource-policy-schema";

/** The only version with policy variables. */
const VERSION = "2012-10-17";

/** Statements without what a rule refuses. */
export function resourcePolicy(
  values: PolicyDocumentValues | undefined,
  partition: string,
): ResourcePolicy | undefined {
  if (values === undefined) return undefined;
  return {
    Version: values.Version ?? VERSION,
    Id: values.Id,
    Statement: [values.Statement].flat().map((statement) => statementOf(statement, partition)),
  };
}

function statementOf(
  { Sid, Effect, Principal, Action, Resource, Condition }: PolicyStatementValues,
  partition: string,
): ResourcePolicyStatement {
  return {
    Sid,
    Effect,
    Principal:
      Principal === undefined || Principal === "*" ? Principal : principal(Principal, partition),
    Action: Action === undefined ? undefined : set(Action),
    Resource: Resource === undefined ? undefined : set(Resource),
    Condition: Condition === undefined ? undefined : conditions(Condition),
  };
}

/** IAM keeps an account as the ARN of its root. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
function principal(
  written: Readonly<Record<string, string | readonly string[]>>,
  partition: string,
): Record<string, readonly string[]> {
  const arnOf = (text: string): string =>
    /^\d{12}$/.test(text) ? `arn:${partition}:iam::${text}:root` : text;
  return sorted(written, (values, kind) =>
    set(kind === "AWS" ? [values].flat().map(arnOf) : values),
  );
}

function conditions(written: NonNullable<PolicyStatementValues["Condition"]>): PolicyConditions {
  return sorted(written, (byKey) => sorted(byKey, set));
}

type Scalar = string | number | boolean;

/** IAM reads numbers and booleans as strings. */
function set(values: Scalar | readonly Scalar[]): string[] {
  return [...new Set([values].flat().map(String))].sort(compareText);
}

function sorted<T, R>(
  map: Readonly<Record<string, T>>,
  change: (value: T, key: string) => R,
): Record<string, R> {
  const keys = Object.keys(map).sort(compareText);
  return Object.fromEntries(keys.map((key) => [key, change(map[key] as T, key)]));
}
