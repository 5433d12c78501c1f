import { ACCOUNT, FORMER } from "../base-drafts";
import type { Mutations } from "../draft";

const sourceArn = (partition: string, region: string): string =>
  `arn:${partition}:dynamodb:${region}:${ACCOUNT}:table/former`;

/** No table exists where the values are judged, so none is taken over for good. */
export const originMutations: Mutations = {
  "adopted, only looked at": ({ table }) => {
    table.adopt = true;
    table.managementPolicies = "Observe";
  },
  "adopted and restored": ({ table }) => {
    table.adopt = true;
    table.restoreFrom = { table: "former" };
  },
  "imported and something else": ({ environment, table }, chance) => {
    environment.policy = { importFromS3: { koa: ["seeds"] } };
    table.importFromS3 = { bucket: "seeds", format: "ION" };
    Object.assign(table, chance.pick([{ adopt: true }, { restoreFrom: { table: "former" } }]));
  },
  "imported: columns": ({ environment, table }, chance) => {
    environment.policy = { importFromS3: { koa: ["seeds"] } };
    const [format, csv] = chance.pick([
      ["CSV", { headerList: ["state", "date"] }],
      ["ION", { delimiter: ";" }],
      ["CSV", { headerList: ["date", "state"] }],
      ["CSV", { headerList: [] }],
    ]);
    table.importFromS3 = { bucket: "seeds", format, csv };
    // Of half of the drafts, which are refused with an import.
    if (chance.chance(0.5)) Reflect.deleteProperty(table, "localSecondaryIndex");
  },
  imported: ({ environment, table }, chance) => {
    const allowed = chance.pick([[], ["seeds"], ["seeds/koa/*"], ["seeds/koa/a*"]]);
    environment.policy = { importFromS3: { koa: allowed } };
    // Local indexes of a draft are refused with an import.
    if (chance.chance(0.8)) Reflect.deleteProperty(table, "localSecondaryIndex");
    const csv = chance.pick([
      { delimiter: ";" },
      { headerList: ["state", "date"] },
      { headerList: ["date", "state"] },
    ]);
    table.importFromS3 = {
      bucket: "seeds",
      ...(chance.chance(0.7) && { keyPrefix: chance.pick(["koa/", "koa/a", "other"]) }),
      format: chance.pick(["CSV", "CSV", "ION", "JSON"]),
      ...(chance.chance(0.7) && { csv }),
    };
  },
  restored: ({ table }, chance) => {
    table.restoreFrom = chance.pick([
      { table: "former-table" },
      { tableArn: FORMER },
      { table: "payments-Ledger" },
      { table: "former-table", at: "2026-11-20T09:30:00Z" },
      { table: table.name },
      { tableArn: sourceArn("aws", "mars-north-1") },
      { tableArn: sourceArn("aws-cn", "cn-north-1") },
      { tableArn: "former-table" },
      { table: "former-table", at: "yesterday" },
      {},
    ]);
  },
};
