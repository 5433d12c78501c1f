import { ObservedTable } from "../../modules/observed-table";
import { render } from "../support/render-construct";

/** The condition on the global indexes of an observed table. */
function indexCondition(keySchemaBlocks: boolean): string {
  const { check } = render((stack) => {
    new ObservedTable(stack, "table", {
      address: "A",
      tableName: "a",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      globalSecondaryIndexes: [
        {
          name: "by-kind",
          hashKeys: ["kind", "tenant"],
          rangeKeys: [],
          projection: { type: "ALL", nonKeyAttributes: [] },
        },
      ],
      keySchemaBlocks,
    });
  });
  const [found = ""] = (JSON.stringify(check).match(/"condition":"(?:[^"\\]|\\.)*"/g) ?? []).filter(
    (text) => text.includes("global_secondary_index"),
  );
  return (JSON.parse(`{${found}}`) as { condition: string }).condition;
}

test("an observed table's indexes are compared by all attributes of their keys where the provider reads them", () => {
  expect(indexCondition(true)).toBe(
    '${jsonencode(sort([for i in data.aws_dynamodb_table.A.global_secondary_index : jsonencode([i.name, coalescelist([for k in try(i.key_schema, []) : k.attribute_name if k.key_type == "HASH"], [i.hash_key]), coalescelist([for k in try(i.key_schema, []) : k.attribute_name if k.key_type == "RANGE"], [(i.range_key == null ? "" : i.range_key)]), i.projection_type, try(sort(i.non_key_attributes), [])])])) == jsonencode(sort([for i in jsondecode("[[\\"by-kind\\",[\\"kind\\",\\"tenant\\"],[\\"\\"],\\"ALL\\",[]]]") : jsonencode(i)]))}',
  );
});

test("for provider 5, by the one attribute that it reads", () => {
  expect(indexCondition(false)).toContain("jsonencode([i.name, i.hash_key, ");
});
