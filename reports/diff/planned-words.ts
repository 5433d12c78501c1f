/** What a plan does to tables and access, in the words in which a difference of values says it. */
import { compareText } from "../../diagnostics/problems";
import { protectionSettings, protectionText } from "../protection-settings";
import { changedText } from "./changed-texts";
import type { TableChange } from "./diff-data";
import { gainsEntry, SIGNS } from "./diff-words";
import type { Entry } from "./diff-words";
import { onlyOn } from "./effective-access";
import { plannedTable } from "./planned-tables";
import type { PlannedTable } from "./planned-tables";
import { identityDetails, settingDetails } from "./setting-words";

/** A resource of a plan, as Terraform prints it. */
export interface PlannedChange {
  readonly mode: string;
  readonly type: string;
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly importing?: unknown;
    readonly before?: unknown;
    readonly after?: unknown;
  };
}

/** What changes of tables and of the policies of roles. @param names of tables, by address */
export function plannedEntries(
  changes: readonly PlannedChange[],
  names: ReadonlyMap<string, string>,
): Entry[] {
  return changes
    .filter(
      ({ mode, change }) =>
        mode === "managed" && (change.actions.join() !== "no-op" || change.importing != null),
    )
    .flatMap((planned) => {
      switch (planned.type) {
        case "aws_dynamodb_table":
          return [tableEntry(planned, names)];
        case "aws_iam_policy":
          return accessEntries(planned);
        default:
          return [];
      }
    });
}

function verbOf({ actions, importing }: PlannedChange["change"]): TableChange["change"] {
  if (importing != null) return "imported";
  if (actions.includes("delete")) return actions.includes("create") ? "replaced" : "destroyed";
  if (actions.includes("forget")) return "forgotten";
  return actions.includes("create") ? "added" : "changed";
}

function tableEntry({ address, change }: PlannedChange, names: ReadonlyMap<string, string>): Entry {
  const { before, after } = change;
  const words = verbOf(change);
  const name = names.get(address) ?? nameIn(before) ?? nameIn(after) ?? address;
  const [was, now] = [plannedTable(before), plannedTable(after)];
  return { sign: SIGNS[words], words, name, details: was && now ? tableDetails(was, now) : [] };
}

function nameIn(values: unknown): string | undefined {
  const name = (values as { name?: unknown } | null | undefined)?.name;
  return typeof name === "string" ? name : undefined;
}

function tableDetails(was: PlannedTable, now: PlannedTable): string[] {
  const protection = [was, now].map((table) =>
    protectionSettings({ ...table, retained: true, replicas: [] }),
  );
  const labels = [...new Set(protection.flatMap((settings) => Object.keys(settings)))];
  const textOf = (side: number, label: string): string | undefined => {
    const value = protection[side]?.[label];
    return value === undefined ? undefined : protectionText(value);
  };
  return [
    ...identityDetails(was, now),
    ...settingDetails(was, now),
    ...labels.flatMap((label) => changedText(label, textOf(0, label), textOf(1, label))),
  ];
}

/** Of a role's policy; a policy has the name `dynamodb.<environment>.<role>`. */
function accessEntries({ change: { before, after } }: PlannedChange): Entry[] {
  const name = nameIn(after) ?? nameIn(before) ?? "";
  const role = name.split(".").slice(2).join(".") || name;
  // With the ARN of a table that is still to be created.
  if (after != null && policyIn(after) === undefined) {
    const words = "other access, which is known after the deploy";
    return [{ sign: "~", words, name: role, details: [] }];
  }
  const [was, now] = [actionsByTable(before), actionsByTable(after)];
  const tables = [...new Set([...was.keys(), ...now.keys()])].sort(compareText);
  return tables.flatMap((table) => {
    const [former, actions] = [was.get(table) ?? [], now.get(table) ?? []];
    const [gained, lost] = [onlyOn(actions, former, []), onlyOn(former, actions, [])];
    return gained.length + lost.length === 0
      ? []
      : [gainsEntry(`${role} on ${table}`, { gained, lost })];
  });
}

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

/** Names of actions that a policy allows, by the table or prefix that its resources name. */
function actionsByTable(policy: unknown): Map<string, string[]> {
  const text = policyIn(policy);
  const all = new Map<string, string[]>();
  for (const { Effect, Action, Resource } of statementsOf(text)) {
    if (Effect !== "Allow") continue;
    const actions = strings(Action)
      .filter((action) => action.startsWith("dynamodb:"))
      .map((action) => action.slice("dynamodb:".length));
    for (const table of new Set(strings(Resource).flatMap(tableIn)))
      all.set(table, [...new Set([...(all.get(table) ?? []), ...actions])]);
  }
  return all;
}

function policyIn(values: unknown): string | undefined {
  const policy = (values as { policy?: unknown } | null | undefined)?.policy;
  return typeof policy === "string" ? policy : undefined;
}

function statementsOf(text: string | undefined): Statement[] {
  if (text === undefined) return [];
  try {
    const { Statement = [] } = JSON.parse(text) as { Statement?: Statement | Statement[] };
    return [Statement].flat();
  } catch {
    return [];
  }
}

function strings(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

/** `arn:aws:dynamodb:<region>:<account>:table/<name>[/index/*]` */
function tableIn(arn: string): string[] {
  const name = /^arn:[^:]*:dynamodb:[^:]*:[^:]*:table\/([^/]+)/.exec(arn)?.[1];
  return name === undefined ? [] : [name];
}
