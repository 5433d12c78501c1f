import { addGlobalIndex, addLocalIndex, someIndex } from "../base-drafts";
import type { Chance, Mutations } from "../draft";

const BAD_CHARACTERS = [" ", "/", "ä", ":", "$", "${x}", "%", "\n", "*", "😀", "\u0000"];

export const nameMutations: Mutations = {
  "tableName: length at a limit": ({ table, number }, chance) => {
    table.tableName = ofLength(chance.pick([1, 2, 3, 4, 254, 255, 256, 300]), number);
  },
  "tableName: character": ({ table, number }, chance) => {
    table.tableName = withBad(`legacy-${number}`, chance);
  },
  "tableName: of others": ({ table }, chance) => {
    table.tableName = chance.pick(["payments-Ledger", "koa", "idp-koa"]);
  },
  "name: so long that the AWS name is too long": ({ table, number }, chance) => {
    table.name = ofLength(chance.pick([200, 250, 251, 252, 256]), number);
  },
  "name: character": ({ table }, chance) => {
    table.name = withBad(table.name, chance);
  },
  "name: __proto__": ({ table }, chance) => {
    table.name = chance.pick(["__proto__", "..proto..", "constructor", "toString"]);
  },
  "name: starts with a digit or a sign": ({ table }, chance) => {
    table.name = chance.pick(["7", "-", ".", "_"]) + table.name;
  },
  "name: empty": ({ table }) => {
    table.name = "";
  },
  "namePrefix: character": ({ environment }, chance) => {
    environment.namePrefix = withBad("dev-", chance);
  },
  "namePrefix: length": ({ environment, number }, chance) => {
    environment.namePrefix = ofLength(chance.pick([1, 10, 200, 250]), number);
  },
  "index name: length at a limit": ({ table, number }, chance) => {
    someIndex(table, chance).name = ofLength(chance.pick([1, 2, 3, 255, 256]), number);
  },
  "index name: character": ({ table }, chance) => {
    const index = someIndex(table, chance);
    index.name = withBad(index.name, chance);
  },
  "index name: taken by another global index": ({ table }, chance) => {
    addGlobalIndex(table, chance).name = addGlobalIndex(table, chance).name;
  },
  "index name: taken by another local index": ({ table }, chance) => {
    addLocalIndex(table, chance).name = addLocalIndex(table, chance).name;
  },
  "index name: taken by an index of the other kind": ({ table }, chance) => {
    addLocalIndex(table, chance).name = addGlobalIndex(table, chance).name;
  },
  "index name: other case": ({ table }, chance) => {
    addLocalIndex(table, chance).name = addGlobalIndex(table, chance).name.toUpperCase();
  },
};

/** With the draft's number in it where it fits. */
function ofLength(length: number, number: number): string {
  return `${"x".repeat(length)}${number}`.slice(-length);
}

function withBad(name: string, chance: Chance): string {
  const at = chance.int(0, name.length);
  return name.slice(0, at) + chance.pick(BAD_CHARACTERS) + name.slice(at);
}
