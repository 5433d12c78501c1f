/** What is told of a plan: what it does, what nobody announced, the way on. */
import { accept, forget } from "../lock/judge/lock-messages";
import type { TableId } from "../lock/judge/lock-messages";
import { listed } from "../diagnostics/wording";

/** Where nobody knows the table. */
const ANY_TABLE: TableId = { environment: "<environment>", table: "<namespace>/<table>" };
const NOT_THIS_PLAN = "do not apply this plan";
const PLAN_AGAIN = `${NOT_THIS_PLAN}, and make it anew of these values`;

/** What is told at a place of the values says which plan it is about. */
export const ofPlan = (plan: string, text: string): string => `${plan}: ${text}`;

// --- Tables

export const destroysManaged = (tableName: string, id: TableId): string =>
  `is destroyed: ${tableName} with all of its items, and the values have this table; ${PLAN_AGAIN}; if destroying is meant, take it out of the values first and run ${accept(id)}`;

export const destroysKept = (tableName: string, id: TableId): string =>
  `is destroyed: ${tableName} with all of its items, and it is to stay in AWS; ${PLAN_AGAIN}; if destroying is meant, take it out of the values and of removedTables and run ${accept(id)}`;

export const destroysUnknown = (tableName: string): string =>
  `is destroyed: ${tableName} with all of its items, and neither the values nor the locks that were read know of it; ${NOT_THIS_PLAN}; write the table into its values file, run npm run lock, then let it leave by removedTables or by ${accept(ANY_TABLE)}`;

export const replaces = (tableName: string, id: TableId = ANY_TABLE): string =>
  `is replaced: ${tableName} is destroyed with all of its items and created anew, empty, and no lock announces it; ${NOT_THIS_PLAN}; if it is meant, write the table as it is in AWS, run ${forget(id)}, make the edit again and run ${accept(id)}`;

/** A table that the lock lets go and AWS, or the last deploy, does not. */
export const wasProtected = (tableName: string): string =>
  `is destroyed: ${tableName} with all of its items, and it was protected when it was last deployed; ${NOT_THIS_PLAN}; take the edit back, deploy the table with deletionPolicy: Delete and without deletionProtection: true, and make the edit again for the deploy after that`;

/** @param reason as the plan has it in `action_reason` */
export function replacesAsIs(tableName: string, address: string, reason: string): string {
  const fact = `is replaced: ${tableName} is destroyed with all of its items and created anew, empty, although it is what the values say`;
  switch (reason) {
    case "replace_because_tainted":
      return `${fact}; ${NOT_THIS_PLAN}; if the table is whole, run terraform untaint ${address} and plan again`;
    case "replace_by_request":
      return `${fact}; ${NOT_THIS_PLAN}, and make it anew without -replace`;
    default:
      return `${fact}; ${PLAN_AGAIN}`;
  }
}

export const forgetsTable = (tableName: string): string =>
  `is forgotten: ${tableName} stays in AWS and nobody looks after it, and the values do not say so; ${PLAN_AGAIN}; if it is meant, write removedTables: [{name: ..., reason: ...}] and run npm run lock`;

export const editNotCarriedOut = (
  tableName: string,
  words: readonly string[],
  id: TableId,
): string =>
  `stays what it is: in ${tableName} ${listed(words)}; Terraform plans nothing for that, so the edit would not be carried out; ${NOT_THIS_PLAN}: take the edit and its lock back; for a table that may be destroyed deploy deletionPolicy: Delete first, then edit and run ${accept(id)}`;

export const ttlStaysOn = (attribute: string): string =>
  `TTL stays on by ${attribute}, in the values there is none (write ttl with enabled: false)`;

export const importsOther = (tableName: string, words: readonly string[]): string =>
  `is imported as it is: in ${tableName} ${listed(words)}, and no update can change that; ${NOT_THIS_PLAN}: write the values as the table is in AWS, and run npm run lock`;

