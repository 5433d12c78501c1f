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
