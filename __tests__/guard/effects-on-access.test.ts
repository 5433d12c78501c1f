import { lockedProject } from "../support/run-lock";
import { change, guarded } from "../support/guard-plans";
import type { Json, Project } from "../support/project";
import { tablesYaml, tableYaml } from "../support/project";

let project: Project;

beforeAll(() => {
  project = lockedProject({
    "dev/koa.yaml": `roles: [{name: app-koa, trust: {podIdentity: true}}]\n${tablesYaml(
      tableYaml("A", "serviceAccountReadRoles: [app-koa], backup: nightly"),
      tableYaml("B", "serviceAccountReadRoles: [reader-koa]"),
    )}`,
  });
});

const role = (name: string, actions: readonly string[]): Json =>
  change("aws_iam_role.role", actions, { before: { name } });
const policy = (name: string, actions: readonly string[]): Json =>
  change("aws_iam_policy.policy", actions, { before: { name: `dynamodb.dev.${name}` } });
const attachment = (name: string, actions: readonly string[]): Json =>
  change("aws_iam_role_policy_attachment.one", actions, {
    before: { role: name, policy_arn: `arn:aws:iam::123456789012:policy/dynamodb.dev.${name}` },
  });
const backups = (kind: typeof role, actions: readonly string[]): Json =>
  kind("AWSBackup-dynamodb-dev-koa", actions);

const HARMLESS = [["no-op"], ["update"], ["create"], ["read"], ["forget"]];
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
  [
    "the role of the backups",
    (actions) => backups(role, actions),
    "accessStays dev/koa.yaml:3:137",
  ],
  [
    "the attachment of the backups",
    (actions) => backups(attachment, actions),
    "accessStays dev/koa.yaml:3:137",
  ],
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
  for (const kind of [role, attachment]) {
    expect(guarded(without, [backups(kind, ["delete"])])).toEqual([]);
    expect(guarded(without, [backups(kind, ["delete", "create"])])).toEqual([
      "accessStays plan.json:1:1",
    ]);
  }
});

test("guard: a role that no values name may be destroyed or replaced", () => {
  for (const actions of HARMFUL) expect(guarded(project, [role("other-koa", actions)])).toEqual([]);
});
