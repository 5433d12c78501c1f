/**
 * What is written for provider 6, compared with the arguments that its bindings know. There is no
 * plan behind this: the provider may refuse what it knows (docs/decisions/0021-provider-6.md).
 */
import { tableSchema } from "../../config/schema/table-schema";
import { EVERY_KEY } from "../support/every-key";
import { readExamples } from "../support/examples";
import { ENVIRONMENT, Project, synthOne, tablesYaml } from "../support/project";
import { argumentFaults, readProviderArguments } from "../support/provider-arguments";

const FIXTURE = readProviderArguments();

/** What the stacks have that the provider does not know, by stack. */
function faultsIn(files: Readonly<Record<string, string>>): Record<string, string[]> {
  const stacks = Object.entries(new Project(files).synth());
  const faults = stacks.map(([id, stack]) => [id, argumentFaults(stack, FIXTURE)] as const);
  return Object.fromEntries(faults.filter(([, found]) => found.length > 0));
}

test("tables with every key have only arguments that provider 6 knows and has not deprecated", () => {
  expect(faultsIn(EVERY_KEY)).toEqual({});
  const { tables } = JSON.parse(EVERY_KEY["dev/koa.yaml"] ?? "") as { tables: object[] };
  const used = new Set(tables.flatMap((table) => Object.keys(table)));
  const without = ["useIdpPrefix", "tableName", "optOutReason", "deletionProtection", "usage"];
  const missing = Object.keys(tableSchema.shape).filter(
    (key) => !used.has(key) && !without.includes(key),
  );
  expect(missing).toEqual(["readCapacity", "writeCapacity"]);
});

test("the examples have, once the constraint says so", () => {
  const files = readExamples();
  const defaults = `${files["_defaults.yaml"] ?? ""}\nprovider: {version: "~> 6.37"}\n`;
  expect(faultsIn({ ...files, "_defaults.yaml": defaults })).toEqual({});
});

test("for provider 5 and the first versions of 6, indexes are as provider 5 knows them", () => {
  const table =
    "{name: A, hashKey: id, attributes: [{name: id, type: S}, {name: kind, type: S}], billingMode: PAY_PER_REQUEST, globalSecondaryIndex: [{name: by-kind, hashKey: kind, rangeKey: id, projectionType: ALL}]}";
  const index = (version: string): unknown =>
    synthOne({
      "dev/_environment.yaml": `${ENVIRONMENT}provider: {version: "${version}"}\n`,
      "dev/koa.yaml": tablesYaml(table),
    }).resource.aws_dynamodb_table?.A?.global_secondary_index;
  const rest = { name: "by-kind", projection_type: "ALL" };
  const old = [{ ...rest, hash_key: "kind", range_key: "id" }];
  expect(["~> 5.100", "~> 6.36", ">= 5.100"].map(index)).toEqual([old, old, old]);
  expect(index("~> 6.37")).toEqual([
    {
      ...rest,
      key_schema: [
        { attribute_name: "kind", key_type: "HASH" },
        { attribute_name: "id", key_type: "RANGE" },
      ],
    },
  ]);
});

test("an argument that is unknown, and one that is deprecated, is reported with its path", () => {
  const aws_dynamodb_table = {
    A: {
      name: "a",
      hashes: "id",
      ttl: { on: true },
      global_secondary_index: [{ name: "i", hash_key: "id" }],
      lifecycle: { prevent_destroy: true },
      tags: { anything: "goes" },
    },
  };
  const stack = { resource: { aws_dynamodb_table }, provider: { aws: [{ regions: "x" }] } };
  expect(argumentFaults(stack as never, FIXTURE)).toEqual([
    "aws_dynamodb_table has no hashes",
    "aws_dynamodb_table has no ttl.on",
    "global_secondary_index.hash_key of aws_dynamodb_table is deprecated since 6.29.0",
    "provider has no regions",
  ]);
});
