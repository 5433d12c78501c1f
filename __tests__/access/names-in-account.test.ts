import { createHash } from "node:crypto";
import { problemsOf } from "../support/broken-rules";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

const OTHER = 'accountId: "210987654321"\n';
const role = (name: string): string => `roles: [{name: ${name}, trust: {podIdentity: true}}]\n`;

/** What is reported of names that are taken, where two environments declare a role. */
function inTwo(first: string, second: string, name = "app"): string[] {
  return reported({
    "a/_environment.yaml": first + role("app"),
    "b/_environment.yaml": second + role(name),
  });
}

function reported(files: Record<string, string>): string[] {
  return problemsOf(files)
    .filter(({ rule }) => rule === "nameIsUniqueInAccount")
    .map(({ text }) => text);
}

const TAKEN =
  "is also created for a/_environment.yaml:2, in the same account, and IAM has each name once; rename one of the roles";

test("a role that two environments of one account declare is refused", () => {
  expect(inTwo(ENVIRONMENT, ENVIRONMENT)).toEqual([`b/_environment.yaml:2:16: role app ${TAKEN}`]);
});

test("a role whose name differs only in case from that of another environment is refused", () => {
  expect(inTwo(ENVIRONMENT, ENVIRONMENT, "App")).toEqual([
    `b/_environment.yaml:2:16: role App ${TAKEN}`,
  ]);
});

test("a role may be declared in each account, and where an account is not known", () => {
  expect(inTwo(ENVIRONMENT, OTHER)).toEqual([]);
  expect(inTwo("region: eu-west-1\n", "region: eu-west-1\n")).toEqual([]);
});

test("a role that one environment declares may be granted tables in another one", () => {
  expect(
    reported({
      "a/_environment.yaml": ENVIRONMENT + role("app"),
      "b/_environment.yaml": ENVIRONMENT,
      "b/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [app]")),
    }),
  ).toEqual([]);
});

test("a role of a namespace is compared in the account of the namespace", () => {
  const files = (account: string): Record<string, string> => ({
    "a/_environment.yaml": ENVIRONMENT + role("app-koa"),
    "b/koa.yaml": `idp_aws_account: "${account}"\n${role("app-koa")}`,
  });
  expect(reported(files("123456789012"))).toHaveLength(1);
  expect(reported(files("210987654321"))).toEqual([]);
});

test("two policies with one name, which only shortened names can have, are refused", () => {
  const environment = "x".repeat(63);
  const [one = "", other = ""] = rolesWithOneHash((name) => `dynamodb.${environment}.${name}`);
  expect(
    reported({
      [`${environment}/_environment.yaml`]: ENVIRONMENT,
      [`${environment}/koa.yaml`]: tablesYaml(
        tableYaml("A", `serviceAccountReadRoles: [${one}, ${other}]`),
      ),
    }),
  ).toEqual([expect.stringContaining(": policy dynamodb.")]);
});

test("two spellings of a role in one environment are not reported a second time", () => {
  expect(
    reported({
      "a/_environment.yaml":
        ENVIRONMENT + role("app").replace("]\n", `, ${role("App").slice("roles: [".length)}`),
      "a/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [app, App]")),
    }),
  ).toEqual([]);
});

/** Two names of roles of 64 characters, the whole names of whose policies start and hash alike. */
function rolesWithOneHash(policyOf: (role: string) => string): string[] {
  const found = new Map<string, string>();
  for (let i = 0; ; i++) {
    const name = "r".repeat(52) + String(i).padStart(12, "0");
    const hash = createHash("sha256").update(policyOf(name)).digest("hex").slice(0, 8);
    const other = found.get(hash);
    if (other !== undefined) return [other, name];
    found.set(hash, name);
  }
}
