/** Looks for the resources of a stack in AWS. Nothing here changes anything. */
import { DescribeScalableTargetsCommand } from "@aws-sdk/client-application-auto-scaling";
import type { ScalableDimension } from "@aws-sdk/client-application-auto-scaling";
import {
  DescribeBackupVaultCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
} from "@aws-sdk/client-backup";
import {
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
} from "@aws-sdk/client-dynamodb";
import {
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListPoliciesCommand,
} from "@aws-sdk/client-iam";
import { ask, askIfThere, pages } from "../aws/ask";
import type { AwsClients } from "../aws/aws-clients";
import * as messages from "../aws/aws-messages";
import { Refusal } from "../aws/refusal";
import { SCALING_NAMESPACE } from "../table/scaling-names";
import { accountInArn, parseTableArn } from "../table/table-arn";
import { escaped, plain } from "../table/terraform-escapes";
import { referenceIn } from "./synthesized-stack";
import type { Resource, SynthesizedStack } from "./synthesized-stack";

/** A resource that exists. */
export interface Existing {
  /** As `terraform import` takes it. */
  readonly importId: string;
  /** What other resources refer to. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** More than one resource has the name. */
export interface Ambiguous {
  readonly name: string;
  readonly ids: readonly string[];
}

type Look = (resource: Resource) => Promise<Existing | Ambiguous | undefined>;

const NO_ENTITY = ["NoSuchEntity", "NoSuchEntityException"];

export class ExistingResources {
  private readonly looks: Readonly<Record<string, Look>> = {
    aws_dynamodb_table: (resource) => this.table(resource),
    aws_dynamodb_kinesis_streaming_destination: (resource) => this.kinesisStream(resource),
    aws_dynamodb_table_replica: (resource) => this.replica(resource),
    aws_iam_role: (resource) => this.role(resource),
    aws_iam_policy: (resource) => this.policy(resource),
    aws_iam_role_policy_attachment: (resource) => this.attachment(resource),
    aws_backup_vault: (resource) => this.vault(resource),
    aws_backup_vault_lock_configuration: (resource) => this.vaultLock(resource),
    aws_backup_plan: (resource) => this.plan(resource),
    aws_backup_selection: (resource) => this.selection(resource),
    aws_appautoscaling_target: (resource) => this.scalingTarget(resource),
  };
  private readonly found = new Map<string, ReturnType<Look>>();
  private readonly lists = new Map<string, Promise<unknown>>();

  constructor(
    private readonly stack: SynthesizedStack,
    private readonly aws: AwsClients,
  ) {}

  canFind({ type }: Resource): boolean {
    return Object.hasOwn(this.looks, type);
  }

  /** @throws Refusal */
  async find(resource: Resource): ReturnType<Look> {
    const known = this.found.get(resource.address) ?? this.looks[resource.type]?.(resource);
    if (known) this.found.set(resource.address, known);
    return known;
  }

  private async table(resource: Resource): ReturnType<Look> {
    const { region } = resource;
    const TableName = await this.text(resource, "name");
    const answer = await askIfThere(
      "dynamodb:DescribeTable",
      region,
      ["ResourceNotFoundException"],
      () => this.aws.dynamodb(region).send(new DescribeTableCommand({ TableName })),
    );
    return this.named(TableName, answer?.Table?.TableArn);
  }

  private async kinesisStream(resource: Resource): ReturnType<Look> {
    const { region } = resource;
    const TableName = await this.text(resource, "table_name");
    const stream = await this.text(resource, "stream_arn");
    const answer = await askIfThere(
      "dynamodb:DescribeKinesisStreamingDestination",
      region,
      ["ResourceNotFoundException"],
      () =>
        this.aws
          .dynamodb(region)
          .send(new DescribeKinesisStreamingDestinationCommand({ TableName })),
    );
    const isOn = (answer?.KinesisDataStreamDestinations ?? []).some(
      ({ StreamArn, DestinationStatus }) => StreamArn === stream && DestinationStatus === "ACTIVE",
    );
    if (!isOn || TableName === undefined || stream === undefined) return undefined;
    return { importId: this.ofAccount(stream, `${TableName},${stream}`), attributes: {} };
  }

