import type { Mutations, Values } from "../draft";
import { ACCOUNT } from "../base-drafts";

const ANOTHER = "210987654321";
const key = (account: string): string =>
  `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** What the platform team allows, and what it does not. */
export const policyMutations: Mutations = {
  "key of a table": ({ environment, table }, chance) => {
    const [account, kmsAccounts] = chance.pick([
      [ANOTHER, []],
      [ANOTHER, [ANOTHER]],
      [ACCOUNT, []],
      [ANOTHER, ["1"]],
    ] as const);
    table.encryption = { kmsKeyArn: key(account) };
    environment.policy = { kmsAccounts };
  },
  "key of the vault": ({ environment }, chance) => {
    const [account, kmsAccounts] = chance.pick([
      [ANOTHER, []],
      [ANOTHER, [ANOTHER]],
      [ACCOUNT, []],
    ] as const);
    environment.backupVault = { kmsKeyArn: key(account) };
    environment.policy = { kmsAccounts };
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
    const own = { name: `d${number}-koa`, trust: { oidcServiceAccount: "koa/reader" } };
    const principal = { principalArn: `arn:aws:iam::${ANOTHER}:root`, externalId: "data-sync" };
    const [role, trustedAccounts] = chance.pick<[Values, string[]]>([
      [{ ...own, trust: { oidcServiceAccount: "shop/reader" } }, []],
      [{ ...own, trust: principal }, []],
      [{ ...own, name: `d${number}-shop` }, []],
      [{ ...own, path: "/other/" }, []],
      [{ ...own, permissionsBoundary: boundary("other") }, []],
      [{ ...own, path: "/dynamodb/", permissionsBoundary: boundary("boundary") }, []],
      [{ ...own, trust: principal }, [ANOTHER]],
    ]);
    environment.oidcProviderUrl = "https://oidc.eks.eu-west-1.amazonaws.com/id/A";
    environment.policy = {
      trustedAccounts,
      permissionsBoundary: boundary("boundary"),
      rolePath: "/dynamodb/",
    };
    namespace.roles = [role];
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
