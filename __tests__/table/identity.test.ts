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

/** What differs between two sort keys of an index, in words. */
function sortKeys(was: readonly string[], now: readonly string[], type: "S" | "N" = "S"): string[] {
  const table = (
    rangeKeys: readonly string[],
    typeOfDay: "S" | "N" = "S",
  ): ReturnType<typeof shapeOf> =>
    shapeOf({
      hashKey: "id",
      attributes: [
        { name: "id", type: "S" },
        { name: "day", type: typeOfDay },
        { name: "kind", type: "S" },
      ],
      globalSecondaryIndexes: [{ name: "by-id", hashKeys: ["id"], rangeKeys, projection: ALL }],
    });
  return globalIndexDifferences(table(was), table(now, type)).map(
    (difference) =>
      `${partName(difference)}: ${partText(difference, difference.was)}, ${partText(difference, difference.now)}`,
  );
}

test("one attribute more, and another order, is another key of an index", () => {
  expect(sortKeys(["day"], ["day", "kind"])).toEqual([
    "rangeKey of the index by-id: day, day, kind",
  ]);
  expect(sortKeys(["day", "kind"], ["kind", "day"])).toEqual([
    "rangeKey of the index by-id: day, kind, kind, day",
  ]);
  expect(sortKeys(["day", "kind"], [])).toEqual([
    "rangeKey of the index by-id: day, kind, undefined",
  ]);
  expect(sortKeys(["day, kind"], ["day", "kind"])).toHaveLength(1);
  expect(sortKeys(["day", "kind"], ["day", "kind"])).toEqual([]);
});

test("another type of one of several attributes is described as that", () => {
  expect(sortKeys(["kind", "day"], ["kind", "day"], "N")).toEqual(["the type of day: S, N"]);
});

test("the same projection is no difference", () => {
  expect(projections(include("kind"), include("kind"))).toEqual([]);
});
