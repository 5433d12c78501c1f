/** Replicas that a plan destroys or replaces: only with their table, or as the lock of the plan's stack accepted it. */
import type { Replica } from "../table/table-settings";
import { replicaAddress } from "../table/replica-addresses";
import { parseTableArn } from "../table/table-arn";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { idOfEntry, idOfTable } from "./known";
import type { LockedEntry } from "./known";
import { effectOf, isJudged } from "./plan-json";
import type { ResourceChange } from "./plan-json";
import { isArnOf, tablesOf } from "./plan-view";
import type { PlannedTable, PlanView } from "./plan-view";

export function replicaFindings(planned: ResourceChange, view: PlanView): Finding[] {
  const effect = effectOf(planned);
  if (effect === "keep" || effect === "forget" || endsWithTable(planned, view)) return [];
  return effect === "destroy" ? destroyFindings(planned, view) : replaceFindings(planned, view);
}

/** The table of which a replica is one, by its ARN in the state. */
function tableOf({ change: { before } }: ResourceChange): PlannedTable {
  const arn = before?.global_table_arn ?? undefined;
  return { arn, tableName: parseTableArn(arn ?? "").tableName };
}

/** What is judged of the table is judged of its replicas. */
function endsWithTable(planned: ResourceChange, { plan }: PlanView): boolean {
  const { arn } = tableOf(planned);
  return plan.changes.some(
    (one) =>
      isJudged(one) &&
      one.type === "aws_dynamodb_table" &&
      arn !== undefined &&
      one.change.before?.arn === arn &&
      ["destroy", "replace"].includes(effectOf(one)),
  );
}

function destroyFindings(planned: ResourceChange, view: PlanView): Finding[] {
  const replica = nameOf(planned);
  const needed = inValues(planned, view);
  if (needed !== undefined) {
    const { one } = needed;
    const message = messages.destroysReplica(replica, messages.replicaInValues(idOfTable(one)));
    const at = one.table.source.at(["replicas"]);
    return [{ at, message, rule: "destroysAreAnnounced" }];
  }
  const accepted = acceptedIn(planned, view);
  if (accepted === undefined) {
    const message = messages.destroysReplica(replica, messages.replicaInNothing());
    return [{ at: undefined, message, rule: "destroysAreAnnounced" }];
  }
  return protectionFindings(planned, accepted);
}

function replaceFindings(planned: ResourceChange, view: PlanView): Finding[] {
  const { before, after } = planned.change;
  const needed = inValues(planned, view);
  const isOtherKey =
    needed !== undefined &&
    (before?.kms_key_arn ?? undefined) !== needed.replica.kmsKeyArn &&
    (after?.kms_key_arn ?? undefined) === needed.replica.kmsKeyArn;
  const accepted = acceptedIn(planned, view);
  if (isOtherKey && accepted !== undefined) return protectionFindings(planned, accepted);
  const id = needed && idOfTable(needed.one);
  return [
    {
      at: needed?.one.table.source.at(["replicas"]),
      message: messages.replacesReplica(nameOf(planned), id),
      rule: "replacesAreAnnounced",
    },
  ];
}

/** The table of the plan's stack that has the replica in its values. */
function inValues(
  planned: ResourceChange,
  view: PlanView,
): { readonly one: ReturnType<typeof tablesOf>[number]; readonly replica: Replica } | undefined {
  for (const one of tablesOf(tableOf(planned), view)) {
    if (!view.isOfStack(one) || one.table.observed) continue;
    const replica = one.table.replicas.find(
      ({ region }) => replicaAddress(one.table, region) === planned.name,
    );
    if (replica !== undefined) return { one, replica };
  }
  return undefined;
}

/** The entry of the lock of the plan's stack that lets the replica go. */
function acceptedIn(
  planned: ResourceChange,
  { known, isOfStack }: PlanView,
): LockedEntry | undefined {
  const table = tableOf(planned);
  return known.locked.find(
    (one) =>
      isOfStack(one) &&
      isArnOf(table, one.entry.arn) &&
      (one.entry.endedReplicas ?? []).some(
        (region) => replicaAddress(one, region) === planned.name,
      ),
  );
}

/** AWS would refuse, after other parts of the plan have been applied. */
function protectionFindings(planned: ResourceChange, accepted: LockedEntry): Finding[] {
  if (planned.change.before?.deletion_protection_enabled !== true) return [];
  const message = messages.replicaIsProtected(nameOf(planned), idOfEntry(accepted));
  return [{ at: accepted.at(), message, rule: "protectionEndsFirst" }];
}

function nameOf(planned: ResourceChange): string {
  return replicaName(planned) ?? planned.name;
}

/** The name of the table, and the region, as far as the plan knows them. */
export function replicaName({ change: { before, after } }: ResourceChange): string | undefined {
  const arn = before?.arn ?? after?.arn;
  if (arn == null) return undefined;
  const { tableName, region } = parseTableArn(arn);
  return `${tableName} in ${region}`;
}
