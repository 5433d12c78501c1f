import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { ValuesDocument } from "./values-document";
import * as messages from "../rules/rule-messages";
import { stackId } from "../model/names";
import { compareText } from "../../diagnostics/problems";
import type { Problems } from "../../diagnostics/problems";

/** A namespace's stack that holds the roles belonging to no namespace. */
export const ACCESS = "access";

/** A Kubernetes namespace's name (RFC 1123 label); an environment's has the same form. */
export const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

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
  /** Path of the lock, also where there is none. */
  readonly lock: string;
}

/** The folder of an environment's locks, and the file there of the roles that belong to no namespace. */
const LOCKS = "_lock";
const ACCESS_LOCK = "_access.json";

/** Finds the values files of a folder. What does not belong there goes to `problems`. */
export function findValues(folder: string, problems: Problems): ValuesFiles {
  let defaults: string | undefined;
  const environments: EnvironmentFiles[] = [];
  if (!isFolder(folder)) {
    problems.error(startOf(folder), messages.noValues(folder), "valuesFolder");
    return { folder, defaults, environments };
  }
  for (const entry of entriesOf(folder)) {
    if (entry.folder) {
      if (refuseName("an environment", entry.name, entry.path, problems)) continue;
      environments.push(findEnvironment(entry.name, entry.path, problems));
    } else if (entry.stem === "_defaults") {
      defaults = onlyOne(defaults, entry.path, problems);
    } else {
      problems.error(startOf(entry.path), messages.unexpectedFile(), "expectedFile");
    }
  }
  refuseSameStacks(environments, problems);
  return { folder, defaults, environments };
}

/** Bytes; a namespace of two thousand tables has a tenth of it. */
const FILE_SIZE_LIMIT = 10 * 1024 * 1024;

/** Reads and parses a values file of a folder; one that cannot be read is reported and counts as empty. */
export function readValues(folder: string, file: string, problems: Problems): ValuesDocument {
  const name = path.relative(folder, file).split(path.sep).join("/");
  return ValuesDocument.parse(file, name, readText(folder, file, problems), problems);
}

function readText(folder: string, file: string, problems: Problems): string {
  const refuse = (message: string): string => {
    problems.error(startOf(file), message, "readableFile");
    return "";
  };
  try {
    const target = realpathSync(file);
    if (path.relative(realpathSync(folder), target).startsWith(".."))
      return refuse(messages.leadsOut(target));
    const { size } = statSync(file);
    if (size > FILE_SIZE_LIMIT) return refuse(messages.tooLarge(size, FILE_SIZE_LIMIT));
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return refuse(
      code === "ERR_ENCODING_INVALID_ENCODED_DATA" ? messages.notUtf8() : messages.unreadable(code),
    );
  }
}

function findEnvironment(name: string, folder: string, problems: Problems): EnvironmentFiles {
  let settings: string | undefined;
  const namespaces = new Map<string, string[]>();
  const add = (namespace: string, files: readonly string[], where: string): void => {
    if (refuseName("a namespace", namespace, where, problems)) return;
    if (namespace === ACCESS)
      problems.error(startOf(where), messages.reservedNamespace(namespace), "reservedNamespace");
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), ...files].sort(compareText));
  };
  for (const entry of entriesOf(folder)) {
    if (entry.folder && entry.name === LOCKS)
      for (const lock of findLocks(entry.path, problems)) add(lock.namespace, [], lock.path);
    else if (entry.folder) add(entry.name, findServices(entry.path, problems), entry.path);
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
        lock: path.join(folder, LOCKS, `${namespace}.json`),
      }))
      .sort((a, b) => compareText(a.name, b.name)),
  };
}

/** The files of a namespace that is split over a folder. */
function findServices(folder: string, problems: Problems): string[] {
  return entriesOf(folder).flatMap((entry) => {
    if (entry.folder)
      problems.error(startOf(entry.path), messages.unexpectedFolder(), "expectedFile");
    else if (entry.stem === undefined || entry.name.startsWith("_")) {
      problems.error(startOf(entry.path), messages.unexpectedFile(), "expectedFile");
    } else return [entry.path];
    return [];
  });
}

/** The locks of an environment's namespaces. */
function findLocks(folder: string, problems: Problems): { namespace: string; path: string }[] {
  return entriesOf(folder).flatMap((entry) => {
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
  /** The name without `.yaml` or `.yml`; absent for other files. */
  readonly stem: string | undefined;
}

function entriesOf(folder: string): Entry[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith(".") && !name.endsWith("~"))
    .sort(compareText)
    .map((name) => {
      const entryPath = path.join(folder, name);
      return {
        name,
        path: entryPath,
        folder: isFolder(entryPath),
        stem: YAML_FILE.exec(name)?.[1],
      };
    });
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
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
