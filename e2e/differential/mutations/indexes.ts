import {
  addGlobalIndex,
  addLocalIndex,
  declare,
  projected,
  someIndex,
  times,
} from "../base-drafts";
import type { IndexDraft, Mutations, TableDraft } from "../draft";

export const indexMutations: Mutations = {
  "local indexes: number at the limit": ({ table }, chance) => {
    const wanted = chance.pick([5, 6, 7]);
    fewProjected(table);
    while ((table.localSecondaryIndex?.length ?? 0) < wanted) {
      plain(addLocalIndex(table, chance));
    }
  },
  "global indexes: number at the limit": ({ table }, chance) => {
    const wanted = chance.pick([19, 20, 21, 25]);
    fewProjected(table);
    while ((table.globalSecondaryIndex?.length ?? 0) < wanted) {
      plain(addGlobalIndex(table, chance));
    }
  },
  "global index: number of attributes of a key": ({ table, environment }, chance) => {
    const index = addGlobalIndex(table, chance);
    const names = Array.from({ length: chance.pick([0, 1, 2, 4, 5]) }, (_, i) => `m${i}`);
    for (const name of names) declare(table, name, chance);
    table.attributes = table.attributes.filter(({ name }) => name !== index.hashKey);
    index.hashKey = names;
    environment.provider = { version: "~> 6.37" };
  },
  "global index: several attributes of a key, for a provider": ({ table, environment }, chance) => {
    const index = addGlobalIndex(table, chance);
    declare(table, "m0", chance);
    declare(table, "m1", chance);
    table.attributes = table.attributes.filter(({ name }) => name !== index.rangeKey);
    index.rangeKey = ["m1", "m0"];
    const version = chance.pick(["~> 6.37", "~> 6.36", "~> 5.100", ">= 6.40, < 7"]);
    environment.provider = { version };
  },
  "global index: an attribute twice in a key": ({ table, environment }, chance) => {
    const index = addGlobalIndex(table, chance);
    declare(table, "m0", chance);
    const { hashKey = [] } = index;
    index.hashKey = [hashKey, "m0", chance.pick(["m0", [hashKey].flat()[0] ?? ""])].flat();
    environment.provider = { version: "~> 6.37" };
  },
  "local index: on a table without range key": ({ table }, chance) => {
    addLocalIndex(table, chance);
    const { rangeKey } = table;
    delete table.rangeKey;
    const keys = (table.globalSecondaryIndex ?? []).flatMap((index) => [
      ...[index.hashKey].flat(),
      ...[index.rangeKey].flat(),
    ]);
    if (!keys.includes(rangeKey)) {
      table.attributes = table.attributes.filter(({ name }) => name !== rangeKey);
    }
  },
  "local index: sorted as the table": ({ table }, chance) => {
    const index = addLocalIndex(table, chance);
    table.attributes.pop();
    if (table.rangeKey !== undefined) index.rangeKey = table.rangeKey;
  },
  "INCLUDE without attributes": ({ table }, chance) => {
    const index = someIndex(table, chance);
    index.projectionType = "INCLUDE";
    if (chance.chance(0.5)) index.nonKeyAttributes = [];
    else delete index.nonKeyAttributes;
  },
  "ALL or KEYS_ONLY with attributes": ({ table }, chance) => {
    const index = someIndex(table, chance);
    index.projectionType = chance.pick(["ALL", "KEYS_ONLY"]);
    index.nonKeyAttributes = projected(chance.int(1, 3));
  },
  "ALL or KEYS_ONLY with an empty list": ({ table }, chance) => {
    const index = someIndex(table, chance);
    index.projectionType = chance.pick(["ALL", "KEYS_ONLY"]);
    index.nonKeyAttributes = [];
  },
  "projected attribute: twice in one index": ({ table }, chance) => {
    const names = projected(chance.int(1, 4));
    include(someIndex(table, chance), [...names, chance.pick(names)]);
  },
  "projected attribute: in two indexes": ({ table }, chance) => {
    include(addGlobalIndex(table, chance), ["shared"]);
    include(addLocalIndex(table, chance), ["shared"]);
  },
  "projected attribute: length at a limit": ({ table }, chance) => {
    const character = chance.pick(["p", "p", "ä", "😀"]);
    include(someIndex(table, chance), [
      character.repeat(chance.pick([63, 64, 127, 128, 255, 256])),
    ]);
  },
  "projected attributes: number at the limit, in one index": ({ table }, chance) => {
    fewProjected(table);
    include(someIndex(table, chance), projected(chance.pick([20, 21, 99, 100, 101, 120])));
  },
  "projected attributes: number at the limit, over indexes": ({ table }, chance) => {
    fewProjected(table);
    const total = chance.pick([99, 100, 101, 130]);
    times(5, (i) => {
      const index = i % 2 === 0 ? addGlobalIndex(table, chance) : addLocalIndex(table, chance);
      include(index, projected(Math.floor((total + i) / 5), chance.pick(["p", `p${i}-`])));
    });
  },
  "projected attribute: a key": ({ table }, chance) => {
    const index = someIndex(table, chance);
    const keys = [table.hashKey, table.rangeKey, index.hashKey, index.rangeKey].flat();
    include(index, [chance.pick(keys.filter((key) => key !== undefined))]);
  },
};

function include(index: IndexDraft, names: string[]): void {
  index.projectionType = "INCLUDE";
  index.nonKeyAttributes = names;
}

function plain(index: IndexDraft): void {
  index.projectionType = "KEYS_ONLY";
  delete index.nonKeyAttributes;
}

/** What the table projects anyway shall not count. */
function fewProjected(table: TableDraft): void {
  for (const index of [
    ...(table.globalSecondaryIndex ?? []),
    ...(table.localSecondaryIndex ?? []),
  ]) {
    plain(index);
  }
}
