/** Rules that hold across the files and tables of one namespace. */
import { isDeepStrictEqual } from "node:util";
import { address } from "../../table/terraform-address";
import type { Problems } from "../../diagnostics/problems";
import type { Table } from "../model/fleet";
import type { NamespaceFile } from "../model/namespace-file";
import { accountOf, issuer } from "../model/environment-settings";
import type { EnvironmentSettings } from "../model/environment-settings";
import type { NamespaceValues } from "../schema/namespace-schema";
import { entryOf } from "../source/entry";
import type { Located } from "../source/layers";
import type { ValuesDocument } from "../source/values-document";
import { reporter } from "../source/reporting";
import { refuseUnknownPlans } from "./backup-rules";
import { tableLabel } from "./rule-messages";
import { namespaceTagKeys } from "./tag-rules";

/** A namespace with its files and tables. To read a setting that is wrong ends the rule. */
export interface NamespaceContext {
  readonly name: string;
  /** Absent where no file names it. */
  readonly accountId: string | undefined;
  readonly files: readonly NamespaceFile[];
  /** The tables of which nothing is wrong. */
  readonly tables: readonly Table[];
  /** All tables that have a name. */
  readonly named: readonly NamedTable[];
  readonly settings: EnvironmentSettings;
}

export interface NamedTable {
  readonly name: string;
  readonly source: Located;
}

type NamespaceRule = (context: NamespaceContext, problems: Problems) => void;

/** Keys of a namespace file that are joined over its files, or ignored. */
const IGNORED_KEYS = ["tables", "removedTables", "roles", "ingress", "global"];

/** Top-level keys of a split file hold for the whole namespace: two files may not differ in one. */
function splitAgrees({ files }: NamespaceContext, problems: Problems): void {
  const written = new Map<string, { value: unknown; file: string }>();
  for (const { document, values } of files) {
    // As it is written: a null removes the environment's value, so it is a value too.
    for (const [key, value] of Object.entries(document.value)) {
      if (IGNORED_KEYS.includes(key) || (value !== null && !Object.hasOwn(values, key))) continue;
      const other = written.get(key);
      if (other === undefined) written.set(key, { value, file: document.file });
      else if (!isDeepStrictEqual(other.value, value)) {
        problems.error(
          document.atKey([key]),
          `${key} holds for the whole namespace, and ${other.file} has another value; write it in one file only`,
          "splitAgrees",
        );
      }
    }
  }
}

function oneAccount({ name, files, settings }: NamespaceContext, problems: Problems): void {
  const own = valueOf("idp_aws_account", files);
  const { accountId } = accountOf(name, settings);
  if (own === undefined || own.value === "" || accountId === undefined) return;
  if (own.value === accountId) return;
  problems.error(
    own.document.at(["idp_aws_account"]),
    `idp_aws_account is ${own.value} and the environment's ${givenBy(name, settings, "accountId")} is ${accountId}; remove one of the two`,
    "oneAccount",
  );
}

function oneIssuer({ name, files, settings }: NamespaceContext, problems: Problems): void {
  const own = valueOf("idp_oidc_provider_url", files);
  const url = issuer(own?.value);
  const { oidcProviderUrl } = accountOf(name, settings);
  if (own === undefined || url === undefined || oidcProviderUrl === undefined) return;
  if (url === oidcProviderUrl) return;
  problems.error(
    own.document.at(["idp_oidc_provider_url"]),
    `idp_oidc_provider_url is ${url} and the environment's ${givenBy(name, settings, "oidcProviderUrl")} is ${oidcProviderUrl}; remove one of the two`,
    "oneIssuer",
  );
}

/** The key of the environment that gives a namespace its account or issuer. */
function givenBy(
  namespace: string,
  { policy }: EnvironmentSettings,
  key: "accountId" | "oidcProviderUrl",
): string {
  const isOwn = entryOf(policy.accounts, namespace)?.[key] !== undefined;
  return isOwn ? `policy.accounts.${namespace}.${key}` : key;
}

/** The value of a key in the last of the files that has it; two different values are reported. */
function valueOf(
  key: "idp_aws_account" | "idp_oidc_provider_url",
  files: readonly NamespaceFile[],
): { value: NonNullable<NamespaceValues[typeof key]>; document: ValuesDocument } | undefined {
  return files
    .flatMap(({ values, document }) => {
      const value = values[key];
      return value === undefined ? [] : [{ value, document }];
    })
    .at(-1);
}

function planExists({ files, settings }: NamespaceContext, problems: Problems): void {
  for (const { source, values } of files) {
    const report = reporter({ label: "", source }, "planExists", problems);
    refuseUnknownPlans(values.backup, settings.backup.plans, report);
  }
}

/** Two tables of one namespace with one Terraform address would be one resource. */
function uniqueAddress({ named }: NamespaceContext, problems: Problems): void {
  const taken = new Map<string, NamedTable>();
  for (const { name, source } of named) {
    const own = address(name);
    const other = taken.get(own);
    taken.set(own, other ?? { name, source });
    if (other === undefined) continue;
    const { file, line } = other.source.at(["name"]);
    problems.error(
      source.at(["name"]),
      name === other.name
        ? `the namespace already has a table ${JSON.stringify(name)}, at ${file}:${line}; remove one of the two, or rename it`
        : `${JSON.stringify(name)} has the Terraform address aws_dynamodb_table.${own}, which is also that of the table at ${file}:${line}; rename one and keep its name in AWS with tableName`,
      "uniqueAddress",
    );
  }
}

/** Terraform cannot both forget a table and manage it. */
function removedOrThere({ files, tables, named }: NamespaceContext, problems: Problems): void {
  const names = new Set(named.map(({ name }) => name));
  const managed = tables.filter(({ observed }) => !observed);
  const addresses = new Set(managed.map((table) => table.address));
  for (const { values, source } of files) {
    for (const [i, { name }] of (values.removedTables ?? []).entries()) {
      if (!names.has(name) && !addresses.has(address(name))) continue;
      problems.error(
        source.at(["removedTables", i, "name"]),
        `${tableLabel(name)}removedTables has it too, and Terraform cannot both manage and forget a table; remove one of the two`,
        "removedOrThere",
      );
    }
  }
}

export const namespaceRules: readonly NamespaceRule[] = [
  splitAgrees,
  oneAccount,
  oneIssuer,
  planExists,
  uniqueAddress,
  removedOrThere,
  namespaceTagKeys,
];
