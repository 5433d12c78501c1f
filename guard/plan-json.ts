/** The part of a plan's JSON that the guard reads. Source: Terraform, "JSON Output Format", Plan Representation. */
import { z } from "zod";
import * as messages from "./guard-messages";

/** Absent: not known before the plan is applied, or not there; null: not set. */
const text = z.string().nullish();

/** What the guard reads of a resource; what has no form here is compared as it is. */
const values = z.looseObject({
  arn: text,
  global_table_arn: text,
  kms_key_arn: text,
  name: text,
  role: text,
  policy_arn: text,
  backup_vault_name: text,
  changeable_for_days: z.number().nullish(),
  hash_key: text,
  range_key: text,
  deletion_protection_enabled: z.boolean().nullish(),
  attribute: z.array(z.object({ name: text, type: text })).nullish(),
  ttl: z.array(z.looseObject({ attribute_name: text, enabled: z.boolean().nullish() })).nullish(),
  global_secondary_index: z.array(z.looseObject({ name: text })).nullish(),
  local_secondary_index: z
    .array(
      z.looseObject({
        name: text,
        range_key: text,
        projection_type: text,
        non_key_attributes: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
});

/** The types of which the guard reads values. */
const JUDGED = [
  "aws_dynamodb_table",
  "aws_dynamodb_kinesis_streaming_destination",
  "aws_dynamodb_table_replica",
  "aws_dynamodb_resource_policy",
  "aws_backup_vault",
  "aws_backup_vault_lock_configuration",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy_attachment",
] as const;

export type JudgedType = (typeof JUDGED)[number];

const change = z.object({
  actions: z.array(z.string()),
  importing: z.object({ id: text }).nullish(),
  /** `true` for what is not known before the plan is applied, in the form of the values. */
  after_unknown: z.unknown().optional(),
});

const resource = z.object({
  address: z.string(),
  /** Absent: it did not move. */
  previous_address: text,
  mode: z.string(),
  /** Last part of the address. */
  name: z.string(),
  provider_name: text,
  action_reason: text,
});

const judgedChange = resource.extend({
  type: z.enum(JUDGED),
  change: change.extend({ before: values.nullish(), after: values.nullish() }),
});

const otherChange = resource.extend({
  type: z.string().refine((type) => !(JUDGED as readonly string[]).includes(type)),
  change,
});

/** A resource as the configuration has it; strings of Terraform JSON are there as they are written. */
const configured = z.object({
  address: z.string(),
  mode: z.string(),
  expressions: z.record(z.string(), z.unknown()).default({}),
  provisioners: z.array(z.unknown()).default([]),
});

const plan = z.object({
  resource_changes: z.array(z.union([judgedChange, otherChange])).optional(),
  /** As it was before the plan; a first deploy has none. */
  prior_state: z.unknown().optional(),
  configuration: z
    .object({
      root_module: z.looseObject({ resources: z.array(configured).default([]) }).optional(),
    })
    .optional(),
  errored: z.boolean().optional(),
  /** Terraform plans another part of the changes later, or was told to plan only some. */
  complete: z.boolean().optional(),
});

/** What every `terraform show -json` prints; only a plan's has `planned_values`. */
const document = z.looseObject({
  format_version: z.string(),
  planned_values: z.unknown().optional(),
  resource_changes: z.unknown().optional(),
});

/** The default tags of the provider of the environment's own region, as every stack of this project has them. */
const tagged = z.object({
  configuration: z.object({
    provider_config: z.object({
      aws: z.object({
        expressions: z.object({
          default_tags: z.tuple([
            z.object({ tags: z.object({ constant_value: z.record(z.string(), z.string()) }) }),
          ]),
        }),
      }),
    }),
  }),
});

export type ResourceChange = z.infer<typeof judgedChange>;
export type OtherChange = z.infer<typeof otherChange>;
export type ResourceValues = z.infer<typeof values>;
export type ConfiguredResource = z.infer<typeof configured>;

export interface Plan {
  /** What is planned for what Terraform manages, and in `mode` whether that is so. */
  readonly changes: readonly (ResourceChange | OtherChange)[];
  /** Whether the plan has a list of changes: Terraform omits an empty one. */
  readonly hasChanges: boolean;
  readonly hasState: boolean;
  /** Absent where the plan does not show it. */
  readonly configuration:
    | {
        readonly resources: readonly ConfiguredResource[];
        /** The other parts of the root module. */
        readonly parts: Readonly<Record<string, unknown>>;
      }
    | undefined;
  readonly errored: boolean;
  readonly complete: boolean;
  /** All of the plan's parts, by their names. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** Of the provider; empty where the plan does not show them. */
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** @returns why the string is no plan, if it is none */
export function parsePlan(content: string): Plan | { readonly fault: string } {
  // A plan as `terraform plan -out` writes it is a zip archive.
  if (content.startsWith("PK")) return { fault: messages.binaryPlan() };
  const json = parsedJson(content);
  const head = document.safeParse(json);
  if (!head.success) return { fault: messages.noPlan() };
  const { format_version: version, planned_values, resource_changes } = head.data;
  if (planned_values === undefined && resource_changes === undefined)
    return { fault: messages.noPlan() };
  if (!/^1\.\d+$/.test(version)) return { fault: messages.unknownFormat(version) };
  const body = plan.safeParse(json);
  if (!body.success) {
    const [issue] = body.error.issues;
    return { fault: messages.otherPlan((issue?.path ?? []).join("."), issue?.message ?? "") };
  }
  const { resource_changes: changes, prior_state: state, configuration } = body.data;
  const { resources = [], ...parts } = configuration?.root_module ?? {};
  return {
    changes: changes ?? [],
    hasChanges: changes !== undefined,
    hasState: state !== undefined,
    configuration: configuration?.root_module && { resources, parts },
    errored: body.data.errored ?? false,
    complete: body.data.complete ?? true,
    sections: head.data,
    defaultTags: defaultTagsIn(json),
  };
}

function defaultTagsIn(json: unknown): Plan["defaultTags"] {
  const { success, data } = tagged.safeParse(json);
  if (!success) return {};
  return data.configuration.provider_config.aws.expressions.default_tags[0].tags.constant_value;
}

function parsedJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** What applying a change does to what is in AWS. An import comes on top of one of these. */
export type Effect = "replace" | "destroy" | "forget" | "keep";

export function effectOf({ change: { actions } }: ResourceChange | OtherChange): Effect {
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  return actions.includes("forget") ? "forget" : "keep";
}

/** Whether a change leaves everything as it is, the state too. */
export function isIdle({ change: { actions, importing } }: ResourceChange | OtherChange): boolean {
  return actions.join() === "no-op" && importing == null;
}

export function isJudged(planned: ResourceChange | OtherChange): planned is ResourceChange {
  return (JUDGED as readonly string[]).includes(planned.type);
}
