/** Rules of `leadingKeys` and `attributes`: a grant that has them is as narrow as it looks. */
import { described, listed } from "../../diagnostics/wording";
import { wideActions } from "../model/action-classes";
import { actionName, actionsOf, canBeLimited, isAction, isWord } from "../model/dynamodb-actions";
import type { Grant } from "../model/fleet";
import { grants, writtenGrants } from "../model/normalize-grants";
import type { Report } from "../source/reporting";
import { wideBesideNarrow } from "./rule-messages";
import type { TableContext, TableRule } from "./table-rule";

/**
 * A condition on a key that a request does not carry would allow the request. Words are reduced to the
 * actions that carry it; an action that is written out has to carry it.
 */
function grantCarriesCondition({ values, source }: TableContext, report: Report): void {
  const written = writtenGrants(values, source);
  for (const [i, { access, leadingKeys, attributes }] of (values.grants ?? []).entries()) {
    const limits = [
      ...(leadingKeys === undefined ? [] : (["leadingKeys"] as const)),
      ...(attributes === undefined ? [] : (["attributes"] as const)),
    ];
    const granted = written[i]?.actions ?? [];
    for (const [j, item] of access.entries()) {
      const path = ["grants", i, "access", j];
      if (isWord(item)) {
        if (!actionsOf([item]).some((action) => granted.includes(action)))
          report.error(path, nothingLeft(item, limits));
      } else if (isAction(item)) {
        const limit = limits.find((by) => !canBeLimited(actionName(item), by));
        if (limit !== undefined) report.error(path, actionWithoutCondition(item, limit));
      }
    }
  }
}

function nothingLeft(word: string, limits: readonly string[]): string {
  return `no action of ${word} can be restricted to ${listed(limits)}, so it would grant nothing; remove ${word}, or grant it to another role without ${listed(limits)}`;
}

function actionWithoutCondition(item: string, limit: "leadingKeys" | "attributes"): string {
  const reason =
    limit === "attributes"
      ? "its requests read or write whole items, or name no attributes"
      : "its requests carry no leading key";
  return `${item} cannot be restricted to ${limit}: ${reason}, so it would be allowed on everything; remove it, or grant it without ${limit} to another role`;
}

/** Values that every request matches. */
function grantConditionLimits({ values }: TableContext, report: Report): void {
  for (const [i, { leadingKeys = [], attributes = [] }] of (values.grants ?? []).entries()) {
    for (const [j, key] of leadingKeys.entries())
      if (matchesEveryKey(key)) report.error(["grants", i, "leadingKeys", j], keyWithoutLimit(key));
    for (const [j, name] of attributes.entries())
      if (name === "*") report.error(["grants", i, "attributes", j], ATTRIBUTE_WITHOUT_LIMIT);
  }
}

/**
 * Whether only wildcards are left when the default of each policy variable stands for it, as in a request
 * that does not have the variable. `${*}`, `${?}` and `${$}` are characters.
 */
function matchesEveryKey(key: string): boolean {
  const pattern = key.replace(/\$\{([^${}]*|\$)\}/g, (_, variable: string) => {
    const [, byDefault = "x"] = /^[^,]*, *'([^]*)'$/.exec(variable) ?? [];
    return byDefault;
  });
  return /^[*?]*$/.test(pattern) && pattern.includes("*");
}

const keyWithoutLimit = (key: string): string =>
  `leadingKeys has ${described(key)}, which matches every partition key and so limits nothing; write a key or the start of one, such as TENANT#*, or remove leadingKeys`;

const ATTRIBUTE_WITHOUT_LIMIT =
  'attributes has "*", which is no wildcard here but the name of an attribute; write the names of the attributes, or remove attributes';

/** IAM permissions are additive: a wide grant beside a narrow one makes the narrow one meaningless. */
function grantHasOneScope({ values, source }: TableContext, report: Report): void {
  if ((values.grants ?? []).every(({ leadingKeys, attributes }) => !(leadingKeys ?? attributes)))
    return;
  const all = grants(values, source).filter(({ actions }) => wideActions(actions).length > 0);
  const withoutKeys = firstByRole(all.filter(({ leadingKeys }) => leadingKeys === undefined));
  const withoutAttributes = firstByRole(all.filter(({ attributes }) => attributes === undefined));
  for (const [i, { role, leadingKeys, attributes }] of writtenGrants(values, source).entries()) {
    const wide =
      (leadingKeys && withoutKeys.get(role)) ?? (attributes && withoutAttributes.get(role));
    if (wide) report.error(["grants", i], wideBesideNarrow(role, wideActions(wide.actions)));
  }
}

function firstByRole(all: readonly Grant[]): Map<string, Grant> {
  return new Map(all.toReversed().map((grant) => [grant.role, grant]));
}

export const tableConditionRules: readonly TableRule[] = [
  grantCarriesCondition,
  grantConditionLimits,
  grantHasOneScope,
];
