/** The Terraform JSON of a stack as the emulator can deploy it. The values stay as they are. */
import { FURTHER_SERVICES } from "./emulator";
import type { Emulator, FurtherService } from "./emulator";

type Json = Readonly<Record<string, unknown>>;

/** What is read and replaced of a stack's JSON. */
export interface StackJson {
  readonly provider: { readonly aws: readonly ProviderBlock[] };
  readonly terraform: Json;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly [block: string]: unknown;
}

type ProviderBlock = Json & {
  readonly region?: string;
  readonly allowed_account_ids?: readonly string[];
};

/** Where the values name no account. */
const SOME_ACCOUNT = "123456789012";

/** Data that a new table is filled with, which an empty account does not have. */
const SOURCES = [
  "restore_source_name",
  "restore_source_table_arn",
  "restore_date_time",
  "restore_to_latest_time",
  "import_table",
];

/** The account whose stack this is. */
export function accountOf({ provider }: StackJson): string {
  return provider.aws[0]?.allowed_account_ids?.[0] ?? SOME_ACCOUNT;
}

/** Services of a stack that not every emulator has. */
export function furtherServices(stacks: Iterable<StackJson>): FurtherService[] {
  const types = [...stacks].flatMap(({ resource }) => Object.keys(resource ?? {}));
  return FURTHER_SERVICES.filter((service) =>
    types.some((type) => type.startsWith(`aws_${service}_`)),
  );
}

/**
 * The stack with the emulator for its AWS: its account's root instead of a role or a profile, local state,
 * and tables that are created empty, because an emulator has none to adopt or to restore.
 */
export function emulatedStack(stack: StackJson, { endpoints }: Pick<Emulator, "endpoints">): Json {
  const { import: _, ...rest } = stack;
  const { backend: _backend, cloud: _cloud, ...terraform } = stack.terraform;
  return {
    ...rest,
    terraform,
    provider: { aws: stack.provider.aws.map((block) => emulatedProvider(block, endpoints)) },
    ...(stack.resource && { resource: withoutSources(stack.resource) }),
  };
}

function emulatedProvider(block: ProviderBlock, endpoints: Emulator["endpoints"]): Json {
  const { assume_role: _, profile: _profile, ...kept } = block;
  return {
    ...kept,
    endpoints: [endpoints],
    skip_credentials_validation: true,
    skip_metadata_api_check: "true",
    s3_use_path_style: true,
    // An answer that the emulator does not know shall fail at once, not after 25 attempts.
    max_retries: 2,
  };
}

function withoutSources(resources: NonNullable<StackJson["resource"]>): Json {
  const { aws_dynamodb_table: tables, ...others } = resources;
  if (tables === undefined) return resources;
  const empty = Object.entries(tables).map(([address, table]) => [
    address,
    Object.fromEntries(Object.entries(table).filter(([key]) => !SOURCES.includes(key))),
  ]);
  return { ...others, aws_dynamodb_table: Object.fromEntries(empty) as Json };
}
