import { change, findingsIn, lockedProject, writePlan, writeText } from "../support/guard-plans";
import { planOfStack } from "../support/plan-of-stack";
import type { StackPlan } from "../support/plan-of-stack";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";

const OBSERVED = tablesYaml(tableYaml("Seen", "managementPolicies: Observe"));

let project: Project;
let plan: StackPlan;
let configured: Json[];

beforeAll(() => {
  project = lockedProject({
    "dev/koa.yaml": tablesYaml(tableYaml("A", "deletionPolicy: Delete, backup: nightly")),
    "dev/seen.yaml": OBSERVED,
  });
  project.synth();
  plan = planOfStack(project.stack("dev-koa"));
  configured = (plan.configuration.root_module as { resources: Json[] }).resources;
});

/** What is reported of a whole first deploy with these other parts, each as `rule: message`. */
function reported(more: Json): string[] {
  const { configuration } = plan;
  const file = writePlan(project, "plan.json", Object.values(plan.changes), {
    configuration,
    ...more,
  });
  return findingsIn(project, file).map(({ rule, message }) => `${rule}: ${message}`);
}

/** The same with other parts of the root module. */
const reportedWith = (parts: Json): string[] =>
  reported({ configuration: { root_module: { resources: configured, ...parts } } });

test("guard: a whole plan passes", () => {
  expect(reported({})).toEqual([]);
  expect(reported({ errored: false, complete: true, applyable: true, timestamp: "now" })).toEqual(
    [],
  );
});

test.each<[string, Json, string]>([
  ["failed", { errored: true }, "planIsComplete: the plan failed"],
  ["is partial", { complete: false }, "planIsComplete: the plan is not whole"],
  ["defers changes", { deferred_changes: [{}] }, "planIsComplete: the plan defers changes"],
  [
    "defers actions",
    { deferred_action_invocations: [{}] },
    "planIsComplete: the plan defers changes",
  ],
  [
    "calls actions",
    { action_invocations: [{ type: "aws_lambda_invoke" }] },
    "changesAreKnown: the plan has the part action_invocations",
  ],
  ["has an unknown part", { later: { x: 1 } }, "changesAreKnown: the plan has the part later"],
])("guard: a plan that %s is refused", (_, more, message) => {
  expect(reported(more)).toEqual([expect.stringContaining(message)]);
});

test("guard: parts of a plan that are empty or change nothing pass", () => {
  expect(reported({ action_invocations: [], deferred_changes: null, later: {} })).toEqual([]);
  const drift = [change("aws_s3_bucket.b", ["delete"])];
  expect(reported({ resource_drift: drift, output_changes: { a: {} }, checks: [{}] })).toEqual([]);
});

test("guard: a configuration with modules, provisioners or other kinds of resources is refused", () => {
  expect(reportedWith({ module_calls: { x: { source: "./x" } } })).toEqual([
    expect.stringContaining("changesAreKnown: the configuration of the plan has module_calls"),
  ]);
  const [first, ...rest] = configured;
  const provisioned = { ...first, provisioners: [{ type: "local-exec" }] };
  expect(reportedWith({ resources: [provisioned, ...rest] })).toEqual([
    expect.stringContaining("has provisioners, which run programs"),
  ]);
  const ephemeral = { address: "ephemeral.aws_lambda_invocation.x", mode: "ephemeral" };
  expect(reportedWith({ resources: [...configured, ephemeral] })).toEqual([
    expect.stringContaining("is a resource of the mode ephemeral"),
  ]);
  const data = { address: "data.aws_iam_role.x", mode: "data", provisioners: [] };
  expect(reportedWith({ resources: [...configured, data], outputs: { a: {} } })).toEqual([]);
});

describe("guard: a plan without resource_changes", () => {
  /** As Terraform writes it: it omits an empty list. */
  function reportedIn(values: Project, more: Json): string[] {
    const text = JSON.stringify({ format_version: "1.2", planned_values: {}, ...more });
    return findingsIn(values, writeText(values, "plan.json", text)).map(({ rule }) => rule);
  }

  const data = [{ address: "data.aws_dynamodb_table.Seen", mode: "data" }];

  test("passes if the configuration and the stack have no resources", () => {
    for (const root_module of [{}, { resources: data }])
      expect(reportedIn(project, { configuration: { root_module } })).toEqual([]);
  });

  test("is refused if the configuration has resources, or is not shown", () => {
    const more = { configuration: { root_module: { resources: configured } } };
    expect(reportedIn(project, more)).toEqual(["planIsComplete"]);
    for (const nothing of [{}, { configuration: {} }])
      expect(reportedIn(project, nothing)).toEqual(["planIsComplete"]);
  });

  test("is refused if every stack that the values synthesize has resources", () => {
    const full = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
    expect(reportedIn(full, { configuration: { root_module: {} } })).toEqual(["planIsComplete"]);
  });
});
