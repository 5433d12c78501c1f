import {
  addGlobalIndex,
  addLocalIndex,
  declare,
  renameAttribute,
  setRangeKey,
} from "../base-drafts";
import type { Mutations } from "../draft";

const LENGTHS = [254, 255, 256, 400];

export const keyMutations: Mutations = {
  "hashKey: undeclared": ({ table }) => {
    table.hashKey += "x";
  },
  "rangeKey: undeclared": ({ table }, chance) => {
    table.rangeKey = chance.pick(["other", table.hashKey.toUpperCase()]);
  },
  "global index: undeclared key": ({ table }, chance) => {
    const index = addGlobalIndex(table, chance);
    if (chance.chance(0.5)) index.hashKey = "undeclared";
    else index.rangeKey = "undeclared";
  },
  "local index: undeclared key": ({ table }, chance) => {
    addLocalIndex(table, chance).rangeKey = "undeclared";
  },
  "attribute: used by nothing": ({ table }, chance) => {
    declare(table, "unused", chance);
  },
  "attribute: no longer used": ({ table }, chance) => {
    addGlobalIndex(table, chance);
    table.globalSecondaryIndex?.pop();
  },
  "attribute: taken away": ({ table }, chance) => {
    table.attributes.splice(chance.int(0, table.attributes.length - 1), 1);
  },
  "attribute: declared twice": ({ table }, chance) => {
    table.attributes.push({ ...chance.pick(table.attributes) });
  },
  "attribute: declared with two types": ({ table }, chance) => {
    const { name, type } = chance.pick(table.attributes);
    table.attributes.push({ name, type: type === "S" ? "N" : "S" });
  },
  "attribute: length at a limit": ({ table }, chance) => {
    const { name } = chance.pick(table.attributes);
    renameAttribute(table, name, "k".repeat(chance.pick(LENGTHS)));
  },
  "attribute: long of characters of several bytes": ({ table }, chance) => {
    const { name } = chance.pick(table.attributes);
    const character = chance.pick(["ä", "€", "😀"]);
    renameAttribute(table, name, character.repeat(chance.pick([50, 63, 64, 85, 86, 127, 128])));
  },
  // Not a quotation mark: DynamoDB Local ends in an error of its own when one is a local index's key.
  "attribute: strange characters": ({ table }, chance) => {
    const { name } = chance.pick(table.attributes);
    renameAttribute(table, name, chance.pick(["a b", "a.b", "$x", "${x}", "%{x}", "#", "ä\n"]));
  },
  "table: hash key is range key": ({ table }, chance) => {
    setRangeKey(table, chance);
    if (chance.chance(0.5)) table.hashKey = table.rangeKey ?? "";
    else table.rangeKey = table.hashKey;
  },
  "global index: hash key is range key": ({ table }, chance) => {
    const index = addGlobalIndex(table, chance);
    if (index.hashKey !== undefined) index.rangeKey = index.hashKey;
  },
  "local index: sorted by the hash key": ({ table }, chance) => {
    addLocalIndex(table, chance);
    table.attributes.pop();
    for (const index of table.localSecondaryIndex?.slice(-1) ?? []) index.rangeKey = table.hashKey;
  },
  "rangeKey: taken away": ({ table }) => {
    delete table.rangeKey;
  },
  "key names swapped": ({ table }, chance) => {
    setRangeKey(table, chance);
    [table.hashKey, table.rangeKey] = [table.rangeKey ?? "", table.hashKey];
  },
};
