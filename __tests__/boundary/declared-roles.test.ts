import { EVERYTHING } from "../../config/source/stack-filter";
import { formatProblem } from "../../diagnostics/problems";
import { loadValues } from "../support/load-values";
import { editLock, lockIn, lockedProject, LOCK, refusals, runLock } from "../support/run-lock";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

const NO_TABLES = "tables: []\n";
const SAME = ENVIRONMENT;
const OTHER = 'accountId: "210987654321"\n';
const UNKNOWN = "region: eu-west-1\n";
const ISSUER = "oidcProviderUrl: https://oidc.eks.eu-west-1.amazonaws.com/id/A\n";

const role = (name: string, trust = "podIdentity: true"): string =>
  `roles: [{name: ${name}, trust: {${trust}}}]\n`;
const granted = (name: string): string =>
  tablesYaml(tableYaml("A", `serviceAccountReadRoles: [${name}]`));

/** Every error of the values, with its place. */
function errors(files: Readonly<Record<string, string>>, filter = EVERYTHING): string[] {
  const project = new Project(files);
  return loadValues(project.values, filter).problems.errors.map((problem) =>
    formatProblem(problem).replaceAll(`${project.values}/`, ""),
  );
}

describe("another team's role", () => {
  const OUTSIDE = 'principalArn: "arn:aws:iam::666666666666:root", externalId: xy';
  const VICTIM = "report-service-billing-prod";
  const files = (environment: string, koa: string): Record<string, string> => ({
    "prod/_environment.yaml": `${ENVIRONMENT}policy: {trustedAccounts: ["666666666666"]}\n${environment}`,
    "prod/billing-prod.yaml": granted(VICTIM),
    "prod/koa-prod.yaml": koa,
  });

  test("cannot be declared, whomever it trusts", () => {
    expect(errors(files("", role(VICTIM, OUTSIDE) + NO_TABLES))).toEqual([
      "prod/koa-prod.yaml:1:16: role report-service-billing-prod belongs to the namespace billing-prod, with which its name ends, so koa-prod cannot declare it; rename it so that it ends in -koa-prod, or the platform team declares it under roles in _environment.yaml",
    ]);
  });

  test("may be declared by its own team, and by the platform team", () => {
    expect(errors(files(role(VICTIM, OUTSIDE), NO_TABLES))).toEqual([]);
    expect(
      errors({ ...files("", NO_TABLES), "prod/billing-prod.yaml": role(VICTIM, OUTSIDE) }),
    ).toEqual([]);
    expect(errors(files("", role("report-koa-prod", OUTSIDE)))).toEqual([]);
  });

  test("cannot be declared where the declaration has other mistakes, either", () => {
    expect(errors(files("", role(VICTIM, "podIdentity: maybe")))).toEqual([
      expect.stringMatching(/^prod\/koa-prod.yaml:1:16: role report-service-billing-prod belongs/),
      expect.stringMatching(/^prod\/koa-prod.yaml:1:66: /),
    ]);
  });

  test("may be granted tables, by whoever owns these", () => {
    expect(errors(files("", granted(VICTIM)))).toEqual([]);
  });
});

describe("a namespace declares a role", () => {
  const declared = (name: string): string[] =>
    errors({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": role(name),
      "dev/big-koa.yaml": NO_TABLES,
    });

  test.each(["app-koa", "a-b-koa", "app-big_koa-koa", "App_1-koa"])(
    "of which it is the longest ending: %s",
    (name) => {
      expect(declared(name)).toEqual([]);
    },
  );

  test.each(["app", "koa", "appkoa", "app-bigkoa", "koa-app", "app-Koa"])(
    "not if the name does not end in it: %s",
    (name) => {
      expect(declared(name)).toEqual([
        `dev/koa.yaml:1:16: the name of role ${name} does not end in -koa, so koa cannot declare it; rename it so that it ends in -koa, or the platform team declares it under roles in _environment.yaml`,
      ]);
    },
  );

  // To IAM, which ignores case, the last one is the role app-big-koa.
  test.each(["app-big-koa", "app-BIG-koa"])("not if a longer one fits: %s", (name) => {
    expect(declared(name)).toEqual([
      expect.stringContaining(
        `dev/koa.yaml:1:16: role ${name} belongs to the namespace big-koa,`,
      ) as string,
    ]);
  });

  test("not if it only observes, because nothing is created in its stack", () => {
    expect(
      errors({
        "dev/_environment.yaml": ENVIRONMENT,
        "dev/koa.yaml": `managementPolicies: Observe\n${role("app-koa")}`,
      }),
    ).toEqual([
      "dev/koa.yaml:2:16: koa only observes its tables, so role app-koa has its home in the stack dev-access and koa cannot declare it; the platform team declares it under roles in _environment.yaml",
    ]);
  });

  test("not if its policy is in another stack from before", () => {
    const project = lockedProject({ "dev/shop.yaml": granted("app-koa") });
    project.write({ "dev/koa.yaml": role("app-koa") });
    expect(refusals(project)).toEqual(["declaredRoleIsOwn dev/koa.yaml:1:16"]);
    expect(runLock(project).refused).toMatchObject([
      {
        message: expect.stringContaining(
          "role app-koa has its home in the stack dev-access, as the lock of that stack records",
        ) as string,
      },
    ]);
  });
});

