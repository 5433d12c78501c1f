import type { PlainMap, Range, ValuesDocument } from "./values-document";
import type { Path } from "./path";
import type { Position } from "../../diagnostics/problems";

/** A map in a values file that takes part in a merge. */
export interface Layer {
  readonly document: ValuesDocument;
  /** Where the map is in the document. */
  readonly path: Path;
  readonly value: PlainMap;
}

/** Something that knows where its values are written. */
export interface Located {
  /** The values, merged. */
  readonly value: PlainMap;
  /** Where the value at `path` is written; a missing one is placed at the innermost map that would hold it. */
  at(path: Path): Position;
  /** Where the key that ends `path` is written. */
  atKey(path: Path): Position;
  /** The file in which the value at `path` is written, relative to the folder of the values. */
  fileOf(path: Path): string;
  /** Whether the value at `path` comes from a layer below the topmost. */
  isInherited(path: Path): boolean;
  /** Where it is written: its topmost map, and each of its values, which may be in other places. */
  ranges(): Range[];
}

/** Layers merged by Helm's rule (later wins, maps deep, lists replaced, null deletes), and the origin of each value. */
export class Layered implements Located {
  readonly value: PlainMap;

  /** @param layers at least one, lowest precedence first. */
  constructor(private readonly layers: readonly Layer[]) {
    this.value = mergeLayers(layers);
  }

  at(path: Path): Position {
    const layer = this.origin(path);
    return layer.document.at([...layer.path, ...path]);
  }

  atKey(path: Path): Position {
    const layer = this.origin(path);
    return layer.document.atKey([...layer.path, ...path]);
  }

  fileOf(path: Path): string {
    return this.origin(path).document.name;
  }

  isInherited(path: Path): boolean {
    return this.origin(path) !== this.layers.at(-1);
  }

  ranges(): Range[] {
    const top = this.layers.at(-1);
    return [
      ...(top ? [top.document.rangeAt(top.path)] : []),
      ...Object.keys(this.value).map((key) => {
        const { document, path } = this.origin([key]);
        return document.rangeAt([...path, key]);
      }),
    ];
  }

  /** The layer whose value won; for a missing value the one that wrote most of the way to it. */
  private origin(path: Path): Layer {
    let best: Layer | undefined;
    let deepest = -1;
    for (const layer of this.layers.toReversed()) {
      const depth = depthOf(layer.value, path);
      if (depth > deepest || best === undefined) {
        best = layer;
        deepest = depth;
      }
    }
    if (best === undefined) throw new Error("a merge needs at least one layer");
    return best;
  }
}

export function mergeLayers(layers: readonly Layer[]): PlainMap {
  return layers.reduce<PlainMap>((merged, { value }) => merge(merged, value), {});
}

/** Helm's merge of two maps; neither is changed. */
export function merge(base: PlainMap, over: PlainMap): PlainMap {
  const kept = Object.entries(base).filter(([key]) => over[key] !== null);
  const merged: Record<string, unknown> = Object.fromEntries(kept);
  for (const [key, value] of Object.entries(over)) {
    if (value !== null) merged[key] = isPlainMap(value) ? merge(asMap(base[key]), value) : value;
  }
  return merged;
}

export function isNotEmpty({ value }: Layer): boolean {
  return Object.keys(value).length > 0;
}

export function isPlainMap(value: unknown): value is PlainMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): PlainMap {
  return isPlainMap(value) ? value : {};
}

/** How many steps of `path` a value has. */
function depthOf(value: unknown, path: Path): number {
  let current = value;
  let depth = 0;
  for (const step of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) break;
    current = (current as Record<string | number, unknown>)[step];
    depth += 1;
  }
  return depth;
}
