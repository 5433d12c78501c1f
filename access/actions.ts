import type { AccessWord } from "../config/model";

/**
 * What each word allows, by the type of resource that the action knows.
 * Source of actions and resource types: Service Authorization Reference, "Actions, resources, and
 * condition keys for Amazon DynamoDB". Transactions and PartiQL batches have no actions of their own.
 */
export interface Actions {
  readonly table: readonly string[];
  readonly index: readonly string[];
  readonly stream: readonly string[];
  /** Actions without a resource type: they are granted on `*` or not at all. */
  readonly all: readonly string[];
  /** On the table's own KMS key. */
  readonly key: readonly string[];
}

const KEY_READ = ["kms:Decrypt", "kms:DescribeKey"];
const KEY_WRITE = [...KEY_READ, "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

const INDEX_READ = ["dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan"];

export const ACTIONS: Readonly<Record<AccessWord, Actions>> = {
  read: {
    table: [
      ...INDEX_READ,
      "dynamodb:BatchGetItem",
      "dynamodb:ConditionCheckItem",
      "dynamodb:DescribeTable",
      "dynamodb:GetItem",
    ],
    index: INDEX_READ,
    stream: [],
    all: [],
    key: KEY_READ,
  },
  write: {
    table: [
      "dynamodb:BatchWriteItem",
      "dynamodb:ConditionCheckItem",
      "dynamodb:DeleteItem",
      "dynamodb:DescribeTable",
      "dynamodb:PartiQLDelete",
      "dynamodb:PartiQLInsert",
      "dynamodb:PartiQLUpdate",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
    ],
    index: [],
    stream: [],
    all: [],
    key: KEY_WRITE,
  },
  stream: {
    table: [],
    index: [],
    stream: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    all: ["dynamodb:ListStreams"],
    key: KEY_READ,
  },
};
