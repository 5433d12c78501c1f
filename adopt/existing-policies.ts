/** The resource policies that a table and its stream have in AWS, which may say more than values may. */
import { isPlainMap } from "../config/source/layers";
import type { PlainMap } from "../config/source/values-document";
import { completePolicy } from "../table/resource-policy";
import { isSameDocument } from "../table/same-document";
import type { ResourcePolicy } from "../table/table-settings";
import * as messages from "./adopt-messages";

export interface PolicyInAws {
  /** A policy document, or whatever AWS answered. */
  readonly document: unknown;
  /** ARNs of what the policy is about where the values name no resource. */
  readonly resources: readonly string[];
}

export function policyInAws(
  json: string | undefined,
  resources: readonly string[],
): PolicyInAws | undefined {
  return json === undefined ? undefined : { document: parsed(json), resources };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
}

/** As it is written to the values: whole, so that rules refuse what values may not say, but for what is usual. */
export function policyEntry({ document, resources }: PolicyInAws): unknown {
  if (!isPlainMap(document)) return document;
  const { Version, Statement, ...rest } = document;
  const short = (statement: unknown): unknown =>
    isPlainMap(statement) ? withoutUsualResource(statement, resources) : statement;
  return {
    ...(Version !== undefined && Version !== "2012-10-17" && { Version }),
    ...rest,
    ...(Statement !== undefined && {
      Statement: Array.isArray(Statement) ? Statement.map(short) : short(Statement),
    }),
  };
}

function withoutUsualResource(statement: PlainMap, resources: readonly string[]): PlainMap {
  const { Resource, ...rest } = statement;
  return isSame(Resource ?? null, resources) ? rest : statement;
}

/** In words; nothing where the two say the same. */
export function policyDifference(
  what: string,
  inAws: PolicyInAws | undefined,
  inValues: ResourcePolicy | undefined,
): string[] {
  if (inAws === undefined) return inValues === undefined ? [] : [messages.policyInValuesOnly(what)];
  if (inValues === undefined) return [messages.policyInAwsOnly(what)];
  const { document, resources } = inAws;
  return isSame(document, completePolicy(inValues, resources)) ? [] : [messages.otherPolicy(what)];
}

function isSame(one: unknown, other: unknown): boolean {
  return isSameDocument(textOf(one), textOf(other));
}

/** An account is the same as its root. */
function textOf(document: unknown): string {
  return JSON.stringify(document).replace(/"arn:aws[a-z-]*:iam::(\d{12}):root"/g, '"$1"');
}
