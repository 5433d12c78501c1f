/** What a reviewer must not miss, a sentence each. */
import { isBackedUp } from "../../config/model/fleet";
import type { DeclaredRole, Table } from "../../config/model/fleet";
import { actionsOf } from "../../config/model/dynamodb-actions";
import { belowFloor, optOutReason } from "../../config/model/production-floor";
import { compareText } from "../../diagnostics/problems";
import { listed } from "../../diagnostics/wording";
import { trustText } from "../../lock/judge/role-trusts";
import { inWords } from "../access-words";
import { policyCrossings } from "../policy-report";
import { ttlText } from "../table-aspects";
import { outsidePrincipal } from "./access-changes";
import type { JudgedAccess } from "./access-changes";
import { copiesToOthers } from "./backup-changes";
import type { TableChange } from "./diff-data";
import { endedReplicas, rebuiltIndexes } from "./setting-words";
import { labelOf } from "./sides";
import type { PlacedTable, Side, Sides, TablePair } from "./sides";
import { isReplaced } from "./table-changes";

/** @param changes of the pairs; `undefined`: none */
export function attention(
  sides: Sides,
  pairs: readonly TablePair[],
  changes: readonly (TableChange | undefined)[],
  access: readonly JudgedAccess[],
): string[] {
  const all = [
    ...pairs.flatMap((pair, i) => ofTable(pair, changes[i])),
    ...access.flatMap(ofAccess),
    ...trusts(sides),
    ...copiesToOthers(sides),
    ...productionEnds(sides),
  ];
  return [...new Set(all)].sort(compareText);
}

function ofTable(pair: TablePair, changed: TableChange | undefined): string[] {
  const change = changed?.change;
  const { before, after } = pair;
  const label = labelOf(pair);
  const words = [
    ...dataLost(pair, change),
    ...(before && after ? partsRebuilt(before, after) : []),
    ...copies(pair),
    ...outsiders(before?.table, after?.table),
    ...floorLowered(pair, changed),
    ...backupEnds(pair, change),
  ];
  return words.map((text) => `${label} ${text}`);
}

function dataLost(pair: TablePair, change: TableChange["change"] | undefined): string[] {
  const table = (pair.before ?? pair.after)?.table;
  const tableName = table?.tableName ?? "";
  switch (change) {
    case "destroyed":
      return [`is destroyed with its data (${tableName} in AWS)`];
    case "replaced":
      return [`is replaced: ${tableName} is destroyed with its data and created again`];
    case "removed":
      return table?.observed === true
        ? []
        : [`is removed: if ${tableName} was ever deployed, it is destroyed with its data`];
    default:
      return [];
  }
}

function partsRebuilt(before: PlacedTable, after: PlacedTable): string[] {
  const [was, now] = [before.table, after.table];
  if (was.observed || now.observed || isReplaced(before, after)) return [];
  const [ttl, otherTtl] = [was.ttl?.attributeName, now.ttl?.attributeName];
  const isOtherTtl = ttlText(now) !== undefined && ttl !== undefined && ttl !== otherTtl;
  const [view, otherView] = [was.streamViewType, now.streamViewType];
  const replicas = endedReplicas(was, now);
  return [
    ...[...rebuiltIndexes(was, now)].map(
      ([index, how]) =>
        `has its index ${index} rebuilt (${how.join("; ")}): queries on it fail meanwhile`,
    ),
    ...replicas.removed.map((region) => `loses its replica in ${region} with the items there`),
    ...replicas.rebuilt.map((region) => `has its replica in ${region} destroyed and built again`),
    ...(isOtherTtl ? [`expires items by another TTL attribute: ${ttl} → ${otherTtl ?? ""}`] : []),
    ...(view !== undefined && otherView !== undefined && view !== otherView
      ? [`has its stream built again (${view} → ${otherView}): it gets another ARN`]
      : []),
  ];
}

/** Only a new table is filled. */
function copies({ before, after }: TablePair): string[] {
  if (after === undefined || after.table.observed || after.table.adopted) return [];
  if (before && !before.table.observed && !isReplaced(before, after)) return [];
  const { restoreFrom, importFromS3 } = after.table;
  return [
    ...(restoreFrom ? [`is a copy of ${restoreFrom.tableArn ?? restoreFrom.tableName ?? ""}`] : []),
    ...(importFromS3
      ? [
          `is filled from s3://${importFromS3.bucket}/${importFromS3.keyPrefix ?? ""} with the permissions of the role that deploys`,
        ]
      : []),
  ];
}

/** Principals of other accounts that a resource policy lets in, or lets do more. */
function outsiders(before: Table | undefined, after: Table | undefined): string[] {
  const [was, now] = [allowedOutside(before), allowedOutside(after)];
  return [...now].flatMap(([other, actions]) => {
    const gained = [...actions].filter((action) => !(was.get(other)?.has(action) ?? false)).sort();
    return gained.length === 0
      ? []
      : [`lets ${other} use ${listed(inWords(gained))} by its resource policy`];
  });
}

