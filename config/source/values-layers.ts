/** The maps of values files that take part in a merge. */
import type { ValuesDocument } from "./values-document";
import { isPlainMap } from "./layers";
import type { Layer } from "./layers";

export function rootLayer(document: ValuesDocument): Layer {
  return { document, path: [], value: document.value };
}

/** The layer of a map that is in another layer, if it is there. */
export function layerUnder(layer: Layer, key: string): Layer[] {
  const value = layer.value[key];
  return isPlainMap(value) ? [{ document: layer.document, path: [...layer.path, key], value }] : [];
}

/** The tables of a namespace file that are maps. */
export function tableLayers(document: ValuesDocument): Layer[] {
  const tables = document.value.tables;
  if (!Array.isArray(tables)) return [];
  return tables.flatMap((value: unknown, i) =>
    isPlainMap(value) ? [{ document, path: ["tables", i], value }] : [],
  );
}

/** The top of a file, with some of its keys. */
export function partialLayer(document: ValuesDocument, keys: readonly string[]): Layer {
  const entries = Object.entries(document.value).filter(([key]) => keys.includes(key));
  return { document, path: [], value: Object.fromEntries(entries) };
}
