import { CapacityScaling } from "../../modules/capacity-scaling";
import { DynamodbTable } from "../../modules/dynamodb-table";
import type { DynamodbTableProps } from "../../modules/dynamodb-table";
import { PresentTables } from "../../modules/present-table";
import { TerraformString } from "../../modules/terraform-string";
import type { GlobalSecondaryIndex, ScaledDimension } from "../../table/table-settings";
import { render } from "../support/render-construct";
import type { Rendered } from "../support/render-construct";

const BY_AT: GlobalSecondaryIndex = {
  name: "by-at",
  hashKeys: ["at"],
  rangeKeys: [],
  projection: { type: "ALL", nonKeyAttributes: [] },
};

function table(props: Partial<DynamodbTableProps>, names?: string): Rendered {
  return render((stack) => {
    const presentTables =
      names === undefined ? undefined : new PresentTables(stack, "names", { address: names });
    new DynamodbTable(stack, "table", {
      address: "A",
      tableName: "a",
      hashKey: "id",
      attributes: ["id", "at"].map((name) => ({ name, type: "S" })),
      presentTables,
      ...props,
    });
  });
}

const argumentsIn = ({ resource }: Rendered): Record<string, unknown> =>
  resource.aws_dynamodb_table?.A ?? {};

const scaled = (more: Partial<ScaledDimension> = {}): ScaledDimension => ({
  min: 5,
  max: 50,
  targetUtilization: 70,
  schedules: [],
  ...more,
});

const PRESENT = "data.aws_dynamodb_table.A";
const INDEX = `flatten([for t in ${PRESENT} : [for g in t.global_secondary_index : g if g.name == "by-at"]])`;

