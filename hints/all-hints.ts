/** What is right and could be simpler, cheaper or safer. docs/hints.md says why each is here. */
import { reachedBy } from "../access/prefix-reach";
import type { RoleAccess } from "../access/role-access";
import type { Environment, PrefixGrant, Table } from "../config/model/fleet";
import { selects } from "../config/source/stack-filter";
import type { Filter } from "../config/source/stack-filter";
import type { Project } from "../project/load-project";
import { coveredAccess } from "./covered-access";
import { fixedCapacity } from "./fixed-capacity";
import type { Hint, JudgedEnvironment } from "./hint";
import { missingTtl } from "./missing-ttl";
import { unneededOptOuts } from "./unneeded-opt-outs";
import { unqueriedIndexes } from "./unqueried-indexes";
import { unreadStreams } from "./unread-streams";
import { wideProjections } from "./wide-projections";

export const HINTS: readonly Hint[] = [
  unqueriedIndexes,
  wideProjections,
  fixedCapacity,
  missingTtl,
  unreadStreams,
  unneededOptOuts,
  coveredAccess,
];

/** Adds the hints about what a filter selects to the problems of a project without errors. */
export function addHints({ roles, problems }: Project, filter: Filter): void {
  for (const [environment, access] of roles) {
    const judged = judgedEnvironment(environment, access);
    for (const { name, page, find } of HINTS)
      for (const { namespace, at, message } of find(judged))
        if (selects(filter, namespace)) problems.hint(at, `${message} (${page})`, name);
  }
}

function judgedEnvironment(
  environment: Environment,
  roles: readonly RoleAccess[],
): JudgedEnvironment {
  const prefixesOf = new Map<Table, PrefixGrant[]>();
  for (const { prefixGrants, accountId } of roles)
    for (const grant of prefixGrants)
      for (const table of reachedBy(grant, accountId, environment))
        prefixesOf.set(table, [...(prefixesOf.get(table) ?? []), grant]);
  return { environment, namespaces: environment.namespaces, roles, prefixesOf };
}
