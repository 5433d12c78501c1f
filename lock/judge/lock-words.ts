/** Every difference between a lock as it is and as it should be, in words. */
import { parseTableArn } from "../../table/table-arn";
import { entryOf } from "../../config/source/entry";
import type { AccessLock, NamespaceLock, TableLock } from "../file/lock-schema";
import { maximaWords } from "./on-demand-maxima";
import { mayBeHome } from "./role-homes";

export function tableWords(former: NamespaceLock, next: NamespaceLock): string[] {
  return [
    ...Object.entries(next.tables).flatMap(([name, now]) => {
      const was = entryOf(former.tables, name);
      const { tableName } = parseTableArn(now.arn);
      if (was) return changeWords(was, now).map((word) => `${name}: ${word}`);
      const copy = now.restoredFrom === undefined ? "" : `, a copy of ${now.restoredFrom}`;
      return [
        `${name}: recorded, ${tableName} in AWS${now.protected ? "" : ", not protected"}${copy}`,
      ];
    }),
    ...Object.entries(next.removed).flatMap(([name, { arn, destroyed, takenOver }]) => {
      const was = entryOf(former.removed, name);
      const { tableName } = parseTableArn(arn);
      return [
        ...(!destroyed && was?.destroyed !== false
          ? [`${name}: Terraform forgets ${tableName}, AWS keeps it`]
          : []),
        ...(was && takenOver !== was.takenOver
          ? [`${name}: ${tableName} has been adopted elsewhere`]
          : []),
      ];
    }),
  ];
}

/** What is recorded without being asked for. */
function changeWords(was: TableLock, now: TableLock): string[] {
  const words: string[] = [];
  if (was.protected !== now.protected)
    words.push(
      now.protected
        ? "is protected from now on"
        : "is no longer protected: after the deploy of that, an accepted edit destroys it",
    );
  const [hadTtl, hasTtl] = [was.ttl?.enabled ?? false, now.ttl?.enabled ?? false];
  if (hadTtl !== hasTtl)
    words.push(`TTL is turned ${hasTtl ? "on" : "off"} (${now.ttl?.attributeName ?? ""})`);
  if (was.streamViewType === undefined && now.streamViewType !== undefined)
    words.push(`has a stream (${now.streamViewType})`);
  if (was.streamViewType !== undefined && now.streamViewType === undefined)
    words.push("no longer has a stream");
  const [before, after] = [was.globalSecondaryIndexes ?? {}, now.globalSecondaryIndexes ?? {}];
  for (const index of Object.keys(after))
    if (!Object.hasOwn(before, index)) words.push(`global secondary index ${index} is recorded`);
  for (const index of Object.keys(before))
    if (!Object.hasOwn(after, index)) words.push(`global secondary index ${index} is gone`);
  for (const region of Object.keys(now.replicas ?? {}))
    if (entryOf(was.replicas, region) === undefined) words.push(`replica in ${region} is recorded`);
  words.push(...maximaWords(was, now));
  if (parseTableArn(was.arn).accountId !== parseTableArn(now.arn).accountId)
    words.push(`its account is ${parseTableArn(now.arn).accountId}`);
  if (was.ownRegion !== now.ownRegion) {
    const { region } = parseTableArn(now.arn);
    words.push(
      `${region} is ${now.ownRegion ? "a region of its own" : "the environment's region"}`,
    );
  }
  if (was.adopted && !now.adopted)
    words.push("adopt: true is gone, so it counts as deployed: edits are compared with this");
  return words;
}

/** @param home the namespace whose lock it is, or `access` */
export function roleWords(home: string, former: AccessLock, next: AccessLock): string[] {
  const added = next.roles.filter((role) => !former.roles.includes(role));
  const gone = former.roles.filter((role) => !next.roles.includes(role));
  const declared = Object.keys(next.declaredRoles ?? {}).filter(
    (role) => entryOf(former.declaredRoles, role) === undefined,
  );
  return [
    ...added.map((role) => `role ${role}: at home in ${next.stack ?? ""}`),
    ...declared.map((role) => `role ${role}: created here`),
    ...trustWords(former, next),
    ...gone.map(
      (role) =>
        `role ${role}: ${mayBeHome(role, home) ? "forgotten" : "removed, because it cannot be at home here"}`,
    ),
  ];
}

function trustWords(former: AccessLock, next: AccessLock): string[] {
  return Object.entries(next.trusts ?? {}).flatMap(([role, now]) => {
    const was = entryOf(former.trusts, role);
    if (was === now) return [];
    return [`role ${role}: its trust is ${now}${was === undefined ? "" : `, and was ${was}`}`];
  });
}

export function vaultWords(former: NamespaceLock, next: NamespaceLock): string[] {
  return Object.entries(next.vaults).flatMap(([region, now]) => {
    const was = former.vaults[region];
    const vault = `backup vault in ${region}:`;
    if (was === undefined) return [`${vault} recorded`];
    if (JSON.stringify(was) === JSON.stringify(now)) return [];
    if (now.forgotten === true) return [`${vault} Terraform forgets it, AWS keeps it`];
    return [`${vault} ${was.forgotten === true ? "managed again" : "its lock is another one"}`];
  });
}
