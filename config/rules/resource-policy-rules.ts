/** What a resource policy may say, and about what; whom it may name is in resource-policy-principals.ts. */
import { closest, cut, didYouMean, oneOf } from "../../diagnostics/wording";
import { completePolicy, policySuffixes } from "../../table/resource-policy";
import { isSameArn, tableArn } from "../../table/table-arn";
import { actionClass } from "../model/action-classes";
import { ACTION_NAMES, actionName, isAction, resourceTypes } from "../model/dynamodb-actions";
import { tableNameInAws } from "../model/names";
import { resourcePolicy } from "../model/normalize-policies";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import { tooLong } from "./rule-messages";
import { forEachStatement, placesIn, POLICY_KEYS } from "./resource-policy-statements";
import type { PolicyKey } from "./resource-policy-statements";
import { indexesOf } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";

/** Source: DynamoDB API reference, PutResourcePolicy. */
const SIZE_LIMIT = 20 * 1024;

/** How the end of a stream's ARN looks, which AWS chooses. */
const SOME_STREAM = "/stream/2026-01-01T00:00:00.000";

/**
 * A statement without whom or what is none for a resource. What is said by exception would let everybody in
 * whom nobody thought of.
 */
function resourcePolicyElements({ values }: TableContext, report: Report): void {
  forEachStatement({ values }, ({ path, written }) => {
    for (const key of ["NotPrincipal", "NotAction", "NotResource"] as const) {
      if (written[key] === undefined) continue;
      report.errorAtKey(
        [...path, key],
        `${key} means everything but what it lists; write ${key.slice("Not".length)} with what is meant`,
      );
    }
    for (const key of ["Principal", "Action"] as const) {
      if (written[key] !== undefined || written[`Not${key}`] !== undefined) continue;
      report.error(path, `${key} is missing; every statement of a resource policy needs it`);
    }
    for (const key of ["Action", "Resource"] as const) {
      if (Array.isArray(written[key]) && written[key].length === 0)
        report.error([...path, key], `${key} is an empty list; write at least one`);
    }
  });
}

/** Source: IAM User Guide, "IAM JSON policy elements: Sid". */
function resourcePolicySidOnce({ values }: TableContext, report: Report): void {
  const seen = new Set<string>();
  forEachStatement({ values }, ({ key, path, written: { Sid } }) => {
    if (Sid === undefined) return;
    const id = `${key} ${Sid}`;
    if (seen.has(id))
      report.error([...path, "Sid"], `Sid ${Sid} is that of two statements; write another one`);
    seen.add(id);
  });
}

/**
 * What a policy allows is written out, so that a new action of AWS is not allowed by it. Source: service
 * authorization reference of DynamoDB.
 */
function resourcePolicyActions({ values }: TableContext, report: Report): void {
  forEachStatement({ values }, ({ key, path, written: { Effect, Action } }) => {
    for (const { text, path: at } of placesIn(Action, [...path, "Action"])) {
      const fault = Effect === "Deny" && /[*?]/.test(text) ? undefined : faultOf(text, Effect, key);
      if (fault !== undefined) report.error(at, fault);
    }
  });
}

function faultOf(text: string, effect: "Allow" | "Deny", key: PolicyKey): string | undefined {
  const found = cut(JSON.stringify(text));
  if (/[*?]/.test(text))
    return `${found} allows actions that no review has seen, such as those that AWS adds; write each action, such as dynamodb:GetItem`;
  if (!text.startsWith("dynamodb:") || !isAction(text)) {
    const name = text.replace(/^.*:/, "");
    const same = ACTION_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
    const guess = same ?? closest(name, ACTION_NAMES);
    return `${found} is no action of DynamoDB${didYouMean(guess && `dynamodb:${guess}`)}; write an action such as dynamodb:GetItem`;
  }
  const types = resourceTypes(actionName(text));
  const [what, example, ...own] =
    key === "resourcePolicy"
      ? (["a table or its indexes", "dynamodb:GetItem", "table", "index"] as const)
      : (["a stream", "dynamodb:GetRecords", "stream"] as const);
  if (!own.some((type) => types.includes(type)))
    return `${text} does not work on ${what}; write an action that does, such as ${example}`;
  return effect === "Allow" && actionClass(actionName(text)) === "nobody"
    ? `${text} manages permissions, and values cannot grant it; remove it`
    : undefined;
}

