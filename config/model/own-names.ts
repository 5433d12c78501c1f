/** Whose a table's name in AWS is, over all environments of one account. */
import { groupedBy } from "./grouped-by";

/** A namespace of any environment of the values, also of one that a filter omits. */
export interface NamespacePlace {
  readonly environment: string;
  readonly namespace: string;
  readonly namePrefix: string;
  /** Absent where no file that was read names it. */
  readonly accountId: string | undefined;
}

/** What the names of a namespace's tables start with. */
interface Prefix {
  readonly prefix: string;
  readonly place: NamespacePlace;
}

/**
 * A namespace owns the names that start with its prefixes, unless a longer prefix of another namespace
 * of the account fits as well. An account that is unknown may be any: what is not known to be
 * somebody's own is not.
 */
export class OwnNames {
  /** By prefix, which always ends in `-`. */
  private readonly prefixes: ReadonlyMap<string, readonly Prefix[]>;

  constructor(places: Iterable<NamespacePlace>) {
    const all = [...places].flatMap((place) =>
      ownPrefixes(place).map((prefix): Prefix => ({ prefix, place })),
    );
    this.prefixes = groupedBy(({ prefix }) => prefix, all);
  }

  /** The namespaces with the longest prefix that fits; several only where two have the same one. */
  ownersOf(tableName: string, accountId: string | undefined): readonly NamespacePlace[] {
    // No prefix is only a `-`.
    for (let end = tableName.lastIndexOf("-"); end > 0; end = tableName.lastIndexOf("-", end - 1)) {
      const owners = (this.prefixes.get(tableName.slice(0, end + 1)) ?? [])
        .map(({ place }) => place)
        .filter((place) => maybeSameAccount(place.accountId, accountId));
      if (owners.length > 0) return owners;
    }
    return [];
  }

  isOwn(
    tableName: string,
    { environment, namespace, accountId }: Omit<NamespacePlace, "namePrefix">,
  ): boolean {
    return this.ownersOf(tableName, accountId).some(
      (owner) => owner.environment === environment && owner.namespace === namespace,
    );
  }
}

/** What the names of a namespace's own tables start with. */
export function ownPrefixes({
  namePrefix,
  namespace,
}: Pick<NamespacePlace, "namePrefix" | "namespace">): readonly string[] {
  return [`${namePrefix}${namespace}-`, `${namePrefix}idp-${namespace}-`];
}

/** Whether two accounts may be one; a namespace of an unknown account may be in any. */
export function maybeSameAccount(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
