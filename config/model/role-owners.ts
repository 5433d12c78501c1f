/** Whose a role's name is, over all environments of one account. */
import { groupedBy } from "./grouped-by";
import { maybeSameAccount } from "./own-names";
import type { NamespacePlace } from "./own-names";

/** The name of a role belongs to the longest namespace for which it ends in `-<namespace>`. */
export class RoleOwners {
  private readonly places: ReadonlyMap<string, readonly NamespacePlace[]>;

  constructor(places: Iterable<NamespacePlace>) {
    this.places = groupedBy(({ namespace }) => namespace, places);
  }

  /**
   * The namespaces of that name, of one or several environments of the account; none for a name that ends
   * in no namespace. IAM ignores case in names of roles, so this does too.
   * @param role a possible name of a role
   */
  ownersOf(role: string, accountId: string | undefined): readonly NamespacePlace[] {
    const name = role.toLowerCase();
    // The longest ending first.
    for (let dash = name.indexOf("-"); dash >= 0; dash = name.indexOf("-", dash + 1)) {
      const owners = (this.places.get(name.slice(dash + 1)) ?? []).filter((place) =>
        maybeSameAccount(place.accountId, accountId),
      );
      if (owners.length > 0) return owners;
    }
    return [];
  }
}