/** A policy has no effect on anything else. Source: Developer Guide, "Resource-based policy examples". */
function resourcePolicyResources({ values, around }: TableContext, report: Report): void {
  const own = tableArn(
    { ...around, region: values.region ?? around.region },
    tableNameInAws(values, around),
  );
  forEachStatement({ values }, ({ key, path, written: { Resource } }) => {
    for (const { text, path: at } of placesIn(Resource, [...path, "Resource"])) {
      const [, arn = "", part, name = ""] =
        /^(arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[^/]+)(?:\/(index|stream)\/(.+))?$/.exec(
          text,
        ) ?? [];
      const isOwn = arn !== "" && isSameArn(arn, own);
      if (isOwn && key === "streamResourcePolicy" && part === "stream") continue;
      if (isOwn && key === "resourcePolicy" && part === undefined) continue;
      if (isOwn && key === "resourcePolicy" && part === "index") {
        const names = indexesOf(values).map((index) => index.name);
        if (name === "*" || names.includes(name)) continue;
        report.error(
          at,
          `the table has no index ${cut(name)}${didYouMean(closest(name, names))}; ${names.length === 0 ? "remove this resource" : `write ${oneOf(["*", ...names])}`}`,
        );
        continue;
      }
      const what = key === "resourcePolicy" ? "this table or its indexes" : "the table's stream";
      const ways =
        key === "resourcePolicy"
          ? `write ${own}, or ${own}/index/<name>`
          : "its ARN changes with the stream";
      report.error(
        at,
        `${cut(JSON.stringify(text))} is not ${what}, and the policy has no effect on anything else; remove Resource, which then means ${what}, or ${ways}`,
      );
    }
  });
}

function resourcePolicySize({ values, around }: TableContext, report: Report): void {
  const region = values.region ?? around.region;
  for (const key of POLICY_KEYS) {
    eachApart(() => {
      const policy = resourcePolicy(values[key], around.partition);
      if (policy === undefined) return;
      const arn = tableArn({ ...around, region }, tableNameInAws(values, around));
      const suffixes =
        key === "resourcePolicy" ? policySuffixes(indexesOf(values).length > 0) : [SOME_STREAM];
      const document = completePolicy(
        policy,
        suffixes.map((suffix) => `${arn}${suffix}`),
      );
      const bytes = Buffer.byteLength(JSON.stringify(document));
      if (bytes > SIZE_LIMIT) report.error([key], tooLong(`${key} as JSON`, bytes, SIZE_LIMIT));
    });
  }
}

/** A stream has a policy once it exists, and AWS creates none with a copy or an import. */
function streamPolicyHasStream({ values }: TableContext, report: Report): void {
  if (values.streamResourcePolicy === undefined) return;
  const at = ["streamResourcePolicy"];
  if (values.streamViewType === undefined)
    report.error(
      at,
      "streamResourcePolicy is about the table's stream, and the table has none; add streamViewType, for example NEW_AND_OLD_IMAGES",
    );
  for (const origin of ["restoreFrom", "importFromS3"] as const) {
    if (values[origin] === undefined) continue;
    report.error(
      at,
      `the table gets its stream in the deploy after the one that fills it, and streamResourcePolicy needs the stream; add it once ${origin} is removed`,
    );
  }
}

export const resourcePolicyRules: readonly TableRule[] = [
  resourcePolicyElements,
  resourcePolicySidOnce,
  resourcePolicyActions,
  resourcePolicyResources,
  resourcePolicySize,
  streamPolicyHasStream,
];
