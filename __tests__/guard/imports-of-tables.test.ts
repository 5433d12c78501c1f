import { lockedProject } from "../support/run-lock";
import { change, findings, guarded, tableState } from "../support/guard-plans";
import type { Json } from "../support/project";
import { tablesYaml, tableYaml } from "../support/project";

const imported = (name: string, values: Json = {}): Json =>
  change("aws_dynamodb_table.A", ["no-op"], {
    before: tableState(name),
    after: tableState(name),
    importing: { id: `koa-${name}` },
    ...values,
  });

/** What is found in an import of the table koa-A, with further keys in the values. */
function found(keys: string, ...args: string[]): string[] {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A", keys)) });
  return guarded(project, [imported("A")], ...args);
}

const REFUSED = "importsAreAnnounced dev/koa.yaml:2:12";

test("guard: a table that the values adopt may be imported, with --state and without it", () => {
  expect(found("adopt: true")).toEqual([]);
  expect(found("adopt: true", "--state")).toEqual([]);
});

test("guard: a table that the values manage may be imported with --state only", () => {
  expect(found("")).toEqual([REFUSED]);
  expect(found("", "--state")).toEqual([]);
});

test("guard: a table that the values only observe may not be imported, with --state either", () => {
  const observed = "managementPolicies: Observe";
  const refused = ["importsAreAnnounced plan.json:1:1"];
  expect(found(observed)).toEqual(refused);
  expect(found(observed, "--state")).toEqual(refused);
});

test("guard: a table that the values do not have may not be imported, with --state either", () => {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A", "adopt: true")) });
  for (const args of [[], ["--state"]])
    expect(guarded(project, [imported("B")], ...args)).toEqual([
      "importsAreAnnounced plan.json:1:1",
    ]);
});

test("guard: a table of the same name in another region may not be imported", () => {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A", "adopt: true")) });
  const abroad = tableState("A", {
    arn: "arn:aws:dynamodb:us-east-1:123456789012:table/koa-A",
  });
  for (const values of [
    { after: abroad, before: null },
    { before: abroad, after: {} },
  ])
    expect(guarded(project, [imported("A", values)])).toEqual([
      "importsAreAnnounced plan.json:1:1",
    ]);
});

test("guard: only of a table that the values manage the message names --state", () => {
  const project = lockedProject({
    "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("B", "managementPolicies: Observe")),
  });
  const messages = findings(project, [imported("A"), imported("B")]).map(({ message }) => message);
  expect(messages).toEqual([
    expect.not.stringContaining("--state"),
    expect.stringContaining("--state"),
  ]);
});

test("guard: a table whose ARN the plan does not know is imported by its name", () => {
  const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A", "adopt: true")) });
  const unknown = { before: null, after: { name: "koa-A" } };
  expect(guarded(project, [imported("A", unknown)])).toEqual([]);
  expect(guarded(project, [imported("A", { before: null, after: {} })])).toEqual([]);
  expect(guarded(project, [imported("B", { before: null, after: {} })])).toEqual([
    "importsAreAnnounced plan.json:1:1",
  ]);
});
