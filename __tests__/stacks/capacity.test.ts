import { change, guard, lockedProject, PASSES } from "../support/guard-plans";
import { synthOne, tablesYaml } from "../support/project";

const KEYS = "hashKey: id, attributes: [{name: id, type: S}, {name: at, type: S}]";
const SCALED = "autoscaling: {read: {min: 5, max: 50}, write: {min: 5, max: 50}}";

const table = (name: string, billing: string, more = ""): string =>
  `{name: ${name}, ${KEYS}, billingMode: ${billing}, globalSecondaryIndex: [{name: by-at, hashKey: at, projectionType: ALL${more}}]}`;

const provisioned = (name: string, more: string, ofIndex = ""): string =>
  table(
    name,
    `PROVISIONED, ${more}`,
    `, ${ofIndex === "" ? "readCapacity: 1, writeCapacity: 1" : ofIndex}`,
  );

describe("a namespace with scaled tables", () => {
  test("reads the tables of each region once, and only those that are scaled", () => {
    const { data, resource } = synthOne({
      "dev/koa.yaml": tablesYaml(
        provisioned("Fixed", "readCapacity: 1, writeCapacity: 1"),
        provisioned("A", SCALED),
        provisioned("B", SCALED, SCALED),
        provisioned("Far", `${SCALED}, region: us-east-1`),
        table("OnDemand", "PAY_PER_REQUEST"),
      ),
    });
    const names = Object.entries(data.aws_dynamodb_tables ?? {});
    expect(names.map(([address, { provider }]) => [address, provider])).toEqual([
      ["present", undefined],
      ["present-us-east-1", "aws.us-east-1"],
    ]);
    expect(Object.keys(data.aws_dynamodb_table ?? {}).sort()).toEqual(["A", "B", "Far"]);
    expect(data.aws_dynamodb_table?.Far).toMatchObject({ provider: "aws.us-east-1" });
    const { aws_appautoscaling_target: targets = {} } = resource;
    expect(Object.keys(targets).filter((address) => address.startsWith("B-"))).toHaveLength(4);
    for (const type of ["aws_appautoscaling_target", "aws_appautoscaling_policy"])
      expect(resource[type]?.["Far-read"]).toMatchObject({ provider: "aws.us-east-1" });
  });

  test("without any reads nothing", () => {
    const stack = synthOne({ "dev/koa.yaml": tablesYaml(table("A", "PAY_PER_REQUEST")) });
    expect(stack).not.toHaveProperty("data");
  });

  test("forgets the scaling of a table that it forgets", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(provisioned("A", SCALED)) });
    project.write({
      "dev/koa.yaml": "removedTables: [{name: A, reason: belongs to others}]\n",
    });
    const { removed } = project.synth()["dev-koa"] as unknown as { removed: { from: string }[] };
    expect(removed.map(({ from }) => from)).toEqual([
      "aws_dynamodb_table.A",
      "aws_appautoscaling_policy.A-read",
      "aws_appautoscaling_policy.A-write",
      "aws_appautoscaling_target.A-read",
      "aws_appautoscaling_target.A-write",
    ]);
  });
});

describe("guard: auto scaling", () => {
  const imported = (id: string): ReturnType<typeof change> =>
    change("aws_appautoscaling_target.A-read", ["no-op"], { importing: { id } });

  test("of an adopted table is imported, and nothing else by its address", () => {
    const adopted = provisioned("A", `${SCALED}, adopt: true`);
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(adopted) });
    const id = "dynamodb/table/koa-A/dynamodb:table:ReadCapacityUnits";
    expect(guard(project, [imported(id)])).toEqual(PASSES);
    const other = id.replace("koa-A", "koa-B");
    expect(guard(project, [imported(other)])).not.toEqual(PASSES);
  });

  test("may end, and may be replaced", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(provisioned("A", SCALED)) });
    for (const type of ["target", "policy", "scheduled_action"])
      expect(guard(project, [change(`aws_appautoscaling_${type}.Old`, ["delete"])])).toEqual(
        PASSES,
      );
    expect(
      guard(project, [change("aws_appautoscaling_target.A-read", ["delete", "create"])]),
    ).toEqual(PASSES);
  });
});
