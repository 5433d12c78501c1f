import { ACCESS_LOCK, editLock, LOCK, locked, lockOf, relock } from "../support/lock-runs";
import { ENVIRONMENT } from "../support/project";

const TRUSTED = 'policy: {trustedAccounts: ["210987654321"]}\n';
const ISSUER = "oidcProviderUrl: https://oidc.eks.eu-west-1.amazonaws.com/id/A\n";
const CI = { CI: "true" };

const POD = "podIdentity: true";
const SERVICE = "oidcServiceAccount: koa/sync";
const OUTSIDE = 'principalArn: "arn:aws:iam::210987654321:role/sync", externalId: sync-42';

const role = (trust: string, name = "sync-koa"): string =>
  `roles: [{name: ${name}, trust: {${trust}}}]\n`;
const environment = (more = ""): Record<string, string> => ({
  "dev/_environment.yaml": ENVIRONMENT + TRUSTED + ISSUER + more,
});

test.each([
  [POD, "podIdentity"],
  [SERVICE, "oidcServiceAccount koa/sync"],
  [OUTSIDE, "principalArn arn:aws:iam::210987654321:role/sync externalId sync-42"],
])("a lock records the trust %s of a declared role", (trust, recorded) => {
  const project = locked(role(trust), environment());
  expect(lockOf(project)).toMatchObject({
    declaredRoles: { "sync-koa": "/" },
    trusts: { "sync-koa": recorded },
  });
  expect(project.judge(CI)).toMatchObject({ status: 0, stderr: "" });
});

test("the lock of the access stack records trusts, too, sorted", () => {
  const two = `roles: [{name: b, trust: {${POD}}}, {name: a, trust: {${OUTSIDE}}}]\n`;
  const project = locked("tables: []\n", environment(two));
  expect(Object.entries(lockOf(project, ACCESS_LOCK).trusts ?? {})).toEqual([
    ["a", "principalArn arn:aws:iam::210987654321:role/sync externalId sync-42"],
    ["b", "podIdentity"],
  ]);
});

describe("another trust of a declared role", () => {
  const message = `dev/koa.yaml:1:33: the trust of role sync-koa is principalArn arn:aws:iam::210987654321:role/sync externalId sync-42, and podIdentity in ${LOCK}; write the former one again, or, to let the other one assume the role, run npm run lock, and commit the file with the values`;

  test("is an error in CI, and a warning elsewhere, until npm run lock has recorded it", () => {
    const project = locked(role(POD), environment());
    project.write({ "dev/koa.yaml": role(OUTSIDE) });
    expect(project.judge(CI).errors).toEqual([message]);
    const elsewhere = project.judge();
    expect(elsewhere.status).toBe(0);
    expect(elsewhere.stderr).toContain("warning: the trust of role sync-koa is principalArn");
    expect(relock(project)).toBe(
      `${LOCK}\n  role sync-koa: its trust is principalArn arn:aws:iam::210987654321:role/sync externalId sync-42, and was podIdentity`,
    );
    expect(project.judge(CI)).toMatchObject({ status: 0, stderr: "" });
  });

  test("is another external id, principal or service account", () => {
    const other = (was: string, now: string): readonly string[] => {
      const project = locked(role(was), environment());
      project.write({ "dev/koa.yaml": role(now) });
      return project.judge(CI).errors;
    };
    expect(other(OUTSIDE, OUTSIDE.replace("sync-42", "sync-43"))).toHaveLength(1);
    expect(other(OUTSIDE, OUTSIDE.replace("role/sync", "root"))).toHaveLength(1);
    expect(other(SERVICE, "oidcServiceAccount: koa/other")).toHaveLength(1);
  });
});

describe("a declared role that is in no lock", () => {
  test("is an error in CI", () => {
    const project = locked("tables: []\n", environment());
    project.write({ "dev/koa.yaml": role(POD) });
    expect(project.judge(CI).errors).toEqual([
      expect.stringMatching(/^dev\/koa.yaml:1:16: role sync-koa of dev-koa is not in/),
    ]);
    expect(relock(project)).toBe(
      `${LOCK}\n  role sync-koa: at home in dev-koa\n  role sync-koa: created here\n  role sync-koa: its trust is podIdentity`,
    );
  });

  const unlocked = `dev/koa.yaml:1:33: the trust of role sync-koa (podIdentity) is not in ${LOCK}, so nothing shows an edit of it; run npm run lock, and commit the file with the values`;

  test("with its trust, because the lock is an older one, is one too", () => {
    const project = locked(role(POD), environment());
    editLock(project, ({ trusts: _, ...older }) => older);
    expect(project.judge(CI).errors).toEqual([unlocked]);
    expect(relock(project)).toBe(`${LOCK}\n  role sync-koa: its trust is podIdentity`);
  });

  test("as declared, because it was only granted something before, is one too", () => {
    const table =
      "tables: [{name: A, hashKey: id, attributes: [{name: id, type: S}], billingMode: PAY_PER_REQUEST, serviceAccountReadRoles: [sync-koa]}]\n";
    const project = locked(table, environment());
    project.write({ "dev/koa.yaml": role(POD) + table });
    expect(project.judge(CI).errors).toEqual([unlocked]);
  });
});

test("the trust of a role goes with the role", () => {
  const project = locked(role(POD), environment());
  project.write({ "dev/koa.yaml": "tables: []\n" });
  relock(project);
  // The deploy that deletes the role may be still to come.
  expect(lockOf(project).trusts).toEqual({ "sync-koa": "podIdentity" });
  relock(project, "--forget koa/role:sync-koa");
  expect(lockOf(project)).not.toHaveProperty("trusts");
});

test("a path that policy.rolePath sets for a role that exists is refused, with both ways on", () => {
  const project = locked(role(POD), environment());
  const policy = `${ENVIRONMENT}policy: {rolePath: /dynamodb/}\n`;
  project.write({ "dev/_environment.yaml": policy });
  expect(project.judge().errors).toEqual([
    "dev/koa.yaml:1:16: role sync-koa has another path, /dynamodb/ of policy.rolePath, so the next deploy would delete it and create it again; declare a role of another name, or the platform team declares this one under roles in _environment.yaml with path: /",
  ]);
  project.write({
    "dev/_environment.yaml": policy + role(`${POD}}, path: "/"`).replace("}}]", "}]"),
    "dev/koa.yaml": "tables: []\n",
  });
  expect(project.judge(CI)).toMatchObject({ status: 0, stderr: "" });
});
