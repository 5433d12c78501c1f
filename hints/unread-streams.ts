import { eachTable } from "./hint";
import type { Hint } from "./hint";

/** The action that returns what a stream holds. */
const READ = "GetRecords";

/** A Kinesis stream is filled without the table's own. */
export const unreadStreams: Hint = {
  name: "unreadStream",
  page: "docs/access.md#words",
  find: eachTable((table, { prefixesOf }) => {
    const { streamViewType, streamResourcePolicy, replicas, grants, source } = table;
    // DynamoDB copies items to replicas through the stream.
    if (streamViewType === undefined || replicas.length > 0) return undefined;
    if (streamResourcePolicy !== undefined) return undefined;
    const all = [...grants, ...(prefixesOf.get(table) ?? [])];
    if (all.some(({ actions }) => actions.includes(READ))) return undefined;
    return {
      at: source.at(["streamViewType"]),
      message: `no role may read its stream, which keeps every change of an item for 24 hours; grant stream to the role that reads it (serviceAccountStreamRoles), or remove streamViewType`,
    };
  }),
};
