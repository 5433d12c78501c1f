/** Which tables join and leave backup plans, and how plans and vaults change. */
import { isBackedUp } from "../../config/model/fleet";
import type { BackupSettings } from "../../config/model/fleet";
import { compareText } from "../../diagnostics/problems";
import { listed } from "../../diagnostics/wording";
import { accountInArn } from "../../table/table-arn";
import { lifecycleText, PLAN_ASPECTS, VAULT_ASPECTS } from "../backup-aspects";
import { changedTexts } from "./changed-texts";
import type { BackupChange } from "./diff-data";
import { placeOf } from "./sides";
import type { PlacedTable, Side, Sides, TablePair } from "./sides";

export function backupChanges(sides: Sides, pairs: readonly TablePair[]): BackupChange[] {
  return [...pairs.flatMap(changesOfTable), ...planChanges(sides)].sort((a, b) =>
    compareText(sortKey(a), sortKey(b)),
  );
}

function sortKey({ environment, namespace, table = "", plan = "" }: BackupChange): string {
  return [environment, namespace, table, plan].join("\0");
}

function changesOfTable(pair: TablePair): BackupChange[] {
  const [was, now] = [plansOf(pair.before), plansOf(pair.after)];
  const place = placeOf(pair);
  const isLast = now.length === 0 && pair.after !== undefined;
  return [
    ...now
      .filter((plan) => !was.includes(plan))
      .map((plan) => ({
        ...place,
        plan,
        change: "added" as const,
        details: planWords(plan, pair.after),
      })),
    ...was
      .filter((plan) => !now.includes(plan))
      .map((plan) => ({
        ...place,
        plan,
        change: "removed" as const,
        details: [
          now.length > 0
            ? `still backed up by ${listed(now)}`
            : isLast
              ? "no longer backed up"
              : "the table leaves the values",
        ],
      })),
  ];
}

/** Names of the plans that a table is in. */
export function plansOf(placed: PlacedTable | undefined): readonly string[] {
  return placed && isBackedUp(placed.table) ? placed.table.backupPlans : [];
}

function planWords(name: string, placed: PlacedTable | undefined): string[] {
  const plan = placed?.environment.backup.plans[name];
  return plan ? [`${plan.schedule} ${plan.timezone}, ${lifecycleText(plan)}`] : [];
}

/** Of the plans that a namespace uses before and after, and of its vault. */
function planChanges({ before, after, selects }: Sides): BackupChange[] {
  const former = usesOf(before);
  return [...usesOf(after)].flatMap(([key, now]) => {
    const was = former.get(key);
    if (was === undefined || !selects(now.namespace)) return [];
    const { environment, namespace } = now;
    const changed = (details: string[], plan?: string): BackupChange[] =>
      details.length === 0
        ? []
        : [
            {
              environment,
              namespace,
              ...(plan !== undefined && { plan }),
              change: "changed",
              details,
            },
          ];
    return [
      ...changed(changedTexts(VAULT_ASPECTS, was.settings, now.settings)),
      ...[...now.plans].flatMap((plan) => {
        const [one, other] = [was.settings.plans[plan], now.settings.plans[plan]];
        if (!was.plans.has(plan) || one === undefined || other === undefined) return [];
        return changed(changedTexts(PLAN_ASPECTS, one, other), plan);
      }),
    ];
  });
}

/** Vaults of other accounts that get copies of backups from now on, by namespace. */
export function copiesToOthers({ before, after, selects }: Sides): string[] {
  const former = usesOf(before);
  return [...usesOf(after)].flatMap(([key, use]) => {
    if (!selects(use.namespace)) return [];
    const was = vaultsOf(former.get(key));
    return [...vaultsOf(use)]
      .filter((vault) => !was.has(vault) && accountInArn(vault) !== use.accountId)
      .map(
        (vault) =>
          `${use.environment} ${use.namespace} has its backups copied to another account, to ${vault}`,
      );
  });
}

function vaultsOf(use: Use | undefined): Set<string> {
  const plans = use ? [...use.plans].flatMap((plan) => use.settings.plans[plan] ?? []) : [];
  return new Set(plans.flatMap(({ copyTo }) => copyTo.map(({ vaultArn }) => vaultArn)));
}

interface Use {
  readonly environment: string;
  readonly namespace: string;
  readonly accountId: string | undefined;
  readonly settings: BackupSettings;
  readonly plans: ReadonlySet<string>;
}

/** The namespaces with tables that are backed up. */
function usesOf({ fleet }: Side): Map<string, Use> {
  const uses = fleet.environments.flatMap(({ name: environment, backup, namespaces }) =>
    namespaces.map(({ name: namespace, accountId, tables }): Use => {
      const plans = new Set(tables.filter(isBackedUp).flatMap((table) => table.backupPlans));
      return { environment, namespace, accountId, settings: backup, plans };
    }),
  );
  return new Map(
    uses
      .filter(({ plans }) => plans.size > 0)
      .map((use) => [JSON.stringify([use.environment, use.namespace]), use]),
  );
}
