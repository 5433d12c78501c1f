import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isMap, isSeq, parseDocument, type Document, type YAMLMap } from "yaml";
import type { Emulator } from "./emulator";
import type { Environment } from "./model";
import { readEnvironment, valuesFiles } from "./values";

/** The values that come with the project. */
export const EXAMPLES = join(__dirname, "..", "..", "values");

/** Values for what the examples have no use for. */
export const FEATURES = join(__dirname, "..", "values");

type Changes = Readonly<Record<string, unknown>>;

const SERVICES = ["backup", "dynamodb", "iam", "kms", "s3", "sts"];

/** A copy of a folder of values in which one environment can be edited. */
export class ValuesCopy {
  constructor(
    /** The copy, for `VALUES_DIR`. */
    readonly folder: string,
    readonly environment: string,
    source: string,
  ) {
    cpSync(source, folder, { recursive: true });
  }

  read(): Environment {
    return readEnvironment(this.folder, this.environment);
  }

  /** Sets keys of a table. @returns its values file, relative to the environment's folder */
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
    const file = join(this.folder, this.environment, "_environment.yaml");
    const document = parseDocument(readFileSync(file, "utf8"));
    setKeys(document, document.contents as YAMLMap, changes);
    writeFileSync(file, document.toString());
  }

  /** Makes the emulator the environment's AWS. @param state folder for a state that is kept locally */
  useEmulator(emulator: Emulator, state: string): void {
    const { provider, backend } = this.read();
    this.editEnvironment({
      provider: {
        ...provider,
        endpoints: Object.fromEntries(SERVICES.map((service) => [service, emulator.url])),
        skipCredentialsValidation: true,
        skipMetadataApiCheck: true,
        // An answer that the emulator does not know shall fail at once, not after 25 attempts.
        maxRetries: 2,
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
  for (const [key, value] of Object.entries(changes)) map.set(key, document.createNode(value));
}
