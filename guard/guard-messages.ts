/** What is reported of a plan: what it does, what does not declare it, and what to do. */
import { listed } from "../diagnostics/wording";
import { accept, forget } from "../lock/judge/lock-messages";
import type { TableId } from "../lock/judge/lock-messages";

/** Stands for a table that neither the values nor the locks have. */
const ANY_TABLE: TableId = { environment: "<environment>", table: "<namespace>/<table>" };
const NOT_THIS_PLAN = "do not apply this plan";
const PLAN_AGAIN = `${NOT_THIS_PLAN}; synthesize and plan again`;

/** A message at a position of the values names the plan that it is about. */
export const ofPlan = (plan: string, text: string): string => `${plan}: ${text}`;

// --- Tables

/** Why a table has to stay, as it reads after `and`, and what to do. */
export interface Reason {
  readonly fact: string;
  readonly fix: string;
}

export const inValues = (id: TableId): Reason => ({
  fact: `the values of ${id.environment} have this table`,
  fix: `${PLAN_AGAIN}; to destroy the table, remove it from the values first and run ${accept(id)}`,
});

export const keptInAws = (id: TableId): Reason => ({
  fact: "AWS is to keep it (removedTables or Observe)",
  fix: `${PLAN_AGAIN}; to destroy the table, write it again with deletionPolicy: Delete, run npm run lock and deploy, then remove it and run ${accept(id)}`,
});

/** Another stack's lock has it. */
export const inLock = (stack: string, isKept: boolean, id: TableId): Reason => ({
  fact: `the lock of ${stack} ${isKept ? "says that AWS keeps it" : "has this table"}`,
  fix: `${NOT_THIS_PLAN}; if ${stack} no longer needs the table, drop it from that lock with ${forget(id)}`,
});

export const inNothing = (): Reason => ({
  fact: "neither the values nor the locks that were read declare that for the stack of this plan",
  fix: `${NOT_THIS_PLAN}; if the environment of the plan was not read, run the guard with that ENVIRONMENT; else write the table into its values file, run npm run lock, and remove it with removedTables or with ${accept(ANY_TABLE)}`,
});

export const destroys = (tableName: string, { fact, fix }: Reason): string =>
  `is destroyed: ${tableName} with all of its items, but ${fact}; ${fix}`;

export const replacesKept = (tableName: string, { fact, fix }: Reason): string =>
  `${replaced(tableName)}, but ${fact}; ${fix}`;

export const replaces = (tableName: string, id: TableId = ANY_TABLE): string =>
  `${replaced(tableName)}, and no lock declares it; ${NOT_THIS_PLAN}; to replace the table, write it as it is in AWS, run ${forget(id)}, make the edit again and run ${accept(id)}`;

const replaced = (tableName: string): string =>
  `is replaced: ${tableName} is destroyed with all of its items and created again, empty`;

/** The end of a table was accepted, but AWS, or the last deploy, still protects it. */
export const wasProtected = (tableName: string): string =>
  `is destroyed: ${tableName} with all of its items, and it was protected when it was last deployed; ${NOT_THIS_PLAN}; undo the edit, deploy the table with deletionPolicy: Delete and without deletionProtection: true, and make the edit again for the next deploy`;

/** @param reason as the plan has it in `action_reason` */
export function replacesAsIs(tableName: string, address: string, reason: string): string {
  const fact = `${replaced(tableName)}, although it is what the values say`;
  switch (reason) {
    case "replace_because_tainted":
      return `${fact}; ${NOT_THIS_PLAN}; if the table is complete, run terraform untaint ${address} and plan again`;
    case "replace_by_request":
      return `${fact}; ${NOT_THIS_PLAN}; plan again without -replace`;
    default:
      return `${fact}; ${PLAN_AGAIN}`;
  }
}

export const forgetsTable = (tableName: string): string =>
  `is forgotten: ${tableName} stays in AWS, unmanaged, and the values of this stack do not declare it; ${PLAN_AGAIN}; if Terraform is to forget the table, write removedTables: [{name: ..., reason: ...}] and run npm run lock`;

