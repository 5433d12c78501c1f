import path from "node:path";
import { readValues } from "../config/source/values-files";
import { hasFeature, proposedConstraint } from "../config/model/provider-version";
import { OwnNames } from "../config/model/own-names";
import { entryOf } from "../config/source/entry";
import type { Environment, Fleet, Namespace, Table } from "../config/model/fleet";
import { changedReader } from "../config/source/values-reader";
import type { ValuesReader } from "../config/source/values-reader";
import type { LockedEnvironment, LockedNamespace } from "../lock/judge/locked-fleet";
import { Problems } from "../diagnostics/problems";
import type { Position } from "../diagnostics/problems";
import { closest } from "../diagnostics/wording";
import { existingDifferences } from "./existing-differences";
import { withAdopt } from "./write-adopt";
import type { ExistingTables } from "./read-existing-tables";
import type { ExistingTable } from "./existing-table";
import { inheritedBy } from "./inherited";
import type { Inherited } from "./inherited";
import { lookFor, regionalName } from "./find-tables";
import type { Found } from "./find-tables";
import * as messages from "./adopt-messages";
import { warmNotWritten } from "./scaling-messages";
import { namingOf } from "./table-naming";
import { Refusal } from "../aws/refusal";
import { nextSteps, tablesToLock } from "./next-steps";
import { rehearse } from "./rehearsal";
import type { Changes, ValuesToChange } from "./rehearsal";
import { adoptedEntry, fileText, yamlText } from "./adopted-values";
import type { Entry } from "./adopted-values";

/** What is to be written, and what is to be printed. */
export interface TakeOver {
  readonly changes: Changes;
  /** Lines. */
  readonly words: readonly string[];
  /** What the platform team has to write before the values are valid, in lines; absent: nothing. */
  readonly waitsFor: readonly string[] | undefined;
}

/**
 * Compares the values of a namespace with what AWS has, and prepares the values that take it over.
 * @param values which have no errors but for names that wait for a line in `policy.tables`
 * @throws Refusal: nothing can be taken over
 */
export async function takeOver(
  values: ValuesToChange,
  { environment, places }: { readonly environment: LockedEnvironment } & Pick<Fleet, "places">,
  name: string,
  reader: ExistingTables,
): Promise<TakeOver> {
  const { folder } = values.reader;
  const namespace = environment.namespaces.find((one) => one.name === name);
  const known = namespace ?? {
    name,
    tables: [],
    removedTables: [],
    files: [],
    accountId: environment.accountId,
  };
  const tops = known.files.map((file) => readValues(values.reader, file, new Problems()).value);
  const inherited = inheritedBy(environment, tops);
  const isOwnName = ownNames(places, environment, known);
  const found = await lookFor(environment, known, { inherited, isOwnName }, reader);
  if (namespace === undefined && found.unknown.length === 0)
    throw new Refusal(messages.nothingFound(name, namespaceLike(name, environment)));
  const added = newEntries(known, found, inherited);
  const edits = adoptEdits(values.reader, namespace, found);
  const file = newFile(folder, environment.name, known);
  if (added.entries.length > 0 && "text" in values.reader.read(file))
    throw new Refusal(messages.alreadyThere(file));
  const changes = new Map([
    ...edits.changes,
    ...(added.entries.length > 0 ? ([[file, fileText(added.entries)]] as const) : []),
  ]);
  const { namespace: after, missing } = rehearse(values, environment.name, name, changes);
  const writtenNames = new Set(added.written.map(regionalName));
  const toLock = tablesToLock(after, found);
  const byHand = byHandWords(edits.byHand, after);
  const isDone = changes.size === 0 && byHand.length === 0 && toLock.length === 0;
  return {
    changes,
    words: [
      ...found.skipped,
      ...added.words,
      ...(after?.tables ?? []).flatMap((table) =>
        tableWords(table, found, writtenNames, environment),
      ),
      ...edits.words,
      ...(added.entries.length > 0 ? [messages.fileWritten(file, added.entries.length)] : []),
      ...(reader.refused.size > 0 ? [messages.notLookedAt([...reader.refused].sort())] : []),
      ...(isDone
        ? [messages.nothingToTakeOver(environment.name, name)]
        : nextSteps(environment.name, name, byHand, toLock)),
    ],
    waitsFor: missing.length > 0 ? waitsFor(values.reader, environment, name, missing) : undefined,
  };
}

/** Whether a table that no values name has a name of the namespace, which may have no values yet. */
function ownNames(
  places: Fleet["places"],
  { name: environment, namePrefix }: Environment,
  { name: namespace, accountId }: Pick<Namespace, "name" | "accountId">,
): (tableName: string) => boolean {
  const place = { environment, namespace, namePrefix, accountId };
  const names = new OwnNames([...places, place]);
  return (tableName) => names.isOwn(tableName, place);
}

/** Lists replace each other, so the whole one is written. */
function waitsFor(
  { folder }: ValuesReader,
  { name, policy }: Environment,
  namespace: string,
  missing: readonly string[],
): readonly string[] {
  const tables = [...new Set([...(entryOf(policy.tables, namespace) ?? []), ...missing])];
  const file = path.join(folder, name, "_environment.yaml");
  return messages.waitsForPolicy(
    file,
    missing,
    yamlText({ policy: { tables: { [namespace]: tables } } }),
  );
}

