import { loadValues } from "../support/load-values";
import { randomEnvironment, exampleEnvironment, filesOf } from "../support/access-environments";
import { actionsOf, oracleOf } from "../support/access-oracle";
import type { AccessRequest, AccessValues, Oracle } from "../support/access-oracle";
import { nearbyRequest, plainRequests } from "../support/access-requests";
import { evaluate } from "../support/evaluator";
import { statementsOf } from "../support/policies";
import type { PolicyStatement } from "../support/policies";
import { Project } from "../support/project";
import { random } from "../support/random";

/**
 * The evaluator takes about half a millisecond for a request and the values of an environment some
 * more, so that every run asks a sample: with 10 environments 80 requests, most of them near what
 * is granted, beside some 700 of the examples. CI asks 1,200 and 3,500.
 * `ACCESS_PROOF_ENVIRONMENTS=20000 npx jest evaluator` asks 160,000.
 */
const ENVIRONMENTS = Number(process.env.ACCESS_PROOF_ENVIRONMENTS ?? 10);
const REQUESTS_EACH = 8;
const MILLISECONDS_EACH = 200;

type Policies = ReadonlyMap<string, readonly PolicyStatement[]>;

interface Judgement {
  /** Requests on which the evaluator and the contract disagree. */
  readonly wrong: readonly object[];
  readonly asked: number;
  readonly allowed: number;
}

async function judge(
  { partition }: AccessValues,
  oracle: Oracle,
  policies: Policies,
  requests: readonly AccessRequest[],
): Promise<Judgement> {
  const wrong: object[] = [];
  let allowed = 0;
  for (const request of requests) {
    const { role } = request;
    const statements = policies.get(role) ?? [];
    const judged = { role, accountId: oracle.accountOf(role), partition, statements };
    const isAllowed = await evaluate(judged, request);
    if (isAllowed) allowed += 1;
    if (isAllowed !== oracle.allows(request)) {
      wrong.push({ ...request, policy: isAllowed ? "allows" : "denies" });
    }
  }
  return { wrong, asked: requests.length, allowed };
}

/** Policies as `access/` makes them, also those that IAM would find too large; the values have no other mistake. */
function policiesOf(values: AccessValues): Policies {
  const project = new Project(filesOf(values));
  const { roles, problems } = loadValues(project.values);
  const errors = problems.errors.filter(({ rule }) => rule !== "policySize");
  if (errors.length > 0) throw new Error(JSON.stringify([errors, values]));
  const all = [...roles.values()].flat();
  return new Map(
    all.map(({ role, policy }) => [
      role,
      (policy?.Statement ?? []) as unknown as PolicyStatement[],
    ]),
  );
}

/** Policies as Terraform would hand them to IAM, each in the stack of its role's home. */
function synthesised(
  environment: string,
  files: Readonly<Record<string, string>>,
  oracle: Oracle,
): Policies {
  const policies = new Map<string, PolicyStatement[]>();
  for (const [id, stack] of Object.entries(new Project(files).synth())) {
    for (const [address, { name }] of Object.entries(stack.resource.aws_iam_policy ?? {})) {
      const role = String(name).replace(`dynamodb.${environment}.`, "");
      expect([role, id]).toEqual([role, `${environment}-${oracle.homeOf(role)}`]);
      expect(policies.has(role)).toBe(false);
      policies.set(role, statementsOf(stack, address));
    }
  }
  return policies;
}

describe("an independent evaluator allows what the contract says, and nothing else", () => {
  // Without CI, every fifth request will do.
  const every = process.env.ACCESS_PROOF_ENVIRONMENTS === undefined ? 5 : 1;

  test.each([
    ["dev", every],
    ["prod", every],
  ])("example %s: roles, tables, indexes and actions, every %i.", async (name, step) => {
    const { values, files } = exampleEnvironment(name);
    const oracle = oracleOf(values);
    const policies = synthesised(name, files, oracle);
    const chance = random(7);
    const requests = [
      ...oracle.roles
        .flatMap((role) => oracle.tables.flatMap((table) => plainRequests(role, table)))
        .filter((_, i) => i % step === 0),
      ...Array.from({ length: 200 / every }, () => nearbyRequest(oracle, values, chance)),
    ];
    const { wrong, asked, allowed } = await judge(values, oracle, policies, requests);
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(1500 / step);
    expect(allowed).toBeGreaterThan(250 / step);
  });

  test(
    `${ENVIRONMENTS} random environments, ${REQUESTS_EACH} requests each, their statements one by one`,
    async () => {
      const wrong: object[] = [];
      let [asked, allowed] = [0, 0];
      for (let seed = 1; seed <= ENVIRONMENTS; seed += 1) {
        const values = randomEnvironment(seed);
        const oracle = oracleOf(values);
        if (oracle.roles.length === 0) continue;
        const chance = random(seed);
        const requests = Array.from({ length: REQUESTS_EACH }, () =>
          nearbyRequest(oracle, values, chance),
        );
        const policies = policiesOf(values);
        const answers = await judge(values, oracle, policies, requests);
        const mistakes = [...answers.wrong, ...misplaced(values, oracle, policies)];
        wrong.push(...mistakes.map((mistake) => ({ seed, ...mistake })));
        asked += answers.asked;
        allowed += answers.allowed;
      }
      if (process.env.ACCESS_PROOF_ENVIRONMENTS !== undefined) {
        console.info(`${asked} evaluations, ${allowed} allowed, ${wrong.length} wrong`);
      }
      expect(wrong.slice(0, 5)).toEqual([]);
      expect(asked).toBeGreaterThan(0.9 * ENVIRONMENTS * REQUESTS_EACH);
      expect(allowed).toBeGreaterThan(0.35 * asked);
      expect(allowed).toBeLessThan(0.65 * asked);
    },
    10_000 + ENVIRONMENTS * MILLISECONDS_EACH,
  );

  test("synthesis writes a random environment's policies as `access/` makes them", () => {
    for (const seed of [3, 11]) {
      const values = randomEnvironment(seed);
      const oracle = oracleOf(values);
      const written = synthesised("dev", filesOf(values), oracle);
      const made = [...policiesOf(values)].filter(([, statements]) => statements.length > 0);
      expect(new Map([...written].sort())).toEqual(new Map(made.sort()));
    }
  });
});

