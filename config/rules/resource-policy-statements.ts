/** The statements of a table's resource policies, with their places in the values. */
import { resourcePolicy } from "../model/normalize-policies";
import type { ResourcePolicyStatement } from "../../table/table-settings";
import type { PolicyStatementValues } from "../schema/resource-policy-schema";
import type { Path } from "../source/path";
import { eachApart } from "./apply-rules";
import type { TableContext } from "./table-rule";

export const POLICY_KEYS = ["resourcePolicy", "streamResourcePolicy"] as const;

export type PolicyKey = (typeof POLICY_KEYS)[number];

export interface StatementPlace {
  readonly key: PolicyKey;
  readonly path: Path;
  readonly written: PolicyStatementValues;
  /** In the form of the model. */
  readonly statement: ResourcePolicyStatement;
}

export function forEachStatement(
  { values }: Pick<TableContext, "values">,
  judge: (place: StatementPlace) => void,
): void {
  for (const key of POLICY_KEYS) {
    eachApart(() => {
      const policy = values[key];
      if (policy === undefined) return;
      const { Statement } = policy;
      // Of the ARNs of accounts nothing is judged here, so their partition does not matter.
      const statements = resourcePolicy(policy, "aws")?.Statement ?? [];
      for (const [i, written] of [Statement].flat().entries()) {
        const path = [key, "Statement", ...(Array.isArray(Statement) ? [i] : [])];
        const statement = statements[i];
        if (statement !== undefined) judge({ key, path, written, statement });
      }
    });
  }
}

/** The strings of an element, each with its place. */
export function placesIn(
  element: string | readonly string[] | undefined,
  path: Path,
): { readonly text: string; readonly path: Path }[] {
  if (element === undefined) return [];
  return typeof element === "string"
    ? [{ text: element, path }]
    : element.map((text, i) => ({ text, path: [...path, i] }));
}
