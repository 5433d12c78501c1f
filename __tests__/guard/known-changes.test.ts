import {
  change,
  declaredIn,
  findings,
  guardStack,
  lockedProject,
  PASSES,
} from "../support/guard-plans";
import { planOfStack } from "../support/plan-of-stack";
import type { StackPlan } from "../support/plan-of-stack";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";

let project: Project;
let plan: StackPlan;

beforeAll(() => {
  project = lockedProject({
    "dev/koa.yaml": tablesYaml(
      tableYaml("A", "deletionPolicy: Delete, backup: nightly, serviceAccountReadRoles: [r-koa]"),
    ),
    "dev/shop.yaml": tablesYaml(tableYaml("S")),
  });
  project.synth();
  plan = planOfStack(project.stack("dev-koa"));
});

/** What is reported, each as `rule: message`. */
const reported = (...changes: Json[]): string[] =>
  findings(project, changes).map(({ rule, message }) => `${rule}: ${message}`);

const table = (): Json => plan.changes["aws_dynamodb_table.A"] ?? {};
const planOf = (address: string, actions: readonly string[], more: Json = {}): Json => ({
  ...plan.changes[address],
  change: { ...(plan.changes[address]?.change as Json), actions, ...more },
});
const REFUSED = "changesAreKnown: ";

test("guard: a first deploy passes", () => {
  expect(reported(...Object.values(plan.changes))).toEqual([]);
});

test.each(["Managed", "", "MANAGED", "ephemeral", "__proto__"])(
  "guard: the mode %j is refused",
  (mode) => {
    for (const actions of [["create"], ["delete"], ["no-op"]])
      expect(reported({ ...change("aws_s3_bucket.b", actions), mode })).toEqual([
        expect.stringContaining(`${REFUSED}aws_s3_bucket.b has the mode`),
      ]);
  },
);

test.each([
  [[]],
  [["Create"]],
  [["delete", "update"]],
  [["create", "forget"]],
  [["read"]],
  [["create", "delete", "create"]],
])("guard: the actions %j of a resource are refused", (actions) => {
  expect(reported(planOf("aws_backup_plan.eu-west-1_nightly", actions))).toEqual([
    expect.stringContaining(`${REFUSED}aws_backup_plan.eu-west-1_nightly has the actions`),
  ]);
});

test.each([
  [["create"]],
  [["update"]],
  [["no-op"]],
  [["delete"]],
  [["delete", "create"]],
  [["create", "delete"]],
])("guard: the actions %j of a setting that is synthesized pass", (actions) => {
  expect(reported(planOf("aws_backup_plan.eu-west-1_nightly", actions))).toEqual([]);
});

test("guard: data sources of this project are read, and others are refused", () => {
  const data = (type: string, actions = ["read"]): Json => ({
    ...change(`${type}.x`, actions),
    mode: "data",
    address: `data.${type}.x[0]`,
  });
  expect(reported(data("aws_iam_role"), data("aws_dynamodb_table", ["no-op"]))).toEqual([]);
  expect(reported(data("aws_lambda_invocation"))).toEqual([
    expect.stringContaining(`${REFUSED}data.aws_lambda_invocation.x[0] is a data source`),
  ]);
  expect(reported(data("aws_iam_role", ["delete"]))).toEqual([
    expect.stringContaining("has the actions delete"),
  ]);
});

test.each<[string, Json]>([
  ["in a module", { address: "module.x.aws_dynamodb_table.A" }],
  ["with an index", { address: "aws_dynamodb_table.A[0]", index: 0 }],
  ["at another address", { address: "aws_dynamodb_table.B" }],
  ["of another provider", { provider_name: "evil.example/hashicorp/aws" }],
  ["that moved", { previous_address: "aws_dynamodb_table.Old" }],
])("guard: a resource %s is refused", (_, more) => {
  expect(reported({ ...table(), ...more })).toEqual([expect.stringContaining(REFUSED)]);
  expect(reported(table())).toEqual([]);
});

test("guard: the same resource of the provider as OpenTofu names it passes", () => {
  const provider_name = "registry.opentofu.org/hashicorp/aws";
  expect(reported({ ...table(), provider_name })).toEqual([]);
});

test("guard: what stays as it is passes, whatever it is", () => {
  const bucket = change("aws_s3_bucket.b", ["no-op"]);
  const inModule = { ...table(), address: "module.x.aws_dynamodb_table.A" };
  const kept = { ...inModule, change: { actions: ["no-op"], before: {}, after: {} } };
  expect(reported(bucket, kept)).toEqual([]);
});