export const editNotApplied = (tableName: string, words: readonly string[], id: TableId): string =>
  `stays as it is: in ${tableName} ${listed(words)}; Terraform plans nothing for that, so the edit would not be applied; ${NOT_THIS_PLAN}; undo the edit and its lock; for a table that may be destroyed, deploy deletionPolicy: Delete first, then edit and run ${accept(id)}`;

export const ttlStaysOn = (attribute: string): string =>
  `TTL stays on by ${attribute}, in the values there is none (write ttl with enabled: false)`;

export const importsOther = (tableName: string, words: readonly string[]): string =>
  `is imported as it is: in ${tableName} ${listed(words)}, and no update can change that; ${NOT_THIS_PLAN}; write the values as the table is in AWS, and run npm run lock`;

export const plansOther = (tableName: string, words: readonly string[], stack: string): string =>
  `is planned from other values: in ${tableName} ${listed(words)}; ${NOT_THIS_PLAN}; synthesize ${stack} and plan again`;

export const differs = (
  what: string,
  found: string | undefined,
  inValues: string | undefined,
): string => `${what} is ${found ?? "not set"}, in the values ${inValues ?? "not set"}`;

/** @param isThere in the table, and not in the values; else the other way round */
export const indexDiffers = (index: string, isThere: boolean): string =>
  `${index} is in ${isThere ? "the table" : "the values"} only`;

// --- Imports

export const importsTable = (tableName: string): string =>
  `is imported: ${tableName} exists in AWS, and the values of this stack do not declare the import; ${NOT_THIS_PLAN}; to import the table, write adopt: true; to rebuild a lost state, run npm run plan:guard -- --state`;

export const importsUnknown = (tableName: string): string =>
  `is imported: ${tableName} exists in AWS, and the values that were read manage no such table; ${NOT_THIS_PLAN}; to import the table, write it with adopt: true`;

export const importsResource = (id: string): string =>
  `is imported: ${id} exists in AWS, and values declare imports of tables and of their Kinesis streams only; ${NOT_THIS_PLAN}; to rebuild a lost state, run npm run plan:guard -- --state`;

// --- What cannot be judged

const JUDGED_PLAN = `${NOT_THIS_PLAN}; make a plan of a whole deploy, without -target and -refresh-only, and write it with terraform show -json`;
const OTHER_FILES =
  "remove other Terraform files and settings from the folder of the stack, synthesize and plan again";
/** What this project never plans. */
const REMOVE_IT = `${NOT_THIS_PLAN}; ${OTHER_FILES}`;

export const planFailed = (): string =>
  `the plan failed (errored: true), so it is not whole; ${NOT_THIS_PLAN}; fix what Terraform reported, and plan again`;

export const planIsPartial = (): string =>
  `the plan is not whole (complete: false), so what comes after it is not known; ${JUDGED_PLAN}`;

export const changesAreDeferred = (section: string): string =>
  `the plan defers changes (${section}), and nobody can judge them; ${JUDGED_PLAN}`;

export const noChanges = (): string =>
  `the plan has no resource_changes although it is not the plan of a stack without resources, so nothing was judged; ${JUDGED_PLAN}`;

export const unknownSection = (section: string): string =>
  `the plan has the part ${section}, which this guard cannot judge; ${NOT_THIS_PLAN}; plan with a version of Terraform that this guard knows, or review this part yourself`;

export const unknownPart = (part: string): string =>
  `the configuration of the plan has ${part}, which no stack of this project has; ${REMOVE_IT}`;

export const unknownKind = (address: string, mode: string): string =>
  `${address} is a resource of the mode ${mode}, which no stack of this project has; ${REMOVE_IT}`;

export const hasProvisioners = (address: string): string =>
  `${address} has provisioners, which run programs and which no stack of this project has; ${REMOVE_IT}`;

export const unknownMode = (mode: string): string =>
  `has the mode ${mode || "(empty)"}, and this guard judges managed and data; ${REMOVE_IT}`;

