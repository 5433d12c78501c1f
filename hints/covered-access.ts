import type { Grant, PrefixGrant, Table } from "../config/model/fleet";
import { groupedBy } from "../config/model/grouped-by";
import { tableLabel } from "../config/rules/rule-messages";
import type { Position } from "../diagnostics/problems";
import { listed } from "../diagnostics/wording";
import { managed } from "./hint";
import type { Finding, Hint, JudgedEnvironment } from "./hint";
import { placeText } from "./places";

/** Access that is granted a second time: removing it takes nothing away. */
export const coveredAccess: Hint = {
  name: "coveredAccess",
  page: "docs/access.md#one-policy-for-each-role",
  find: (judged) => [...coveredGrants(judged), ...coveredPrefixes(judged)],
};

/** A grant whose actions others grant as well. */
interface Covered {
  readonly table: Table;
  readonly grant: Grant;
  /** Where the others are, for people. */
  readonly by: readonly string[];
}

function coveredGrants({ namespaces, prefixesOf }: JudgedEnvironment): Finding[] {
  return namespaces.flatMap(({ name: namespace, files, tables: all }) => {
    const tables = managed(all);
    const covered = tables.flatMap((table) => coveredIn(table, prefixesOf.get(table) ?? []));
    if (covered.length === 0) return [];
    const places = groupedBy(
      ({ at }) => placeText(at()),
      tables.flatMap(({ grants }) => grants),
    );
    return [...groupedBy(({ grant }) => placeText(grant.at()), covered)].flatMap(
      ([place, [first, ...more]]) => {
        const needed = (places.get(place)?.length ?? 0) - more.length - 1;
        // What tables inherit is removed for all of them, also for those of other namespaces.
        if (first === undefined || needed > 0 || !files.includes(first.grant.at().file)) return [];
        const { table, grant, by } = first;
        const message = tableLabel(table.name) + alreadyGranted(grant.role, by);
        return [{ namespace, at: grant.at(), message }];
      },
    );
  });
}

/** From the last to the first, and never one that a grant that is already found relies on. */
function coveredIn(table: Table, prefixes: readonly PrefixGrant[]): Covered[] {
  const byRole = groupedBy(({ role }) => role, table.grants);
  return [...byRole.values()].flatMap((grants) => {
    const wide = prefixes.filter(({ role }) => role === grants[0]?.role);
    if (grants.length + wide.length < 2) return [];
    const kept = [...grants];
    return grants.toReversed().flatMap((grant) => {
      const others = kept.filter((one) => one !== grant);
      const by = coversOf(grant, others, wide);
      if (by === undefined) return [];
      kept.splice(kept.indexOf(grant), 1);
      return [{ table, grant, by }];
    });
  });
}

/** Where each action of a grant is granted as well; absent if one is not. */
function coversOf(
  grant: Grant,
  others: readonly Grant[],
  prefixes: readonly PrefixGrant[],
): readonly string[] | undefined {
  const places = grant.actions.map(
    (action) =>
      (
        others.find((one) => one.actions.includes(action) && isAsWide(one, grant)) ??
        prefixes.find(({ actions }) => actions.includes(action))
      )?.at,
  );
  const found = places.filter((at) => at !== undefined);
  if (found.length === 0 || found.length < places.length) return undefined;
  return placesText(found);
}

/**
 * Whether a grant reaches everything that another does. Beside a grant with conditions the rule
 * `grantHasOneScope` refuses one without them, so removing it never removes what it denies.
 */
function isAsWide(wide: Grant, narrow: Grant): boolean {
  return (
    includes(wide.indexes, narrow.indexes) &&
    includes(wide.leadingKeys, narrow.leadingKeys) &&
    includes(wide.attributes, narrow.attributes)
  );
}

/** Absent: all of them. */
function includes(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
): boolean {
  if (wide === undefined) return true;
  return narrow?.every((one) => wide.includes(one)) ?? false;
}

/** Of two prefix grants of a role, the one whose tables and actions the other has too. */
function coveredPrefixes({ roles }: JudgedEnvironment): Finding[] {
  return roles.flatMap(({ role, home: namespace, prefixGrants }) => {
    const kept = [...prefixGrants];
    return prefixGrants.toReversed().flatMap((grant) => {
      const places = grant.actions.map(
        (action) =>
          kept.find(
            (one) =>
              one !== grant && grant.prefix.startsWith(one.prefix) && one.actions.includes(action),
          )?.at,
      );
      const found = places.filter((at) => at !== undefined);
      if (found.length === 0 || found.length < places.length) return [];
      kept.splice(kept.indexOf(grant), 1);
      return [{ namespace, at: grant.at(), message: alreadyGranted(role, placesText(found)) }];
    });
  });
}

function placesText(places: readonly (() => Position)[]): string[] {
  return [...new Set(places)].map((at) => placeText(at()));
}

const alreadyGranted = (role: string, places: readonly string[]): string =>
  `everything that this grants to ${role} is granted at ${listed([...new Set(places)])} too, so removing one of them alone takes no access away; remove this one`;
