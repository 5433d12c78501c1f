import type { NamespaceValues } from "../schema/namespace-schema";
import type { Layer, Layered } from "../source/layers";
import type { ValuesDocument } from "../source/values-document";

/** One of the files of a namespace, checked. */
export interface NamespaceFile {
  readonly document: ValuesDocument;
  readonly source: Layered;
  /** Without what is wrong. */
  readonly values: NamespaceValues;
  /** The keys whose values are wrong. */
  readonly wrong: ReadonlySet<string>;
  /** What its tables inherit from the top of the file. */
  readonly inherited: Layer;
}

/** The top-level keys of all files; where two differ, which is an error, the later one. */
export function mergedValues(files: readonly NamespaceFile[]): NamespaceValues {
  return files.reduce<NamespaceValues>((all, { values }) => ({ ...all, ...values }), {});
}

/** The logical names in the `removedTables` of all files, sorted. */
export function removedTables(files: readonly NamespaceFile[]): string[] {
  const names = files.flatMap(({ values }) => (values.removedTables ?? []).map(({ name }) => name));
  return [...new Set(names)].sort();
}
