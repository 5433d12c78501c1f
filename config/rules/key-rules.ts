import { closest, didYouMean } from "../../diagnostics/wording";
import { TABLE_LIMITS } from "../../table/limits";
import type { TableValues } from "../schema/table-schema";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import { tooLong } from "./rule-messages";
import { indexesOf, keysAt } from "./table-rule";
import type { KeyPlace, TableContext, TableRule } from "./table-rule";

/** Reports a name of an attribute that has more bytes than DynamoDB accepts. */
export function refuseLongName(name: string, path: Path, report: Report): void {
  const bytes = Buffer.byteLength(name, "utf8");
  const limit = TABLE_LIMITS.attributeNameBytes;
  if (bytes > limit) report.error(path, tooLong(pathText(path), bytes, limit));
}

/** The keys of the table and of its indexes. */
function keysOf(values: TableValues): KeyPlace[] {
  return [
    ...keysAt(["hashKey"], values.hashKey),
    ...keysAt(["rangeKey"], values.rangeKey),
    ...indexKeys(values),
  ];
}

function indexKeys(values: TableValues): KeyPlace[] {
  return indexesOf(values).flatMap(({ path, hashKeys, rangeKeys }) =>
    path[0] === "globalSecondaryIndex" ? [...hashKeys, ...rangeKeys] : rangeKeys,
  );
}

/** Judges each key by itself. */
function forEachKey(values: TableValues, judge: (key: KeyPlace) => void): void {
  eachApart(
    () => {
      keysAt(["hashKey"], values.hashKey).forEach(judge);
    },
    () => {
      keysAt(["rangeKey"], values.rangeKey).forEach(judge);
    },
    () => {
      indexKeys(values).forEach(judge);
    },
  );
}

/** Source: DynamoDB API reference, CreateTable, AttributeDefinitions. */
function keyIsDeclared({ values }: TableContext, report: Report): void {
  const declared = values.attributes.map(({ name }) => name);
  forEachKey(values, ({ path, name }) => {
    if (declared.includes(name)) return;
    report.error(
      path,
      `${pathText(path)} is ${name}, which attributes does not declare${didYouMean(closest(name, declared))}; declare it there with its type`,
    );
  });
}

/** Source: DynamoDB API reference, CreateTable, AttributeDefinitions: only keys are declared. */
function attributeIsKey({ values }: TableContext, report: Report): void {
  const keys = new Set(keysOf(values).map(({ name }) => name));
  for (const [i, { name }] of values.attributes.entries()) {
    if (keys.has(name)) continue;
    report.error(
      ["attributes", i, "name"],
      `attribute ${name} is not a key of the table or of an index${didYouMean(closest(name, keys))}; remove it: only keys are declared`,
    );
  }
}

/** Terraform would use one of the two without a word. */
function attributeDeclaredOnce({ values }: TableContext, report: Report): void {
  const seen = new Set<string>();
  for (const [i, { name }] of values.attributes.entries()) {
    if (seen.has(name)) {
      const message = `attribute ${name} is declared twice; declare it once, with one type`;
      report.error(["attributes", i, "name"], message);
    }
    seen.add(name);
  }
}

function keyLength({ values }: TableContext, report: Report): void {
  forEachKey(values, ({ path, name }) => {
    refuseLongName(name, path, report);
  });
}

function ttlNameLength({ values }: TableContext, report: Report): void {
  if (values.ttl) refuseLongName(values.ttl.attributeName, ["ttl", "attributeName"], report);
}

/** Source: DynamoDB API reference, CreateTable, KeySchema: each element is another attribute. */
function keysDiffer({ values }: TableContext, report: Report): void {
  const judge = (hashKeys: readonly KeyPlace[], rangeKeys: readonly KeyPlace[]): void => {
    const keys = [...hashKeys, ...rangeKeys];
    for (const [i, { path, name }] of keys.entries()) {
      if (keys.findIndex((key) => key.name === name) === i) continue;
      const isOfBoth = i >= hashKeys.length && hashKeys.some((key) => key.name === name);
      report.error(path, isOfBoth ? keyOfBothKinds(name) : keyNamedTwice(name));
    }
  };
  eachApart(
    () => {
      judge(keysAt(["hashKey"], values.hashKey), keysAt(["rangeKey"], values.rangeKey));
    },
    () => {
      for (const { hashKeys, rangeKeys } of indexesOf(values)) judge(hashKeys, rangeKeys);
    },
  );
}

const keyOfBothKinds = (name: string): string =>
  `${name} is both hashKey and rangeKey; name two attributes, or omit rangeKey`;

const keyNamedTwice = (name: string): string =>
  `${name} is listed twice; list each attribute of a key once`;

/** Source: Developer Guide, "Time to Live". */
function ttlIsNumber({ values }: TableContext, report: Report): void {
  const { ttl } = values;
  const declared = values.attributes.find(({ name }) => name === ttl?.attributeName);
  if (ttl?.enabled === true && declared !== undefined && declared.type !== "N") {
    report.warn(
      ["ttl", "attributeName"],
      `ttl.attributeName is ${declared.name}, which is declared with type ${declared.type}, so no item would ever expire; name an attribute that holds epoch seconds, of type N`,
    );
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
