import { problemsOf } from "../../support/reported";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../../support/project";

const ISSUER = "oidcProviderUrl: https://oidc.eks.eu-west-1.amazonaws.com/id/ABC\n";

/** What the rules of declared roles report of a role of the environment. */
function role(name: string, environment: string, trust = "podIdentity: true", koa = ""): string[] {
  return problemsOf(
    {
      "dev/_environment.yaml": `roles: [{name: "${name}", trust: {${trust}}}]\n${environment}`,
      "dev/koa.yaml": koa + tablesYaml(tableYaml("A")),
    },
    "declaredRoleName",
    "declaredRoleTrust",
  );
}

test.each(["r", "x".repeat(64), "aZ09_+=,.@-"])("a declared role may be called %s", (name) => {
  expect(role(name, ENVIRONMENT)).toEqual([]);
});

test.each(["x".repeat(65), "a b", "a/b", "é", "a:b"])(
  "a declared role may not be called %s",
  (name) => {
    expect(role(name, ENVIRONMENT)).toEqual(["error declaredRoleName dev/_environment.yaml:1:16"]);
  },
);

describe("a role that a service account assumes", () => {
  const SERVICE_ACCOUNT = "oidcServiceAccount: koa/app";
  const REFUSED = ["error declaredRoleTrust dev/_environment.yaml:1:16"];

  test("needs both the account and the OIDC provider of the environment", () => {
    expect(role("app", ENVIRONMENT + ISSUER, SERVICE_ACCOUNT)).toEqual([]);
    expect(role("app", ENVIRONMENT, SERVICE_ACCOUNT)).toEqual(REFUSED);
    expect(role("app", ISSUER, SERVICE_ACCOUNT)).toEqual(REFUSED);
  });

  test("takes them from the namespace in which it is at home", () => {
    const account = 'idp_aws_account: "123456789012"\n';
    const issuer = "idp_oidc_provider_url: oidc.eks.eu-west-1.amazonaws.com/id/ABC\n";
    expect(role("app-koa", "", SERVICE_ACCOUNT, account + issuer)).toEqual([]);
    expect(role("app-koa", "", SERVICE_ACCOUNT, account)).toEqual(REFUSED);
    expect(role("app-koa", "", SERVICE_ACCOUNT, issuer)).toEqual(REFUSED);
    expect(role("app", "", SERVICE_ACCOUNT, account + issuer)).toEqual(REFUSED);
  });

  test("needs neither where another principal assumes it", () => {
    expect(role("app", "", "podIdentity: true")).toEqual([]);
  });
});
