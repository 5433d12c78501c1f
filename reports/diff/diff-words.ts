/** The entries of a difference as sentences: the same for the terminal and for Markdown. */
import { printable } from "../../diagnostics/printable";
import { counted, listedInShort } from "../../diagnostics/wording";
import { protectionText } from "../protection-settings";
import type {
  AccessChange,
  AccessLines,
  AccessPlaces,
  BackupChange,
  ProtectionChange,
  TableChange,
  ValuesDiff,
} from "./diff-data";

export const NOTHING = "The values change nothing.";

/** A line, with what belongs below it. */
export interface Entry {
  /** `+`: more than before; `-`: less. */
  readonly sign: "+" | "-" | "~";
  /** Of this project, so without any markup; what is a name or a value is apart. */
  readonly words: string;
  readonly name: string;
  readonly details: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** @param places absent: not said */
export function sectionsOf(
  { tables, access, backup, protection }: ValuesDiff,
  places: AccessPlaces = new Map(),
): Section[] {
  return [
    { title: "Tables", entries: tables.map(tableEntry) },
    { title: "Access", entries: access.map((change) => accessEntry(change, places.get(change))) },
    { title: "Backup", entries: backup.map(backupEntry) },
    { title: "Protection", entries: protection.map(protectionEntry) },
  ].filter(({ entries }) => entries.length > 0);
}

/** `2 tables, 1 access, ...`: what there is, in one line; empty if nothing changes. */
export function summaryOf(diff: ValuesDiff): string {
  const { attention, tables, access, backup, protection } = diff;
  return [
    [attention.length, "point of attention"],
    [tables.length, "table"],
    [access.length, "change of access"],
    [backup.length, "change of backup"],
    [protection.length, "change of protection"],
  ]
    .flatMap(([count, noun]) =>
      Number(count) > 0 ? [countedWords(Number(count), String(noun))] : [],
    )
    .join(", ");
}

/** `1 change of access`, `2 changes of access`. */
function countedWords(count: number, noun: string): string {
  const [first = "", ...rest] = noun.split(" ");
  return [counted(count, first), ...rest].join(" ");
}

/** An entry as lines for a terminal, harmless as they are. @param paint gives the sign a colour */
export function entryLines(
  { sign, words, name, details }: Entry,
  paint: (sign: Entry["sign"]) => string = (plain) => plain,
): string[] {
  return [
    `${paint(sign)} ${printable(name)}: ${words}`,
    ...details.map((detail) => `    ${printable(detail)}`),
  ];
}

export const SIGNS: Readonly<
  Record<TableChange["change"] | BackupChange["change"], Entry["sign"]>
> = {
  added: "+",
  imported: "+",
  removed: "-",
  forgotten: "-",
  destroyed: "-",
  replaced: "-",
  changed: "~",
  moved: "~",
};

function tableEntry({ environment, namespace, table, change, details }: TableChange): Entry {
  const name = `${environment} ${namespace}/${table}`;
  return { sign: SIGNS[change], words: change, name, details };
}

function accessEntry(
  { environment, role, table, condition, ...change }: AccessChange,
  lines: AccessLines = { gained: [], lost: [] },
): Entry {
  const entry = gainsEntry(`${environment} ${role} on ${table}`, change, lines);
  if (condition === undefined) return entry;
  const { before, after } = condition;
  const where = change.gained.length > 0 ? "" : linesText(lines.gained);
  const words = `condition: ${before ?? "none"} → ${after ?? "none"}${where}`;
  return { ...entry, details: [...entry.details, words] };
}

/** What somebody may do more and less. @param name of the role and of what it may use */
export function gainsEntry(
  name: string,
  { gained, lost }: Pick<AccessChange, "gained" | "lost">,
  lines: AccessLines = { gained: [], lost: [] },
): Entry {
  const details = [
    ...(gained.length > 0 ? [`gains ${gained.join(", ")}${linesText(lines.gained)}`] : []),
    ...(lost.length > 0 ? [`loses ${lost.join(", ")}${linesText(lines.lost, " before")}`] : []),
  ];
  return { ...accessKind(gained.length > 0, lost.length > 0), name, details };
}

/** The rest is a number: a role may be granted the same in many places. */
const MOST_LINES = 3;

/** ` (values/prod/shop.yaml:12)` */
function linesText(lines: readonly string[], when = ""): string {
  return lines.length === 0 ? "" : ` (${listedInShort(lines, MOST_LINES)}${when})`;
}

function accessKind(gains: boolean, loses: boolean): Pick<Entry, "sign" | "words"> {
  if (gains && loses) return { sign: "~", words: "other access" };
  if (gains) return { sign: "+", words: "gains access" };
  return loses ? { sign: "-", words: "loses access" } : { sign: "~", words: "other condition" };
}

function backupEntry({
  environment,
  namespace,
  table,
  plan,
  change,
  details,
}: BackupChange): Entry {
  const where = `${environment} ${namespace}${table === undefined ? "" : `/${table}`}`;
  const name = plan === undefined ? where : `${where}, plan ${plan}`;
  return { sign: SIGNS[change], words: change, name, details };
}

function protectionEntry(change: ProtectionChange): Entry {
  const { environment, namespace, table, setting, before, after, reason } = change;
  const where = `${environment} ${namespace}${table === undefined ? "" : `/${table}`}`;
  const details = [
    `${setting}: ${protectionText(before)} → ${protectionText(after)}`,
    ...(reason === undefined || reason === after ? [] : [`reason: ${reason}`]),
  ];
  return { sign: "~", words: "changed", name: where, details };
}

/** What it costs a month, in one line; absent where nothing changes. */
export function costWords({ cost, note }: ValuesDiff): string | undefined {
  if (cost === null) return note === undefined ? undefined : `unknown: ${note}`;
  const { monthlyBefore, monthlyAfter, currency } = cost;
  const difference = monthlyAfter - monthlyBefore;
  if (Math.abs(difference) < 0.005) return undefined;
  const more = `${Math.abs(difference).toFixed(2)} ${currency} ${difference > 0 ? "more" : "less"}`;
  const words = `${monthlyBefore.toFixed(2)} → ${monthlyAfter.toFixed(2)} ${currency} a month, ${more}`;
  return note === undefined ? words : `${words} (${note})`;
}
