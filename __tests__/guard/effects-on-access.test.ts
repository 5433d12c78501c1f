import { lockedProject } from "../support/run-lock";
import { change, guarded } from "../support/guard-plans";
import { planOfStack } from "../support/plan-of-stack";
import type { StackPlan } from "../support/plan-of-stack";
import type { Json, Project } from "../support/project";
import { tablesYaml, tableYaml } from "../support/project";

let project: Project;
let plan: StackPlan;

beforeAll(() => {
  project = lockedProject({
    "dev/koa.yaml": `roles: [{name: app-koa, trust: {podIdentity: true}}]\n${tablesYaml(
      tableYaml("A", "serviceAccountReadRoles: [app-koa], backup: nightly"),
      tableYaml("B", "serviceAccountReadRoles: [reader-koa]"),
    )}`,
  });
  project.synth();
  plan = planOfStack(project.stack("dev-koa"));
});

/** A change of a resource that becomes what is synthesized at its address, if anything is. */
function changed(address: string, actions: readonly string[], before: Json): Json {
  const created = plan.changes[address]?.change as Json | undefined;
  const after = created && { ...before, ...(created.after as Json) };
  return change(address, actions, { before, after });
}

const role = (name: string, actions: readonly string[], address = name): Json =>
  changed(`aws_iam_role.${address}`, actions, { name });
const policy = (name: string, actions: readonly string[]): Json =>
  changed(`aws_iam_policy.${name}`, actions, { name: `dynamodb.dev.${name}` });
const attachment = (name: string, actions: readonly string[]): Json =>
  changed(`aws_iam_role_policy_attachment.${name}`, actions, {
    role: name,
    policy_arn: `arn:aws:iam::123456789012:policy/dynamodb.dev.${name}`,
  });
const BACKUPS = "AWSBackup-dynamodb-dev-koa";
const backupRole = (actions: readonly string[]): Json => role(BACKUPS, actions, "backup");
const backupAttachment = (actions: readonly string[]): Json =>
  changed("aws_iam_role_policy_attachment.AWSBackupServiceRolePolicyForBackup", actions, {
    role: BACKUPS,
  });

const HARMLESS = [["no-op"], ["update"], ["create"]];
const HARMFUL = [["delete"], ["delete", "create"], ["create", "delete"]];

/** What each kind of change does with what the values still need. */
const CHANGES: [string, (actions: readonly string[]) => Json, string][] = [
  ["a declared role", (actions) => role("app-koa", actions), "accessStays dev/koa.yaml:1:16"],
  ["a role's policy", (actions) => policy("reader-koa", actions), "accessStays dev/koa.yaml:4:119"],
  [
    "a role's attachment",
    (actions) => attachment("reader-koa", actions),
    "accessStays dev/koa.yaml:4:119",
  ],
  ["the role of the backups", backupRole, "accessStays dev/koa.yaml:3:137"],
  ["the attachment of the backups", backupAttachment, "accessStays dev/koa.yaml:3:137"],
];

test.each(CHANGES.flatMap(([what, of]) => HARMLESS.map((actions) => [actions, what, of] as const)))(
  "guard: %j of %s passes",
  (actions, _, of) => {
    expect(guarded(project, [of(actions)])).toEqual([]);
  },
);

test.each(
  CHANGES.flatMap(([what, of, at]) => HARMFUL.map((actions) => [actions, what, of, at] as const)),
)("guard: %j of %s is refused where it is named", (actions, _, of, at) => {
  expect(guarded(project, [of(actions)])).toEqual([at]);
});

test("guard: the role of the backups may be destroyed once no table needs it, and is never replaced", () => {
  const without = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
  for (const change of [backupRole, backupAttachment]) {
    expect(guarded(without, [change(["delete"])])).toEqual([]);
    expect(guarded(without, [change(["delete", "create"])])).toEqual(["accessStays plan.json:1:1"]);
  }
});

test("guard: access that Terraform would forget stays in AWS, so that is refused", () => {
  for (const [, of] of CHANGES)
    expect(guarded(project, [of(["forget"])])).toEqual(["forgetsAreAnnounced plan.json:1:1"]);
});

test("guard: a role that the project created may be destroyed once no values name it", () => {
  const without = lockedProject({
    "dev/koa.yaml": `roles: [{name: other-koa, trust: {podIdentity: true}}]\ntables: []\n`,
  });
  without.write({ "dev/koa.yaml": "tables: []\n" });
  expect(guarded(without, [role("other-koa", ["delete"])])).toEqual([]);
});

test("guard: a role that no values name and no lock has is neither destroyed nor replaced", () => {
  for (const actions of HARMFUL)
    expect(guarded(project, [role("other-koa", actions)])).toEqual(["accessStays plan.json:1:1"]);
});
