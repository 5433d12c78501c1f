import { ACCESS_WORDS, actionsOf } from "../config/model/dynamodb-actions";
import { listed } from "../diagnostics/wording";
import type {
  DeclaredReport,
  GrantReport,
  Place,
  PolicyReport,
  RoleReport,
  TableReport,
} from "./access-data";

/** Actions as the values would say them: words first, then what no word covers. */
export function inWords(actions: readonly string[]): string[] {
  const words = ACCESS_WORDS.filter((word) =>
    actionsOf([word]).every((action) => actions.includes(action)),
  );
  const covered = actionsOf(words);
  return [...words, ...actions.filter((action) => !covered.includes(action))];
}

/** Kind of limit to what it is limited to; empty for a grant on everything of a table. */
export function limitsOf(
  { environment, indexes, leadingKeys, attributes, reaches }: GrantReport,
  seenFrom: "role" | "table",
): Map<string, readonly string[]> {
  const reached = reaches?.map(({ table, ...of }) =>
    of.environment === environment ? table : `${table} (${of.environment})`,
  );
  const limits = {
    "indexes:": indexes?.length === 0 ? ["none"] : indexes,
    "leading keys:": leadingKeys?.map(plain),
    "keys and attributes:": attributes?.map(plain),
    "reaches today:": seenFrom === "role" ? withNone(reached) : undefined,
  };
  return new Map(Object.entries(limits).flatMap(([kind, of]) => (of ? [[kind, of]] : [])));
}

/** Through what a table is granted, where it is not by its name. */
export function throughPrefix({ table, reaches }: GrantReport): string | undefined {
  return reaches && `prefix ${table}`;
}

/** Where a statement of a resource policy is, and what restricts it. */
export function policyLimits({ of, effect, resources, conditions }: PolicyReport): string[] {
  return [
    `${effect === "Deny" ? "denied by " : ""}resource policy of the ${of}`,
    ...(resources === undefined ? [] : [`resources: ${resources.map(plain).join(", ")}`]),
    ...(conditions === undefined ? [] : [`conditions: ${JSON.stringify(conditions)}`]),
  ];
}

/** What a statement allows, or `not: ` what it denies. */
export function policyAccess({ access, effect }: PolicyReport): string[] {
  return effect === "Deny" ? access.map((word) => `not: ${word}`) : [...access];
}

export function assumedBy({ trust }: DeclaredReport): string {
  if ("podIdentity" in trust) return "EKS Pod Identity";
  if ("principalArn" in trust) return `${trust.principalArn} with external id ${trust.externalId}`;
  const { oidcServiceAccount, oidcProviderUrl } = trust;
  return `service account ${oidcServiceAccount}${oidcProviderUrl === undefined ? "" : ` of ${oidcProviderUrl}`}`;
}

export function sizeOf({ policy }: RoleReport): string {
  return policy ? `${policy.characters} of ${policy.limit} characters` : "no policy";
}

/** A role by its name, with its environment where a prefix of another one reaches the table. */
export function roleFrom(environment: string, grant: GrantReport): string {
  return grant.environment === environment ? grant.role : `${grant.role} (${grant.environment})`;
}

/** Why nobody is listed below a table. */
export function nobody({
  observed,
  grants,
  policies,
}: Pick<TableReport, "observed" | "grants" | "policies">): string | undefined {
  if (grants.length + policies.length > 0) return undefined;
  return observed ? "nobody: an observed table takes no grants" : "nobody";
}

export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

export function regionsText({ regions }: GrantReport): string {
  return regions.length === 0 ? "*" : listed(regions);
}

function withNone(tables: readonly string[] | undefined): readonly string[] | undefined {
  return tables?.length === 0 ? ["none"] : tables;
}

/** A string in quotes if it could be misread in a list or has control characters. */
function plain(text: string): string {
  return /^[^\s,"'`|\p{C}]+$/u.test(text)
    ? text
    : JSON.stringify(text).replace(
        /\p{C}/gu,
        (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ""}}`,
      );
}
