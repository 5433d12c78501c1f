import type { Mutations } from "../draft";
import { ACCOUNT } from "../base-drafts";

const ANOTHER = "210987654321";
const key = (account: string): string =>
  `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** What the platform team allows, and what it does not. */
export const policyMutations: Mutations = {
  "key of a table": ({ environment, table }, chance) => {
    table.encryption = { kmsKeyArn: key(chance.pick([ACCOUNT, ANOTHER])) };
    environment.policy = { kmsAccounts: chance.pick([[], [ANOTHER], [], ["1"]]) };
  },
  "key of the vault": ({ environment }, chance) => {
    environment.backupVault = { kmsKeyArn: key(chance.pick([ACCOUNT, ANOTHER])) };
    environment.policy = { kmsAccounts: chance.pick([[], [ANOTHER]]) };
  },
  "account of a copy": ({ environment, plan }, chance) => {
    const vaultArn = `arn:aws:backup:eu-central-1:${ANOTHER}:backup-vault:copies`;
    plan.copyTo = [{ vaultArn, retentionDays: plan.retentionDays }];
    environment.policy = { backupVaultAccounts: chance.pick([[], [ACCOUNT], [ANOTHER]]) };
  },
  regions: ({ environment, table }, chance) => {
    if (chance.chance(0.6)) table.region = chance.pick(["eu-central-1", "us-east-1"]);
    const regions = chance.pick([
      ["eu-west-1"],
      ["eu-west-1", "eu-central-1"],
      ["eu-central-1"],
      [],
      ["eu-west-1", "xx-mars-1"],
      "eu-west-1",
    ]);
    environment.policy = { regions };
  },
  "role of a namespace": ({ environment, namespace, number }, chance) => {
    const boundary = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;
    environment.oidcProviderUrl = "https://oidc.eks.eu-west-1.amazonaws.com/id/A";
    environment.policy = {
      trustedAccounts: chance.pick([[], [ANOTHER]]),
      permissionsBoundary: boundary("boundary"),
      rolePath: "/dynamodb/",
    };
    namespace.roles = [
      {
        name: chance.pick([`d${number}-koa`, `d${number}-koa`, `d${number}-shop`]),
        trust: chance.pick<unknown>([
          { principalArn: `arn:aws:iam::${ANOTHER}:root`, externalId: "data-sync" },
          { oidcServiceAccount: chance.pick(["koa/reader", "shop/reader"]) },
        ]),
        ...(chance.chance(0.5) && { path: chance.pick(["/dynamodb/", "/other/"]) }),
        ...(chance.chance(0.5) && {
          permissionsBoundary: boundary(chance.pick(["boundary", "other"])),
        }),
      },
    ];
  },
  "a namespace that is not there": ({ environment }, chance) => {
    environment.policy = chance.pick([
      { optOut: ["kao"] },
      { tables: { kao: ["x-*"] } },
      { tables: { koa: "x-*" } },
      { restoreFrom: { koa: ["x*"] } },
    ]);
  },
};
