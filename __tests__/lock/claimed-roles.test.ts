import { ACCESS_LOCK, editLock, LOCK, locked, lockOf, relock, runLock } from "../support/lock-runs";
import type { Project } from "../support/project";
import { tablesYaml, tableYaml } from "../support/project";

const BIG_LOCK = "dev/_lock/x-koa.json";
const grant = (table: string, ...roles: string[]): string =>
  tablesYaml(tableYaml(table, `serviceAccountReadRoles: [${roles.join(", ")}]`));

/** Roles of `koa`, of `x-koa` and of neither, each in its lock. */
function three(): Project {
  return locked(grant("A", "web-koa", "app-x-koa", "auditor"), {
    "dev/x-koa.yaml": grant("B", "app-x-koa"),
  });
}

function claim(project: Project, role: string, file = LOCK): void {
  editLock(project, (lock) => ({ ...lock, roles: [...lock.roles, role] }), file);
}

describe("a lock counts only for roles whose names end in its namespace", () => {
  const cannot = (role: string, namespace: string): string =>
    `role ${role} cannot be at home in ${namespace}, because its name does not end in -${namespace}, so this entry does not count; run npm run lock, which removes it`;

  test.each([
    ["auditor", LOCK, "koa", "4:5"],
    ["web-koa", BIG_LOCK, "x-koa", "5:5"],
  ])("another claim is an error of that lock alone: %s in %s", (role, file, namespace, place) => {
    const project = three();
    editLock(project, (lock) => ({ ...lock, roles: [role, ...lock.roles].sort() }), file);
    expect(project.judge({ CI: "true" }).errors).toEqual([
      `${file}:${place}: ${cannot(role, namespace)}`,
    ]);
  });

  test("and says nothing of a role that is at home elsewhere", () => {
    const project = three();
    // As if koa had created these roles: then they could not be granted anything without a declaration.
    const created = { "app-x-koa": "/other/", auditor: "/other/" };
    const trusts = { "app-x-koa": "podIdentity", auditor: "podIdentity" };
    editLock(project, (lock) => ({ ...lock, declaredRoles: created, trusts }));
    expect(project.judge({ CI: "true" })).toMatchObject({ status: 0, errors: [] });
    relock(project);
    expect(lockOf(project)).not.toHaveProperty("declaredRoles");
    expect(lockOf(project)).not.toHaveProperty("trusts");
  });

  test("npm run lock removes what does not count, also of roles that the values do not name", () => {
    const project = three();
    const before = lockOf(project);
    claim(project, "auditor");
    claim(project, "report-shop");
    expect(relock(project)).toBe(
      `${LOCK}\n  role auditor: removed, because it cannot be at home here\n  role report-shop: removed, because it cannot be at home here`,
    );
    expect(lockOf(project)).toEqual(before);
    expect(lockOf(project, ACCESS_LOCK).roles).toEqual(["auditor"]);
  });

  test("and of a role that no lock had, its home is that by its name", () => {
    const project = three();
    editLock(project, (lock) => ({ ...lock, roles: [] }), BIG_LOCK);
    claim(project, "app-x-koa", "dev/_lock/koa.json");
    editLock(project, (lock) => ({ ...lock, roles: ["app-x-koa"] }), ACCESS_LOCK);
    // The platform team's lock may have any role.
    expect(project.judge().errors).toEqual([
      `${LOCK}:5:5: role app-x-koa is in ${ACCESS_LOCK} too; a role has one policy: remove it here or there; terraform state list shows which stack has it`,
    ]);
  });
});

test("of two locks that claim a role, that of the longer name counts, and the other one has the error", () => {
  const project = three();
  claim(project, "app-x-koa");
  const message = `${LOCK}:5:5: role app-x-koa is in ${BIG_LOCK} too; a role has one policy: remove it here or there; terraform state list shows which stack has it`;
  expect(project.judge({ CI: "true" }).errors).toEqual([message]);
  expect(runLock(project)).toMatchObject({
    status: 1,
    errors: expect.stringContaining(message) as string,
  });
});
