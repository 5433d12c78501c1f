import type { Finding } from "./finding";
import { entryOf } from "../lock/file/lock-schema";
import { vaultName } from "../config/model/names";
import { isSameArn } from "../table/table-arn";
import { tablesWithArn, tablesWithName } from "./known";
import type { Known } from "./known";
import * as messages from "./guard-messages";
import { isJudged } from "./plan-json";
import type { OtherChange, ResourceChange } from "./plan-json";

/**
 * An import that the values do not announce: of another's table, say.
 * @param rebuildsState whether a state that was lost is rebuilt, so that all of a stack is imported
 */
export function importFindings(
  planned: ResourceChange | OtherChange,
  known: Known,
  rebuildsState: boolean,
): Finding[] {
  if (planned.change.importing == null) return [];
  if (isJudged(planned) && planned.type === "aws_dynamodb_table")
    return tableImports(planned, known, rebuildsState);
  if (rebuildsState || isReturningVault(planned, known)) return [];
  const message = messages.importsResource(planned.change.importing.id ?? planned.address);
  return [{ at: undefined, message, rule: "importsAreAnnounced" }];
}

/** A vault that Terraform forgot and takes over again, which its lock says. */
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

function tableImports(planned: ResourceChange, known: Known, rebuildsState: boolean): Finding[] {
  const { importing, before, after } = planned.change;
  const arn = after?.arn ?? before?.arn ?? undefined;
  const tableName = importing?.id ?? after?.name ?? planned.name;
  const found = (arn === undefined ? tablesWithName(known, tableName) : tablesWithArn(known, arn))
    .map(({ table }) => table)
    .filter(({ observed }) => !observed);
  if (found.some(({ adopted }) => adopted || rebuildsState)) return [];
  const [table] = found;
  const locked =
    arn === undefined ? undefined : known.locked.find(({ entry }) => isSameArn(entry.arn, arn));
  return [
    {
      at: table?.source.at(["name"]) ?? locked?.at(),
      message: table ? messages.importsTable(tableName) : messages.importsUnknown(tableName),
      rule: "importsAreAnnounced",
    },
  ];
}
