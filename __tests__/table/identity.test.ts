import { globalIndexDifferences, partName, partText, shapeOf } from "../../table/identity";
import type { Projection } from "../../table/table-settings";

/** What differs in the projection of an index between two tables, in words. */
function projections(was: Projection, now: Projection): string[] {
  const table = (projection: Projection): ReturnType<typeof shapeOf> =>
    shapeOf({
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      globalSecondaryIndexes: [{ name: "by-id", hashKeys: ["id"], rangeKeys: [], projection }],
    });
  return globalIndexDifferences(table(was), table(now)).map(
    (difference) =>
      `${partName(difference)} is ${partText(difference, difference.now)} and was ${partText(difference, difference.was)}`,
  );
}

const ALL: Projection = { type: "ALL", nonKeyAttributes: [] };
const include = (...nonKeyAttributes: string[]): Projection => ({
  type: "INCLUDE",
  nonKeyAttributes,
});

test("another projection is described with the attributes that it includes", () => {
  expect(projections(ALL, include("kind", "total"))).toEqual([
    "the projection of the index by-id is INCLUDE kind, total and was ALL",
  ]);
});

test("a projection that includes no attributes is described in words", () => {
  expect(projections(include("kind"), include())).toEqual([
    "the projection of the index by-id is INCLUDE without attributes and was INCLUDE kind",
  ]);
});

test("the same projection is no difference", () => {
  expect(projections(include("kind"), include("kind"))).toEqual([]);
});
