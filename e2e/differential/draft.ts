import { stringify } from "yaml";
import type { random } from "../../__tests__/support/random";

/*
 * A values folder while it is being made up and broken: plain data, so that a mutation may write
 * anything into it.
 */

export type Chance = ReturnType<typeof random>;
export type Values = Record<string, unknown>;

export interface IndexDraft extends Values {
  name: string;
  hashKey?: string | string[];
  rangeKey?: string | string[];
  projectionType: string;
  nonKeyAttributes?: string[];
  readCapacity?: number;
  writeCapacity?: number;
}

export interface TableDraft extends Values {
  name: string;
  tableName?: string;
  hashKey: string;
  rangeKey?: string;
  attributes: { name: string; type: string }[];
  billingMode: string;
  readCapacity?: number;
  writeCapacity?: number;
  globalSecondaryIndex?: IndexDraft[];
  localSecondaryIndex?: IndexDraft[];
  tags?: Record<string, string>;
}

export interface PlanDraft extends Values {
  schedule: string;
  retentionDays: number;
  copyTo?: Values[];
}

export interface EnvironmentDraft extends Values {
  tags: Record<string, string>;
  tableDefaults: Values;
  backupPlans: Record<string, PlanDraft>;
}

/** The files of one environment, `dev`, with one namespace, `koa`, of one table; more if a mutation adds them. */
export interface Draft {
  /** Part of every name that has to be the draft's own, so that many drafts can share a plan. */
  readonly number: number;
  /** `_defaults.yaml`. */
  readonly defaults: EnvironmentDraft;
  /** `dev/_environment.yaml`. */
  readonly environment: EnvironmentDraft;
  /** `dev/koa.yaml`. */
  readonly namespace: Values & { tables: TableDraft[] };
  /** The first table of the namespace. */
  readonly table: TableDraft;
  /** The environment's backup plan besides `nightly`, and its name. */
  readonly plan: PlanDraft;
  readonly planName: string;
  /** Further files, as values or as they are. */
  readonly others: Record<string, Values | string | Buffer>;
  /** Changes of a text that values cannot say, such as a tab. */
  readonly edits: { readonly file: string; readonly edit: (text: string) => string }[];
}

export const ENVIRONMENT_FILE = "dev/_environment.yaml";
export const NAMESPACE_FILE = "dev/koa.yaml";

/** A change of a draft, by what it does. */
export type Mutations = Readonly<Record<string, (draft: Draft, chance: Chance) => void>>;

/** Path below the folder of the values, to content. */
export function filesOf(draft: Draft): Record<string, string | Buffer> {
  const contents: Draft["others"] = {
    "_defaults.yaml": draft.defaults,
    [ENVIRONMENT_FILE]: draft.environment,
    [NAMESPACE_FILE]: draft.namespace,
    ...draft.others,
  };
  const files = Object.fromEntries(
    Object.entries(contents).map(([file, content]) => [file, textOf(content)]),
  );
  for (const { file, edit } of draft.edits) {
    const text = files[file];
    if (typeof text === "string") files[file] = edit(text);
  }
  return files;
}

function textOf(content: Values | string | Buffer): string | Buffer {
  if (typeof content === "string" || Buffer.isBuffer(content)) return content;
  return stringify(content, { aliasDuplicateObjects: false });
}
