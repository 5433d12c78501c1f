import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parse } from "yaml";
import type { BackupPlan, Environment, Table } from "./model";

/*
 * What the values say, read without any of the project's own code, so that what is deployed can be
 * compared with it. Only what a test needs: nothing here is checked, `npx cdktf` has done that.
 */

type YamlMap = Record<string, unknown>;

/** What a namespace file says for all of its tables. */
const NAMESPACE_DEFAULTS = ["tags", "backup", "deletionPolicy", "managementPolicies"];

/** Every night at 01:00 UTC, unless the environment defines a plan of that name. */
const NIGHTLY: BackupPlan = { schedule: "cron(0 1 * * ? *)", retentionDays: 35 };

export function readEnvironmentNames(valuesFolder: string): string[] {
  return readdirSync(valuesFolder)
    .filter((name) => statSync(join(valuesFolder, name)).isDirectory())
    .sort();
}

export function readEnvironment(valuesFolder: string, name: string): Environment {
  const folder = join(valuesFolder, name);
  const settings = merge(
    readFile(join(valuesFolder, "_defaults.yaml")),
    readFile(join(folder, "_environment.yaml")),
  );
  const { accountId } = settings as { accountId: string };
  const region = (settings.region ?? "eu-west-1") as string;
  const tableDefaults = merge({ region }, (settings.tableDefaults ?? {}) as YamlMap);
  const namespaces = readNamespaces(folder);
  return {
    tags: {},
    provider: {},
    backend: { type: "local" },
    ...settings,
    name,
    accountId,
    region,
    backupPlans: { nightly: NIGHTLY, ...(settings.backupPlans as Record<string, BackupPlan>) },
    namespaces: [...new Set(namespaces.map((namespace) => namespace.name))],
    tables: namespaces.flatMap((namespace) => {
      const inherited = merge(tableDefaults, pick(namespace.content, NAMESPACE_DEFAULTS));
      const tables = (namespace.content.tables ?? []) as YamlMap[];
      return tables
        .map((own) => merge(inherited, own))
        .map(
          (table) =>
            ({ ...table, ...identity(table, namespace.name, settings) }) as unknown as Table,
        );
    }),
  };
}

function identity(
  table: YamlMap,
  namespace: string,
  settings: YamlMap,
): Pick<Table, "namespace" | "awsName" | "arn"> {
  const { name, tableName, useIdpPrefix, region } = table as Record<string, string> & {
    useIdpPrefix?: boolean;
  };
  const prefix = `${(settings.namePrefix ?? "") as string}${useIdpPrefix === true ? "idp-" : ""}`;
  const awsName = tableName ?? `${prefix}${namespace}-${name ?? ""}`;
  const arn = `arn:aws:dynamodb:${region ?? ""}:${settings.accountId as string}:table/${awsName}`;
  return { namespace, awsName, arn };
}

/** Every values file of a folder and of the folders in it, but those that start with `_`. */
export function valuesFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith("_"))
    .map((entry) => ({ path: join(folder, entry.name), isFolder: entry.isDirectory() }))
    .flatMap(({ path, isFolder }) => (isFolder ? valuesFiles(path) : [path]))
    .sort();
}

function readNamespaces(folder: string): { name: string; content: YamlMap }[] {
  return valuesFiles(folder).map((file) => {
    const [name = ""] = relative(folder, file).split(sep);
    return { name: name.replace(/\.ya?ml$/, ""), content: readFile(file) };
  });
}

/** Helm's rule: maps merge deeply, lists replace, null deletes. */
function merge(lower: YamlMap, upper: YamlMap): YamlMap {
  const merged: YamlMap = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    const inherited = merged[key];
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = isMap(inherited) && isMap(value) ? merge(inherited, value) : value;
  }
  return merged;
}

function isMap(value: unknown): value is YamlMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pick(map: YamlMap, keys: readonly string[]): YamlMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => keys.includes(key)));
}

function readFile(path: string): YamlMap {
  try {
    return (parse(readFileSync(path, "utf8"), { merge: true }) ?? {}) as YamlMap;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}
