import type { Path } from "../source/path";
import * as messages from "./rule-messages";
import { pathText } from "../source/path";
import type { TableValues } from "../schema/table-schema";
import { closest } from "../../diagnostics/wording";
import { indexesOf } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";
import type { Report } from "../source/reporting";

/**
 * Of keys, projected attributes and the TTL attribute. Source: DynamoDB API reference, KeySchemaElement
 * and TimeToLiveSpecification; DynamoDB Local 2.6.1 counts bytes in UTF-8, of which there are never fewer.
 */
export const NAME_BYTES = 255;

export function bytes(name: string): number {
  return Buffer.byteLength(name, "utf8");
}

interface Key {
  readonly path: Path;
  readonly name: string;
}

function keysOf(values: TableValues): Key[] {
  const key = (path: Path, name: string | undefined): Key[] =>
    name === undefined ? [] : [{ path, name }];
  return [
    ...key(["hashKey"], values.hashKey),
    ...key(["rangeKey"], values.rangeKey),
    ...indexesOf(values).flatMap(({ path, hashKey, rangeKey }) => [
      ...(path[0] === "globalSecondaryIndex" ? key([...path, "hashKey"], hashKey) : []),
      ...key([...path, "rangeKey"], rangeKey),
    ]),
  ];
}

/** Source: DynamoDB API reference, CreateTable, AttributeDefinitions. */
function keyIsDeclared({ values }: TableContext, report: Report): void {
  const declared = values.attributes.map(({ name }) => name);
  for (const { path, name } of keysOf(values)) {
    if (declared.includes(name)) continue;
    report.error(path, messages.undeclaredKey(pathText(path), name, closest(name, declared)));
  }
}

/** DynamoDB takes declarations of keys only. Source: DynamoDB API reference, CreateTable, AttributeDefinitions. */
function attributeIsKey({ values }: TableContext, report: Report): void {
  const keys = new Set(keysOf(values).map(({ name }) => name));
  for (const [i, { name }] of values.attributes.entries()) {
    if (!keys.has(name))
      report.error(["attributes", i, "name"], messages.unusedAttribute(name, closest(name, keys)));
  }
}

/** Terraform would silently take one of the two. */
function attributeDeclaredOnce({ values }: TableContext, report: Report): void {
  const seen = new Set<string>();
  for (const [i, { name }] of values.attributes.entries()) {
    if (seen.has(name)) report.error(["attributes", i, "name"], messages.declaredTwice(name));
    seen.add(name);
  }
}

function keyLength({ values }: TableContext, report: Report): void {
  for (const { path, name } of keysOf(values)) {
    if (bytes(name) > NAME_BYTES) {
      report.error(path, messages.tooLong(pathText(path), bytes(name), NAME_BYTES));
    }
  }
}

function ttlNameLength({ values }: TableContext, report: Report): void {
  const name = values.ttl?.attributeName ?? "";
  if (bytes(name) > NAME_BYTES) {
    report.error(
      ["ttl", "attributeName"],
      messages.tooLong("ttl.attributeName", bytes(name), NAME_BYTES),
    );
  }
}

/** Source: DynamoDB API reference, CreateTable, KeySchema: two elements, two attributes. */
function keysDiffer({ values }: TableContext, report: Report): void {
  const refuse = (path: Path, hashKey: string, rangeKey: string | undefined): void => {
    if (hashKey === rangeKey) report.error([...path, "rangeKey"], messages.sameKeys(hashKey));
  };
  refuse([], values.hashKey, values.rangeKey);
  for (const { path, hashKey, rangeKey } of indexesOf(values)) refuse(path, hashKey, rangeKey);
}

/** Expired items would never be found: TTL reads a number. Source: Developer Guide, "Time to Live". */
function ttlIsNumber({ values }: TableContext, report: Report): void {
  const { ttl } = values;
  const declared = values.attributes.find(({ name }) => name === ttl?.attributeName);
  if (ttl?.enabled === true && declared !== undefined && declared.type !== "N") {
    report.warn(["ttl", "attributeName"], messages.ttlNotNumber(declared.name, declared.type));
  }
}

export const keyRules: readonly TableRule[] = [
  keyIsDeclared,
  attributeIsKey,
  attributeDeclaredOnce,
  keyLength,
  ttlNameLength,
  keysDiffer,
  ttlIsNumber,
];
