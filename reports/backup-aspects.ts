/** What backup plans and vaults have, as the texts in which every report shows it. */
import type { BackupLifecycle, BackupPlan, BackupSettings } from "../config/model/fleet";
import { compareText } from "../diagnostics/problems";
import { counted } from "../diagnostics/wording";
import { joined, labelled } from "./aspects";
import type { Aspect } from "./aspects";

export const PLAN_ASPECTS: readonly Aspect<BackupPlan>[] = [
  ["schedule", ({ schedule, timezone }) => `${schedule} ${timezone}`],
  ["retention", lifecycleText],
  ["start window", ({ startWindowMinutes }) => counted(startWindowMinutes, "minute")],
  [
    "completion window",
    ({ completionWindowMinutes }) => counted(completionWindowMinutes, "minute"),
  ],
  [
    "copies",
    ({ copyTo }) =>
      joined(copyTo.map((copy) => `${copy.vaultArn} (${lifecycleText(copy)})`).sort(compareText)),
  ],
  [
    "tags",
    ({ recoveryPointTags }) =>
      joined(
        Object.entries(recoveryPointTags ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .sort(compareText),
      ),
  ],
];

export function lifecycleText({ retentionDays, coldStorageAfterDays }: BackupLifecycle): string {
  const cold = labelled("cold storage after", coldStorageAfterDays);
  return `kept ${counted(retentionDays, "day")}${cold === undefined ? "" : `, ${cold}`}`;
}

/** The same for all namespaces of an environment. */
export const VAULT_ASPECTS: readonly Aspect<BackupSettings>[] = [
  ["vault", ({ vault }) => vault.existing],
  ["key of the vault", ({ vault }) => (vault.existing === undefined ? vault.kmsKeyArn : undefined)],
  [
    "lock of the vault",
    ({ vault }) => {
      const { minRetentionDays, maxRetentionDays, changeableForDays } =
        (vault.existing === undefined ? vault.lock : undefined) ?? {};
      return joined([
        labelled("at least", minRetentionDays),
        labelled("at most", maxRetentionDays),
        labelled("changeable for", changeableForDays),
      ]);
    },
  ],
  ["role of AWS Backup", ({ roleArn }) => roleArn],
];
