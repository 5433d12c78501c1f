import type { Table } from "../config/model/fleet";
import { isPlainMap } from "../config/source/layers";
import type { Path } from "../config/source/path";
import type { Position } from "../diagnostics/problems";

/** Where a key of an index is written. The model has the indexes sorted, so the path is looked up by name. */
export function placeInIndex({ source }: Table, index: string, key: string): Position {
  return source.at([...pathOfIndex(source.value, index), key]);
}

function pathOfIndex(values: Readonly<Record<string, unknown>>, index: string): Path {
  for (const list of ["globalSecondaryIndex", "localSecondaryIndex"]) {
    const written = values[list];
    if (!Array.isArray(written)) continue;
    const i = written.findIndex((one: unknown) => isPlainMap(one) && one.name === index);
    if (i >= 0) return [list, i];
  }
  return [];
}

/** A place as a key, and as people read it. */
export const placeText = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;
