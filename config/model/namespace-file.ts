import type { EnvironmentSettings } from "./environment-settings";
import type { ChosenSetting, RoleName } from "./fleet";
import type { Position } from "../../diagnostics/problems";
import type { NamespaceValues } from "../schema/namespace-schema";
import type { Layer, Layered } from "../source/layers";
import type { ValuesDocument } from "../source/values-document";

/** One of the files of a namespace, checked. */
export interface NamespaceFile {
  readonly document: ValuesDocument;
  readonly source: Layered;
  /** Without what is wrong. */
  readonly values: NamespaceValues;
  /** The keys whose values are wrong. */
  readonly wrong: ReadonlySet<string>;
  /** What its tables inherit from the top of the file. */
  readonly inherited: Layer;
}

/** The top-level keys of all files; where two differ, which is an error, the later one. */
export function mergedValues(files: readonly NamespaceFile[]): NamespaceValues {
  return files.reduce<NamespaceValues>((all, { values }) => ({ ...all, ...values }), {});
}

/** Where a logical name is in the `removedTables` of the files. */
export function removedAt(files: readonly NamespaceFile[], name: string): Position | undefined {
  for (const { values, source } of files) {
    const i = (values.removedTables ?? []).findIndex((removed) => removed.name === name);
    if (i >= 0) return source.at(["removedTables", i, "name"]);
  }
  return undefined;
}

/** Why a logical name is in the `removedTables` of the files. */
export function removalReason(files: readonly NamespaceFile[], name: string): string | undefined {
  return files
    .flatMap(({ values }) => values.removedTables ?? [])
    .find((removed) => removed.name === name)?.reason;
}

/** @param given what the environment says of the namespace */
export function chosenSettings(
  files: readonly NamespaceFile[],
  given: Pick<EnvironmentSettings, "accountId" | "oidcProviderUrl">,
): ChosenSetting[] {
  const keys = [
    ...(given.accountId === undefined ? (["idp_aws_account"] as const) : []),
    ...(given.oidcProviderUrl === undefined ? (["idp_oidc_provider_url"] as const) : []),
  ];
  return files.flatMap(({ values, source }) =>
    keys.flatMap((key) => {
      const value = values[key];
      return value === undefined || value === ""
        ? []
        : [{ key, value, at: () => source.at([key]) }];
    }),
  );
}

/** The names in the `roles` of all files, also where the rest of `roles` is wrong. */
export function roleNames(files: readonly NamespaceFile[]): RoleName[] {
  return files.flatMap(({ document, source }) => {
    const { roles } = document.value;
    if (!Array.isArray(roles)) return [];
    return roles.flatMap((role: unknown, i) => {
      const name = typeof role === "object" && role !== null && "name" in role && role.name;
      if (typeof name !== "string") return [];
      return [{ name, at: () => source.at(["roles", i, "name"]) }];
    });
  });
}

/** The logical names in the `removedTables` of all files, sorted. */
export function removedTables(files: readonly NamespaceFile[]): string[] {
  const names = files.flatMap(({ values }) => (values.removedTables ?? []).map(({ name }) => name));
  return [...new Set(names)].sort();
}
