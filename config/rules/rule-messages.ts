/** What breaks a rule: what is wrong, what was found, what to write instead. */
import { described, didYouMean, listed, oneOf } from "../../diagnostics/wording";

// --- environments and namespaces

export const accountInDefaults = (): string =>
  "accountId cannot hold for every environment; write it in each _environment.yaml";

export const splitDisagrees = (key: string, other: string): string =>
  `${key} holds for the whole namespace, and ${other} says something else; write it in one file only`;

export const twoAccounts = (own: string, environment: string): string =>
  `idp_aws_account is ${own} and the environment's accountId is ${environment}; remove one of the two`;

export const twoIssuers = (own: string, environment: string): string =>
  `idp_oidc_provider_url is ${own} and the environment's oidcProviderUrl is ${environment}; remove one of the two`;

export const noBackend = (): string =>
  "there is no backend, so the state would be in the project's folder on this machine, where others who deploy do not have it; write backend in _environment.yaml, {type: local} if this is meant";

export const noAccount = (): string =>
  "no account id is known: nothing keeps these values from being applied to another account, and plans show policies without it; write accountId in _environment.yaml";

export const tagsDifferInCase = (key: string, other: string): string =>
  `the tags ${JSON.stringify(key)} and ${JSON.stringify(other)} differ only in case, which IAM takes for the same tag; keep one`;

export const stateInOutput = (folder: string, outdir: string): string =>
  `backend.path is ${JSON.stringify(folder)}, inside the output folder ${outdir}, which is deleted and written anew; write a folder outside of it`;

// --- tables

export const tableLabel = (name: unknown): string =>
  typeof name === "string" ? `table ${JSON.stringify(name)}: ` : "table: ";

export const noAddress = (name: string): string =>
  `${JSON.stringify(name)} cannot be a Terraform address; rename the table and keep its name in AWS with tableName`;

export const tableTwice = (name: string, other: string): string =>
  `the namespace has a table ${JSON.stringify(name)} already, in ${other}; remove one of the two, or rename it`;

export const removedAndThere = (name: string): string =>
  `${tableLabel(name)}removedTables has it too, and Terraform cannot both forget and manage it; remove one of the two`;

export const addressCollision = (name: string, address: string, other: string): string =>
  `${JSON.stringify(name)} has the Terraform address aws_dynamodb_table.${address}, and so has the table in ${other}; rename one and keep its name in AWS with tableName`;

export const capacityMissing = (key: string): string =>
  `${key} is missing; billingMode PROVISIONED needs readCapacity and writeCapacity, each at least 1`;

export const capacityTooSmall = (key: string, found: number): string =>
  `${key} is ${found}; write at least 1`;

export const capacityIgnored = (key: string): string =>
  `${key} is left out, because billingMode is PAY_PER_REQUEST; remove it, or write billingMode: PROVISIONED`;

export const projectionNeedsAttributes = (key: string): string =>
  `${key} is missing or empty; projectionType INCLUDE needs at least one attribute, or write KEYS_ONLY`;

export const projectionTakesNoAttributes = (key: string, type: string): string =>
  `${key} is given, but projectionType ${type} takes no list; remove it, or write projectionType: INCLUDE`;

export const badAwsName = (what: string, name: string): string =>
  `${what} is ${JSON.stringify(name)}, ${nameFault(name)}; write 3 to 255 letters, digits and _.-`;

function nameFault(name: string): string {
  if (name.length < 3 || name.length > 255) return `${name.length} characters`;
  return `with ${JSON.stringify(/[^a-zA-Z0-9_.-]/u.exec(name)?.[0])} in it`;
}

export const sameIndexName = (name: string, other: string): string =>
  `the index name ${name} is taken by ${other}; one table has one set of index names, local and global: rename one`;

export const undeclaredKey = (path: string, name: string, guess: string | undefined): string =>
  `${path} is ${name}, which attributes does not declare${didYouMean(guess)}; declare it there with its type`;

export const unusedAttribute = (name: string, guess: string | undefined): string =>
  `attribute ${name} is no key of the table or of an index${didYouMean(guess)}; remove it: only keys are declared`;

export const declaredTwice = (name: string): string =>
  `attribute ${name} is declared twice; declare it once, with one type`;

export const sameKeys = (key: string): string =>
  `${key} is both hashKey and rangeKey; name two attributes, or leave rangeKey out`;

export const ttlNotNumber = (name: string, type: string): string =>
  `ttl.attributeName is ${name}, declared with type ${type}; TTL reads epoch seconds of type N and would never find an expired item`;

export const tooLong = (what: string, bytes: number, limit: number): string =>
  `${what} has ${bytes} bytes; write at most ${limit}`;

export const tooMany = (what: string, count: number, limit: number): string =>
  `${count} ${what}; a table takes at most ${limit}: remove the rest`;

export const localIndexWithoutRangeKey = (): string =>
  "the table has local secondary indexes, but no rangeKey; add one, or make them global";