function namespaceLike(name: string, { namespaces }: Environment): string | undefined {
  return closest(
    name,
    namespaces.map((namespace) => namespace.name),
  );
}

/** Where new entries are written: beside the files of the namespace, or as its only one. */
function newFile(
  folder: string,
  environment: string,
  { name, files }: Pick<Namespace, "name" | "files">,
): string {
  return files.length > 0
    ? path.join(folder, environment, name, "adopted.yaml")
    : path.join(folder, environment, `${name}.yaml`);
}

function newEntries(
  { tables, removedTables }: Pick<Namespace, "tables" | "removedTables">,
  { unknown }: Found,
  inherited: Inherited,
): { entries: Entry[]; written: ExistingTable[]; words: string[] } {
  const taken = new Set(tables.map(({ address }) => address));
  const entries: Entry[] = [];
  const written: ExistingTable[] = [];
  const words: string[] = [];
  for (const { table, belonging } of unknown) {
    const reason = reasonAgainst(removedTables.includes(belonging.name), inherited);
    if (reason !== undefined) {
      words.push(messages.about(table.tableName, reason));
      continue;
    }
    entries.push(adoptedEntry(table, namingOf(belonging, table, taken), inherited));
    written.push(table);
  }
  return { entries, written, words };
}

function reasonAgainst(isRemoved: boolean, { values }: Inherited): string | undefined {
  if (isRemoved) return messages.isRemoved();
  if (values.managementPolicies === "Observe") return messages.onlyObserved();
  return undefined;
}

/** A table at which somebody has to write `adopt: true`, at its position after all edits. */
interface EditByHand {
  readonly name: string;
  readonly word: (at: Position) => string;
}

function byHandWords(edits: readonly EditByHand[], after: LockedNamespace | undefined): string[] {
  return (after?.tables ?? []).flatMap(({ name, source }) =>
    edits.filter((edit) => edit.name === name).map(({ word }) => word(source.at(["name"]))),
  );
}

/** `adopt: true` for the tables of the values that exist and are in no lock. */
function adoptEdits(
  reader: ValuesReader,
  namespace: LockedNamespace | undefined,
  { tables: inAws }: Found,
): { changes: Map<string, string>; words: string[]; byHand: EditByHand[] } {
  const changes = new Map<string, string>();
  const words: string[] = [];
  const byHand: EditByHand[] = [];
  const locked = namespace?.lock.content?.tables ?? {};
  // What is inserted moves the lines below it, so the last table of a file comes first.
  for (const table of lastFirst(namespace?.tables ?? [])) {
    if (table.adopted || table.observed || Object.hasOwn(locked, table.name)) continue;
    const existing = inAws.get(regionalName(table));
    if (existing === undefined) continue;
    const reason = addAdopt(reader, table, changes);
    if (reason === undefined)
      words.push(messages.adoptAdded(table.name, table.source.at(["name"]).file));
    else byHand.push({ name: table.name, word: reason });
  }
  return { changes, words: words.reverse(), byHand };
}

function lastFirst(tables: readonly Table[]): Table[] {
  return tables
    .map((table) => ({ table, at: table.source.at(["name"]) }))
    .sort((a, b) => b.at.line - a.at.line || b.at.column - a.at.column)
    .map(({ table }) => table);
}

/** @returns what to do by hand, where this cannot add `adopt` */
function addAdopt(
  reader: ValuesReader,
  { name, tableName, source, restoreFrom, importFromS3 }: Table,
  changes: Map<string, string>,
): EditByHand["word"] | undefined {
  if (restoreFrom !== undefined) return (at) => messages.adoptInstead(tableName, at, "restoreFrom");
  if (importFromS3 !== undefined)
    return (at) => messages.adoptInstead(tableName, at, "importFromS3");
  if (source.value.adopt !== undefined)
    return (at) => messages.adoptInstead(tableName, at, "adopt: false");
  const position = source.at(["name"]);
  const content = changedReader(reader, changes).read(position.file);
  const edited = "text" in content ? withAdopt(content.text, position) : undefined;
  if (edited === undefined) return (at) => messages.addByHand(name, at);
  changes.set(position.file, edited);
  return undefined;
}

function tableWords(
  table: Table,
  { tables }: Found,
  added: ReadonlySet<string>,
  { tags: defaultTags, provider }: Pick<Environment, "tags" | "provider">,
): string[] {
  const key = regionalName(table);
  const existing = tables.get(key);
  if (existing === undefined) return [messages.about(table.tableName, absence(table))];
  const isNew = added.has(key);
  const words = existingDifferences(existing, table, defaultTags);
  if (!isNew && words.length === 0) words.push(messages.same());
  if (isNew) words.unshift(messages.written());
  if (isNew && table.capacity && !existing.scalingIsKnown) words.push(messages.capacityAsItIs());
  if (isNew && hasWarmThroughput(existing) && !hasFeature(provider.version, "warmThroughput"))
    words.push(warmNotWritten(proposedConstraint("warmThroughput")));
  return words.map((word) => messages.about(table.tableName, word));
}

function hasWarmThroughput({ warmThroughput, globalSecondaryIndexes }: ExistingTable): boolean {
  const all = [warmThroughput, ...globalSecondaryIndexes.map((index) => index.warmThroughput)];
  return all.some((warm) => warm !== undefined);
}

function absence({ observed, adopted }: Table): string {
  if (observed) return messages.observedNotThere();
  return adopted ? messages.adoptedNotThere() : messages.notThere();
}
