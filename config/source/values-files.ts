import path from "node:path";
import { compareText } from "../../diagnostics/problems";
import type { Problems } from "../../diagnostics/problems";
import * as messages from "./source-messages";
import { ACCESS, NAME, stackId } from "./stack-names";
import { ValuesDocument } from "./values-document";
import type { Fault, ValuesReader } from "./values-reader";

const YAML_FILE = /^(.+)\.ya?ml$/;

/** Which values files there are; nothing of them has been read. */
export interface ValuesFiles {
  readonly folder: string;
  readonly defaults: string | undefined;
  /** Sorted by name. */
  readonly environments: readonly EnvironmentFiles[];
}

export interface EnvironmentFiles {
  readonly name: string;
  /** Path of the folder. */
  readonly folder: string;
  readonly settings: string | undefined;
  /** Path of the lock of the roles that belong to no namespace, also where there is none. */
  readonly accessLock: string;
  /** Sorted by name. */
  readonly namespaces: readonly NamespaceFiles[];
}

export interface NamespaceFiles {
  readonly name: string;
  /** In the order of their paths; none for a namespace of which only the lock is left. */
  readonly files: readonly string[];
  /** Path of the values file that it has, or would have. */
  readonly file: string;
  /** Path of the lock, also where there is none. */
  readonly lock: string;
}

/** The folder of an environment's locks, and the file there of the roles that belong to no namespace. */
const LOCKS = "_lock";
const ACCESS_LOCK = "_access.json";

/** Finds the values files of a folder. What does not belong there goes to `problems`. */
export function findValues(reader: ValuesReader, problems: Problems): ValuesFiles {
  const { folder } = reader;
  let defaults: string | undefined;
  const environments: EnvironmentFiles[] = [];
  for (const entry of entriesOf(reader, folder, problems)) {
    if (entry.folder) {
      if (refuseName("an environment", entry.name, entry.path, problems)) continue;
      environments.push(findEnvironment(reader, entry.name, entry.path, problems));
    } else if (entry.stem === "_defaults") {
      defaults = onlyOne(defaults, entry.path, problems);
    } else {
      problems.error(startOf(entry.path), messages.unexpectedFile(), "expectedFile");
    }
  }
  refuseSameStacks(environments, problems);
  return { folder, defaults, environments };
}

/** Reads and parses a values file; one that cannot be read is reported and counts as empty. */
export function readValues(reader: ValuesReader, file: string, problems: Problems): ValuesDocument {
  const name = path.relative(reader.folder, file).split(path.sep).join("/");
  const content = reader.read(file);
  if (!("text" in content)) problems.error(startOf(file), faultMessage(content), "readableFile");
  const text = "text" in content ? content.text : "";
  const known = reader.parsed?.get(file);
  if (known?.text === text) return known.document;
  const document = ValuesDocument.parse(file, name, text, problems);
  if (!problems.hasErrorIn(file)) reader.parsed?.set(file, { text, document });
  return document;
}

/** Why something cannot be read, and what to do. */
export function faultMessage(fault: Fault): string {
  switch (fault.fault) {
    case "absent":
      return messages.unreadable("ENOENT");
    case "isLink":
      return messages.lockIsLink();
    case "notAFile":
      return messages.notAFile();
    case "notUtf8":
      return messages.notUtf8();
    case "leadsOut":
      return messages.leadsOut(fault.target);
    case "tooLarge":
      return messages.tooLarge(fault.limit);
    case "unreadable":
      return messages.unreadable(fault.code);
  }
}

function findEnvironment(
  reader: ValuesReader,
  name: string,
  folder: string,
  problems: Problems,
): EnvironmentFiles {
  let settings: string | undefined;
  const namespaces = new Map<string, string[]>();
  const add = (namespace: string, files: readonly string[], where: string): void => {
    if (refuseName("a namespace", namespace, where, problems)) return;
    if (namespace === ACCESS)
      problems.error(startOf(where), messages.reservedNamespace(namespace), "reservedNamespace");
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), ...files].sort(compareText));
  };
  for (const entry of entriesOf(reader, folder, problems)) {
    if (entry.name === LOCKS && entry.isLink)
      problems.error(startOf(entry.path), messages.lockIsLink(), "readableFile");
    else if (entry.folder && entry.name === LOCKS)
      for (const lock of findLocks(reader, entry.path, problems))
        add(lock.namespace, [], lock.path);
    else if (entry.folder) add(entry.name, findServices(reader, entry.path, problems), entry.path);
    else if (entry.stem === "_environment") settings = onlyOne(settings, entry.path, problems);
    else if (entry.stem === undefined)
      problems.error(startOf(entry.path), messages.unexpectedFile(), "expectedFile");
    else add(entry.stem, [entry.path], entry.path);
  }
  return {
    name,
    folder,
    settings,
    accessLock: path.join(folder, LOCKS, ACCESS_LOCK),
    namespaces: [...namespaces]
      .map(([namespace, files]) => ({
        name: namespace,
        files,
        file: files[0] ?? path.join(folder, `${namespace}.yaml`),
        lock: path.join(folder, LOCKS, `${namespace}.json`),
      }))
      .sort((a, b) => compareText(a.name, b.name)),
  };
}

