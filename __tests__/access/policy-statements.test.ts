import { statements } from "../../access/policy-statements";
import type { Permission } from "../../access/policy-statements";
import { random } from "../support/random";

/** `action resource condition` of every pair that the statements allow. */
function spread(all: ReturnType<typeof statements>): string[] {
  return asked(
    all.flatMap(({ Action, Resource, Condition }) =>
      Action.flatMap((action) =>
        Resource.map((resource) => ({ action, resource, condition: Condition })),
      ),
    ),
  );
}

const asked = (permissions: readonly Permission[]): string[] =>
  [
    ...new Set(
      permissions.map(
        ({ action, resource, condition }) =>
          `${action} ${resource} ${JSON.stringify(condition ?? null)}`,
      ),
    ),
  ].sort();

describe("statements", () => {
  test("resources with the same actions share a statement", () => {
    const permissions = ["t1", "t2"].flatMap((resource) =>
      ["b", "a"].map((action) => ({ action, resource })),
    );
    expect(statements(permissions)).toEqual([
      { Effect: "Allow", Action: ["a", "b"], Resource: ["t1", "t2"] },
    ]);
  });

  test("what only some resources allow is not widened to the others", () => {
    const permissions = [
      { action: "a", resource: "t1" },
      { action: "a", resource: "t2" },
      { action: "b", resource: "t2" },
    ];
    expect(spread(statements(permissions))).toEqual(asked(permissions));
  });

  test("different conditions are never merged", () => {
    const condition = { StringEquals: { k: "v" } };
    const permissions = [
      { action: "a", resource: "t" },
      { action: "a", resource: "t", condition },
    ];
    expect(statements(permissions)).toHaveLength(2);
  });

  test("what a wildcard reaches with the same actions and condition is not named again", () => {
    const condition = { StringEquals: { k: "v" } };
    const permissions = [
      { action: "a", resource: "t/index/*" },
      { action: "a", resource: "t/index/one" },
      { action: "b", resource: "t/index/one" },
      { action: "a", resource: "t/index/two", condition },
      { action: "a", resource: "t/index" },
    ];
    expect(statements(permissions)).toEqual([
      { Effect: "Allow", Action: ["a"], Resource: ["t/index", "t/index/*"] },
      { Effect: "Allow", Action: ["a"], Resource: ["t/index/two"], Condition: condition },
      { Effect: "Allow", Action: ["b"], Resource: ["t/index/one"] },
    ]);
  });

  test("each resource is in one statement for each condition", () => {
    const read = ["GetItem", "Query"];
    const write = ["PutItem"];
    const permissions = [
      ...read.map((action) => ({ action, resource: "read-only" })),
      ...[...read, ...write].map((action) => ({ action, resource: "both" })),
      ...write.map((action) => ({ action, resource: "write-only" })),
    ];
    expect(statements(permissions)).toEqual([
      { Effect: "Allow", Action: ["GetItem", "PutItem", "Query"], Resource: ["both"] },
      { Effect: "Allow", Action: ["GetItem", "Query"], Resource: ["read-only"] },
      { Effect: "Allow", Action: ["PutItem"], Resource: ["write-only"] },
    ]);
  });

  test("statements allow just what is asked, in any order, for random permissions", () => {
    const { pick, int, shuffle } = random(42);
    const conditions = [undefined, { StringEquals: { k: "v" } }];
    for (let round = 0; round < 300; round += 1) {
      const permissions = Array.from({ length: int(1, 40) }, () => ({
        action: `a${int(0, 6)}`,
        resource: `r${int(0, 8)}`,
        condition: pick(conditions),
      }));
      const merged = statements(permissions);
      expect(spread(merged)).toEqual(asked(permissions));
      expect(statements(shuffle(permissions))).toEqual(merged);
    }
  });
});
