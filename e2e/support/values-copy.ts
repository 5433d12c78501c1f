import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isMap, isSeq, parse, parseDocument, stringify, type Document, type YAMLMap } from "yaml";
import type { Emulator } from "./emulator";
import type { Environment } from "./model";
import { readEnvironment, valuesFiles } from "./values";

/** The tests' copy of the examples: `values/` belongs to the users. */
export const EXAMPLES = join(__dirname, "..", "..", "__tests__", "fixtures", "values");

/** Values for what the examples have no use for. */
export const FEATURES = join(__dirname, "..", "values");

/** An environment `test` without namespaces, for tests that write their own. */
export const BARE = join(__dirname, "..", "values-bare");

/** The same with state in S3: an environment `shared`. */
export const BARE_IN_S3 = join(__dirname, "..", "values-s3");

type Changes = Readonly<Record<string, unknown>>;

/** A copy of a folder of values in which one environment can be edited. */
export class ValuesCopy {
  constructor(
    /** The copy, for `VALUES_DIR`. */
    readonly folder: string,
    readonly environment: string,
    source = folder,
  ) {
    // What is tried in its own place is no copy.
    if (source !== folder) cpSync(source, folder, { recursive: true });
  }

  read(): Environment {
    return readEnvironment(this.folder, this.environment);
  }

  /** Writes a file anew. @param path from the environment's folder, such as `shop.yaml` */
  write(path: string, content: Changes): void {
    const file = join(this.folder, this.environment, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, stringify(content));
  }

  /** A file as it is. @param path from the environment's folder */
  text(path: string): string {
    return readFileSync(join(this.folder, this.environment, path), "utf8");
  }

  writeText(path: string, text: string): void {
    writeFileSync(join(this.folder, this.environment, path), text);
  }

  /** Takes a file or a folder away. @param path from the environment's folder, such as `_lock` */
  remove(path: string): void {
    rmSync(join(this.folder, this.environment, path), { recursive: true });
  }

  /** Sets keys of a table; `undefined` takes one away. @returns its values file, relative to the environment's folder */
  editTable(name: string, changes: Changes): string {
    const folder = join(this.folder, this.environment);
    for (const file of valuesFiles(folder)) {
      const document = parseDocument(readFileSync(file, "utf8"));
      const table = findTable(document, name);
      if (table === undefined) continue;
      setKeys(document, table, changes);
      writeFileSync(file, document.toString());
      return relative(folder, file);
    }
    throw new Error(`No values file of ${this.environment} has a table ${name}.`);
  }

  /** Sets keys of `_environment.yaml`. */
  editEnvironment(changes: Changes): void {
    this.edit("_environment.yaml", changes);
  }

  /** Sets keys at the top of a file; `undefined` takes one away. */
  edit(path: string, changes: Changes): void {
    const file = join(this.folder, this.environment, path);
    const document = parseDocument(readFileSync(file, "utf8"));
    setKeys(document, document.contents as YAMLMap, changes);
    writeFileSync(file, document.toString());
  }

  /** Takes a table out of its file. @returns what it was */
  removeTable(name: string): Changes {
    const folder = join(this.folder, this.environment);
    for (const file of valuesFiles(folder)) {
      const content = parse(readFileSync(file, "utf8")) as { tables?: { name: string }[] };
      const table = content.tables?.find((one) => one.name === name);
      if (table === undefined) continue;
      const tables = content.tables?.filter((one) => one !== table);
      writeFileSync(file, stringify({ ...content, tables }));
      return table;
    }
    throw new Error(`No values file of ${this.environment} has a table ${name}.`);
  }

  /** Makes the emulator the environment's AWS. @param state folder for a state that is kept locally */
  useEmulator(emulator: Emulator, state: string): void {
    const { provider, backend } = this.read();
    this.editEnvironment({
      provider: {
        ...provider,
        endpoints: emulator.endpoints,
        skipCredentialsValidation: true,
        skipMetadataApiCheck: true,
        // An answer that the emulator does not know shall fail at once, not after 25 attempts.
        maxRetries: 5,
      },
    });
    // An S3 backend stays as it is: its bucket is in the emulator too.
    if (backend.type === "s3") return;
    mkdirSync(state);
    this.editEnvironment({ backend: { type: "local", path: state } });
  }
}

function findTable(document: Document, name: string): YAMLMap | undefined {
  const tables = document.get("tables");
  if (!isSeq(tables)) return undefined;
  return tables.items.filter(isMap).find((table) => table.get("name") === name);
}

function setKeys(document: Document, map: YAMLMap, changes: Changes): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) map.delete(key);
    else map.set(key, document.createNode(value));
  }
}
