/** What `npm run diff` says of two states of values, without git between them. */
import type { AccessPlaces, ValuesDiff } from "../../reports/diff/diff-data";
import { valuesDiff } from "../../reports/diff/values-diff";
import { loadValues } from "./load-values";
import { ENVIRONMENT, Project } from "./project";
import { relock } from "./run-lock";

export type Files = Readonly<Record<string, string>>;

export type Sections = Omit<ValuesDiff, "cost" | "note"> & { readonly places: AccessPlaces };

/**
 * @param edit `undefined`: the file is removed
 * @param accept arguments of `npm run lock` behind the edit; `undefined`: nothing is ever locked
 */
export function diffOf(
  files: Files,
  edit: Readonly<Record<string, string | undefined>>,
  accept: string | undefined = "",
  isLocked = true,
): Sections {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
  if (isLocked) relock(project);
  const before = loaded(project);
  for (const [name, text] of Object.entries(edit))
    if (text === undefined) project.remove(name);
    else project.write({ [name]: text });
  if (isLocked) relock(project, accept);
  return valuesDiff({ before, after: loaded(project), selects: () => true });
}

function loaded(project: Project): ReturnType<typeof loadValues> {
  const found = loadValues(project.values);
  if (found.problems.errors.length > 0)
    throw new Error(found.problems.errors.map(({ message }) => message).join("\n"));
  return found;
}

/** One line for each entry, and those of attention as they are. */
export function briefly({ tables, access, backup, protection, attention }: Sections): string[] {
  return [
    ...tables.map(
      (one) => `${one.change} ${one.namespace}/${one.table}: ${one.details.join("; ")}`,
    ),
    ...access.map(
      ({ role, table, gained, lost, condition }) =>
        `${role} on ${table} +[${gained.join()}] -[${lost.join()}]${condition ? ` ${condition.before ?? "none"} > ${condition.after ?? "none"}` : ""}`,
    ),
    ...backup.map(
      ({ namespace, table = "*", plan = "vault", change, details }) =>
        `backup ${namespace}/${table} ${plan} ${change}: ${details.join("; ")}`,
    ),
    ...protection.map(
      ({ namespace, table = "*", setting, before, after, reason }) =>
        `protection ${namespace}/${table} ${setting}: ${String(before)} > ${String(after)}${reason === undefined ? "" : ` (${reason})`}`,
    ),
    ...attention.map((text) => `! ${text}`),
  ];
}