export const unknownActions = (actions: string, mode: string): string =>
  `has the actions ${actions || "(none)"}, which this guard cannot judge for the mode ${mode}; ${NOT_THIS_PLAN}; plan again, with a version of Terraform that this guard knows`;

export const isMoved = (from: string): string =>
  `is moved from ${from}, and no stack of this project moves resources; ${REMOVE_IT}`;

export const otherProvider = (provider: string): string =>
  `is of the provider ${provider}, which no stack of this project has; ${REMOVE_IT}`;

export const otherDataSource = (type: string): string =>
  `is a data source of the type ${type}, which no stack of this project has and which may do more than read; ${REMOVE_IT}`;

export const otherAddress = (): string =>
  `is in a module or has an index, as no resource of this project; ${REMOVE_IT}`;

// --- Resources that the values do not synthesize

const ACTIONS: Readonly<Record<string, string>> = { create: "created", update: "updated" };

export const actionWords = (actions: readonly string[]): string =>
  actions.length > 1 ? "replaced" : (ACTIONS[actions[0] ?? ""] ?? "changed");

/** @param what for example `created` */
export const notInStack = (what: string, stack: string): string =>
  `is ${what}: the synthesized stack ${stack} has no such resource; ${REMOVE_IT}`;

export const noStack = (what: string): string =>
  `is ${what}: the values that were read synthesize no stack of this plan; ${NOT_THIS_PLAN}; run the guard with the ENVIRONMENT of the plan, on the values that it was made from`;

export const destroysOther = (type: string): string =>
  `is destroyed: no stack of this project has resources of the type ${type}, so nothing declares its end; ${NOT_THIS_PLAN}; to let Terraform forget the resource, use terraform state rm`;

export const forgetsOther = (): string =>
  `is forgotten: the resource stays in AWS, unmanaged, and the synthesized stack has no removed block for it; ${REMOVE_IT}`;

export const otherThanSynthesized = (argument: string, stack: string): string =>
  `has another ${argument} than the synthesized stack ${stack}; ${REMOVE_IT}`;

// --- Replicas

export const destroysReplica = (replica: string, { fact, fix }: Reason): string =>
  `is destroyed: the replica ${replica} with all of its items, but ${fact}; ${fix}`;

export const replicaInValues = (id: TableId): Reason => ({
  fact: `the values of ${id.environment} have this replica`,
  fix: `${PLAN_AGAIN}; to destroy the replica, remove it from replicas first and run ${accept(id)}`,
});

export const replicaInNothing = (): Reason => ({
  fact: "no lock that was read declares that for the stack of this plan",
  fix: `${NOT_THIS_PLAN}; if the environment of the plan was not read, run the guard with that ENVIRONMENT; else write the replica again, run npm run lock, and remove it with ${accept(ANY_TABLE)}`,
});

export const replacesReplica = (replica: string, id: TableId = ANY_TABLE): string =>
  `is replaced: the replica ${replica} is destroyed with all of its items and created again, and no lock declares that; ${PLAN_AGAIN}, without -replace; for another key, write it in kmsKeyArn and run ${accept(id)}`;

export const replicaIsProtected = (replica: string, id: TableId): string =>
  `is destroyed: the replica ${replica}, which AWS protects against deletion; ${NOT_THIS_PLAN}; write the replica as it was with deletionProtection: false, deploy that, then make the edit again and run ${accept(id)}`;

export const importsReplica = (id: string): string =>
  `is imported: ${id} exists in AWS, and the values of this stack do not declare the import; ${NOT_THIS_PLAN}; to import the replica, write its table with it and adopt: true; to rebuild a lost state, run npm run plan:guard -- --state`;

// --- Vaults

export const endsVaultLock = (vault: string, what: "destroyed" | "replaced"): string =>
  `is ${what}: the lock of the vault ${vault} ends, and the values do not declare that; ${PLAN_AGAIN}; to end a lock that AWS lets anybody remove, remove backupVault.lock from the environment`;

