import { briefly, reported } from "../support/reported";
import { allowing, Project, tablesYaml, tableYaml } from "../support/project";

const GRANT = "grants: [{role: r-koa, access: [GetItem]}]";
const TABLES = Array.from({ length: 101 }, (_, i) => tableYaml(`T${i + 100}`, GRANT));

/** A role with a policy that grows by a character with each one of a table's name in AWS. */
function project(nameLength: number): Project {
  const last = `tableName: ${"x".repeat(nameLength)}, ${GRANT.replace("GetItem]", 'GetItem], leadingKeys: ["a b"]')}`;
  return new Project({
    "dev/_environment.yaml": allowing("koa: [x*]"),
    "dev/koa.yaml": tablesYaml(...TABLES, tableYaml("Last", last)),
  });
}

/** As IAM counts: without whitespace. */
function characters(of: Project): number {
  const policy = String(of.synth()["dev-koa"]?.resource.aws_iam_policy?.["r-koa"]?.policy);
  return policy.replace(/\s/g, "").length;
}

test("a role's policy may have 6144 characters, and is refused with one more", () => {
  const start = 3;
  const most = start + 6144 - characters(project(start));
  expect(most).toBeGreaterThan(start);
  expect(most).toBeLessThan(255);
  expect(characters(project(most))).toBe(6144);

  const [problem, ...others] = reported(project(most + 1)).filter(
    ({ severity }) => severity === "error",
  );
  expect(others).toEqual([]);
  expect(problem && briefly(problem)).toMatch(/^error policySize dev\/koa\.yaml:2:\d+$/);
  expect(problem?.message).toMatch(/ 6145 .* 6144/);
  // Ten tables, the longest first, and how many more there are.
  const costs = problem?.message.split(": ").at(-1)?.split(", ") ?? [];
  expect(costs[0]).toMatch(/^x+ \d+$/);
  expect(costs.slice(1, 10)).toEqual(
    Array.from({ length: 9 }, (_, i) => expect.stringMatching(`^koa-T${i + 100} \\d+$`) as string),
  );
  expect(costs.slice(10)).toEqual([expect.stringContaining("92")]);
});

test("a policy that is too large names ten tables with what each costs, those of one cost by name", () => {
  const tables = Array.from({ length: 10 }, (_, i) =>
    tableYaml(
      `T${i}`,
      `tableName: name-${9 - i}, grants: [{role: r-koa, access: [GetItem], leadingKeys: [${"x".repeat(600)}${i}]}]`,
    ),
  );
  const values = {
    "dev/_environment.yaml": allowing("koa: [name-*]"),
    "dev/koa.yaml": tablesYaml(...tables),
  };
  const problem = reported(new Project(values)).find(({ rule }) => rule === "policySize");
  expect(problem?.message.split(": ").at(-1)?.split(", ")).toEqual(
    tables.map((_, i) => expect.stringMatching(`^name-${i} \\d+$`) as string),
  );
});