/** The files of a namespace that is split over a folder. */
function findServices(reader: ValuesReader, folder: string, problems: Problems): string[] {
  return entriesOf(reader, folder, problems).flatMap((entry) => {
    if (entry.folder)
      problems.error(startOf(entry.path), messages.unexpectedFolder(), "expectedFile");
    else if (entry.stem === undefined || entry.name.startsWith("_")) {
      problems.error(startOf(entry.path), messages.unexpectedFile(), "expectedFile");
    } else return [entry.path];
    return [];
  });
}

/** The locks of an environment's namespaces. */
function findLocks(
  reader: ValuesReader,
  folder: string,
  problems: Problems,
): { namespace: string; path: string }[] {
  return entriesOf(reader, folder, problems).flatMap((entry) => {
    if (!entry.folder && entry.name === ACCESS_LOCK) return [];
    if (!entry.folder && entry.name.endsWith(".json"))
      return [{ namespace: entry.name.slice(0, -".json".length), path: entry.path }];
    problems.error(startOf(entry.path), messages.unexpectedLock(), "expectedFile");
    return [];
  });
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly folder: boolean;
  readonly isLink: boolean;
  /** The name without `.yaml` or `.yml`; absent for other files. */
  readonly stem: string | undefined;
}

/** What a folder holds and is not ignored; one that cannot be listed is reported, and counts as empty. */
function entriesOf(reader: ValuesReader, folder: string, problems: Problems): Entry[] {
  const content = reader.entries(folder);
  if ("fault" in content) {
    if (folder !== reader.folder)
      problems.error(startOf(folder), faultMessage(content), "readableFile");
    else problems.error(startOf(folder), folderMessage(folder, content), "valuesFolder");
    return [];
  }
  return content.entries
    .filter(({ name }) => !name.startsWith(".") && !name.endsWith("~"))
    .map(({ name, isFolder, isLink }) => ({
      name,
      path: path.join(folder, name),
      folder: isFolder,
      isLink,
      stem: YAML_FILE.exec(name)?.[1],
    }));
}

/** Why there is no folder of values. */
function folderMessage(folder: string, fault: Fault): string {
  if (fault.fault === "leadsOut") return messages.valuesLeadOut(fault.target);
  const isMissing =
    fault.fault === "absent" || (fault.fault === "unreadable" && fault.code === "ENOTDIR");
  return isMissing ? messages.noValues(folder) : faultMessage(fault);
}

function refuseName(kind: string, name: string, where: string, problems: Problems): boolean {
  if (NAME.test(name)) return false;
  problems.error(startOf(where), messages.badName(kind, name), "folderName");
  return true;
}

function onlyOne(first: string | undefined, second: string, problems: Problems): string {
  if (first !== undefined)
    problems.error(
      startOf(second),
      messages.twoFiles(path.basename(second), first),
      "oneSettingsFile",
    );
  return first ?? second;
}

/** `dev` + `koa-dev` and `dev-koa` + `dev` would share one state. */
function refuseSameStacks(environments: readonly EnvironmentFiles[], problems: Problems): void {
  const taken = new Map<string, string>();
  for (const { name, folder, namespaces } of environments) {
    const stacks = new Map([
      [ACCESS, folder],
      ...namespaces.map(({ name, files }) => [name, files[0] ?? folder] as const),
    ]);
    for (const [namespace, where] of stacks) {
      const id = stackId(name, namespace);
      const other = taken.get(id);
      if (other !== undefined)
        problems.error(startOf(where), messages.sameStack(id, other), "uniqueStack");
      else taken.set(id, where);
    }
  }
}

function startOf(file: string): { file: string; line: number; column: number } {
  return { file, line: 1, column: 1 };
}
