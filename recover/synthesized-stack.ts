/** A stack's Terraform JSON, as far as imports need it. */
import type { ClientSettings } from "../aws/aws-clients";
import { plain } from "../table/terraform-escapes";

type Json = Readonly<Record<string, unknown>>;

/** A resource of a stack. */
export interface Resource {
  /** `aws_dynamodb_table.Orders`. */
  readonly address: string;
  readonly type: string;
  readonly region: string;
  readonly arguments: Json;
}

export interface SynthesizedStack {
  /** As the default provider has them. */
  readonly settings: ClientSettings;
  /** Absent if the values name none. */
  readonly accountId: string | undefined;
  readonly resources: readonly Resource[];
  /** Addresses that have an import block. */
  readonly imported: ReadonlySet<string>;
}

interface ProviderBlock {
  readonly alias?: string;
  readonly region: string;
  readonly profile?: string;
  readonly max_retries?: number;
  readonly allowed_account_ids?: readonly string[];
  readonly assume_role?: readonly { readonly role_arn: string; readonly external_id?: string }[];
  readonly endpoints?: readonly Readonly<Record<string, string>>[];
}

interface StackJson {
  readonly provider: { readonly aws: readonly ProviderBlock[] };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly import?: readonly { readonly to: string }[];
}

/** @throws SyntaxError, TypeError where it is not what a synthesis writes */
export function parseStack(text: string): SynthesizedStack {
  const json = JSON.parse(text) as StackJson;
  const providers = json.provider.aws;
  const own = providers.find(({ alias }) => alias === undefined);
  if (own === undefined) throw new TypeError("it has no provider");
  const regions = new Map(providers.map(({ alias, region }) => [`aws.${alias ?? ""}`, region]));
  const [role] = own.assume_role ?? [];
  return {
    settings: plainText({
      region: own.region,
      profile: own.profile,
      maxRetries: own.max_retries,
      endpoints: own.endpoints?.[0],
      assumeRoleArn: role?.role_arn,
      externalId: role?.external_id,
    }),
    accountId: own.allowed_account_ids?.[0],
    resources: Object.entries(json.resource ?? {}).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, content]) => ({
        address: `${type}.${name}`,
        type,
        region: regions.get(content.provider as string) ?? own.region,
        arguments: content,
      })),
    ),
    imported: new Set((json.import ?? []).map(({ to }) => to)),
  };
}

/** A reference to an attribute of another resource, as this project writes them. */
export function referenceIn(
  text: string,
): { readonly address: string; readonly attribute: string } | undefined {
  const [, address, attribute] = /^\$\{(\w+\.[\w-]+)\.(\w+)\}$/.exec(text) ?? [];
  return address === undefined || attribute === undefined ? undefined : { address, attribute };
}

function plainText<T extends object>(settings: T): T {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === "string"
        ? plain(value)
        : typeof value === "object" && value !== null
          ? plainText(value)
          : value,
    ]),
  ) as T;
}