test.each(["create", "update", "delete, create", "create, delete"])(
  "guard: %s of a resource that is not synthesized is refused",
  (actions) => {
    for (const address of [
      "aws_s3_bucket.b",
      "aws_dynamodb_table_item.i",
      "aws_iam_role_policy.inline",
      "terraform_data.other",
      "aws_dynamodb_table.constructor",
      "constructor.name",
      "aws_backup_plan.eu-west-1_other",
    ])
      expect(reported(change(address, actions.split(", "), { after: {} }))[0]).toMatch(
        /^(resourcesAreSynthesized|replacesAreAnnounced): /,
      );
  },
);

test("guard: an import of what is not synthesized is refused, with --state too", () => {
  const imported = change("aws_backup_plan.other", ["no-op"], { importing: { id: "x" } });
  const own = planOf("aws_backup_plan.eu-west-1_nightly", ["no-op"], { importing: { id: "x" } });
  const withState = (one: Json): string[] =>
    findings(project, [one], "--state").map(({ rule }) => rule);
  expect(withState(imported)).toEqual(["resourcesAreSynthesized"]);
  expect(withState(own)).toEqual([]);
});

test("guard: resources of one stack are refused in the plan of another", () => {
  const tags = { environment: "dev", "managed-by": "cdktf" };
  const changes = Object.values(plan.changes);
  expect(guardStack(project, { ...tags, namespace: "koa" }, changes)).toEqual(PASSES);
  const { errors } = guardStack(project, { ...tags, namespace: "shop" }, changes);
  expect(errors).toHaveLength(changes.length);
  expect(errors[0]).toContain("the synthesized stack dev-shop has no such resource");
});

test("guard: a plan that names no stack is compared with the one that is most like it", () => {
  const roles = "roles: [{name: ROLE, trust: {podIdentity: true}}]\n";
  const backedUp = tablesYaml(tableYaml("A", "deletionPolicy: Delete, backup: nightly"));
  const alike = lockedProject({
    "dev/koa.yaml": roles.replace("ROLE", "app-koa") + backedUp,
    "dev/shop.yaml": backedUp,
    "prod/_environment.yaml": 'accountId: "210987654321"\n',
    "prod/koa.yaml": roles.replace("ROLE", "app-koa") + backedUp,
  });
  alike.synth();
  for (const stack of ["dev-koa", "dev-shop", "prod-koa"]) {
    const { changes } = planOfStack(alike.stack(stack));
    expect(findings(alike, Object.values(changes))).toEqual([]);
  }
});

test("guard: a plan of an environment that was not read creates nothing", () => {
  const tags = { environment: "prod", namespace: "koa" };
  expect(guardStack(project, tags, [table()]).errors).toEqual([
    expect.stringContaining("the values that were read synthesize no stack of this plan"),
  ]);
});

const SETTINGS = [
  "aws_appautoscaling_target",
  "aws_appautoscaling_policy",
  "aws_appautoscaling_scheduled_action",
  "aws_cloudwatch_metric_alarm",
  "aws_dynamodb_contributor_insights",
  "aws_dynamodb_kinesis_streaming_destination",
  "aws_dynamodb_resource_policy",
  "aws_backup_plan",
  "aws_backup_selection",
];

test.each(SETTINGS)("guard: a %s that is destroyed passes and is listed", (type) => {
  expect(declaredIn(project, [change(`${type}.x`, ["delete"])])).toEqual([
    expect.stringMatching(
      new RegExp(`^plan.json: ${type}.x is destroyed: .*, which holds no data(; changes .*)?$`),
    ),
  ]);
  expect(reported(change(`${type}.x`, ["forget"]))).toEqual([
    expect.stringContaining("forgetsAreAnnounced: "),
  ]);
});

test.each([
  "aws_s3_bucket",
  "aws_dynamodb_table_item",
  "aws_dynamodb_table_replica",
  "aws_iam_role_policy",
  "aws_kms_key",
])("guard: a %s that is destroyed is refused", (type) => {
  expect(reported(change(`${type}.x`, ["delete"]))).toEqual([
    expect.stringContaining(`destroysAreAnnounced: ${type}.x is destroyed`),
  ]);
});

test("guard: what is in the state alone is destroyed and replaced without a word", () => {
  const own = planOf("terraform_data.A", ["delete", "create"]);
  expect(declaredIn(project, [own, change("terraform_data.Old", ["delete"])])).toEqual([]);
});