export const uselessLocalIndex = (key: string): string =>
  `the index is sorted by ${key}, as the table is; remove the index, or name another rangeKey`;

export const projectedTwice = (name: string): string => `${name} is listed twice; list it once`;

export const tooManyProjected = (count: number, limit: number): string =>
  `the indexes of the table list ${count} nonKeyAttributes with this one; AWS takes ${limit} in all: list fewer, or write projectionType: ALL`;

export const manyProjected = (count: number, limit: number): string =>
  `${count} nonKeyAttributes in one index; AWS's API reference says at most ${limit}, its quota pages do not: it may refuse them`;

export const projectedKey = (name: string): string =>
  `${name} is a key, and every index holds the keys; remove it from the list`;

export const aboveQuota = (kind: string, sum: number, quota: number): string =>
  `${kind} of the table and its indexes is ${sum} units; AWS allows ${quota} until the quota is raised`;

export const noSuchRegion = (path: string, region: string): string =>
  `${path} is ${JSON.stringify(region)}, which is no AWS region; write one such as eu-west-1`;

export const otherPartition = (
  path: string,
  region: string,
  found: string,
  partition: string,
): string =>
  `${path} is ${region}, in partition ${found}, and the environment's partition is ${partition}; write a region of ${partition}, or partition: ${found}`;

export const arnOfOtherPartition = (path: string, found: string, partition: string): string =>
  `${path} is in partition ${found}, and the environment's partition is ${partition}; write an ARN that starts with arn:${partition}:`;

export const keyOfOtherRegion = (keyRegion: string, region: string): string =>
  `encryption.kmsKeyArn is a key in ${keyRegion} and the table is in ${region}; name a key of ${region}`;

export const reservedTag = (key: string): string =>
  `tag ${JSON.stringify(key)} starts with aws:, which only AWS may use; choose another key`;

export const tooManyTags = (all: number, own: number, limit: number): string =>
  `${all} tags, ${own} of them written here or inherited and the rest from the provider; AWS takes ${limit}: remove ${all - limit}`;

export const tableTaken = (
  name: string,
  tableName: string,
  other: { file: string; line: number },
): string =>
  `table ${JSON.stringify(name)}: ${tableName} is already the name of the table at ${other.file}:${other.line}, in the same account and region; rename one of the two`;

export const streamMissing = (): string =>
  "serviceAccountStreamRoles is given, but the table has no stream; add streamViewType, for example NEW_AND_OLD_IMAGES";

export const belowFloor = (key: string, found: unknown, floor: string): string =>
  `${key} is ${described(found)}, below the floor of a production environment; write ${floor}, or say why in optOutReason`;

export const adoptAndRestore = (): string =>
  "the table is both taken over and restored, and only one of the two can make it; remove adopt or restoreFrom";

export const adoptsNothing = (): string =>
  "adopt takes a table over, and Observe only looks at it; remove adopt, or write managementPolicies: Control";

export const adopted = (tableName: string): string =>
  `${tableName} is taken over: the deploy that imports it adds the tags of these values and sets its deletion protection; remove adopt after it`;

export const restored = (): string =>
  "AWS restores items and indexes alone: point-in-time recovery and TTL are set by the same deploy, tags, stream, table class and deletion protection by the next one; deploy twice, then remove restoreFrom";

export const restoredFromItself = (): string =>
  "a table cannot be restored from itself, only beside itself; give the restored one a table of its own";

export const restoredAbroad = (source: string, region: string, arn: string): string =>
  `${source} is in ${region}, and a name reaches tables of the same region only; write tableArn: ${arn}`;

export const restoredWithoutRecovery = (source: string): string =>
  `${source} has no point-in-time recovery to restore from; name a table that has, or a backup as docs/runbooks/restore.md says`;

export const restoredWithOtherKeys = (source: string): string =>
  `the keys or local secondary indexes differ from those of ${source}, which AWS restores as they were; write them as there`;

// --- backup

