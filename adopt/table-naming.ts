import { address } from "../table/terraform-address";
import type { ExistingTable } from "./existing-table";

/** Where a table belongs, by its name in AWS. */
export interface Belonging {
  readonly namespace: string;
  /** The rest of the name. */
  readonly name: string;
  readonly useIdpPrefix: boolean;
}

/** The keys of a table's values that give it its name in AWS. */
export interface Naming {
  readonly name: string;
  readonly useIdpPrefix: boolean;
  readonly tableName?: string;
}

/** `koa-dev-shop-Orders` is a table of `koa-dev-shop`, if there is such a namespace, and else of `koa-dev`. */
export function belongingOf(
  tableName: string,
  namePrefix: string,
  namespaces: Iterable<string>,
): Belonging | undefined {
  const fits = [...new Set(namespaces)].flatMap((namespace) =>
    [false, true].flatMap((useIdpPrefix): Belonging[] => {
      const prefix = `${namePrefix}${useIdpPrefix ? "idp-" : ""}${namespace}-`;
      const name = tableName.slice(prefix.length);
      return tableName.startsWith(prefix) && name !== "" ? [{ namespace, name, useIdpPrefix }] : [];
    }),
  );
  return fits.sort((a, b) => b.namespace.length - a.namespace.length)[0];
}

/**
 * The name of a table in the values. If another table has its Terraform address already (one of the
 * same name in another region, for example), it gets another name, and keeps its name in AWS.
 * @param taken Terraform addresses; the new one is added
 */
export function namingOf(
  { name, useIdpPrefix }: Belonging,
  { tableName, region }: Pick<ExistingTable, "tableName" | "region">,
  taken: Set<string>,
): Naming {
  const free = [name, `${name}-${region}`, ...numbered(`${name}-${region}`, taken.size)].find(
    (candidate) => !taken.has(address(candidate)),
  );
  const chosen = free ?? name;
  taken.add(address(chosen));
  return chosen === name
    ? { name, useIdpPrefix }
    : { name: chosen, useIdpPrefix: false, tableName };
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name}-${i + 2}`);
}
