import { addGlobalIndex, provision, toOnDemand } from "../base-drafts";
import type { Mutations } from "../draft";

const KINDS = ["readCapacity", "writeCapacity"] as const;

export const capacityMutations: Mutations = {
  "capacity: none": ({ table }, chance) => {
    provision(table, chance);
    Reflect.deleteProperty(table, chance.pick(KINDS));
  },
  "capacity: at the limit": ({ table }, chance) => {
    provision(table, chance);
    table[chance.pick(KINDS)] = chance.pick([-1, 0, 1]);
  },
  "index capacity: none": ({ table }, chance) => {
    provision(table, chance);
    Reflect.deleteProperty(addGlobalIndex(table, chance), chance.pick(KINDS));
  },
  "index capacity: at the limit": ({ table }, chance) => {
    provision(table, chance);
    addGlobalIndex(table, chance)[chance.pick(KINDS)] = chance.pick([-1, 0, 1]);
  },
  "capacity: above the quota": ({ table }, chance) => {
    provision(table, chance);
    table[chance.pick(KINDS)] = chance.pick([40_000, 40_001, 1_000_000, 2 ** 31, 2 ** 53]);
  },
  "capacity: of an on-demand table": ({ table }, chance) => {
    toOnDemand(table);
    table[chance.pick(KINDS)] = chance.pick([0, 5]);
  },
  "capacity: of an index of an on-demand table": ({ table }, chance) => {
    toOnDemand(table);
    addGlobalIndex(table, chance)[chance.pick(KINDS)] = chance.pick([0, 5]);
  },
  "maximum: of a provisioned table": ({ table }, chance) => {
    provision(table, chance);
    const item = chance.chance(0.5) ? table : addGlobalIndex(table, chance);
    item.onDemandThroughput = chance.pick([{}, { maxReadRequestUnits: 1 }]);
  },
  "maximum: at the limit": ({ table }, chance) => {
    toOnDemand(table);
    const item = chance.chance(0.5) ? table : addGlobalIndex(table, chance);
    item.onDemandThroughput = { maxWriteRequestUnits: chance.pick([-1, 0, 1, 40_001]) };
  },
  "warm throughput: at the limit": ({ table, environment }, chance) => {
    environment.provider = { version: chance.pick(["~> 6.29", "~> 6.37", "~> 6.13"]) };
    table.warmThroughput = chance.pick([
      { readUnitsPerSecond: chance.pick([11_999, 12_000]) },
      { writeUnitsPerSecond: chance.pick([3_999, 4_000]) },
    ]);
  },
  "billingMode: PROVISIONED and nothing else": ({ table }) => {
    table.billingMode = "PROVISIONED";
  },
  "billingMode: PAY_PER_REQUEST and nothing else": ({ table }) => {
    table.billingMode = "PAY_PER_REQUEST";
  },
};