function allowedOutside(table: Table | undefined): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const { other = "", access = [] } of table ? policyCrossings(table) : [])
    all.set(other, new Set([...(all.get(other) ?? []), ...actionsOf(access)]));
  return all;
}

function floorLowered({ before, after }: TablePair, changed: TableChange | undefined): string[] {
  if (changed?.change === "forgotten" && before?.environment.production === true) {
    const reason = after && optOutReason(after.table);
    const words = [...changed.details, ...(reason === undefined ? [] : [reason])];
    return [`leaves the floor of production: ${words.join("; ")}`];
  }
  if (after?.environment.production !== true) return [];
  const former =
    before && !before.table.observed ? belowFloor(before.table, before.environment) : [];
  const lowered = belowFloor(after.table, after.environment).filter(
    (what) => !former.includes(what),
  );
  if (lowered.length === 0) return [];
  return [
    `is below the floor of production: ${listed(lowered)} (${optOutReason(after.table) ?? "no reason given"})`,
  ];
}

/** What is destroyed needs no backup; what AWS keeps does. */
function backupEnds(
  { before, after }: TablePair,
  change: TableChange["change"] | undefined,
): string[] {
  if (before === undefined || !isBackedUp(before.table)) return [];
  if (after ? isBackedUp(after.table) : change !== "forgotten") return [];
  return [`is no longer backed up (${listed(before.table.backupPlans)} before)`];
}

function ofAccess({
  change,
  namespace = "",
  otherHome,
  outsider,
  isWidened,
}: JudgedAccess): string[] {
  const { environment, role, table, gained, condition } = change;
  const on = `${namespace === "" ? "" : `${namespace}/`}${table}`;
  const { before = null, after = null } = condition ?? {};
  return [
    ...(otherHome === undefined
      ? []
      : [`${environment} ${role}, a role of ${otherHome}, gains ${listed(gained)} on ${on}`]),
    ...(outsider === undefined
      ? []
      : [`${environment} ${role}, which ${outsider} assumes, gains ${listed(gained)} on ${on}`]),
    ...(isWidened
      ? [
          `${environment} ${role} is limited less on ${on}: ${before ?? "not limited"} → ${after ?? "not limited"}`,
        ]
      : []),
  ];
}

/** Who may assume the roles that the project creates. */
function trusts({ before, after, selects }: Sides): string[] {
  const former = declaredOf(before);
  return [...declaredOf(after)].flatMap(([key, one]) => {
    const { environment, role, accountId, declared } = one;
    if (declared.namespace !== undefined && !selects(declared.namespace)) return [];
    const was = former.get(key);
    const now = wholeTrust(one);
    if (was !== undefined) {
      const trust = wholeTrust(was);
      const [limit, newLimit] = [was, one].map((of) => of.declared.permissionsBoundary ?? "none");
      return [
        ...(trust === now
          ? []
          : [`${environment} ${role} can be assumed by others: ${trust} → ${now}`]),
        ...(limit === newLimit
          ? []
          : [
              `${environment} ${role} has another permissions boundary: ${limit ?? ""} → ${newLimit ?? ""}`,
            ]),
      ];
    }
    return outsidePrincipal({ declared, accountId }) === undefined
      ? []
      : [`${environment} ${role} can be assumed from another account: ${now}`];
  });
}

/** With the issuer, on which a trust in a service account depends. */
function wholeTrust({ declared: { trust }, oidcProviderUrl }: Declared): string {
  const issuer = "oidcServiceAccount" in trust ? ` of ${oidcProviderUrl ?? "any cluster"}` : "";
  return `${trustText(trust)}${issuer}`;
}

interface Declared {
  readonly environment: string;
  readonly role: string;
  readonly accountId: string | undefined;
  readonly oidcProviderUrl: string | undefined;
  readonly declared: DeclaredRole;
}

/** The roles that the project creates, by environment and name. */
function declaredOf({ roles }: Side): Map<string, Declared> {
  return new Map(
    [...roles].flatMap(([{ name: environment }, accesses]) =>
      accesses.flatMap(({ role, accountId, oidcProviderUrl, declared }) => {
        if (declared === undefined) return [];
        const one = { environment, role, accountId, oidcProviderUrl, declared };
        return [[`${environment}\0${role}`, one] as const];
      }),
    ),
  );
}

function productionEnds({ before, after }: Sides): string[] {
  const was = new Set(
    before.fleet.environments.filter(({ production }) => production).map(({ name }) => name),
  );
  return after.fleet.environments
    .filter(({ name, production }) => was.has(name) && !production)
    .map(({ name }) => `${name} is no longer a production environment: nothing is a floor there`);
}
