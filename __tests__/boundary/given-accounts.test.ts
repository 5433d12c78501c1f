import { loadValues } from "../support/load-values";
import { Project } from "../support/project";

const ACCOUNT = 'idp_aws_account: "123456789012"\n';
const ISSUER = "idp_oidc_provider_url: https://oidc.eks.eu-west-1.amazonaws.com/id/A\n";
const GIVEN = 'accountId: "123456789012"\noidcProviderUrl: oidc.eks.eu-west-1.amazonaws.com/id/A\n';

/** The errors of a namespace with these values, in CI or elsewhere. */
function errors(environment: string, koa: string, isCi = true): string[] {
  const { values } = new Project({
    "dev/_environment.yaml": environment,
    "dev/koa.yaml": `${koa}tables: []\n`,
  });
  return loadValues(values, undefined, isCi ? "refuse" : "warn").problems.errors.map(
    ({ rule, line, column, message }) => `${rule} ${line}:${column} ${message}`,
  );
}

test("a namespace may repeat the account and the issuer that the platform's files give it", () => {
  expect(errors(GIVEN, ACCOUNT + ISSUER)).toEqual([]);
  const accounts = `policy: {accounts: {koa: {${GIVEN.trim().replace("\n", ", ")}}}}\n`;
  expect(errors(accounts, ACCOUNT + ISSUER)).toEqual([]);
});

test("a namespace cannot choose its account or issuer in CI", () => {
  const written = "the platform team writes";
  expect(errors("region: eu-west-1\n", ACCOUNT + ISSUER)).toEqual([
    `accountsAreGiven 1:18 idp_aws_account is "123456789012", and in CI a namespace cannot choose its account; ${written} accountId: "123456789012" in _environment.yaml, or policy.accounts: {koa: {accountId: "123456789012"}}`,
    expect.stringContaining(
      `accountsAreGiven 2:24 idp_oidc_provider_url is "https://oidc.eks.eu-west-1.amazonaws.com/id/A", and in CI a namespace cannot choose its OIDC issuer; ${written} oidcProviderUrl: `,
    ) as string,
  ]);
  expect(errors("region: eu-west-1\n", ACCOUNT + ISSUER, false)).toEqual([]);
});

test("an account of the environment gives no issuer, and the other way round", () => {
  const [account = "", issuer = ""] = GIVEN.split(/(?<=\n)/);
  expect(errors(account, ACCOUNT + ISSUER)).toHaveLength(1);
  expect(errors(issuer, ACCOUNT + ISSUER)).toHaveLength(1);
});
