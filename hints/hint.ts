import { tableLabel } from "../config/rules/rule-messages";
import type { Environment, Namespace, PrefixGrant, Table } from "../config/model/fleet";
import type { RoleAccess } from "../access/role-access";
import type { Position } from "../diagnostics/problems";

/** A kind of hint. */
export interface Hint {
  readonly name: string;
  /** Page and section that explain it, from the folder of the package. */
  readonly page: `docs/${string}.md#${string}`;
  readonly find: (environment: JudgedEnvironment) => readonly Finding[];
}

export interface Finding {
  /** Namespace that it is about, or whose stack has the role's policy, or `access`. */
  readonly namespace: string;
  readonly at: Position;
  /** What is found; what it means; what to write instead. */
  readonly message: string;
}

/** An environment as hints look at it. */
export interface JudgedEnvironment {
  readonly environment: Environment;
  readonly namespaces: readonly Pick<Namespace, "name" | "files" | "tables">[];
  readonly roles: readonly RoleAccess[];
  /** The prefix grants that match a table, each once for its role. */
  readonly prefixesOf: ReadonlyMap<Table, readonly PrefixGrant[]>;
}

/** What a hint finds in one table. */
type TableFinding = Omit<Finding, "namespace"> | undefined;

/** A hint about tables, each by itself. Those that are only observed are managed by others. */
export function eachTable(
  find: (table: Table, around: JudgedEnvironment) => TableFinding | readonly TableFinding[],
): Hint["find"] {
  return (around) =>
    around.namespaces.flatMap(({ name: namespace, tables }) =>
      managed(tables).flatMap((table) =>
        [find(table, around)].flat().flatMap((found) => {
          if (found === undefined) return [];
          return [{ ...found, namespace, message: tableLabel(table.name) + found.message }];
        }),
      ),
    );
}

export function managed(tables: readonly Table[]): readonly Table[] {
  return tables.filter(({ observed }) => !observed);
}
