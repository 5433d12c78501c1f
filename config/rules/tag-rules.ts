import type { Path } from "../source/path";
import * as messages from "./rule-messages";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { TableContext, TableRule } from "./table-rule";

/** Tags of one resource, those of the provider included. Source: AWS General Reference, "Tag naming limits and requirements". */
const TAG_LIMIT = 50;

/** Default tags that every resource gets besides the environment's: `environment`, `namespace`, `managed-by`. */
export const BUILT_IN_TAGS = ["environment", "namespace", "managed-by"];

/** The prefix is AWS's own, in any case. Source: as above. */
function refuseReserved(
  tags: Readonly<Record<string, string>> | undefined,
  path: Path,
  report: Report,
): void {
  for (const key of Object.keys(tags ?? {})) {
    if (/^aws:/i.test(key)) report.errorAtKey([...path, key], messages.reservedTag(key));
  }
}

function tableTagKeys({ values }: TableContext, report: Report): void {
  refuseReserved(values.tags, ["tags"], report);
}

function tableTagCount({ values, environment }: TableContext, report: Report): void {
  if (environment === undefined) return;
  const own = Object.keys(values.tags ?? {});
  const all = new Set([...own, ...defaultTagKeys(environment.tags)]);
  if (all.size > TAG_LIMIT)
    report.error(["tags"], messages.tooManyTags(all.size, own.length, TAG_LIMIT));
}

function environmentTagKeys({ values }: EnvironmentContext, report: Report): void {
  refuseReserved(values.tags, ["tags"], report);
  for (const [name, plan] of Object.entries(values.backupPlans ?? {})) {
    refuseReserved(plan.recoveryPointTags, ["backupPlans", name, "recoveryPointTags"], report);
  }
}

function environmentTagCount({ values }: EnvironmentContext, report: Report): void {
  const own = Object.keys(values.tags ?? {});
  const all = defaultTagKeys(values.tags ?? {});
  if (all.length > TAG_LIMIT)
    report.error(["tags"], messages.tooManyTags(all.length, own.length, TAG_LIMIT));
}

/** IAM, which gets these tags too, takes keys that differ only in case for the same. */
function tagsDifferByMoreThanCase({ values }: EnvironmentContext, report: Report): void {
  const seen = new Map<string, string>();
  for (const key of Object.keys(values.tags ?? {}).sort()) {
    const other = seen.get(key.toLowerCase());
    if (other !== undefined)
      report.errorAtKey(["tags", key], messages.tagsDifferInCase(key, other));
    seen.set(key.toLowerCase(), other ?? key);
  }
}

function defaultTagKeys(own: Readonly<Record<string, string>>): string[] {
  const taken = new Set(Object.keys(own).map((key) => key.toLowerCase()));
  return [...Object.keys(own), ...BUILT_IN_TAGS.filter((key) => !taken.has(key))];
}

export const tableTagRules: readonly TableRule[] = [tableTagKeys, tableTagCount];
export const environmentTagRules: readonly EnvironmentRule[] = [
  environmentTagKeys,
  environmentTagCount,
  tagsDifferByMoreThanCase,
];
