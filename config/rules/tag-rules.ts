import type { Problems } from "../../diagnostics/problems";
import type { Path } from "../source/path";
import { reporter } from "../source/reporting";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { NamespaceContext } from "./namespace-rules";
import type { TableContext, TableRule } from "./table-rule";

/** Default tags that every resource gets besides the environment's: `environment`, `namespace`, `managed-by`. */
export const BUILT_IN_TAGS = ["environment", "namespace", "managed-by"];

function tableTagKeys({ values }: TableContext, report: Report): void {
  refuseReserved(values.tags, ["tags"], report);
  refuseBuiltIn(values.tags, report);
}

/** Tags of a namespace file, which its vaults get as well: those of its tables are reported already. */
export function namespaceTagKeys({ files }: NamespaceContext, problems: Problems): void {
  for (const { source, values } of files) {
    const report = reporter({ label: "", source }, tableTagKeys.name, problems);
    const tags = Object.entries(values.tags ?? {}).filter(
      ([key]) => !problems.hasAt(source.atKey(["tags", key]), tableTagKeys.name, key),
    );
    refuseReserved(Object.fromEntries(tags), ["tags"], report);
    refuseBuiltIn(Object.fromEntries(tags), report);
  }
}

/** They say who manages a resource, so only the environment changes them; another case is another key. */
function refuseBuiltIn(tags: Readonly<Record<string, string>> | undefined, report: Report): void {
  for (const key of Object.keys(tags ?? {})) {
    if (!BUILT_IN_TAGS.includes(key)) continue;
    report.errorAtKey(
      ["tags", key],
      `the tag ${key} is set by the environment; remove it, or the platform team writes it in the tags of _environment.yaml`,
    );
  }
}

function environmentTagKeys({ values }: EnvironmentContext, report: Report): void {
  eachApart(() => {
    refuseReserved(values.tags, ["tags"], report);
  });
  for (const [name, plan] of Object.entries(values.backupPlans ?? {}))
    refuseReserved(plan.recoveryPointTags, ["backupPlans", name, "recoveryPointTags"], report);
}

/** The prefix is AWS's own, in any case. Source: AWS General Reference, "Tag naming limits and requirements". */
function refuseReserved(
  tags: Readonly<Record<string, string>> | undefined,
  path: Path,
  report: Report,
): void {
  for (const key of Object.keys(tags ?? {})) {
    if (!/^aws:/i.test(key)) continue;
    report.errorAtKey(
      [...path, key],
      `tag ${JSON.stringify(key)} starts with aws:, which only AWS may use; choose another key`,
    );
  }
}

function tableTagCount({ values, environment }: TableContext, report: Report): void {
  const own = Object.keys(values.tags ?? {});
  const defaults = defaultTagKeys(environment.tags);
  const added = own.filter((key) => !defaults.has(key)).length;
  refuseMany(defaults.size + added, own.length, report);
}

function environmentTagCount({ values }: EnvironmentContext, report: Report): void {
  const tags = values.tags ?? {};
  refuseMany(defaultTagKeys(tags).size, Object.keys(tags).length, report);
}

/** All tables of an environment have the same ones. */
const defaultKeys = new WeakMap<object, ReadonlySet<string>>();

function defaultTagKeys(own: Readonly<Record<string, string>>): ReadonlySet<string> {
  const known = defaultKeys.get(own);
  if (known !== undefined) return known;
  const taken = new Set(Object.keys(own).map((key) => key.toLowerCase()));
  const keys = new Set([...Object.keys(own), ...BUILT_IN_TAGS.filter((key) => !taken.has(key))]);
  defaultKeys.set(own, keys);
  return keys;
}

/** Tags of one resource, those of the provider included. Source: AWS General Reference, "Tag naming limits and requirements". */
const TAG_LIMIT = 50;

function refuseMany(all: number, own: number, report: Report): void {
  if (all <= TAG_LIMIT) return;
  report.error(
    ["tags"],
    `there are ${all} tags, ${own} of them written here or inherited and the others from the provider; AWS allows ${TAG_LIMIT}: remove ${all - TAG_LIMIT}`,
  );
}

/** IAM, which gets these tags too, compares keys without case. */
function tagsDifferByMoreThanCase({ values }: EnvironmentContext, report: Report): void {
  const seen = new Map<string, string>();
  for (const key of Object.keys(values.tags ?? {}).sort()) {
    const other = seen.get(key.toLowerCase());
    if (other !== undefined) {
      report.errorAtKey(
        ["tags", key],
        `the tags ${JSON.stringify(key)} and ${JSON.stringify(other)} differ only in case, and IAM treats them as one tag; keep one`,
      );
    }
    seen.set(key.toLowerCase(), other ?? key);
  }
}

export const tableTagRules: readonly TableRule[] = [tableTagKeys, tableTagCount];
export const environmentTagRules: readonly EnvironmentRule[] = [
  environmentTagKeys,
  environmentTagCount,
  tagsDifferByMoreThanCase,
];
