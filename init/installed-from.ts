/** Where a package was installed from, as npm records it. */
import path from "node:path";

/** The entry of a package in `node_modules/.package-lock.json`. */
export interface InstalledPackage {
  readonly version?: unknown;
  /** A URL, `file:...` or `git+ssh://...`; absent where npm does not record registries. */
  readonly resolved?: unknown;
}

/**
 * What to write in package.json for the same package: the exact version of a registry, the commit of a git
 * repository, or the path of a file as seen from the new folder.
 * @param root folder of the node_modules in which the package is installed
 * @param folder of the new package.json
 */
export function sourceOf(
  { resolved }: InstalledPackage,
  version: string,
  root: string,
  folder: string,
): string {
  if (typeof resolved !== "string") return version;
  if (/^git[+:]/.test(resolved)) return resolved;
  if (!resolved.startsWith("file:")) return version;
  return fileSource(path.resolve(root, resolved.slice("file:".length)), folder);
}

/** A file or a folder of this machine, as npm writes it. */
export function fileSource(file: string, folder: string): string {
  const relative = path.relative(folder, file).split(path.sep).join("/");
  return `file:${relative.startsWith(".") ? relative : `./${relative}`}`;
}
