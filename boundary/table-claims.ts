/** Which namespaces manage a table, by their values and their locks. */
import type { Table } from "../config/model/fleet";
import type { OwnNames } from "../config/model/own-names";
import { ownPrefixes } from "../config/model/own-names";
import { mayNameTable } from "../config/model/policy";
import type { Position } from "../diagnostics/problems";
import type { TableLock } from "../lock/file/lock-schema";
import { keptTables, managedTables } from "../lock/judge/former-tables";
import type { LockedEnvironment, LockedFleet, LockedNamespace } from "../lock/judge/locked-fleet";
import { isSameArn, parseTableArn, UNKNOWN_ACCOUNT } from "../table/table-arn";

/** A namespace with its environment. */
export interface Owner {
  readonly environment: LockedEnvironment;
  readonly namespace: LockedNamespace;
}

/** A namespace that says of a table that it manages it. */
export interface Claim extends Owner {
  readonly arn: string;
  /** Where it says so. */
  readonly at: () => Position;
  /** `true`: what says so is its lock, or values that give the table a name of their own. */
  readonly needsRight: boolean;
}

/**
 * The claims of all namespaces of a fleet.
 *
 * A lock is a file of the namespace, and a lock that is edited by hand may claim anything. So a claim by
 * a lock, or by a `tableName`, counts only where the namespace has a right to the name: it is its own by
 * prefix, or `policy.tables` names it. Such a claim takes nothing from the namespace that has the prefix;
 * it is an error of the file that makes it. Without this, one forged line would block another team. A
 * derived name counts always, because the namespace is allowed to create that table. What a lock has under
 * `removed`, or is leaving with these values, is no claim.
 */
export class TableClaims {
  private readonly claims = new Map<string, Claim[]>();

  constructor(
    { environments }: LockedFleet,
    private readonly names: OwnNames,
  ) {
    for (const environment of environments)
      for (const namespace of environment.namespaces)
        for (const claim of [...claimsOfValues(namespace), ...claimsOfLock(namespace)])
          this.add({ environment, namespace, ...claim });
  }

  /** The other namespaces that manage a table. */
  byOthers(arn: string, owner: Owner): Claim[] {
    const others = (this.claims.get(keyOf(arn)) ?? []).filter(
      ({ namespace }) => namespace !== owner.namespace,
    );
    return others.filter((claim) => isOfAnother(claim, { ...owner, arn }) && this.counts(claim));
  }

  /** Whether the values or the lock of a namespace say that it manages a table. */
  hasOf(arn: string, { namespace }: Owner): boolean {
    return (this.claims.get(keyOf(arn)) ?? []).some(
      (claim) => claim.namespace === namespace && isSameArn(claim.arn, arn),
    );
  }

  private add(claim: Claim): void {
    const key = keyOf(claim.arn);
    const others = this.claims.get(key);
    if (others === undefined) this.claims.set(key, [claim]);
    // Tables with one name, which are an error, claim it once.
    else if (!others.some((other) => isSameClaim(other, claim))) others.push(claim);
  }

  private counts({ needsRight, arn, environment, namespace }: Claim): boolean {
    return !needsRight || hasRight(arn, { environment, namespace }, this.names);
  }
}

function isSameClaim(one: Claim, other: Claim): boolean {
  return (
    one.namespace === other.namespace &&
    one.arn === other.arn &&
    one.needsRight === other.needsRight
  );
}

/** Whether a table's name is a namespace's own by prefix, or `policy.tables` names it. */
export function hasRight(arn: string, { environment, namespace }: Owner, names: OwnNames): boolean {
  const { tableName } = parseTableArn(arn);
  return (
    isOwnName(arn, { environment, namespace }, names) ||
    mayNameTable(environment.policy, namespace.name, tableName)
  );
}

/** Whether a table's name is a namespace's own by prefix, whoever manages the table. */
export function isOwnName(
  arn: string,
  { environment, namespace }: Owner,
  names: OwnNames,
): boolean {
  const { tableName } = parseTableArn(arn);
  const place = { environment: environment.name, namespace: namespace.name };
  return names.isOwn(tableName, { ...place, accountId: accountIn(arn) });
}

/** Whether a table's name is made of the namespace's name, also if a longer prefix fits it. */
export function startsWithOwnPrefix(
  tableName: string,
  { environment: { namePrefix }, namespace: { name } }: Owner,
): boolean {
  return ownPrefixes({ namePrefix, namespace: name }).some((prefix) =>
    tableName.startsWith(prefix),
  );
}

export function hasDerivedName({ source }: Pick<Table, "source">): boolean {
  return source.value.tableName === undefined;
}

/** A table, and the namespace that says something of it. */
type Statement = Owner & { readonly arn: string };

/**
 * Whether two namespaces speak of one table. Environments without an account id may well be different
 * accounts, with the same namespaces and tables in each.
 */
export function isOfAnother(one: Statement, other: Statement): boolean {
  const isHere = one.environment === other.environment;
  if (one.namespace.name === other.namespace.name)
    return !isHere && one.arn === other.arn && accountIn(one.arn) !== undefined;
  return isSameArn(one.arn, other.arn);
}

/** The account of a table; nothing where the values name none. */
export function accountIn(arn: string): string | undefined {
  const { accountId } = parseTableArn(arn);
  return accountId === UNKNOWN_ACCOUNT ? undefined : accountId;
}

type ClaimOfNamespace = Pick<Claim, "arn" | "at" | "needsRight">;

function claimsOfValues(namespace: LockedNamespace): ClaimOfNamespace[] {
  return managedTables(namespace).map((table) => ({
    arn: table.arn,
    at: () => table.source.at(["name"]),
    needsRight: !hasDerivedName(table),
  }));
}

function claimsOfLock(namespace: LockedNamespace): ClaimOfNamespace[] {
  return claimedInLock(namespace).map(([name, { arn }]) => ({
    arn,
    at: () => namespace.lock.at(["tables", name]),
    needsRight: true,
  }));
}

/** The tables of a lock without those that leave, by logical name. */
export function claimedInLock(namespace: LockedNamespace): [string, TableLock][] {
  const { content } = namespace.lock;
  if (content === undefined) return [];
  const leaving = new Set(
    keptTables(namespace)
      .filter(({ isLeaving }) => isLeaving)
      .map(({ name }) => name),
  );
  return Object.entries(content.tables).filter(([name]) => !leaving.has(name));
}

/** Tables of other accounts may have the same key. */
function keyOf(arn: string): string {
  const { region, tableName } = parseTableArn(arn);
  return `${region} ${tableName}`;
}