export const plansOther = (tableName: string, words: readonly string[], stack: string): string =>
  `is planned of other values: in ${tableName} ${listed(words)}; ${NOT_THIS_PLAN}; synthesize ${stack} and plan again`;

// --- Imports

export const importsTable = (tableName: string): string =>
  `is imported: ${tableName} is taken over from AWS, and the values do not say so; ${NOT_THIS_PLAN}; write adopt: true if it is meant; where a lost state is rebuilt: npm run plan:guard -- --state`;

export const importsUnknown = (tableName: string): string =>
  `is imported: ${tableName} is taken over from AWS, and the values that were read manage no such table; ${NOT_THIS_PLAN}; write the table with adopt: true if it is meant`;

export const importsResource = (id: string): string =>
  `is imported: ${id} is taken over from AWS, and values announce imports of tables only; ${NOT_THIS_PLAN}; where a lost state is rebuilt: npm run plan:guard -- --state`;

// --- Vaults

export const destroysVault = (vault: string): string =>
  `is destroyed: AWS deletes the vault ${vault} only if it is empty, and its backups are lost with it; ${PLAN_AGAIN}; to let it leave name a vault of your own in backupVault.existing: Terraform then forgets this one`;

export const replacesVault = (vault: string): string =>
  `is replaced: AWS deletes the vault ${vault} only if it is empty, and its backups are lost with it; ${PLAN_AGAIN}; for another key or name use a vault of your own in backupVault.existing: Terraform then forgets this one`;

export const forgetsVault = (vault: string): string =>
  `is forgotten: the vault ${vault} stays in AWS and nobody looks after it, and the values do not say so; ${PLAN_AGAIN}; if it is meant, name a vault of your own in backupVault.existing`;

// --- Access

export const takesAccess = (role: string, stack: string): string =>
  `is destroyed: it takes from the role ${role} what the values grant it; ${PLAN_AGAIN}; the role's policy belongs to ${stack}, and leaves when no values file grants the role anything`;

export const takesRole = (role: string, isReplaced: boolean): string =>
  `is ${isReplaced ? "replaced" : "destroyed"}: the values still grant or declare the role ${role}; ${PLAN_AGAIN}; it leaves when no values file names it`;

export const takesUnknown = (policyName: string): string =>
  `is destroyed: the policy ${policyName} is of no environment that was read, so nothing says that it may go; ${NOT_THIS_PLAN}; run the guard with the ENVIRONMENT of the plan`;

export const replacesAccess = (policyName: string): string =>
  `is replaced: whoever has the policy ${policyName} has no access until it is attached again; ${PLAN_AGAIN}; the project never plans this`;

export const endsBackups = (role: string, isReplaced: boolean): string =>
  `is ${isReplaced ? "replaced" : "destroyed"}: the role ${role} can no longer back up the tables of its stack${isReplaced ? " until it is attached again" : ", and the values have some that are backed up"}; ${PLAN_AGAIN}`;

// --- Files

const HOW = "write it with terraform show -json <planfile> > plan.json";

export const binaryPlan = (): string =>
  `this is the plan file itself, which only Terraform can read; ${HOW}`;

export const noPlan = (): string => `this is not the JSON of a plan; ${HOW}`;

export const unknownFormat = (version: string): string =>
  `the plan has the format ${version}, and this guard reads 1.x; nothing was judged, so do not apply the plan unread; write it with a Terraform of 1.x`;

export const otherPlan = (path: string, reason: string): string =>
  `the plan is not as Terraform writes it, at ${path}: ${reason}; ${HOW}`;

export const unreadable = (reason: string): string => `the file cannot be read: ${reason}; ${HOW}`;

// --- npm run plan:guard

export const doNotApply = (): string => NOT_THIS_PLAN;

export const nothingFound = (plan: string): string =>
  `${plan}: nothing that the values and the locks do not announce`;

export const judged = (plans: string): string => `${plans} judged, no problems`;
