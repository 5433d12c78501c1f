import { lockedProject, relock } from "../support/run-lock";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

const NO_TABLES = "tables: []\n";

/** The stacks with a policy of the role. */
function homesOf(project: Project, role: string): string[] {
  return Object.entries(project.synth())
    .filter(([, { output }]) => output.role_policy_arns?.value[role] !== undefined)
    .map(([stack]) => stack);
}

/** The home of a role that a table of shop grants something, beside these namespaces. */
function homeOf(role: string, more: Readonly<Record<string, string>>): string[] {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/shop.yaml": tablesYaml(tableYaml("B", `serviceAccountReadRoles: [${role}]`)),
    ...more,
  });
  return homesOf(project, role);
}

test("a role is at home in the namespace that its name ends in, although only others grant it anything", () => {
  expect(homeOf("reader-koa", { "dev/koa.yaml": NO_TABLES })).toEqual(["dev-koa"]);
});

test("a role is at home in the longest of the namespaces that its name ends in", () => {
  expect(
    homeOf("reader-big-koa", { "dev/koa.yaml": NO_TABLES, "dev/big-koa.yaml": NO_TABLES }),
  ).toEqual(["dev-big-koa"]);
  expect(
    homeOf("reader-z-koa", { "dev/koa.yaml": NO_TABLES, "dev/z-koa.yaml": NO_TABLES }),
  ).toEqual(["dev-z-koa"]);
});

test.each(["koa", "readerkoa", "koa-reader", "x-koa-reader"])(
  "the role %s is not at home in koa",
  (role) => {
    expect(homeOf(role, { "dev/koa.yaml": NO_TABLES })).toEqual(["dev-access"]);
  },
);

test("a role is not at home in a namespace that only observes", () => {
  const koa = tablesYaml(tableYaml("A", "managementPolicies: Observe"));
  expect(homeOf("reader-koa", { "dev/koa.yaml": koa })).toEqual(["dev-access"]);
  expect(
    homeOf("reader-koa", { "dev/koa.yaml": `managementPolicies: Observe\n${NO_TABLES}` }),
  ).toEqual(["dev-access"]);
});

test("a role is at home in a namespace that observes some of its tables", () => {
  const koa = tablesYaml(tableYaml("A", "managementPolicies: Observe"), tableYaml("C"));
  expect(homeOf("reader-koa", { "dev/koa.yaml": koa })).toEqual(["dev-koa"]);
});

test("a new role is not at home in a namespace that has left", () => {
  const project = lockedProject({
    "dev/koa.yaml": tablesYaml(tableYaml("A", "deletionPolicy: Delete")),
    "dev/shop.yaml": tablesYaml(tableYaml("B")),
  });
  project.remove("dev/koa.yaml");
  relock(project, "--accept koa/A");
  project.write({
    "dev/shop.yaml": tablesYaml(tableYaml("B", "serviceAccountReadRoles: [reader-koa]")),
  });
  expect(homesOf(project, "reader-koa")).toEqual(["dev-access"]);
});

test("a role whose home is in a lock stays there when a namespace comes that fits better", () => {
  const reader = tablesYaml(tableYaml("B", "serviceAccountReadRoles: [reader-big-koa]"));
  const project = lockedProject({ "dev/koa.yaml": NO_TABLES, "dev/shop.yaml": reader });
  project.write({ "dev/big-koa.yaml": NO_TABLES });
  expect(homesOf(project, "reader-big-koa")).toEqual(["dev-koa"]);
});
