import { addGlobalIndex } from "../base-drafts";
import type { Mutations, Values } from "../draft";

const ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

export const grantMutations: Mutations = {
  "grant: right": ({ table, number }, chance) => {
    const index = addGlobalIndex(table, chance);
    table.grants = [
      chance.pick<Values>([
        { role: `r${number}-koa`, access: ["read", "write"] },
        { role: `r${number}-koa`, access: ["GetItem", "dynamodb:Query"], indexes: [index.name] },
        { role: `r${number}-koa`, access: ["read"], leadingKeys: ["${aws:PrincipalTag/team}*"] },
        { role: `r${number}-koa`, access: ["read"], attributes: ["name", "email"] },
      ]),
    ];
  },
  "grant: access": ({ table, number }, chance) => {
    const access = chance.pick([
      "reed",
      "GetItm",
      "s3:GetObject",
      "*",
      "Get*",
      "",
      "list",
      "getitem",
    ]);
    table.grants = [{ role: `r${number}-koa`, access: ["read", access] }];
  },
  "grant: of what the table does not have": ({ table, number }, chance) => {
    delete table.streamViewType;
    const access = chance.pick([
      "stream",
      "GetRecords",
      "CreateBackup",
      "ListTables",
      "ImportTable",
    ]);
    table.grants = [{ role: `r${number}-koa`, access: [access] }];
  },
  "grant: index": ({ table, number }, chance) => {
    const { name } = addGlobalIndex(table, chance);
    const indexes = chance.pick([[name], [`${name}x`], ["*"], []]);
    table.grants = [{ role: `r${number}-koa`, access: ["read"], indexes }];
  },
  "grant: condition": ({ table, number }, chance) => {
    const access = chance.pick(["DescribeTable", "Scan", "PartiQLSelect", "stream", "GetItem"]);
    const condition = chance.pick<Values>([{ leadingKeys: ["a"] }, { attributes: ["a"] }]);
    table.grants = [{ role: `r${number}-koa`, access: [access], ...condition }];
  },
  "grant: condition that limits nothing": ({ table, number }, chance) => {
    const condition = chance.pick<Values>([
      { leadingKeys: ["a", "*"] },
      { leadingKeys: ["?*"] },
      { leadingKeys: ["${*}", "a*"] },
      { attributes: ["*"] },
      { attributes: ["*x"] },
    ]);
    table.grants = [{ role: `r${number}-koa`, access: ["GetItem"], ...condition }];
  },
  "grant: action that needs consent": ({ environment, table, number }, chance) => {
    const actions = ["DeleteTable", "UpdateTable", "ExportTableToPointInTime", "PutResourcePolicy"];
    const access = chance.pick([...actions, "SearchVectors", "DescribeLimits"]);
    environment.policy = { actions: chance.pick<unknown>([[], [access], ["DeleteTabel"]]) };
    table.grants = [{ role: `r${number}-koa`, access: [access] }];
  },
  "grant: a wide one beside a narrow one": ({ table, number }, chance) => {
    const role = `r${number}-koa`;
    const [other, access] = chance.pick([
      [role, "read"],
      [role, "SearchVectors"],
      [role, "DescribeTable"],
      [`other-${role}`, "read"],
    ] as const);
    table.grants = [
      { role: other, access: [access] },
      { role, access: ["read"], leadingKeys: ["TENANT#1"] },
    ];
  },
  "grant: form": ({ table, number }, chance) => {
    const role = `r${number}-koa`;
    table.grants = chance.pick<unknown>([
      [{ role: "a b", access: ["read"] }],
      [{ role, access: [] }],
      [{ role, access: "read" }],
      [{ role }],
      [{ role, access: ["read"], table: "x" }],
      [{ role, access: ["read"], leadingKeys: [] }],
      { role, access: ["read"] },
    ]);
  },
  "prefix grant: access": ({ environment, number }, chance) => {
    const access = chance.pick([
      ...["read", "DescribeLimits", "reed", "GetItem", "list", "s3:GetObject", "DeleteTable"],
    ]);
    environment.prefixGrants = [{ role: `r${number}-koa`, prefix: "koa-", access: [access] }];
  },
  "prefix grant: prefix": ({ environment, number }, chance) => {
    const prefix = chance.pick(["koa *", "koa-", "", "*"]);
    environment.prefixGrants = [{ role: `r${number}-koa`, prefix, access: ["read"] }];
  },
  "prefix grant: role": ({ environment, number }, chance) => {
    const role = chance.pick([`r${number} koa`, `arn:r${number}-koa`, `r${number}-koa`]);
    environment.prefixGrants = [{ role, prefix: "koa-", access: ["read"] }];
  },
  "role declared: name": ({ namespace, number }, chance) => {
    const name = chance.pick([
      `d${number} koa`,
      `d${number}-shop`,
      "d".repeat(65),
      `d${number}-koa`,
    ]);
    namespace.roles = [{ name, trust: { podIdentity: true } }];
  },
  "role declared: for a cluster that may be unknown": (draft, chance) => {
    const { environment, namespace, number } = draft;
    const issuer = chance.pick([undefined, ISSUER]);
    if (issuer !== undefined) environment.oidcProviderUrl = issuer;
    const trust = { oidcServiceAccount: "koa/reader" };
    namespace.roles = [{ name: `d${number}-koa`, trust }];
  },
  "role declared: trust": ({ environment, namespace, number }, chance) => {
    if (chance.chance(0.5)) environment.oidcProviderUrl = ISSUER;
    const trust = chance.pick<unknown>([
      { oidcServiceAccount: "koa/reader" },
      { oidcServiceAccount: "koa/reader" },
      { oidcServiceAccount: "koa" },
      { podIdentity: false },
      { principalArn: "arn:aws:iam::210987654321:root", externalId: "data-sync" },
      { principalArn: "arn:aws:iam::210987654321:root", externalId: "x" },
      { principalArn: "210987654321" },
      {},
      "any",
    ]);
    namespace.roles = [{ name: `d${number}-koa`, trust }];
  },
  "role declared: twice": ({ environment, namespace, number }, chance) => {
    const role = { name: `d${number}-koa`, trust: { podIdentity: true } };
    environment.roles = [role];
    namespace.roles = [{ ...role, name: chance.pick([role.name, role.name, `x${role.name}`]) }];
  },
  "role declared: path and boundary": ({ namespace, table, number }, chance) => {
    const name = `d${number}-koa`;
    table.serviceAccountWriteRoles = [name];
    const permissionsBoundary = chance.pick([
      "arn:aws:iam::123456789012:policy/boundary",
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "boundary",
    ]);
    const path = chance.pick(["/service/", "/", "service", "/a b/"]);
    namespace.roles = [
      { name, path, permissionsBoundary, trust: { podIdentity: true }, access: ["list"] },
    ];
  },
};