/**
 * Statements with a condition have only what is granted under one, those without only what is granted
 * without; a wildcard matches nothing of another table, but for the wildcard of a prefix grant.
 */
function misplaced(values: AccessValues, oracle: Oracle, policies: Policies): object[] {
  const everything = oracle.tables.flatMap((table) =>
    [...new Set(plainRequests("", table).map(({ resource }) => resource))]
      .filter((resource) => resource !== "*")
      .map((resource) => ({ table, resource })),
  );
  const single = [...policies].flatMap(([role, statements]) =>
    statements.flatMap((statement) =>
      statement.Action.flatMap((action) =>
        statement.Resource.map((resource) => ({ role, statement, action, resource })),
      ),
    ),
  );
  return single.filter(({ role, statement, action, resource }) => {
    const isConditioned = statement.Condition !== undefined;
    if (action.startsWith("kms:")) return !isConditioned || resource.includes("*");
    const ofPrefix = values.prefixGrants.some(
      ({ role: name, prefix, access }) =>
        name === role &&
        resource.endsWith(`:table/${prefix}*`) &&
        actionsOf(access).includes(action.replace("dynamodb:", "")),
    );
    if (ofPrefix) return isConditioned;
    const table = oracle.tables.find(({ arn }) => `${resource}/`.startsWith(`${arn}/`));
    if (table === undefined && resource !== "*") return true;
    const others = everything.filter((one) => one.table !== table);
    if (table && resource.includes("*") && others.some((one) => isLike(one.resource, resource))) {
      return true;
    }
    if (statement.Effect === "Deny") return !isConditioned;
    const request = { role, action, resource: resource.replace("/*", "/some"), context: {} };
    return oracle.allows(request) === isConditioned;
  });
}

function isLike(resource: string, pattern: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  return rest.length > 0 && resource.startsWith(start) && resource.endsWith(rest.at(-1) ?? "");
}

describe("the proof notices", () => {
  const values: AccessValues = {
    ...{ accountId: "111111111111", region: "eu-west-1", partition: "aws", namePrefix: "" },
    ...{ prefixGrants: [], roles: [] },
    namespaces: [
      {
        name: "koa",
        tables: ["Orders", "Orders-shadow"].map((name) => ({
          ...{ name, hashKey: "pk", billingMode: "PAY_PER_REQUEST" },
          attributes: ["pk", "gpk0"].map((key) => ({ name: key, type: "S" })),
          globalSecondaryIndex: [{ name: "by-email", hashKey: "gpk0", projectionType: "ALL" }],
          grants:
            name === "Orders"
              ? [{ role: "keys", access: ["read", "write"], leadingKeys: ["TENANT#1"] }]
              : [
                  { role: "columns", access: ["read", "write"], attributes: ["name"] },
                  { role: "reader", access: ["read"], indexes: ["by-email"] },
                ],
        })),
      },
    ],
  };
  const oracle = oracleOf(values);
  /** Requests until the first on which the changed policies are wrong; 0 if there is none in `most`. */
  const noticedAfter = async (change: (text: string) => string, most: number): Promise<number> => {
    const policies = new Map(
      [...policiesOf(values)].map(([role, statements]) => [
        role,
        JSON.parse(change(JSON.stringify(statements))) as PolicyStatement[],
      ]),
    );
    // With this one, most are noticed early.
    const chance = random(17);
    for (let asked = 1; asked <= most; asked += 1) {
      const request = nearbyRequest(oracle, values, chance);
      if ((await judge(values, oracle, policies, [request])).wrong.length > 0) return asked;
    }
    return 0;
  };

  test("nothing where nothing is wrong", async () => {
    expect(await noticedAfter((text) => text, 300)).toBe(0);
  });

  test.each<[string, (text: string) => string]>([
    [
      "absent keys that pass",
      (text) => text.replaceAll(/"Null":{.*?}/g, '"Null":{"aws:x":"true"}'),
    ],
    [
      "full scans",
      (text) => text.replaceAll('dynamodb:FullTableScan":"true"', 'dynamodb:FullTableScan":"no"'),
    ],
    ["a table too many", (text) => text.replaceAll('table/koa-Orders"', 'table/koa-Orders*"')],
    ["indexes too many", (text) => text.replaceAll("index/by-email", "index/*")],
    ["an action too many", (text) => text.replaceAll('"dynamodb:GetItem"', '"dynamodb:*Item"')],
    ["an action too few", (text) => text.replaceAll('"dynamodb:Query"', '"dynamodb:ListTables"')],
    ["whole items", (text) => text.replaceAll('"dynamodb:Select"', '"dynamodb:Selekt"')],
    ["old values", (text) => text.replaceAll('"UPDATED_OLD"', '"ALL_OLD"')],
    ["a missing key attribute", (text) => text.replaceAll(',"pk"]', "]")],
    ["an index's key on the table", (text) => text.replaceAll('["name",', '["gpk0","name",')],
    [
      "whole items of failed checks",
      (text) => text.replaceAll('"dynamodb:PartiQLUpdate"', '"dynamodb:ConditionCheckItem"'),
    ],
  ])("%s", async (_, change) => {
    expect(await noticedAfter(change, 3000)).toBeGreaterThan(0);
  });
});
