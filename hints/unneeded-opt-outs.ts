import type { Environment, Table } from "../config/model/fleet";
import { groupedBy } from "../config/model/grouped-by";
import { belowFloor } from "../config/model/production-floor";
import type { Path } from "../config/source/path";
import { counted } from "../diagnostics/wording";
import type { Finding, Hint, JudgedEnvironment } from "./hint";
import { placeText } from "./places";

const OPT_OUT: Path = ["optOutReason"];

export const unneededOptOuts: Hint = {
  name: "unneededOptOut",
  page: "docs/policy.md#the-keys-of-policy",
  find: ({ environment, namespaces }) =>
    namespaces.flatMap((namespace) => reasons(namespace, environment)),
};

type Judged = JudgedEnvironment["namespaces"][number];

/** Each reason in a file of the namespace, which may be one for all of its tables. */
function reasons({ name: namespace, files, tables }: Judged, environment: Environment): Finding[] {
  const withReason = tables.filter(({ source }) => source.value.optOutReason !== undefined);
  const byPlace = groupedBy(({ source }) => placeText(source.at(OPT_OUT)), withReason);
  return [...byPlace.values()].flatMap((inheriting) => {
    const [first] = inheriting;
    if (first === undefined || inheriting.some((table) => mayNeedReason(table, environment)))
      return [];
    const at = first.source.at(OPT_OUT);
    // A reason for a whole environment is for tables to come, too.
    if (!files.includes(at.file)) return [];
    return [{ namespace, at, message: messageOf(inheriting.length, environment) }];
  });
}

/** An observed table may have been managed once, which the reason is for. */
function mayNeedReason(table: Table, environment: Environment): boolean {
  return table.observed || (environment.production && belowFloor(table, environment).length > 0);
}

function messageOf(tables: number, { name, production }: Environment): string {
  if (!production)
    return `optOutReason has no meaning in ${name}, which is no production environment: nothing is required there; remove it`;
  const who = tables === 1 ? "the table has" : `all ${counted(tables, "table")} with it have`;
  return `optOutReason is not needed: ${who} the protection that ${name} requires, and with it a later edit may lower it; remove it`;
}
