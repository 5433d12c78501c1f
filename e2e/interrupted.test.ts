import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { deployedTableNames } from "./support/deployed-tables";
import { Stage } from "./support/stage";
import { allItems, onDemandTable, putItem } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Workspace } from "./support/workspace";

/** Namespaces x tables; 10x50 takes about as long as all other files together. */
const SIZE = process.env.INTERRUPTED ?? "4x10";

/** Tables that AWS has and no state knows are found again. */
describe("a deploy of several namespaces", () => {
  const [namespaces = 0, tables = 0] = SIZE.split("x").map(Number);
  const NAMESPACES = numbered(namespaces, "team");
  const TABLES = numbered(tables, "Table");
  const ALL = NAMESPACES.flatMap((namespace) => TABLES.map((table) => `${namespace}-${table}`));
  /** In the middle of a stack: two are deployed at a time. */
  const KILLED_AT = Math.round(namespaces * tables * 0.6) + 10;
  const stage = new Stage("test", BARE);
  let workspace: Workspace;
  let dynamodb: DynamoDBClient;
  let unknown: readonly string[];

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    dynamodb = stage.root.dynamodb("eu-west-1");
    for (const namespace of NAMESPACES) {
      const granted = { serviceAccountReadRoles: [`service-${namespace}`] };
      const tables = TABLES.map((table) => onDemandTable(table, { id: "S" }, granted));
      workspace.values.write(`${namespace}.yaml`, { tables });
    }
    await stage.prepare();
    await workspace.killedDeploy("test-*", async () => {
      const tables = await deployedTableNames(dynamodb);
      return tables.length >= KILLED_AT;
    });
    unknown = await unknownTables();
  });

  afterAll(() => stage.close());

  test("that is killed leaves tables behind, which the next one cannot create", async () => {
    expect(unknown).not.toEqual([]);
    const { code, output } = await workspace.tryDeploy("test-*");
    expect(code).not.toBe(0);
    // The CLI begins no further stack once one has failed.
    const refused = unknown.filter((table) => output.includes(`Table already exists: ${table}`));
    expect(refused).not.toEqual([]);
  });

  test("takes them over after npm run adopt -- --state, and leaves nothing to do", async () => {
    for (const namespace of NAMESPACES.filter(hasUnknownTables)) {
      await workspace.adoptState(namespace);
    }
    await workspace.cdktf("deploy", "test-*");
    expect(await deployedTableNames(dynamodb)).toEqual(ALL);
    expect(await unknownTables()).toEqual([]);
    for (const plan of await workspace.plan()) expect(plan).toMatchObject({ code: 0 });
  });

  test("takes over all that it has made when a state is lost, with its items", async () => {
    const [namespace = ""] = NAMESPACES;
    const stack = `test-${namespace}`;
    const table = `${namespace}-${TABLES[0] ?? ""}`;
    const item = { id: { S: "1" } };
    await putItem(dynamodb, table, item);
    const known = workspace.stateOf(stack);
    workspace.loseState(stack);
    await workspace.adoptState(namespace);
    const { actions, errors } = await workspace.tryApply(stack);
    expect(errors).toEqual([]);
    expect(actions).toEqual(Object.fromEntries(known.map((address) => [address, "import"])));
    expect(await allItems(dynamodb, table)).toEqual([item]);
    expect(workspace.stateOf(stack)).toEqual(known);
  });

  function hasUnknownTables(namespace: string): boolean {
    return unknown.some((table) => table.startsWith(`${namespace}-`));
  }

  /** Tables in AWS that are in no state. */
  async function unknownTables(): Promise<string[]> {
    const known = NAMESPACES.flatMap((namespace) =>
      workspace
        .stateOf(`test-${namespace}`)
        .map((address) => address.replace("aws_dynamodb_table.", `${namespace}-`)),
    );
    return (await deployedTableNames(dynamodb)).filter((table) => !known.includes(table));
  }
});

function numbered(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, i) => `${name}-${String(i + 1).padStart(2, "0")}`);
}
