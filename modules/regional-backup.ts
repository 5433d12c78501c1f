import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import type { BackupPlanRule, BackupPlanRuleCopyAction } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { literal, reference } from "./terraform-string";
import type { TerraformString, WithReferences } from "./terraform-string";

export interface RegionalBackupProps {
  /** In front of each Terraform address; the backups of a stack's regions stand side by side. */
  readonly region: string;
  readonly vault: { readonly existing: string | TerraformString } | NewVaultProps;
  /** Plans in use, each with at least one table. */
  readonly plans: readonly BackupPlanProps[];
  /** Absent only where there are no plans. */
  readonly role: SelectionRole | undefined;
  readonly provider?: TerraformProvider | undefined;
}

/** The role that AWS Backup assumes. */
export interface SelectionRole {
  readonly arn: string | TerraformString;
  /** Terraform addresses of what makes the role work. @default none */
  readonly dependsOn?: readonly string[];
}

export interface NewVaultProps {
  readonly existing?: undefined;
  /** 2 to 50 letters, digits, `-` and `_`. */
  readonly name: string;
  readonly kmsKeyArn?: string | TerraformString | undefined;
  readonly lock?: VaultLockProps | undefined;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface VaultLockProps {
  readonly minRetentionDays?: number | undefined;
  readonly maxRetentionDays?: number | undefined;
  /** Days until nobody can remove the lock. @default it stays removable */
  readonly changeableForDays?: number | undefined;
}

export interface LifecycleProps {
  readonly retentionDays: number;
  /** @default never moved */
  readonly coldStorageAfterDays?: number | undefined;
}

export interface BackupPlanProps extends LifecycleProps {
  /** Last part of the Terraform addresses. */
  readonly address: string;
  /** At most 50 letters, digits and `-_.`, as `ruleName`. */
  readonly planName: string;
  readonly ruleName: string;
  /** `cron(...)` in `timezone`. */
  readonly schedule: string;
  readonly timezone: string;
  readonly startWindowMinutes: number;
  readonly completionWindowMinutes: number;
  /** @default none */
  readonly copyTo?: readonly (LifecycleProps & { readonly vaultArn: string | TerraformString })[];
  /** @default none */
  readonly recoveryPointTags?: Readonly<Record<string, string>> | undefined;
  /** ARNs of the tables, at least one: an empty selection would select everything in the account. */
  readonly tableArns: readonly (string | TerraformString)[];
}

/** ARNs that one selection takes. Source: AWS Backup API reference, BackupSelection, Resources. */
const SELECTION_LIMIT = 500;

/** Vault, plans and selections for the tables of one region. */
export class RegionalBackup extends Construct {
  constructor(scope: Construct, id: string, props: RegionalBackupProps) {
    super(scope, id);
    const vaultName = this.vaultName(props);
    const { role } = props;
    if (role === undefined) return;
    for (const plan of props.plans) this.addPlan(plan, vaultName, { ...props, role });
  }

  private vaultName({ region, vault, provider }: RegionalBackupProps): string | TerraformString {
    if (vault.existing !== undefined) return vault.existing;
    const { kmsKeyArn, tags } = vault;
    const created = new BackupVault(
      this,
      "Vault",
      literal({ provider, name: vault.name, kmsKeyArn, tags }),
    );
    created.overrideLogicalId(region);
    const name = reference(created, BackupVault.tfResourceType, "name");
    if (vault.lock) {
      const lock = new BackupVaultLockConfiguration(
        this,
        "VaultLock",
        literal({ provider, backupVaultName: name, ...vault.lock }),
      );
      lock.overrideLogicalId(region);
    }
    return name;
  }

  private addPlan(
    plan: BackupPlanProps,
    vaultName: string | TerraformString,
    { region, provider, role }: RegionalBackupProps & { readonly role: SelectionRole },
  ): void {
    const { arn, dependsOn = [] } = role;
    const address = `${region}_${plan.address}`;
    const rule: WithReferences<BackupPlanRule> = {
      ruleName: plan.ruleName,
      targetVaultName: vaultName,
      schedule: plan.schedule,
      scheduleExpressionTimezone: plan.timezone,
      startWindow: plan.startWindowMinutes,
      completionWindow: plan.completionWindowMinutes,
      lifecycle: lifecycle(plan),
      copyAction: copyActions(plan),
      recoveryPointTags: plan.recoveryPointTags,
    };
    const created = new BackupPlan(
      this,
      `Plan-${plan.address}`,
      literal({ provider, name: plan.planName, rule: [rule] }),
    );
    created.overrideLogicalId(address);
    for (const [i, resources] of chunks(plan.tableArns, SELECTION_LIMIT).entries()) {
      const selection = new BackupSelection(
        this,
        `Selection-${plan.address}-${i + 1}`,
        literal({
          provider,
          name: `tables-${i + 1}`,
          planId: reference(created, BackupPlan.tfResourceType, "id"),
          iamRoleArn: arn,
          resources,
        }),
      );
      selection.overrideLogicalId(`${address}_${i + 1}`);
      if (dependsOn.length > 0) selection.addOverride("depends_on", dependsOn);
    }
  }
}

/** A copy without a lifecycle of its own would never expire. */
function copyActions({
  copyTo = [],
}: BackupPlanProps): WithReferences<BackupPlanRuleCopyAction>[] | undefined {
  if (copyTo.length === 0) return undefined;
  return copyTo.map((copy) => ({ destinationVaultArn: copy.vaultArn, lifecycle: lifecycle(copy) }));
}

function lifecycle({ retentionDays, coldStorageAfterDays }: LifecycleProps): {
  deleteAfter: number;
  coldStorageAfter?: number;
} {
  return { deleteAfter: retentionDays, coldStorageAfter: coldStorageAfterDays };
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
