import { TableReplica } from "../../modules/table-replica";
import type { TableReplicaProps } from "../../modules/table-replica";
import { render as renderStack } from "../support/render-construct";
import type { Rendered } from "../support/render-construct";

function render(props: Partial<TableReplicaProps> = {}): Rendered {
  return renderStack((stack) => {
    new TableReplica(stack, "replica", {
      address: "A",
      tableArn: "arn:table",
      provider: undefined,
      ...props,
    });
  });
}

const resource = (props: Partial<TableReplicaProps> = {}): unknown =>
  render(props).resource.aws_dynamodb_table_replica?.A;

describe("TableReplica", () => {
  test("has point-in-time recovery unless it is turned off, and nothing else of its own", () => {
    expect(resource()).toEqual({ global_table_arn: "arn:table", point_in_time_recovery: true });
    expect(resource({ pointInTimeRecovery: false, tags: {} })).toEqual({
      global_table_arn: "arn:table",
      point_in_time_recovery: false,
    });
  });

  test("takes a key, tags and deletion protection, and comes after what it depends on", () => {
    const dependsOn = ["aws_appautoscaling_policy.A-write"];
    expect(
      resource({ kmsKeyArn: "arn:key", tags: { a: "b" }, deletionProtection: false, dependsOn }),
    ).toEqual({
      global_table_arn: "arn:table",
      point_in_time_recovery: true,
      kms_key_arn: "arn:key",
      tags: { a: "b" },
      deletion_protection_enabled: false,
      depends_on: dependsOn,
    });
  });

  test("is imported by the name and the region of its table where it exists", () => {
    expect(render()).not.toHaveProperty("import");
    expect(render({ existing: { tableName: "t", tableRegion: "eu-west-1" } }).import).toEqual([
      { to: "aws_dynamodb_table_replica.A", id: "t:eu-west-1" },
    ]);
  });
});
