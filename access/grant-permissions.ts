import { readsItems, resourceTypes, writesItems } from "../config/model/dynamodb-actions";
import type { Grant, PrefixGrant, Table } from "../config/model/fleet";
import { arnsOf, regionalTables } from "../config/model/table-places";
import { tableArn } from "../table/table-arn";
import type { Place } from "../table/table-arn";
import { dnsSuffix } from "../config/model/aws-regions";
import type { Condition, Permission } from "./policy-statements";

/** What DynamoDB does with a table's own key on behalf of a caller. Source: KMS Developer Guide, "How DynamoDB uses KMS". */
const KEY_READ = ["kms:Decrypt", "kms:DescribeKey"];
const KEY_WRITE = [...KEY_READ, "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** Everything that a grant on a table allows, and what it has to deny to mean what it says. */
export function grantPermissions(table: Table, grant: Grant): Permission[] {
  const onTable = grant.actions.flatMap((action) =>
    resourcesOf(action, table, grant).map(({ arn, keys }): Permission => ({
      action: `dynamodb:${action}`,
      resource: arn,
      condition: arn === "*" ? undefined : conditionOf(grant, keys),
    })),
  );
  return [...onTable, ...deniedScans(onTable, grant), ...keyPermissions(table, grant.actions)];
}

/** A prefix matches what lies below the tables too: indexes and streams. */
export function prefixPermissions(
  { prefix, actions }: PrefixGrant,
  places: readonly Place[],
): Permission[] {
  return actions.flatMap((action) => {
    const resources =
      resourceTypes(action).length === 0
        ? ["*"]
        : places.map((place) => `${tableArn(place, prefix)}*`);
    return resources.map((resource): Permission => ({ action: `dynamodb:${action}`, resource }));
  });
}

/** An ARN on which an action is granted. */
interface Resource {
  readonly arn: string;
  /** Key attributes, which every request for the resource names. */
  readonly keys: readonly string[];
}

/**
 * Where an action is granted: exactly on the types that it knows, on indexes only where there are any, and
 * in the regions of the replicas too. Backups, exports and imports are of the table alone.
 */
function resourcesOf(action: string, table: Table, grant: Grant): Resource[] {
  const { hashKey, rangeKey } = table;
  const keys = rangeKey === undefined ? [hashKey] : [hashKey, rangeKey];
  const types = resourceTypes(action);
  if (types.length === 0) return [{ arn: "*", keys: [] }];
  const arns = arnsOf(table);
  return types.flatMap((type) => {
    switch (type) {
      case "table":
        return arns.map((arn) => ({ arn, keys }));
      case "index":
        return arns.flatMap((arn) => indexesOf(arn, table, grant, keys));
      case "stream":
        return types.includes("table") && table.streamViewType === undefined
          ? []
          : arns.map((arn) => ({ arn: `${arn}/stream/*`, keys }));
      case "global-table":
        return [];
      default:
        return [{ arn: `${table.arn}/${type}/*`, keys }];
    }
  });
}

/**
 * All indexes together, unless the grant names some. Those of a grant with `attributes` are apart, because
 * the keys of one index may not be read through another.
 */
function indexesOf(
  arn: string,
  { globalSecondaryIndexes, localSecondaryIndexes }: Table,
  { indexes, attributes }: Grant,
  tableKeys: readonly string[],
): Resource[] {
  const all = [
    ...globalSecondaryIndexes.map(({ name, hashKeys, rangeKeys }) => ({
      name,
      keys: [...hashKeys, ...rangeKeys],
    })),
    ...localSecondaryIndexes.map(({ name, rangeKey }) => ({ name, keys: [rangeKey] })),
  ];
  if (indexes === undefined && attributes === undefined)
    return all.length > 0 ? [{ arn: `${arn}/index/*`, keys: tableKeys }] : [];
  return all
    .filter(({ name }) => indexes?.includes(name) ?? true)
    .map(({ name, keys }) => ({ arn: `${arn}/index/${name}`, keys: [...tableKeys, ...keys] }));
}

/**
 * `ForAllValues` holds where the key is absent, so `Null` asks for it too. Reads that ask for all
 * attributes name none, so `Select` has to be the list, and answers may not bring the others back.
 * The leading key of an index whose partition key has several attributes is the first of them: the page
 * says that `LeadingKeys` and `FirstPartitionKeyValues` are one.
 * Source: Developer Guide, "Using IAM policy conditions for fine-grained access control".
 */
function conditionOf(
  { leadingKeys, attributes }: Grant,
  keys: readonly string[],
): Condition | undefined {
  if (leadingKeys === undefined && attributes === undefined) return undefined;
  const operators: Record<string, Record<string, string | string[]>> = {};
  const add = (operator: string, key: string, value: string | string[]): void => {
    operators[operator] = { ...operators[operator], [key]: value };
  };
  if (leadingKeys !== undefined) {
    const like = leadingKeys.some((key) => /[*?]|\$\{[*?$]\}/.test(withoutVariables(key)));
    add(
      `ForAllValues:String${like ? "Like" : "Equals"}`,
      "dynamodb:LeadingKeys",
      [...new Set(leadingKeys)].sort(),
    );
    add("Null", "dynamodb:LeadingKeys", "false");
  }
  if (attributes !== undefined) {
    add(
      "ForAllValues:StringEquals",
      "dynamodb:Attributes",
      [...new Set([...attributes, ...keys])].sort(),
    );
    add("Null", "dynamodb:Attributes", "false");
    add("StringEqualsIfExists", "dynamodb:Select", "SPECIFIC_ATTRIBUTES");
    add("StringEqualsIfExists", "dynamodb:ReturnValues", ["NONE", "UPDATED_NEW", "UPDATED_OLD"]);
  }
  return operators;
}

/** A PartiQL statement without a key reads the whole table and carries no leading key to hold it to. */
function deniedScans(permissions: readonly Permission[], { leadingKeys }: Grant): Permission[] {
  if (leadingKeys === undefined) return [];
  return permissions
    .filter(({ action }) => action === "dynamodb:PartiQLSelect")
    .map((permission) => ({
      ...permission,
      effect: "Deny" as const,
      condition: { Bool: { "dynamodb:FullTableScan": "true" } },
    }));
}

/** A key may serve other services too; the grant is for what DynamoDB does with it in the key's region. */
export function keyPermissions(table: Table, actions: readonly string[]): Permission[] {
  const names = actions.some(writesItems) ? KEY_WRITE : actions.some(readsItems) ? KEY_READ : [];
  return regionalTables(table).flatMap(({ region, kmsKeyArn: resource }) => {
    if (resource === undefined) return [];
    const service = `dynamodb.${region}.${dnsSuffix(region)}`;
    const condition = { StringEquals: { "kms:ViaService": service } };
    return names.map((action) => ({ action, resource, condition }));
  });
}

/** `${*}`, `${?}` and `${$}` are not variables but characters, which only `StringLike` knows. */
function withoutVariables(text: string): string {
  return text.replace(/\$\{[^${}*?][^${}]*\}/g, "");
}