describe("the ending of a role's name is judged over the environments of the account", () => {
  const DEV = { ...EVERYTHING, environments: new Set(["dev"]) };
  const files = (dev: string, prod: string, name = "svc-koa-dev"): Record<string, string> => ({
    "dev/_environment.yaml": dev,
    "dev/dev.yaml": role(name),
    "prod/_environment.yaml": prod,
    "prod/koa-dev.yaml": NO_TABLES,
  });
  const REFUSED =
    "dev/dev.yaml:1:16: role svc-koa-dev belongs to the namespace koa-dev of prod, with which its name ends, so dev cannot declare it; rename it so that it ends in -dev, or the platform team declares it under roles in _environment.yaml";

  test("also of those that a filter omits", () => {
    expect(errors(files(SAME, SAME))).toEqual([REFUSED]);
    expect(errors(files(SAME, SAME), DEV)).toEqual([REFUSED]);
    expect(errors(files(SAME, SAME, "svc-dev"))).toEqual([]);
  });

  test("and not over those of another account", () => {
    expect(errors(files(SAME, OTHER))).toEqual([]);
    expect(errors(files(SAME, OTHER), DEV)).toEqual([]);
  });

  test("where an account that is not known may be the same", () => {
    const hint =
      " (if dev and prod have different accounts, write accountId in both _environment.yaml files)";
    expect(errors(files(SAME, UNKNOWN))).toEqual([REFUSED + hint]);
    expect(errors(files(UNKNOWN, SAME))).toEqual([REFUSED + hint]);
  });

  test("and by the account that policy gives a namespace", () => {
    const given = 'policy: {accounts: {koa-dev: {accountId: "333333333333"}}}\n';
    expect(errors(files(SAME, SAME + given))).toEqual([]);
  });

  test("in which one name of a namespace may be in two of them", () => {
    expect(
      errors({
        "dev/_environment.yaml": SAME,
        "dev/koa.yaml": role("app-koa"),
        "prod/_environment.yaml": `${SAME}namePrefix: prod-\n`,
        "prod/koa.yaml": role("web-koa"),
      }),
    ).toEqual([]);
  });
});

describe("a lock that claims the role of a longer name by hand", () => {
  const NAMES = { "dev/koa.yaml": granted("web-koa"), "dev/big-koa.yaml": NO_TABLES };
  /** The lock of `koa` claims a role of `big-koa` that no lock has. */
  function claimed(files: Readonly<Record<string, string>>): Project {
    const project = lockedProject(NAMES);
    editLock(project, (lock) => ({
      ...lock,
      roles: ["app-big-koa", ...lock.roles],
      declaredRoles: { "app-big-koa": "/" },
      trusts: { "app-big-koa": "podIdentity" },
    }));
    project.write(files);
    return project;
  }

  test("is its home, and still cannot declare it", () => {
    const project = claimed({ "dev/big-koa.yaml": granted("app-big-koa") });
    project.write({ "dev/koa.yaml": role("app-big-koa") + granted("web-koa") });
    expect(refusals(project)).toEqual(["declaredRoleIsOwn dev/koa.yaml:1:16"]);
    expect(runLock(project).status).toBe(1);
  });

  test("does not let others declare it there, and says which stack has it", () => {
    const project = claimed({ "dev/big-koa.yaml": role("app-big-koa") });
    expect(refusals(project)).toEqual(["declaredRoleIsOwn dev/big-koa.yaml:1:16"]);
  });

  test("does not decide whose cluster a role trusts", () => {
    const platform = ENVIRONMENT + ISSUER + role("app-big-koa", "oidcServiceAccount: big-koa/app");
    const own = (issuer: string): string =>
      `policy: {accounts: {koa: {accountId: "123456789012"${issuer}}}}\n`;
    const project = claimed({
      "dev/_environment.yaml": platform + own(", oidcProviderUrl: https://oidc.eks.x/id/B"),
    });
    const [refusal, ...more] = runLock(project).refused;
    expect(more).toEqual([]);
    expect(refusal).toMatchObject({ file: "dev/_environment.yaml", line: 3, column: 16 });
    expect(refusal?.message).toContain(
      "which has another account or OIDC issuer, so it is not clear which cluster it trusts; remove the role from",
    );
    project.write({ "dev/_environment.yaml": platform + own("") });
    expect(runLock(project).refused).toEqual([]);
  });

  test("moves no policy once the home is in the right lock", () => {
    const project = lockedProject({ ...NAMES, "dev/big-koa.yaml": granted("app-big-koa") });
    editLock(project, (lock) => ({ ...lock, roles: ["app-big-koa", ...lock.roles] }));
    expect(refusals(project)).toEqual([`oneHome ${LOCK}:4:5`]);
    expect(lockIn(project, "dev/_lock/big-koa.json").roles).toEqual(["app-big-koa"]);
  });
});
