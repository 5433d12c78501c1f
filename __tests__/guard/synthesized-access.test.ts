import { change, findingsIn, lockedProject, writePlan } from "../support/guard-plans";
import { planOfStack } from "../support/plan-of-stack";
import type { StackPlan } from "../support/plan-of-stack";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";

const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";
const KOA = `roles: [{name: app-koa, path: /apps/, permissionsBoundary: "${BOUNDARY}", trust: {podIdentity: true}}]\n${tablesYaml(
  tableYaml("A", "serviceAccountReadRoles: [app-koa, reader-koa], backup: nightly"),
)}`;

const POLICY = "aws_iam_policy.reader-koa";
const ROLE = "aws_iam_role.app-koa";
const ATTACHMENT = "aws_iam_role_policy_attachment.reader-koa";
const ARN = "arn:aws:iam::123456789012:policy/dynamodb.dev.reader-koa";

let project: Project;
let plan: StackPlan;

beforeAll(() => {
  project = lockedProject({ "dev/koa.yaml": KOA });
  project.synth();
  plan = planOfStack(project.stack("dev-koa"));
});

interface Planned {
  readonly after?: Json;
  readonly before?: Json;
  readonly unknown?: Json;
  readonly actions?: readonly string[];
  /** Further arguments in the plan's configuration of the resource; `false`: no configuration. */
  readonly expressions?: Json | false;
  /** Whether everything else is created in the same plan. */
  readonly alone?: boolean;
}

/** The arguments that are reported in a plan in which one resource of the stack differs. */
function different(address: string, { after, unknown, alone = false, ...more }: Planned): string[] {
  const { change: created, ...resource } = plan.changes[address] as { change: Json };
  const values = { ...(created.after as Json), ...after };
  const changed = {
    ...resource,
    change: {
      actions: more.actions ?? ["create"],
      before: more.before ?? null,
      after: Object.fromEntries(Object.entries(values).filter(([key]) => !unknown?.[key])),
      after_unknown: { ...(created.after_unknown as Json), ...unknown },
    },
  };
  const others = Object.entries(plan.changes).filter(([other]) => other !== address);
  const changes = [changed, ...(alone ? [] : others.map(([, one]) => one))];
  const file = writePlan(project, "plan.json", changes, configurationWith(address, more));
  return findingsIn(project, file).map(({ rule, message }) => {
    expect(rule).toBe("accessIsSynthesized");
    return /has another (\w+) than the synthesized stack dev-koa/.exec(message)?.[1] ?? message;
  });
}

function configurationWith(address: string, { expressions = {} }: Planned): Json {
  if (expressions === false) return {};
  const { resources } = plan.configuration.root_module as { resources: Json[] };
  const edited = resources.map((one) =>
    one.address === address
      ? { ...one, expressions: { ...(one.expressions as Json), ...expressions } }
      : one,
  );
  return { configuration: { root_module: { resources: edited } } };
}

const documentOf = (address: string, argument: string): Json => {
  const { after } = plan.changes[address]?.change as { after: Json };
  return JSON.parse(String(after[argument])) as Json;
};

test("guard: access as it is synthesized passes, whether it is created or changed", () => {
  for (const address of [POLICY, ROLE, ATTACHMENT]) {
    expect(different(address, {})).toEqual([]);
    expect(different(address, { expressions: false })).toEqual([]);
  }
  const before = { policy: "{}", name: "dynamodb.dev.reader-koa" };
  expect(different(POLICY, { actions: ["update"], before })).toEqual([]);
});

test.each<[string, string, Json]>([
  ["policy", POLICY, { policy: '{"Version":"2012-10-17","Statement":[]}' }],
  ["policy", POLICY, { policy: "no JSON" }],
  ["policy", POLICY, { policy: null }],
  ["path", POLICY, { path: "/other/" }],
  ["name", POLICY, { name: "other" }],
  ["assume_role_policy", ROLE, { assume_role_policy: "{}" }],
  ["path", ROLE, { path: "/" }],
  ["name", ROLE, { name: "other-koa" }],
  ["permissions_boundary", ROLE, { permissions_boundary: null }],
  ["permissions_boundary", ROLE, { permissions_boundary: `${BOUNDARY}-other` }],
  ["inline_policy", ROLE, { inline_policy: [{ name: "x", policy: "{}" }] }],
  ["managed_policy_arns", ROLE, { managed_policy_arns: ["arn:aws:iam::aws:policy/Admin"] }],
  ["role", ATTACHMENT, { role: "other-koa" }],
  [
    "policy_arn",
    "aws_iam_role_policy_attachment.AWSBackupServiceRolePolicyForBackup",
    { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
  ],
])("guard: another %s of %s is refused: %j", (argument, address, after) => {
  for (const actions of [["create"], ["update"], ["no-op"]])
    expect(different(address, { after, actions, before: {} })).toEqual([argument]);
});

test("guard: a boundary where the values have none is refused", () => {
  const after = { permissions_boundary: BOUNDARY };
  expect(different("aws_iam_role.backup", { after })).toEqual(["permissions_boundary"]);
  expect(different("aws_iam_role.backup", { after: { permissions_boundary: "" } })).toEqual([]);
});

test("guard: a statement that trusts somebody else is refused, wherever it is added", () => {
  const trust = documentOf(ROLE, "assume_role_policy") as { Statement: Json[] };
  const other = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::666666666666:root" },
    Action: "sts:AssumeRole",
  };
  const planned = (Statement: Json[]): string[] =>
    different(ROLE, { after: { assume_role_policy: JSON.stringify({ ...trust, Statement }) } });
  expect(planned(trust.Statement)).toEqual([]);
  expect(planned([...trust.Statement, other])).toEqual(["assume_role_policy"]);
  expect(planned([other])).toEqual(["assume_role_policy"]);
});

