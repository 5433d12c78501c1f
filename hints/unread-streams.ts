import type { Table } from "../config/model/fleet";
import { eachTable } from "./hint";
import type { Hint } from "./hint";

/** The action that returns what a stream holds. */
const READ = "GetRecords";

/** A Kinesis stream is filled without the table's own. */
export const unreadStreams: Hint = {
  name: "unreadStream",
  page: "docs/access.md#words",
  find: eachTable((table, { prefixesOf }) => {
    const { streamViewType, streamResourcePolicy, grants, source } = table;
    if (streamViewType === undefined || streamResourcePolicy !== undefined) return undefined;
    if (feedsReplicas(table)) return undefined;
    const all = [...grants, ...(prefixesOf.get(table) ?? [])];
    if (all.some(({ actions }) => actions.includes(READ))) return undefined;
    return {
      at: source.at(["streamViewType"]),
      message:
        "no role may read its stream, which keeps every change of an item for 24 hours; grant stream to the role that reads it (serviceAccountStreamRoles), or remove streamViewType",
    };
  }),
};

/** Those of a `STRONG` table are written with it. Source: as of the rule `replicasNeedStream`. */
function feedsReplicas({ replicas, consistencyMode }: Table): boolean {
  return replicas.length > 0 && consistencyMode === "EVENTUAL";
}
