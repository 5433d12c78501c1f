import type { Table } from "../config/model/fleet";
import { cut } from "../diagnostics/wording";
import { eachTable } from "./hint";
import type { Hint } from "./hint";

/** Items that end by themselves. Not `tokenizer` and `tokenization`, `obsession` and `possession`. */
const SHORT_LIVED = /(?<!ob|pos)session|token(?!i)|cache/i;

export const missingTtl: Hint = {
  name: "missingTtl",
  page: "docs/values.md#ttl",
  find: eachTable((table) => {
    const { source, ttl, consistencyMode } = table;
    // It cannot have one.
    if (consistencyMode === "STRONG") return undefined;
    const named = shortLivedName(table);
    if (named === undefined || ttl?.enabled === true) return undefined;
    return {
      at: source.at(ttl === undefined ? [named.key] : ["ttl", "enabled"]),
      message: `without TTL, and by its ${named.key} ${cut(JSON.stringify(named.name))} its items are of use for some time only: those that nothing deletes are stored and paid for forever; write ttl with the attribute that holds the expiry`,
    };
  }),
};

/** The names that the values give it: that of the namespace is in front of others, and says nothing of the table. */
function shortLivedName({
  name,
  source,
}: Table): { readonly key: "name" | "tableName"; readonly name: string } | undefined {
  const { tableName } = source.value;
  if (SHORT_LIVED.test(name)) return { key: "name", name };
  return typeof tableName === "string" && SHORT_LIVED.test(tableName)
    ? { key: "tableName", name: tableName }
    : undefined;
}