  /** In its own region, where it is a table; its id names the region of the table that it is one of. */
  private async replica(resource: Resource): ReturnType<Look> {
    const arn = await this.text(resource, "global_table_arn");
    if (arn === undefined) return undefined;
    const { region, tableName } = parseTableArn(arn);
    const found = await this.table({ ...resource, arguments: { name: escaped(tableName) } });
    return found && "attributes" in found
      ? { importId: `${tableName}:${region}`, attributes: found.attributes }
      : undefined;
  }

  private async role(resource: Resource): ReturnType<Look> {
    const RoleName = await this.text(resource, "name");
    const answer = await askIfThere("iam:GetRole", resource.region, NO_ENTITY, () =>
      this.aws.iam.send(new GetRoleCommand({ RoleName })),
    );
    return this.named(RoleName, answer?.Role?.Arn);
  }

  /** By its name, which an account has once, so that account and partition need not be known. */
  private async policy(resource: Resource): ReturnType<Look> {
    const name = await this.text(resource, "name");
    const policies = await this.list("policies", () =>
      ask("iam:ListPolicies", resource.region, () =>
        pages(
          (Marker) => this.aws.iam.send(new ListPoliciesCommand({ Scope: "Local", Marker })),
          ({ Policies }) => Policies,
          ({ Marker }) => Marker,
        ),
      ),
    );
    const arn = policies.find(({ PolicyName }) => PolicyName === name)?.Arn;
    return this.named(name, arn, arn);
  }