describe("the capacity of a table", () => {
  const capacity = { read: 6, write: 7 };

  test("is what the props say, and nothing is read beforehand", () => {
    const rendered = table({ capacity, globalSecondaryIndexes: [{ ...BY_AT, capacity }] });
    expect(argumentsIn(rendered)).toMatchObject({
      billing_mode: "PROVISIONED",
      read_capacity: 6,
      write_capacity: 7,
      global_secondary_index: [{ name: "by-at", read_capacity: 6, write_capacity: 7 }],
    });
    expect(rendered.data).toBeUndefined();
  });

  test("is what AWS has within the bounds where it is scaled, in that dimension alone", () => {
    const rendered = table(
      {
        capacity,
        autoscaling: { read: scaled() },
        globalSecondaryIndexes: [{ ...BY_AT, capacity, autoscaling: { write: scaled() } }],
      },
      "present",
    );
    expect(rendered.data).toEqual({
      aws_dynamodb_tables: { present: {} },
      aws_dynamodb_table: {
        A: {
          name: "a",
          count: '${try(contains(data.aws_dynamodb_tables.present.names, "a"), false) ? 1 : 0}',
        },
      },
    });
    expect(argumentsIn(rendered)).toMatchObject({
      read_capacity: `\${max(5, min(50, coalesce(one([for t in ${PRESENT} : t.read_capacity if t.read_capacity > 0]), 6)))}`,
      write_capacity: 7,
      global_secondary_index: [
        {
          read_capacity: 6,
          write_capacity: `\${max(5, min(50, coalesce(one([for t in ${INDEX} : t.write_capacity if t.write_capacity > 0]), 7)))}`,
        },
      ],
      lifecycle: { ignore_changes: expect.not.arrayContaining(["read_capacity"]) as unknown },
    });
  });

  test("may be as far away as a schedule moves the bounds", () => {
    const schedules = [{ name: "n", schedule: "s", timezone: "UTC", min: 2, max: 90 }];
    const rendered = table({ capacity, autoscaling: { read: scaled({ schedules }) } });
    expect(argumentsIn(rendered).read_capacity).toMatch(/^\$\{max\(2, min\(90, /);
    expect(rendered.data.aws_dynamodb_tables).toEqual({ A: {} });
  });
});

describe("the maximum of on-demand throughput", () => {
  const maximum = { maxReadRequestUnits: 9 };

  test("is written, and no other", () => {
    const rendered = table({
      onDemandThroughput: maximum,
      globalSecondaryIndexes: [{ ...BY_AT, onDemandThroughput: { maxWriteRequestUnits: 8 } }],
    });
    expect(argumentsIn(rendered)).toMatchObject({
      on_demand_throughput: { max_read_request_units: 9 },
      global_secondary_index: [{ on_demand_throughput: { max_write_request_units: 8 } }],
    });
    expect(rendered.data).toBeUndefined();
    expect(argumentsIn(table({ onDemandThroughput: {} }))).not.toHaveProperty(
      "on_demand_throughput",
    );
  });

  test("is lifted where there was one, as long as AWS has one", () => {
    const args = argumentsIn(
      table({
        formerMaxima: ["read"],
        formerMaximaOfIndexes: { "by-at": ["read", "write"] },
        globalSecondaryIndexes: [BY_AT],
      }),
    );
    expect(args.dynamic).toEqual({
      on_demand_throughput: {
        for_each: `\${[for o in flatten([for t in ${PRESENT} : t.on_demand_throughput]) : o if o.max_read_request_units > 0]}`,
        content: {
          max_read_request_units:
            "${on_demand_throughput.value.max_read_request_units > 0 ? -1 : null}",
        },
      },
    });
    expect(args.global_secondary_index).toMatchObject([
      {
        name: "by-at",
        dynamic: {
          on_demand_throughput: {
            for_each: `\${[for o in flatten([for t in ${INDEX} : t.on_demand_throughput]) : o if o.max_read_request_units > 0 || o.max_write_request_units > 0]}`,
          },
        },
      },
    ]);
  });

  test("of one kind is lifted beside one of the other kind", () => {
    const args = argumentsIn(
      table({ onDemandThroughput: maximum, formerMaxima: ["read", "write"] }),
    );
    expect(args.on_demand_throughput).toEqual({
      max_read_request_units: 9,
      max_write_request_units: `\${anytrue([for o in flatten([for t in ${PRESENT} : t.on_demand_throughput]) : o.max_write_request_units > 0]) ? -1 : null}`,
    });
    expect(args).not.toHaveProperty("dynamic");
  });

  test("is not lifted from a provisioned table, which has none", () => {
    const capacity = { read: 1, write: 1 };
    const rendered = table({ capacity, formerMaxima: ["read"] });
    expect(argumentsIn(rendered)).not.toHaveProperty("dynamic");
    expect(rendered.data).toBeUndefined();
  });
});

test("warm throughput is never below what AWS has", () => {
  const args = argumentsIn(
    table({
      warmThroughput: { readUnitsPerSecond: 15_000 },
      globalSecondaryIndexes: [{ ...BY_AT, warmThroughput: { writeUnitsPerSecond: 5_000 } }],
    }),
  );
  expect(args.warm_throughput).toEqual({
    read_units_per_second: `\${max(15000, [for w in flatten([for t in ${PRESENT} : t.warm_throughput]) : w.read_units_per_second]...)}`,
  });
  expect(args.global_secondary_index).toMatchObject([
    {
      warm_throughput: {
        write_units_per_second: `\${max(5000, [for w in flatten([for t in ${INDEX} : t.warm_throughput]) : w.write_units_per_second]...)}`,
      },
    },
  ]);
});

describe("the scaling of a capacity", () => {
  const SCHEDULE = { name: "evening", schedule: "cron(0 19 * * ? *)", timezone: "Etc/UTC", min: 2 };

  function scaling(settings: ScaledDimension, more: { index?: string; adopted?: boolean } = {}) {
    const { index, adopted } = more;
    return render((stack) => {
      new CapacityScaling(stack, "scaling", {
        scaled: { dimension: "read", index, settings },
        tableAddress: "A",
        tableName: "a",
        table: new TerraformString("${aws_dynamodb_table.A.name}"),
        adopted,
      });
    });
  }

  const TARGET = "${aws_appautoscaling_target.A-read";

  test("is a target and a policy, with what is said and nothing else", () => {
    expect(scaling(scaled()).resource).toEqual({
      aws_appautoscaling_target: {
        "A-read": {
          service_namespace: "dynamodb",
          resource_id: "table/${aws_dynamodb_table.A.name}",
          scalable_dimension: "dynamodb:table:ReadCapacityUnits",
          min_capacity: 5,
          max_capacity: 50,
        },
      },
      aws_appautoscaling_policy: {
        "A-read": {
          name: "DynamoDBReadCapacityUtilization:table/a",
          policy_type: "TargetTrackingScaling",
          service_namespace: "dynamodb",
          resource_id: `${TARGET}.resource_id}`,
          scalable_dimension: `${TARGET}.scalable_dimension}`,
          target_tracking_scaling_policy_configuration: {
            target_value: 70,
            predefined_metric_specification: {
              predefined_metric_type: "DynamoDBReadCapacityUtilization",
            },
          },
        },
      },
      terraform_data: { "A-bounds-read-8a2d0b87": { input: { min: 5, max: 50 } } },
    });
  });

  test("of an index names it, with its cooldowns", () => {
    const cooldowns = { scaleInCooldown: 60, scaleOutCooldown: 0, targetUtilization: 80 };
    const { resource } = scaling(scaled(cooldowns), { index: "by-at" });
    const [[address, target] = ["", {}]] = Object.entries(resource.aws_appautoscaling_target ?? {});
    expect(address).toMatch(/^A-read-by-at-[0-9a-f]{8}$/);
    expect(target).toMatchObject({
      resource_id: "table/${aws_dynamodb_table.A.name}/index/by-at",
      scalable_dimension: "dynamodb:index:ReadCapacityUnits",
    });
    expect(resource.aws_appautoscaling_policy?.[address]).toMatchObject({
      name: "DynamoDBReadCapacityUtilization:table/a/index/by-at",
      target_tracking_scaling_policy_configuration: {
        target_value: 80,
        scale_in_cooldown: 60,
        scale_out_cooldown: 0,
      },
    });
  });

  test("with schedules has bounds that are written again only when they are edited", () => {
    const { resource } = scaling(scaled({ schedules: [SCHEDULE] }));
    const replace_triggered_by = ["terraform_data.A-bounds-read-8a2d0b87"];
    expect(resource.aws_appautoscaling_target?.["A-read"]?.lifecycle).toEqual({
      ignore_changes: ["min_capacity", "max_capacity"],
      replace_triggered_by,
    });
    // AWS deletes them with the target.
    expect(resource.aws_appautoscaling_policy?.["A-read"]?.lifecycle).toEqual({
      replace_triggered_by,
    });
    const [[address, action] = ["", {}]] = Object.entries(
      resource.aws_appautoscaling_scheduled_action ?? {},
    );
    expect(address).toMatch(/^A-read-at-evening-[0-9a-f]{8}$/);
    expect(action).toEqual({
      name: "evening",
      schedule: "cron(0 19 * * ? *)",
      timezone: "Etc/UTC",
      service_namespace: "dynamodb",
      resource_id: `${TARGET}.resource_id}`,
      scalable_dimension: `${TARGET}.scalable_dimension}`,
      scalable_target_action: { min_capacity: "2" },
      lifecycle: { replace_triggered_by },
    });
  });

  test("of an adopted table has a target that is imported: AWS refuses to tag one that exists", () => {
    expect(scaling(scaled(), { adopted: true, index: "by-at" }).import).toEqual([
      {
        to: expect.stringMatching(/^aws_appautoscaling_target\.A-read-by-at-/) as string,
        id: "dynamodb/table/a/index/by-at/dynamodb:index:ReadCapacityUnits",
      },
    ]);
    expect(scaling(scaled())).not.toHaveProperty("import");
  });
});
