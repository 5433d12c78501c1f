/** Rules that hold across the files and tables of one namespace. */
import { isDeepStrictEqual } from "node:util";
import { address } from "../../table/terraform-address";
import type { Problems } from "../../diagnostics/problems";
import type { Table } from "../model/fleet";
import type { NamespaceFile } from "../model/namespace-file";
import { issuer } from "../model/environment-settings";
import type { EnvironmentSettings } from "../model/environment-settings";
import type { NamespaceValues } from "../schema/namespace-schema";
import type { ValuesDocument } from "../source/values-document";
import { reporter } from "../source/reporting";
import { refuseUnknownPlans } from "./backup-rules";
import * as messages from "./rule-messages";

/** A namespace whose files and tables have been read. */
export interface NamespaceContext {
  readonly files: readonly NamespaceFile[];
  readonly tables: readonly Table[];
  readonly settings: EnvironmentSettings;
  /** False where something in the environment's files is wrong, so that its settings are defaults. */
  readonly isWhole: boolean;
}

type NamespaceRule = (context: NamespaceContext, problems: Problems) => void;

/** Keys of a namespace file that are added together, or do nothing. */
const IGNORED_KEYS = ["tables", "removedTables", "roles", "ingress", "global"];

/** Top-level keys of a split file hold for the whole namespace: two files may not differ in one. */
function splitAgrees({ files }: NamespaceContext, problems: Problems): void {
  const said = new Map<string, { value: unknown; file: string }>();
  for (const { document, values } of files) {
    // As it is written: a null removes what the environment says, so it says something too.
    for (const [key, value] of Object.entries(document.value)) {
      if (IGNORED_KEYS.includes(key) || (value !== null && !Object.hasOwn(values, key))) continue;
      const other = said.get(key);
      if (other === undefined) said.set(key, { value, file: document.file });
      else if (!isDeepStrictEqual(other.value, value)) {
        const message = messages.splitDisagrees(key, other.file);
        problems.error(document.atKey([key]), message, "splitAgrees");
      }
    }
  }
}

function oneAccount({ files, settings }: NamespaceContext, problems: Problems): void {
  const own = valueOf("idp_aws_account", files);
  if (own === undefined || own.value === "" || settings.accountId === undefined) return;
  if (own.value === settings.accountId) return;
  const message = messages.twoAccounts(own.value, settings.accountId);
  problems.error(own.document.at(["idp_aws_account"]), message, "oneAccount");
}

function oneIssuer({ files, settings }: NamespaceContext, problems: Problems): void {
  const own = valueOf("idp_oidc_provider_url", files);
  const url = issuer(own?.value);
  if (own === undefined || url === undefined || settings.oidcProviderUrl === undefined) return;
  if (url === settings.oidcProviderUrl) return;
  const message = messages.twoIssuers(url, settings.oidcProviderUrl);
  problems.error(own.document.at(["idp_oidc_provider_url"]), message, "oneIssuer");
}

/** The last of the files that has a key; all say the same, or that is reported. */
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

function planExists({ files, settings, isWhole }: NamespaceContext, problems: Problems): void {
  if (!isWhole) return;
  for (const { source, values } of files) {
    const report = reporter({ label: "", source }, "planExists", problems);
    refuseUnknownPlans(values.backup, settings.backup.plans, report);
  }
}

/** Two tables of one namespace with one Terraform address would be one resource. */
function uniqueAddress({ tables }: NamespaceContext, problems: Problems): void {
  const taken = new Map<string, Table>();
  for (const item of tables) {
    const other = taken.get(item.address);
    taken.set(item.address, other ?? item);
    if (other === undefined) continue;
    const { file, line } = other.source.at(["name"]);
    const place = `${file}:${line}`;
    problems.error(
      item.source.at(["name"]),
      item.name === other.name
        ? messages.tableTwice(item.name, place)
        : messages.addressCollision(item.name, item.address, place),
      "uniqueAddress",
    );
  }
}

/** Terraform cannot both forget a table and manage it. */
function removedOrThere({ files, tables }: NamespaceContext, problems: Problems): void {
  for (const { values, source } of files) {
    for (const [i, { name }] of (values.removedTables ?? []).entries()) {
      const isThere = tables.some(
        (item) => item.name === name || (!item.observed && item.address === address(name)),
      );
      if (isThere)
        problems.error(
          source.at(["removedTables", i, "name"]),
          messages.removedAndThere(name),
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
];
