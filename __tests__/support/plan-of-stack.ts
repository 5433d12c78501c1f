import { plain } from "../../table/terraform-escapes";
import { change } from "./guard-plans";
import type { Json, StackJson } from "./project";

/** A first deploy of a stack as Terraform plans it, with the configuration that it plans. */
export interface StackPlan {
  /** Changes by address. */
  readonly changes: Readonly<Record<string, Json>>;
  readonly configuration: Json;
}

export function planOfStack(stack: StackJson): StackPlan {
  const resources = Object.entries(stack.resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, { "//": _, ...values }]) => ({
      address: `${type}.${name}`,
      values,
    })),
  );
  return {
    changes: Object.fromEntries(
      resources.map(({ address, values }) => [
        address,
        change(address, ["create"], {
          after: known(values, stack),
          after_unknown: Object.fromEntries(
            Object.keys(values)
              .filter((key) => !(key in known(values, stack)))
              .map((key) => [key, true]),
          ),
        }),
      ]),
    ),
    configuration: {
      root_module: {
        outputs: {},
        resources: resources.map(({ address, values }) => ({
          address,
          mode: "managed",
          expressions: Object.fromEntries(
            Object.entries(values).map(([key, value]) => [key, { constant_value: value }]),
          ),
        })),
      },
    },
  };
}

/** Terraform knows the names that a configuration gives, and nothing that AWS computes. */
function known(values: Json, stack: StackJson): Json {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const [, type = "", name = "", attribute = ""] =
        /^\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(String(value)) ?? [];
      if (attribute === "") return isComputed(value) ? [] : [[key, asRead(value)]];
      const referred = stack.resource[type]?.[name]?.[attribute];
      return referred === undefined ? [] : [[key, referred]];
    }),
  );
}

/** What has an expression among other text refers to what AWS computes; what data sources read is known. */
function isComputed(value: unknown): boolean {
  return /(?<!\$)\$\{(?!data\.)/.test(JSON.stringify(value));
}

function asRead(value: unknown): unknown {
  return typeof value === "string" ? plain(value) : value;
}
