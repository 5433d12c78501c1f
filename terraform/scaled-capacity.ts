/** Which capacities AWS changes by itself, so that a difference from the state is no drift. */
import { z } from "zod";
import { plain } from "../table/terraform-escapes";

/** Of the Terraform JSON of a stack. Source: Application Auto Scaling API reference, RegisterScalableTarget. */
const scaledStack = z.object({
  resource: z
    .object({
      aws_dynamodb_table: z.record(z.string(), z.looseObject({ name: z.string() })).default({}),
      aws_appautoscaling_target: z
        .record(
          z.string(),
          z.looseObject({ resource_id: z.string(), scalable_dimension: z.string() }),
        )
        .default({}),
    })
    .default({ aws_dynamodb_table: {}, aws_appautoscaling_target: {} }),
});

/**
 * The scaled capacities of a synthesized stack, each as `<address of the table> <path of the attribute>`.
 * @param stack its Terraform JSON
 */
export function scaledCapacities(stack: object | undefined): ReadonlySet<string> {
  const { success, data } = scaledStack.safeParse(stack ?? {});
  if (!success) return new Set();
  const { aws_dynamodb_table: tables, aws_appautoscaling_target: targets } = data.resource;
  const addresses = new Map(
    Object.entries(tables).flatMap(([name, table]) => {
      const address = `aws_dynamodb_table.${name}`;
      // By its name in AWS, or by a reference to it.
      return [plain(table.name), `\${${address}.name}`].map((key) => [key, address] as const);
    }),
  );
  return new Set(
    Object.values(targets).flatMap(({ resource_id: id, scalable_dimension: dimension }) => {
      const [, table = "", index] = /^table\/(.+?)(?:\/index\/(.+))?$/.exec(id) ?? [];
      const [, unit] = /:(Read|Write)CapacityUnits$/.exec(dimension) ?? [];
      const address = addresses.get(table) ?? addresses.get(plain(table));
      if (address === undefined || unit === undefined) return [];
      const attribute = `${unit.toLowerCase()}_capacity`;
      return index === undefined
        ? `${address} ${attribute}`
        : `${address} global_secondary_index.${plain(index)}.${attribute}`;
    }),
  );
}