export const unknownPlan = (
  plan: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  `there is no backup plan ${JSON.stringify(plan)}${didYouMean(guess)}; the plans of this environment are ${listed(known)}`;

export const vaultKeyRegion = (keyRegion: string, tableRegion: string): string =>
  `the vault's key is in ${keyRegion}, and tables in ${tableRegion} are backed up, where a vault needs a key of that region; remove kmsKeyArn, or name a vault that exists in each region in existing`;

export const badSchedule = (schedule: string, reason: string): string =>
  `schedule is ${JSON.stringify(schedule)}: ${reason.replace(/\s*\(Input cron:.*$/s, "")} ${SCHEDULE_FORM}`;

export const scheduleFields = (schedule: string, fields: number): string =>
  `schedule is ${JSON.stringify(schedule)}, with ${fields === 0 ? "no fields in cron(...)" : `${fields} field${fields === 1 ? "" : "s"} instead of 6`}. ${SCHEDULE_FORM}`;

const SCHEDULE_FORM =
  "Write minute, hour, day of month, month, day of week (one of the two days ?) and year, such as cron(0 1 * * ? *)";

export const badTimeZone = (name: string, guess: string | undefined): string =>
  `timezone is ${JSON.stringify(name)}, which is no IANA time zone${didYouMean(guess)}; write one such as Europe/Amsterdam`;

export const windowTooLong = (key: string, minutes: number, limit: number): string =>
  `${key} is ${minutes}; write at most ${limit} (100 years)`;

export const windowsTooClose = (start: number, completion: number): string =>
  `a backup may start ${start} minutes after its time and must be complete after ${completion}; leave at least an hour between, or AWS cancels backups that started late`;

export const coldTooShort = (retention: number, cold: number, minimum: number): string =>
  `retentionDays is ${retention} and coldStorageAfterDays is ${cold}; what is in cold storage stays there for ${minimum} days: write at least ${cold + minimum}`;

export const coldTooEarly = (cold: number, earliest: number): string =>
  `coldStorageAfterDays is ${cold}; AWS is known to refuse less than ${earliest}`;

export const copiedTwice = (arn: string): string =>
  `${arn} is named twice; one copy goes to each vault`;

export const badVaultName = (name: string): string =>
  `backupVault.existing is ${JSON.stringify(name)}; write a vault's name: 2 to 50 letters, digits, - and _`;

export const lockBounds = (min: number, max: number): string =>
  `minRetentionDays is ${min} and maxRetentionDays is ${max}; nothing could be kept: write a minimum below the maximum`;

export const outsideLock = (plan: string, days: number, min: number, max: number): string =>
  `plan ${plan} keeps for ${days} days, outside the vault's lock (${min} to ${max === Infinity ? "any number of" : max} days), so its backups would fail; write a retentionDays inside it`;

// --- settings

export const badConstraint = (version: string): string =>
  `provider.version is ${JSON.stringify(version)}; write a Terraform version constraint such as ~> 5.100`;

export const badUrl = (path: string, url: string): string =>
  `${path} is ${JSON.stringify(url)}; write a URL that starts with http:// or https://`;

export const unknownService = (
  service: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  `provider.endpoints.${service} is no service that is used here${didYouMean(guess)}; write ${oneOf(known)}`;

export const badBucket = (name: string): string =>
  `backend.bucket is ${JSON.stringify(name)}; write 3 to 63 lower-case letters, digits, dots and -, the first and last a letter or digit`;

export const badWorkspacePrefix = (prefix: string): string =>
  `backend.workspacePrefix is ${JSON.stringify(prefix)}; write letters, digits, - and _`;

export const externalIdAlone = (): string =>
  "provider.externalId is given without provider.assumeRoleArn, the role that it is for; add the role, or remove it";

// --- access

export function badRoleName(name: string): string {
  const last = /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/.exec(name)?.[1];
  return last === undefined
    ? `the role ${JSON.stringify(name)} cannot exist; write its name: at most 64 letters, digits and _+=,.@-`
    : `${JSON.stringify(name)} is a role's ARN; write its name only: ${last}`;
}

export const unknownAccess = (
  item: string,
  guess: string | undefined,
  words: readonly string[],
): string =>
  `${JSON.stringify(item)} is neither a word nor an action of DynamoDB${didYouMean(guess)}; write ${oneOf(words)}, or an action such as GetItem`;

export const grantNeedsStream = (item: string): string =>
  `${item} works on a stream, and the table has none; add streamViewType, for example NEW_AND_OLD_IMAGES`;

export const grantNeedsIndex = (item: string): string =>
  `${item} works on an index, and the table has none; remove it, or add the index`;

export const grantOfOtherResource = (item: string): string =>
  `${item} works on no resource of this table, so it cannot be granted on it; remove it`;

export const unknownIndex = (
  name: string,
  guess: string | undefined,
  known: readonly string[],
): string =>
  `the table has no index ${name}${didYouMean(guess)}; ${known.length === 0 ? "it has none: remove indexes" : `its indexes are ${listed(known)}`}`;

export const actionWithoutCondition = (item: string, limit: string): string =>
  `${item} cannot be held to ${limit}: its requests ${limit === "attributes" ? "reach whole items or name no attributes" : "carry no leading key"}, so it would be allowed on everything; remove it, or grant it without ${limit} to another role`;

export const nothingLeft = (word: string, limits: readonly string[]): string =>
  `no action of ${word} can be held to ${listed(limits)}, so nothing of it would be granted; remove ${word}, or grant it to another role without ${listed(limits)}`;

export const badPrefix = (prefix: string): string =>
  `prefix is ${JSON.stringify(prefix)}; write the start of table names: letters, digits and _.-`;

export const unusedException = (role: string, guess: string | undefined): string =>
  `no table of the environment grants anything to ${role}${didYouMean(guess)}; mend or remove the exception`;

export const wideBesideNarrow = (role: string, actions: readonly string[]): string =>
  `${role} is also granted ${listed(actions)} on this table without these conditions, and IAM adds allowances up; remove the other grant, or the conditions`;
