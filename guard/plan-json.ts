/** The part of a plan's JSON that the guard reads. Source: Terraform, "JSON Output Format", Plan Representation. */
import { z } from "zod";
import * as messages from "./guard-messages";

/** Absent: not known before the plan is applied, or not there; null: not set. */
const text = z.string().nullish();

/** What the guard reads of a resource, whatever its type. */
const values = z.object({
  arn: text,
  name: text,
  role: text,
  policy_arn: text,
  hash_key: text,
  range_key: text,
  deletion_protection_enabled: z.boolean().nullish(),
  attribute: z.array(z.object({ name: text, type: text })).nullish(),
  ttl: z.array(z.object({ attribute_name: text, enabled: z.boolean().nullish() })).nullish(),
  local_secondary_index: z
    .array(
      z.object({
        name: text,
        range_key: text,
        projection_type: text,
        non_key_attributes: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
});

/** The types of which more is judged than imports. */
const JUDGED = [
  "aws_dynamodb_table",
  "aws_backup_vault",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy_attachment",
] as const;

export type JudgedType = (typeof JUDGED)[number];

const change = z.object({
  actions: z.array(z.string()),
  importing: z.object({ id: text }).nullish(),
});

const resource = z.object({
  address: z.string(),
  mode: z.string(),
  /** Last part of the address. */
  name: z.string(),
  action_reason: z.string().nullish(),
});

const judgedChange = resource.extend({
  type: z.enum(JUDGED),
  change: change.extend({ before: values.nullish(), after: values.nullish() }),
});

const otherChange = resource.extend({
  type: z.string().refine((type) => !(JUDGED as readonly string[]).includes(type)),
  change,
});

const plan = z.object({
  /** A plan without any resource has none. */
  resource_changes: z.array(z.union([judgedChange, otherChange])).default([]),
  /** As it was before the plan; a first deploy has none. */
  prior_state: z.unknown().optional(),
});

/** What every `terraform show -json` prints; only a plan's has `planned_values`. */
const document = z.object({
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

export interface Plan {
  /** What is planned for the resources that Terraform manages. */
  readonly changes: readonly (ResourceChange | OtherChange)[];
  readonly hasState: boolean;
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
  if (!version.startsWith("1.")) return { fault: messages.unknownFormat(version) };
  const body = plan.safeParse(json);
  if (!body.success) {
    const [issue] = body.error.issues;
    return { fault: messages.otherPlan((issue?.path ?? []).join("."), issue?.message ?? "") };
  }
  const { resource_changes: changes, prior_state: state } = body.data;
  return {
    changes: changes.filter(({ mode }) => mode === "managed"),
    hasState: state !== undefined,
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

export function effectOf({ change: { actions } }: ResourceChange): Effect {
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "destroy";
  return actions.includes("forget") ? "forget" : "keep";
}

export function isJudged(planned: ResourceChange | OtherChange): planned is ResourceChange {
  return (JUDGED as readonly string[]).includes(planned.type);
}
