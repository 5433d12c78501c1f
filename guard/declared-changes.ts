/** What a plan that passes destroys, replaces, imports and forgets, one line each. */
import * as messages from "./guard-messages";
import { effectOf, isJudged } from "./plan-json";
import type { OtherChange, Plan, ResourceChange } from "./plan-json";
import { replicaName } from "./replica-findings";
import { LOST_WITH_SETTINGS, SETTINGS, STATE_ONLY } from "./resource-types";

/** @param rebuildsState whether imports are declared by `--state`, and not by the values */
export function declaredChanges({ changes }: Plan, rebuildsState: boolean): string[] {
  return changes
    .filter(({ mode, type }) => mode === "managed" && type !== STATE_ONLY)
    .flatMap((planned) => wordsOf(planned, rebuildsState));
}

function wordsOf(planned: ResourceChange | OtherChange, rebuildsState: boolean): string[] {
  const { address, type, change } = planned;
  const effect = effectOf(planned);
  const line = (what: string, why: string): string =>
    `${address} ${messages.isDone(what, nameOf(planned), why)}`;
  const setting = SETTINGS.get(type);
  return [
    ...(change.importing == null
      ? []
      : [line("imported", rebuildsState ? messages.byState() : messages.declared())]),
    ...(effect === "keep"
      ? []
      : [
          line(
            messages.EFFECTS[effect],
            setting === undefined
              ? messages.declared()
              : messages.isSetting(setting, LOST_WITH_SETTINGS.get(type)),
          ),
        ]),
  ];
}

/** In AWS, where it says more than the address. */
function nameOf(planned: ResourceChange | OtherChange): string | undefined {
  if (isJudged(planned) && planned.type === "aws_dynamodb_table_replica")
    return replicaName(planned);
  const named = isJudged(planned) ? (planned.change.before ?? planned.change.after) : undefined;
  const id = planned.change.importing?.id;
  return named?.name ?? named?.policy_arn ?? named?.backup_vault_name ?? id ?? undefined;
}
