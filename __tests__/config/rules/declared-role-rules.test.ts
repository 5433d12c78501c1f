import { declaredRoleRules } from "../../../config/rules/declared-role-rules";
import { problemsOf } from "../../support/reported";
import { ENVIRONMENT } from "../../support/project";

const ISSUER = "oidcProviderUrl: https://oidc.eks.eu-west-1.amazonaws.com/id/A\n";
const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";
const OTHER_BOUNDARY = "arn:aws:iam::123456789012:policy/other";
const RULES = [...declaredRoleRules.map(({ name }) => name), "declaredRoleIsOwn"];

/** What the rules report of a role, as written by the environment or by the namespace `koa`. */
function reportedOf(keys: string, environment = "", namespace = ""): string[] {
  const yaml = `roles: [{name: app-koa, ${keys}}]\n`;
  const above = ENVIRONMENT + ISSUER + environment;
  const files = { "dev/_environment.yaml": above, "dev/koa.yaml": yaml + namespace };
  // The environment's own roles are free.
  expect(
    problemsOf(
      { ...files, "dev/_environment.yaml": above + yaml, "dev/koa.yaml": namespace },
      ...RULES,
    ),
  ).toEqual([]);
  return problemsOf(files, ...RULES);
}

const service = (account: string): string => `trust: {oidcServiceAccount: ${account}}`;
const principal = (account: string, name = "root"): string =>
  `trust: {principalArn: "arn:aws:iam::${account}:${name}", externalId: xy}`;
const pods = (more: string): string => `trust: {podIdentity: true}, ${more}`;

test("a namespace's role trusts service accounts of the namespace", () => {
  const refused = ["error roleTrustsOwnServiceAccount dev/koa.yaml:1:53"];
  expect(reportedOf(service("koa/app"))).toEqual([]);
  expect(reportedOf(service("shop/app"))).toEqual(refused);
  expect(reportedOf(service("koa-dev/app"))).toEqual(refused);
});

test("a namespace's role trusts pods, whom EKS associates with it", () => {
  expect(reportedOf("trust: {podIdentity: true}")).toEqual([]);
});

test("a namespace's role trusts principals of its own account and of trusted ones", () => {
  const refused = ["error roleTrustsTrustedAccount dev/koa.yaml:1:47"];
  const trusted = 'policy: {trustedAccounts: ["555555555555", "666666666666"]}\n';
  expect(reportedOf(principal("123456789012"))).toEqual([]);
  expect(reportedOf(principal("666666666666"))).toEqual(refused);
  expect(reportedOf(principal("666666666666", "role/data-sync"))).toEqual(refused);
  expect(reportedOf(principal("666666666666"), trusted)).toEqual([]);
  expect(reportedOf(principal("777777777777"), trusted)).toEqual(refused);
});

test("an account that is wrong refuses no principal, because the own account is not known", () => {
  expect(reportedOf(principal("123456789012"), "", "idp_aws_account: wrong\n")).toEqual([]);
  expect(
    problemsOf(
      {
        "dev/_environment.yaml": "accountId: wrong\n",
        "dev/koa.yaml": `roles: [{name: app-koa, ${principal("123456789012")}}]\n`,
      },
      ...RULES,
    ),
  ).toEqual([]);
});

test("a namespace's role has the permissions boundary of the policy", () => {
  const policy = `policy: {permissionsBoundary: "${BOUNDARY}"}\n`;
  const keys = (arn: string): string => pods(`permissionsBoundary: "${arn}"`);
  expect(reportedOf(keys(BOUNDARY), policy)).toEqual([]);
  expect(reportedOf(keys(OTHER_BOUNDARY), policy)).toEqual([
    "error roleHasBoundaryOfPolicy dev/koa.yaml:1:74",
  ]);
  expect(reportedOf(keys(OTHER_BOUNDARY))).toEqual([]);
});

test("a namespace's role has the path of the policy", () => {
  const policy = "policy: {rolePath: /dynamodb/}\n";
  expect(reportedOf(pods("path: /dynamodb/"), policy)).toEqual([]);
  expect(reportedOf(pods("path: /other/"), policy)).toEqual([
    "error roleHasPathOfPolicy dev/koa.yaml:1:59",
  ]);
  expect(reportedOf(pods("path: /other/"))).toEqual([]);
});
