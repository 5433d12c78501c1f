import { vaultName } from "../config/model/names";
import { entryOf } from "../config/source/entry";
import { REPLICA_TYPE, replicaAddresses } from "../table/replica-addresses";
import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import type { Known } from "./known";
import { isJudged } from "./plan-json";
import type { OtherChange, ResourceChange } from "./plan-json";
import { isArnOf, tablesOf } from "./plan-view";
import type { PlanView } from "./plan-view";
import { IMPORTED_SETTINGS } from "./resource-types";

/**
 * An import that the values do not declare: of a table that is somebody else's, for example.
 * @param rebuildsState whether a state that was lost is rebuilt, so that all of a stack is imported
 */
export function importFindings(
  planned: ResourceChange | OtherChange,
  view: PlanView,
  rebuildsState: boolean,
): Finding[] {
  if (planned.change.importing == null) return [];
  if (isJudged(planned) && planned.type === "aws_dynamodb_table")
    return tableImports(planned, view, rebuildsState);
  if (planned.type === REPLICA_TYPE) return replicaImports(planned, view, rebuildsState);
  if (rebuildsState || isReturningVault(planned, view.known) || isOfAdopted(planned, view))
    return [];
  const message = messages.importsResource(planned.change.importing.id ?? planned.address);
  return [{ at: undefined, message, rule: "importsAreAnnounced" }];
}

/** A vault that Terraform forgot and takes over again, as its lock says. */
function isReturningVault(planned: ResourceChange | OtherChange, known: Known): boolean {
  return (
    planned.type === "aws_backup_vault" &&
    known.namespaces.some(
      ({ environment, namespace }) =>
        vaultName(environment.name, namespace.name) === planned.change.importing?.id &&
        entryOf(namespace.lock.content?.vaults, planned.name)?.forgotten !== undefined,
    )
  );
}

/** A setting of a table that the synthesized stack imports with it. */
function isOfAdopted(
  { type, address, change }: ResourceChange | OtherChange,
  { stack }: PlanView,
): boolean {
  const declared = stack?.imports.get(address);
  return IMPORTED_SETTINGS.has(type) && declared !== undefined && declared === change.importing?.id;
}

/** A replica is adopted with its table. */
function replicaImports(
  { name, address, change: { importing } }: ResourceChange | OtherChange,
  view: PlanView,
  rebuildsState: boolean,
): Finding[] {
  const id = importing?.id ?? address;
  const isDeclared = view.known.tables.some(
    (one) =>
      view.isOfStack(one) &&
      !one.table.observed &&
      (one.table.adopted || rebuildsState) &&
      `${one.table.tableName}:${one.table.region}` === id &&
      replicaAddresses(one.table).includes(`${REPLICA_TYPE}.${name}`),
  );
  if (isDeclared) return [];
  return [{ at: undefined, message: messages.importsReplica(id), rule: "importsAreAnnounced" }];
}

function tableImports(planned: ResourceChange, view: PlanView, rebuildsState: boolean): Finding[] {
  const { importing, before, after } = planned.change;
  const arn = after?.arn ?? before?.arn ?? undefined;
  const imported = { arn, tableName: importing?.id ?? after?.name ?? planned.name };
  const found = tablesOf(imported, view).filter(({ table }) => !table.observed);
  if (found.some((one) => view.isOfStack(one) && (one.table.adopted || rebuildsState))) return [];
  const [one] = found;
  const locked = view.known.locked.find(({ entry }) => isArnOf(imported, entry.arn));
  return [
    {
      at: one?.table.source.at(["name"]) ?? locked?.at(),
      message: one
        ? messages.importsTable(imported.tableName)
        : messages.importsUnknown(imported.tableName),
      rule: "importsAreAnnounced",
    },
  ];
}
