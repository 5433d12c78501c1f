/** What reaches beyond a namespace, or in from outside: what a reviewer must not miss. */
import type { RoleAccess } from "../access/role-access";
import type { Table } from "../config/model/fleet";
import type { OwnNames } from "../config/model/own-names";
import { ACCESS } from "../config/source/stack-names";
import { compareText } from "../diagnostics/problems";
import type { Position } from "../diagnostics/problems";
import { entryOf } from "../config/source/entry";
import type { LockedEnvironment, LockedNamespace } from "../lock/judge/locked-fleet";
import { accountInArn } from "../table/table-arn";
import { inWords } from "./access-words";
import type { CrossingReport } from "./access-data";
import { policyCrossings } from "./policy-report";

/** Everything of an environment that crosses the boundary of a namespace, sorted by place. */
export function crossingsOf(
  environment: LockedEnvironment,
  roles: readonly RoleAccess[],
  names: OwnNames,
): CrossingReport[] {
  const all = [
    ...roles.flatMap(grantsToOthers),
    ...roles.flatMap(outsideTrust),
    ...environment.namespaces.flatMap(copiesOf),
    ...environment.namespaces.flatMap(({ tables }) => tables.flatMap(policyCrossings)),
    ...environment.namespaces.flatMap(({ tables }) => tables.flatMap(importsOf)),
    ...environment.namespaces.flatMap(({ tables }) => foreignTables(tables, environment, names)),
  ];
  return all.sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || compareText(a.kind, b.kind),
  );
}

/** A table that its namespace grants to a role of another one, or of none. */
function grantsToOthers({ role, home, grants }: RoleAccess): CrossingReport[] {
  return grants
    .filter(({ table }) => table.namespace !== home)
    .map(({ table, grant }) => ({
      kind: "grant",
      role,
      table: table.tableName,
      namespace: table.namespace,
      ...(home !== ACCESS && { other: home }),
      access: inWords(grant.actions),
      ...placeOf(grant.at()),
    }));
}

/** A role that a principal of another account may assume. */
function outsideTrust({ role, accountId, declared }: RoleAccess): CrossingReport[] {
  if (declared === undefined || !("principalArn" in declared.trust)) return [];
  const { principalArn } = declared.trust;
  if (accountInArn(principalArn) === accountId) return [];
  const { namespace } = declared;
  return [{ kind: "trust", role, namespace, other: principalArn, ...placeOf(declared.at()) }];
}

/** A table that was filled, or will be, with the items of another one. */
function copiesOf({ tables, lock }: LockedNamespace): CrossingReport[] {
  return tables.flatMap((table): CrossingReport[] => {
    const { restoreFrom, tableName, namespace, source } = table;
    const locked = entryOf(lock.content?.tables, table.name)?.restoredFrom;
    const other = restoreFrom?.tableArn ?? restoreFrom?.tableName ?? locked;
    if (other === undefined || table.observed) return [];
    const at = source.at(restoreFrom === undefined ? ["name"] : ["restoreFrom"]);
    return [{ kind: "copy", table: tableName, namespace, other, ...placeOf(at) }];
  });
}

/** The namespace itself may not be allowed to read the files. */
function importsOf({
  importFromS3,
  observed,
  tableName,
  namespace,
  source,
}: Table): CrossingReport[] {
  if (importFromS3 === undefined || observed) return [];
  const { bucket, keyPrefix = "" } = importFromS3;
  const other = `s3://${bucket}/${keyPrefix}`;
  const place = placeOf(source.at(["importFromS3"]));
  return [{ kind: "import", table: tableName, namespace, other, ...place }];
}

/** A table outside of its namespace's own names. */
function foreignTables(
  tables: readonly Table[],
  { name: environment }: LockedEnvironment,
  names: OwnNames,
): CrossingReport[] {
  return tables.flatMap(({ tableName, accountId, namespace, source, observed }) => {
    if (names.isOwn(tableName, { environment, namespace, accountId })) return [];
    const [owner] = names.ownersOf(tableName, accountId);
    const at = source.at([source.value.tableName === undefined ? "name" : "tableName"]);
    return [
      {
        kind: observed ? "observed" : "foreign",
        table: tableName,
        namespace,
        ...(owner && { other: owner.namespace }),
        ...placeOf(at),
      },
    ];
  });
}

function placeOf({ file, line }: Position): Pick<CrossingReport, "file" | "line"> {
  return { file, line };
}

/** A crossing in words. */
export function crossingText(crossing: CrossingReport): string {
  const { kind, role = "", table = "", namespace = "", other, access = [] } = crossing;
  switch (kind) {
    case "grant":
      return `${namespace} grants ${access.join(", ")} on ${table} to ${role}, a role of ${other ?? "no namespace"}`;
    case "trust":
      return `${role}${namespace === "" ? "" : ` of ${namespace}`} can be assumed by ${other ?? ""}`;
    case "copy":
      return `${table} of ${namespace} is a copy of ${other ?? ""}`;
    case "policy":
      return `${namespace} lets ${other ?? ""} use ${access.join(", ")} on ${table} by its resource policy`;
    case "import":
      return `${table} of ${namespace} is filled from ${other ?? ""} with the permissions of the role that deploys`;
    case "foreign":
      return `${namespace} manages ${table}, ${ownerText(other)}`;
    case "observed":
      return `${namespace} observes ${table}, ${ownerText(other)}`;
  }
}

function ownerText(owner: string | undefined): string {
  return owner === undefined ? "which is not among its own names" : `a name of ${owner}`;
}