  private async attachment(resource: Resource): ReturnType<Look> {
    const RoleName = await this.text(resource, "role");
    const arn = await this.text(resource, "policy_arn");
    if (RoleName === undefined || arn === undefined) return undefined;
    const attached = await askIfThere(
      "iam:ListAttachedRolePolicies",
      resource.region,
      NO_ENTITY,
      () =>
        pages(
          (Marker) => this.aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker })),
          ({ AttachedPolicies }) => AttachedPolicies,
          ({ Marker }) => Marker,
        ),
    );
    const isAttached = attached?.some(({ PolicyArn }) => PolicyArn === arn) ?? false;
    return isAttached ? { importId: `${RoleName}/${arn}`, attributes: {} } : undefined;
  }

  /** From the list: for a vault that does not exist, AWS Backup answers that access is denied. */
  private async vault(resource: Resource): ReturnType<Look> {
    const { region } = resource;
    const name = await this.text(resource, "name");
    const vaults = await this.list(`vaults ${region}`, () =>
      ask("backup:ListBackupVaults", region, () =>
        pages(
          (NextToken) => this.aws.backup(region).send(new ListBackupVaultsCommand({ NextToken })),
          ({ BackupVaultList }) => BackupVaultList,
          ({ NextToken }) => NextToken,
        ),
      ),
    );
    return this.named(name, vaults.find((vault) => vault.BackupVaultName === name)?.BackupVaultArn);
  }

  private async vaultLock(resource: Resource): ReturnType<Look> {
    const { region } = resource;
    const BackupVaultName = await this.text(resource, "backup_vault_name");
    const vault = await this.vault({ ...resource, arguments: { name: BackupVaultName } });
    if (BackupVaultName === undefined || vault === undefined) return undefined;
    const { Locked } = await ask("backup:DescribeBackupVault", region, () =>
      this.aws.backup(region).send(new DescribeBackupVaultCommand({ BackupVaultName })),
    );
    return Locked === true ? { importId: BackupVaultName, attributes: {} } : undefined;
  }

  private async plan(resource: Resource): ReturnType<Look> {
    const { region } = resource;
    const name = await this.text(resource, "name");
    const plans = await this.list(`plans ${region}`, () =>
      ask("backup:ListBackupPlans", region, () =>
        pages(
          (NextToken) => this.aws.backup(region).send(new ListBackupPlansCommand({ NextToken })),
          ({ BackupPlansList }) => BackupPlansList,
          ({ NextToken }) => NextToken,
        ),
      ),
    );
    const ids = plans.flatMap((plan) =>
      plan.BackupPlanName === name && plan.BackupPlanId !== undefined
        ? [this.ofAccount(plan.BackupPlanArn, plan.BackupPlanId)]
        : [],
    );
    return only(name ?? "", ids, (id) => ({ importId: id, attributes: { id } }));
  }

  private async selection(resource: Resource): ReturnType<Look> {
    const { region } = resource;
    const name = await this.text(resource, "name");
    const BackupPlanId = await this.text(resource, "plan_id");
    if (BackupPlanId === undefined) return undefined;
    const selections = await this.list(`selections ${BackupPlanId}`, () =>
      ask("backup:ListBackupSelections", region, () =>
        pages(
          (NextToken) =>
            this.aws
              .backup(region)
              .send(new ListBackupSelectionsCommand({ BackupPlanId, NextToken })),
          ({ BackupSelectionsList }) => BackupSelectionsList,
          ({ NextToken }) => NextToken,
        ),
      ),
    );
    const ids = selections.flatMap(({ SelectionName, SelectionId }) =>
      SelectionName === name && SelectionId !== undefined ? [SelectionId] : [],
    );
    return only(name ?? "", ids, (id) => ({ importId: `${BackupPlanId}|${id}`, attributes: {} }));
  }

  /** Its policy and its scheduled actions are created over those that exist. */
  private async scalingTarget({ region, arguments: own }: Resource): ReturnType<Look> {
    const id = await this.scaledResource(String(own.resource_id));
    const dimension = own.scalable_dimension as ScalableDimension;
    if (id === undefined) return undefined;
    const { ScalableTargets: [target] = [] } = await ask(
      "application-autoscaling:DescribeScalableTargets",
      region,
      () =>
        this.aws.autoscaling(region).send(
          new DescribeScalableTargetsCommand({
            ServiceNamespace: SCALING_NAMESPACE,
            ResourceIds: [id],
            ScalableDimension: dimension,
          }),
        ),
    );
    if (target === undefined) return undefined;
    return { importId: `${SCALING_NAMESPACE}/${id}/${dimension}`, attributes: {} };
  }

  /** `table/` and a reference to the table's name, perhaps with an index. */
  private async scaledResource(text: string): Promise<string | undefined> {
    const [, address, index = ""] =
      /^table\/\$\{(aws_dynamodb_table\.[\w-]+)\.name\}(.*)$/s.exec(text) ?? [];
    const table = this.stack.resources.find((one) => one.address === address);
    const name = table && (await this.text(table, "name"));
    return name && `table/${name}${plain(index)}`;
  }

  private named(
    name: string | undefined,
    arn: string | undefined,
    importId = name,
  ): Existing | undefined {
    if (name === undefined || arn === undefined || importId === undefined) return undefined;
    return { importId: this.ofAccount(arn, importId), attributes: { name, arn, id: importId } };
  }

  /** In a wrong account nothing would exist, or it would belong to something else. */
  private ofAccount<T>(arn: string | undefined, value: T): T {
    const found = accountInArn(arn ?? "");
    const { accountId } = this.stack;
    if (accountId !== undefined && found !== "" && found !== accountId)
      throw new Refusal(messages.otherAccount(found, accountId));
    return value;
  }

  /** An argument's string; nothing where it refers to what does not exist. */
  private async text(resource: Resource, argument: string): Promise<string | undefined> {
    const value = resource.arguments[argument];
    if (typeof value !== "string") return undefined;
    const reference = referenceIn(value);
    if (reference === undefined) return plain(value);
    const target = this.stack.resources.find(({ address }) => address === reference.address);
    if (target === undefined) return undefined;
    // A name is known without AWS.
    if (reference.attribute === "name") return this.text(target, "name");
    const existing = await this.find(target);
    return existing && "attributes" in existing
      ? existing.attributes[reference.attribute]
      : undefined;
  }

  private list<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = (this.lists.get(key) ?? read()) as Promise<T>;
    this.lists.set(key, known);
    return known;
  }
}

function only(
  name: string,
  ids: readonly string[],
  existing: (id: string) => Existing,
): Existing | Ambiguous | undefined {
  const [id] = ids;
  if (id === undefined) return undefined;
  return ids.length === 1 ? existing(id) : { name, ids };
}
