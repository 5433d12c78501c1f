import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment, Tags } from "../config/model/fleet";
import { hasFeature } from "../config/model/provider-version";
import type { ProviderFeature } from "../config/model/provider-version";
import { stackId } from "../config/source/stack-names";
import { PresentTables } from "../modules/present-table";
import { TerraformRemoved } from "../modules/terraform-removed";
import { literal } from "../modules/terraform-string";
import type { TerraformString, WithReferences } from "../modules/terraform-string";
import { addUntyped } from "../modules/untyped-arguments";
import { addBackend } from "./state-backend";
import { renderStack } from "./render-stack";
import type { Json } from "./render-stack";

/** What the stacks use: `check` and `import` came with Terraform 1.5, `removed` with 1.7, a lock file in S3 with 1.10. */
const TERRAFORM_VERSION = ">= 1.5.0";
const TERRAFORM_VERSION_WITH_REMOVED = ">= 1.7.0";
const TERRAFORM_VERSION_WITH_LOCKFILE = ">= 1.10.0";

export interface ValuesStackProps {
  readonly environment: Environment;
  /** The namespace, or `access`. */
  readonly name: string;
  readonly accountId: string | undefined;
  /** Default tags besides the environment's. */
  readonly tags: Tags;
  /** Path of the project's folder as seen from the stack's, for local state. */
  readonly projectFolder: string;
}

/** Provider blocks, backend and outputs, which every stack has. */
export class ValuesStack extends TerraformStack {
  private readonly providers = new Map<string, AwsProvider>();
  private readonly present = new Map<string, PresentTables>();
  private readonly terraform: Json;
  private readonly locksInS3: boolean;
  private readonly outputs = new Map<string, Map<string, TerraformString>>();

  constructor(
    scope: Construct,
    private readonly props: ValuesStackProps,
  ) {
    super(scope, stackId(props.environment.name, props.name));
    const { provider, region, backend } = props.environment;
    this.addProvider(region);
    addBackend(this, backend, props.projectFolder);
    this.locksInS3 = backend.type === "s3" && backend.useLockfile;
    this.terraform = {
      required_version: this.locksInS3 ? TERRAFORM_VERSION_WITH_LOCKFILE : TERRAFORM_VERSION,
      required_providers: {
        aws: { source: "hashicorp/aws", version: literal<string>(provider.version) },
      },
    };
    for (const name of ["table_names", "table_arns", "stream_arns", "role_policy_arns"])
      this.outputs.set(name, new Map());
  }

  /** The provider of a region; none for the environment's own, which is the default of every resource. */
  providerFor(region: string): AwsProvider | undefined {
    if (region === this.props.environment.region) return undefined;
    return this.providers.get(region) ?? this.addProvider(region, region);
  }

  /** Whether every version of the provider that the constraint admits knows a setting. */
  hasFeature(feature: ProviderFeature): boolean {
    return hasFeature(this.props.environment.provider.version, feature);
  }

  /** The names of the tables that a region has at plan time; read only where something asks for them. */
  presentTablesIn(region: string): PresentTables {
    const known = this.present.get(region);
    if (known !== undefined) return known;
    const address = region === this.props.environment.region ? "present" : `present-${region}`;
    const provider = this.providerFor(region);
    const tables = new PresentTables(this, address, { address, provider });
    this.present.set(region, tables);
    return tables;
  }

  /** Lets Terraform forget a resource that stays as it is. */
  forget(address: string): void {
    new TerraformRemoved(this, `removed-${address}`, address);
    if (!this.locksInS3) this.terraform.required_version = TERRAFORM_VERSION_WITH_REMOVED;
  }

  /** Adds an entry to one of the stack's outputs, which are maps. */
  addToOutput(
    output: "table_names" | "table_arns" | "stream_arns" | "role_policy_arns",
    key: string,
    value: TerraformString,
  ): void {
    this.outputs.get(output)?.set(key, value);
  }

  /** Makes the outputs, once all of their entries are known. */
  addOutputs(): void {
    for (const [name, entries] of this.outputs) {
      const value = Object.fromEntries(entries);
      new MapOutput(this, name, literal({ value, staticId: true }));
    }
  }

  /** No stack reads another one's state, so there are no references that would have to be prepared. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  override toTerraform(): object {
    return renderStack(this, this.terraform);
  }

  private addProvider(region: string, alias?: string): AwsProvider {
    const { environment, accountId, tags } = this.props;
    const settings = environment.provider;
    const config: WithReferences<AwsProviderConfig> = {
      alias,
      region,
      allowedAccountIds: accountId === undefined ? undefined : [accountId],
      defaultTags: [{ tags: defaultTags(tags, environment.tags) }],
      assumeRole:
        settings.assumeRoleArn === undefined
          ? undefined
          : [{ roleArn: settings.assumeRoleArn, externalId: settings.externalId }],
      profile: settings.profile,
      maxRetries: settings.maxRetries,
      skipCredentialsValidation: settings.skipCredentialsValidation,
      skipMetadataApiCheck:
        settings.skipMetadataApiCheck === undefined
          ? undefined
          : String(settings.skipMetadataApiCheck),
      s3UsePathStyle: settings.s3UsePathStyle,
    };
    const id = alias === undefined ? "aws" : `aws-${alias}`;
    const provider = new AwsProvider(this, id, literal<AwsProviderConfig>(config));
    // The typed ones are those of the bindings' own provider version.
    if (settings.endpoints) addUntyped(provider, { endpoints: [settings.endpoints] });
    this.providers.set(region, provider);
    return provider;
  }
}

/** An output whose keys are text: cdktf would take a map with a key `fqn` for a resource. */
class MapOutput extends TerraformOutput {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return { value: this.value };
  }
}

/** IAM takes keys that differ only in case for duplicates, so a tag of the user's takes the place of a built-in one. */
function defaultTags(builtIn: Tags, own: Tags): Tags {
  const taken = new Set(Object.keys(own).map((key) => key.toLowerCase()));
  const kept = Object.entries(builtIn).filter(([key]) => !taken.has(key));
  return { ...Object.fromEntries(kept), ...own };
}