test("guard: a policy that says the same in another order and form passes", () => {
  const { Statement, ...rest } = documentOf(POLICY, "policy") as { Statement: Json[] };
  const [statement] = Statement as [{ Action: string[]; Resource: string[] }];
  const same = {
    Statement: {
      Resource: statement.Resource[0],
      Action: [...statement.Action].reverse(),
      Effect: "Allow",
    },
    ...rest,
  };
  expect(different(POLICY, { after: { policy: JSON.stringify(same) } })).toEqual([]);
  const wider = { ...same, Statement: { ...same.Statement, Resource: ["*"] } };
  expect(different(POLICY, { after: { policy: JSON.stringify(wider) } })).toEqual(["policy"]);
});

describe("guard: what a plan does not know before it is applied", () => {
  test("is refused where the stack has plain text", () => {
    for (const [address, argument] of [
      [POLICY, "policy"],
      [ROLE, "assume_role_policy"],
      [ATTACHMENT, "role"],
    ] as const)
      for (const expressions of [{}, false] as const)
        expect(different(address, { unknown: { [argument]: true }, expressions })).toEqual([
          argument,
        ]);
  });

  test("passes where the stack and the configuration of the plan have the same reference", () => {
    expect(different(ATTACHMENT, {})).toEqual([]);
    for (const constant_value of ["${aws_iam_policy.app-koa.arn}", undefined]) {
      const expressions = {
        policy_arn: { constant_value, references: ["aws_iam_policy.app-koa"] },
      };
      expect(different(ATTACHMENT, { expressions })).toEqual(["policy_arn"]);
    }
  });

  test("passes without a configuration only if the plan creates what is referred to", () => {
    expect(different(ATTACHMENT, { expressions: false })).toEqual([]);
    expect(different(ATTACHMENT, { expressions: false, alone: true })).toEqual(["policy_arn"]);
  });

  test("passes for what others attach to a role, unless the configuration sets it", () => {
    const unknown = { inline_policy: true, managed_policy_arns: true };
    expect(different(ROLE, { unknown })).toEqual([]);
    for (const argument of ["inline_policy", "managed_policy_arns"]) {
      const expressions = { [argument]: { references: ["terraform_data.x.output"] } };
      expect(different(ROLE, { unknown, expressions })).toEqual([argument]);
    }
  });
});

test("guard: what others have attached to a role stays as it is", () => {
  const attached = { managed_policy_arns: [ARN], inline_policy: [{ name: "x", policy: "{}" }] };
  const actions = ["update"];
  expect(different(ROLE, { before: attached, after: attached, actions })).toEqual([]);
  const after = { ...attached, managed_policy_arns: [] };
  expect(different(ROLE, { before: attached, after, actions })).toEqual([]);
  expect(different(ROLE, { before: after, after: attached, actions })).toEqual([
    "managed_policy_arns",
  ]);
});

test("guard: an attachment of an existing policy is compared by its ARN", () => {
  const attached = (policy_arn: string): string[] =>
    different(ATTACHMENT, { after: { policy_arn }, unknown: { policy_arn: false } });
  expect(attached(ARN)).toEqual([]);
  for (const other of [
    ARN.replace("reader", "app"),
    ARN.replace("123456789012", "666666666666"),
    ARN.replace("policy/", "policy/path/"),
    "arn:aws:iam::aws:policy/AdministratorAccess",
  ])
    expect(attached(other)).toEqual(["policy_arn"]);
});

describe("guard: a policy of values without an account", () => {
  const noAccount = (): { values: Project; stack: StackPlan } => {
    const values = lockedProject({
      "dev/_environment.yaml": "region: eu-west-1\n",
      "dev/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [reader-koa]")),
    });
    values.synth();
    return { values, stack: planOfStack(values.stack("dev-koa")) };
  };

  test("has the account of the plan in every ARN, and is otherwise compared", () => {
    const { values, stack } = noAccount();
    const { after } = stack.changes[POLICY]?.change as { after: Json };
    const policy = String(after.policy).replaceAll(
      "${data.aws_caller_identity.current.account_id}",
      "123456789012",
    );
    expect(policy).not.toContain("${");
    const rules = (planned: string): string[] => {
      const one = change(POLICY, ["create"], { after: { ...after, policy: planned } });
      return findingsIn(values, writePlan(values, "plan.json", [one])).map(({ rule }) => rule);
    };
    expect(rules(policy)).toEqual([]);
    expect(rules(policy.replaceAll("koa-A", "koa-*"))).toEqual(["accessIsSynthesized"]);
    expect(rules(policy.replace("123456789012", "666"))).toEqual(["accessIsSynthesized"]);
  });
});