export const destroysVault = (vault: string): string =>
  `is destroyed: AWS deletes the vault ${vault} only if it is empty, and its backups are lost with it; ${PLAN_AGAIN}; to stop managing the vault, name a vault of your own in backupVault.existing: Terraform then forgets this one`;

export const replacesVault = (vault: string): string =>
  `is replaced: AWS deletes the vault ${vault} only if it is empty, and its backups are lost with it; ${PLAN_AGAIN}; for another key or name, use a vault of your own in backupVault.existing: Terraform then forgets this one`;

export const forgetsVault = (vault: string): string =>
  `is forgotten: the vault ${vault} stays in AWS, unmanaged, and the values do not declare it; ${PLAN_AGAIN}; if Terraform is to forget the vault, name a vault of your own in backupVault.existing`;

// --- Access

export const destroysAccess = (role: string, stack: string): string =>
  `is destroyed: the role ${role} would lose what the values grant it; ${PLAN_AGAIN}; the role's policy belongs to ${stack}, and is removed once no values file grants the role anything`;

export const destroysRole = (role: string, isReplaced: boolean): string =>
  `is ${isReplaced ? "replaced" : "destroyed"}: the values still grant or declare the role ${role}; ${PLAN_AGAIN}; the role is removed once no values file names it`;

export const destroysUnknownRole = (role: string): string =>
  `is destroyed: neither the values nor the lock of the plan's stack have the role ${role} as one that this project created, so nothing declares its end; ${NOT_THIS_PLAN}; if the environment of the plan was not read, run the guard with that ENVIRONMENT; else declare the role under roles, run npm run lock, and remove it again`;

export const destroysUnknownPolicy = (policyName: string): string =>
  `is destroyed: the policy ${policyName} belongs to no environment that was read, so nothing declares its end; ${NOT_THIS_PLAN}; run the guard with the ENVIRONMENT of the plan`;

export const replacesAccess = (policyName: string): string =>
  `is replaced: roles with the policy ${policyName} have no access until it is attached again; ${PLAN_AGAIN}; the project never plans this`;

export const endsBackups = (role: string, isReplaced: boolean): string =>
  isReplaced
    ? `is replaced: the role ${role} cannot back up the tables of its stack until the policy is attached again; ${PLAN_AGAIN}`
    : `is destroyed: the role ${role} can no longer back up the tables of its stack, and some of them have a backup in the values; ${PLAN_AGAIN}`;

// --- Files

const HOW = "write it with terraform show -json <planfile> > plan.json";

export const binaryPlan = (): string =>
  `this is the plan file itself, which only Terraform can read; ${HOW}`;

export const noPlan = (): string => `this is not the JSON of a plan; ${HOW}`;

export const unknownFormat = (version: string): string =>
  `the plan has the format ${version}, and this guard reads 1.x, so nothing was judged; do not apply a plan that was not judged; write it with Terraform 1.x`;

export const otherPlan = (path: string, reason: string): string =>
  `the plan is not as Terraform writes it, at ${path}: ${reason}; ${HOW}`;

export const unreadable = (reason: string): string => `the file cannot be read: ${reason}; ${HOW}`;

// --- npm run plan:guard

export const doNotApply = (): string => NOT_THIS_PLAN;

export const nothingFound = (): string =>
  "the values and the locks declare everything that it destroys, replaces, forgets or imports";

/** By what a change does to what is in AWS. */
export const EFFECTS = {
  destroy: "destroyed",
  replace: "replaced",
  forget: "forgotten",
} as const;

/** @param what for example `destroyed` */
export const isDone = (what: string, name: string | undefined, why: string): string =>
  `is ${what}: ${name === undefined ? "" : `${name}, `}${why}`;

export const declared = (): string => "declared in the values and locks";

export const byState = (): string => "the state is rebuilt (--state)";

/**
 * @param setting for example `an alarm of a table`
 * @param lost what is lost with it all the same
 */
export const isSetting = (setting: string, lost?: string): string =>
  `${setting}, which holds no data${lost === undefined ? "" : `; ${lost}`}`;

export const judged = (plans: string): string => `${plans} judged, no problems`;
