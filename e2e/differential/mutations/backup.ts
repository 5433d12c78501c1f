import { ACCOUNT } from "../base-drafts";
import type { Mutations } from "../draft";

const VAULT = `arn:aws:backup:eu-central-1:${ACCOUNT}:backup-vault:copies`;

const SCHEDULES = [
  "cron(0 1 * * ? *)",
  "cron(0 12 ? * MON-FRI *)",
  "cron(0 1 * * ? * *)",
  "cron(0 1 * * *)",
  "cron(0 25 * * ? *)",
  "cron(60 1 * * ? *)",
  "cron(0 1 * * * *)",
  "cron(0 1 ? * ? *)",
  "cron(0 1 32 * ? *)",
  "cron(0 1 L * ? *)",
  "cron(0 1 ? * 2#1 *)",
  "cron(0 1 ? * FUN *)",
  "cron(0 1 ? * 8 *)",
  "cron()",
  "0 1 * * ? *",
  "rate(1 day)",
  "@daily",
];

export const backupMutations: Mutations = {
  "plan: schedule": ({ plan }, chance) => {
    plan.schedule = chance.pick(SCHEDULES);
  },
  "plan: timezone": ({ plan }, chance) => {
    plan.timezone = chance.pick([
      "Europe/Berlin",
      "Etc/UTC",
      "UTC",
      "Mars/Olympus",
      "",
      "CET",
      "+02:00",
    ]);
  },
  "plan: windows": ({ plan }, chance) => {
    const minutes = [59, 60, 120, 179, 180, 480, 10_080, 52_560_000, 52_560_001];
    if (chance.chance(0.8)) plan.startWindowMinutes = chance.pick(minutes);
    if (chance.chance(0.8)) plan.completionWindowMinutes = chance.pick(minutes);
  },
  "plan: lifecycle": ({ plan }, chance) => {
    plan.retentionDays = chance.pick([0, 1, 90, 119, 120, 121, 36_500, 36_501]);
    plan.coldStorageAfterDays = chance.pick([0, 1, 29, 30, 31]);
  },
  "plan: lifecycle of a copy": ({ plan }, chance) => {
    plan.copyTo = [
      {
        vaultArn: VAULT,
        retentionDays: chance.pick([1, 119, 120]),
        coldStorageAfterDays: chance.pick([29, 30, 31]),
      },
    ];
  },
  "plan: copies": ({ plan }, chance) => {
    const vaults = [
      VAULT,
      VAULT,
      VAULT.replace("arn:aws:", "arn:aws-cn:"),
      VAULT.replace("backup-vault", "vault"),
      VAULT.replace(ACCOUNT, "12"),
      `arn:aws:backup:us-east-1:${ACCOUNT}:backup-vault:other_vault`,
      "copies",
    ];
    plan.copyTo = Array.from({ length: chance.int(0, 2) }, () => ({
      vaultArn: chance.pick(vaults),
      retentionDays: 90,
    }));
  },
  "plan: a copy twice": ({ plan }, chance) => {
    const copy = { vaultArn: VAULT, retentionDays: 90 };
    plan.copyTo = chance.chance(0.7) ? [copy, { ...copy }] : [copy];
  },
  "plan: a copy in another partition": ({ plan }, chance) => {
    const partition = chance.pick(["aws-cn", "aws-us-gov", "aws"]);
    plan.copyTo = [{ vaultArn: VAULT.replace("arn:aws:", `arn:${partition}:`), retentionDays: 1 }];
  },
  "plan: name": ({ environment, plan, table }, chance) => {
    const name = chance.pick([
      "p".repeat(50),
      "p".repeat(51),
      "a b",
      "a.b_c-d",
      "ä",
      "constructor",
    ]);
    environment.backupPlans[name] = { ...plan };
    table.backup = name;
  },
  "plan: tags": ({ plan }, chance) => {
    plan.recoveryPointTags = chance.pick([
      { "aws:x": "y" },
      { "kept for": "audit" },
      { "": "x" },
      { "a*": "x" },
      { kept: 7 },
    ]);
  },
  "plan: a key of another name": ({ plan }, chance) => {
    plan[chance.pick(["retention", "coldStorageDays", "vault"])] = 7;
  },
  "plan: a key is missing": ({ plan }, chance) => {
    Reflect.deleteProperty(plan, chance.pick(["schedule", "retentionDays"]));
  },
  "plan: a default that is none": ({ environment, planName }, chance) => {
    environment.tableDefaults.backup = chance.pick(["nightli", planName, ["nightly", "monthly"]]);
  },
  "plan: nightly is another": ({ environment, plan }) => {
    environment.backupPlans.nightly = { ...plan };
  },
  "vault: existing": ({ environment, table }, chance) => {
    const existing = chance.pick(["central", "c", "a".repeat(50), "a".repeat(51), "a b", "a.b"]);
    environment.backupVault = { existing };
    table.backup = "nightly";
  },
  "vault: existing, and locked": ({ environment }) => {
    environment.backupVault = { existing: "central", lock: { minRetentionDays: 1 } };
  },
  "vault: key": ({ environment, table }, chance) => {
    const partition = chance.pick(["aws", "aws", "aws-cn"]);
    const region = chance.pick(["eu-west-1", "eu-west-1", "us-east-1"]);
    environment.backupVault = {
      kmsKeyArn: `arn:${partition}:kms:${region}:${ACCOUNT}:key/1234abcd`,
    };
    table.backup = "nightly";
  },
  "vault: lock": ({ environment, table }, chance) => {
    environment.backupVault = {
      lock: {
        ...(chance.chance(0.8) && { minRetentionDays: chance.pick([0, 1, 7, 36, 100]) }),
        ...(chance.chance(0.8) && { maxRetentionDays: chance.pick([1, 30, 400, 36_500, 36_501]) }),
        ...(chance.chance(0.4) && { changeableForDays: chance.pick([2, 3, 100]) }),
      },
    };
    table.backup = "nightly";
  },
  "vault: a lock whose bounds are crossed": ({ environment }, chance) => {
    const [minRetentionDays, maxRetentionDays] = chance.pick([
      [36, 35],
      [400, 7],
      [7, 400],
    ] as const);
    environment.backupVault = { lock: { minRetentionDays, maxRetentionDays } };
  },
  "vault: an empty lock": ({ environment, table }) => {
    environment.backupVault = { lock: {} };
    table.backup = "nightly";
  },
  "backup role": ({ environment, table }, chance) => {
    environment.backupRole = chance.pick([
      { existing: `arn:aws:iam::${ACCOUNT}:role/backup` },
      { existing: "backup" },
      { existing: `arn:aws:iam::${ACCOUNT}:user/backup` },
      {},
    ]);
    table.backup = "nightly";
  },
};
