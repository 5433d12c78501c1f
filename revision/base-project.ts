/** The values of the base: read from git, judged by the running tool. */
import path from "node:path";
import type { Filter } from "../config/source/stack-filter";
import { findValues } from "../config/source/values-files";
import type { ValuesFiles } from "../config/source/values-files";
import type { ValuesReader } from "../config/source/values-reader";
import { Problems } from "../diagnostics/problems";
import type { Problem } from "../diagnostics/problems";
import { loadProject } from "../project/load-project";
import type { OutputFolder, Project } from "../project/load-project";

export interface BaseProject {
  /** Its environments without errors. */
  readonly fleet: Project["fleet"];
  readonly roles: Project["roles"];
  /** The other environments that the filter selects, by name. */
  readonly broken: ReadonlyMap<string, BrokenEnvironment>;
}

/** An environment that the running tool would not synthesize. */
export interface BrokenEnvironment {
  /** At least one. */
  readonly errors: readonly Problem[];
  readonly namespaces: readonly string[];
}

const NOTHING: BaseProject = {
  fleet: { environments: [], places: [] },
  roles: new Map(),
  broken: new Map(),
};

/**
 * Loads the base. What is in no lock is no error, and neither is an account that only the platform may name, in CI
 * either: the base was judged when it was committed, and is only compared now.
 */
export function loadBase(reader: ValuesReader, filter: Filter, output: OutputFolder): BaseProject {
  const found = reader.entries(reader.folder);
  if ("fault" in found && found.fault === "absent") return NOTHING;
  const files = findValues(reader, new Problems());
  const names = files.environments.map(({ name }) => name);
  const selected = names.filter((name) => filter.environments?.has(name) ?? true);
  // What the filter names may be new.
  if (names.length > 0 && selected.length === 0) return NOTHING;
  const { fleet, roles, problems } = loadProject({
    reader,
    filter: { environments: filter.environments && new Set(selected), namespaces: undefined },
    locks: "warn",
    isCi: false,
    output,
  });
  const broken = brokenEnvironments(files, selected, problems);
  const environments = fleet.environments.filter(({ name }) => !broken.has(name));
  const sound = new Set(environments);
  return {
    fleet: { ...fleet, environments },
    roles: new Map([...roles].filter(([environment]) => sound.has(environment))),
    broken,
  };
}

/** An error in a file of an environment is only its own; any other one is of all environments. */
function brokenEnvironments(
  { folder, environments }: ValuesFiles,
  selected: readonly string[],
  { errors }: Problems,
): Map<string, BrokenEnvironment> {
  const ownerOf = ({ file }: Problem): string | undefined => {
    const [first = "", ...below] = path.relative(folder, file).split(path.sep);
    const isFolder = below.length > 0 || environments.some(({ name }) => name === first);
    return isFolder && first !== ".." ? first : undefined;
  };
  return new Map(
    environments
      .filter(({ name }) => selected.includes(name))
      .map(({ name, namespaces }) => {
        const own = errors.filter((error) => (ownerOf(error) ?? name) === name);
        return [name, { errors: own, namespaces: namespaces.map((one) => one.name) }] as const;
      })
      .filter(([, { errors: own }]) => own.length > 0),
  );
}
