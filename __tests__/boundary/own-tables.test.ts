import { reported } from "../support/reported";
import type { Reported } from "../support/reported";
import { allowing, ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

const RULES = ["tableIsOwn", "foreignTableStaysHome", "otherEnvironment"];
type Files = Readonly<Record<string, string>>;

function problems(files: Files, env: Readonly<Record<string, string>> = {}): Reported[] {
  const all = { "dev/_environment.yaml": ENVIRONMENT, ...files };
  return reported(new Project(all), env).filter(({ rule }) => RULES.includes(rule));
}

/** Each as `error rule file:line` or `warning rule file:line`. */
function briefly(found: readonly Reported[]): string[] {
  return found.map(({ severity, rule, file, line }) => `${severity} ${rule} ${file}:${line}`);
}

/** Values of koa with one table, on line 2. */
const koa = (name: string, more = ""): Files => ({
  "dev/koa.yaml": tablesYaml(tableYaml(name, more)),
});

const REFUSED = ["error tableIsOwn dev/koa.yaml:2"];
const WARNED = ["warning tableIsOwn dev/koa.yaml:2"];

describe("a table outside the names of its namespace", () => {
  const USES = ["", ", adopt: true", ", managementPolicies: Observe"];

  test.each(USES)("is refused as tableName: payments-Ledger%s", (use) => {
    const [problem, ...others] = problems(koa("L", `tableName: payments-Ledger${use}`));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ file: "dev/koa.yaml", line: 2, column: 104 });
    expect(problem?.message).toBe(
      'table "L": tableName is payments-Ledger, which is not among the names of namespace koa (koa-*, idp-koa-*); write a name of this namespace, or the platform team writes policy.tables: {koa: [payments-Ledger]} in _environment.yaml',
    );
  });

  test.each(USES)("is allowed by policy.tables, by its name or the start of names%s", (use) => {
    for (const allowed of ["payments-Ledger", "payments-*"]) {
      const environment = { "dev/_environment.yaml": allowing(`koa: [${allowed}]`) };
      expect(problems({ ...environment, ...koa("L", `tableName: payments-Ledger${use}`) })).toEqual(
        [],
      );
    }
  });

  test.each(["payments-Ledge", "payments-Ledgers", "Payments-Ledger", "payments-l*"])(
    "is refused where policy.tables has %s",
    (allowed) => {
      const environment = { "dev/_environment.yaml": allowing(`koa: [${allowed}]`) };
      const found = problems({ ...environment, ...koa("L", "tableName: payments-Ledger") });
      expect(briefly(found)).toEqual(REFUSED);
      // Lists replace each other.
      expect(found[0]?.message).toContain(`policy.tables: {koa: [${allowed}, payments-Ledger]}`);
    },
  );

  test("is refused where policy.tables has it for another namespace", () => {
    const environment = { "dev/_environment.yaml": allowing("shop: [payments-Ledger]") };
    const found = problems({ ...environment, ...koa("L", "tableName: payments-Ledger") });
    expect(briefly(found)).toEqual(REFUSED);
  });

  test("is allowed by a policy of all environments", () => {
    const defaults = { "_defaults.yaml": "policy: {tables: {koa: [payments-Ledger]}}\n" };
    expect(problems({ ...defaults, ...koa("L", "tableName: payments-Ledger") })).toEqual([]);
  });

  test.each(["true", "2024", "_legacy"])("has quotes in the policy's line: %s", (tableName) => {
    const [problem] = problems(koa("L", `tableName: "${tableName}"`));
    expect(problem?.message).toContain(`policy.tables: {koa: ["${tableName}"]}`);
  });

  test("is reported once where it cannot be a name", () => {
    expect(problems(koa("L", "tableName: payments/Ledger"))).toEqual([]);
  });
});

test.each(["koa-Orders", "idp-koa-Orders", "koa-dev"])(
  "%s is a name of koa and needs no policy",
  (tableName) => {
    expect(problems(koa("L", `tableName: ${tableName}, adopt: true`))).toEqual([]);
  },
);

test.each(["koa", "koaOrders", "dev-koa-Orders", "idp-koa", "idp-Orders"])(
  "%s is no name of koa",
  (tableName) => {
    expect(briefly(problems(koa("L", `tableName: ${tableName}`)))).toEqual(REFUSED);
  },
);

test("names follow the namePrefix of the environment", () => {
  const environment = { "dev/_environment.yaml": `${ENVIRONMENT}namePrefix: blue-\n` };
  const named = (tableName: string): string[] =>
    briefly(problems({ ...environment, ...koa("L", `tableName: ${tableName}`) }));
  expect(named("blue-koa-L")).toEqual([]);
  expect(named("blue-idp-koa-L")).toEqual([]);
  expect(named("koa-L")).toEqual(REFUSED);
});

describe("a derived name in the longer prefix of another namespace", () => {
  const other = { "dev/koa-dev.yaml": "tables: []\n" };

  test.each(["", "useIdpPrefix: true"])("is a warning %s", (more) => {
    const [problem, ...others] = problems({ ...other, ...koa("dev-Orders", more) });
    expect(others).toEqual([]);
    const name = more === "" ? "koa-dev-Orders" : "idp-koa-dev-Orders";
    expect(problem).toMatchObject({
      severity: "warning",
      file: "dev/koa.yaml",
      line: 2,
      column: 12,
    });
    expect(problem?.message).toBe(
      `table "dev-Orders": its name in AWS is ${name}, which is a name of namespace koa-dev: only roles with their policy in this namespace's stack can be granted access to it; rename it, or the platform team writes policy.tables: {koa: [${name}]} in _environment.yaml`,
    );
  });

  test.each(["adopt: true", "managementPolicies: Observe", "tableName: koa-dev-Orders"])(
    "is refused with %s",
    (more) => {
      expect(briefly(problems({ ...other, ...koa("dev-Orders", more) }))).toEqual(REFUSED);
    },
  );

  test("is nothing under policy.tables", () => {
    const environment = { "dev/_environment.yaml": allowing("koa: [koa-dev-*]") };
    for (const more of ["serviceAccountReadRoles: [auditor]", "adopt: true"])
      expect(problems({ ...environment, ...other, ...koa("dev-Orders", more) })).toEqual([]);
  });

  test("is nothing where no namespace has that prefix", () => {
    expect(problems({ "dev/koa-de.yaml": "", ...koa("dev-Orders", "adopt: true") })).toEqual([]);
  });

  test.each([
    ["the same namespace", "reader-koa", []],
    ["the other namespace", "reader-koa-dev", ["error foreignTableStaysHome dev/koa.yaml:3"]],
    ["no namespace", "auditor", ["error foreignTableStaysHome dev/koa.yaml:3"]],
  ])("may be granted to roles of its own stack only: a role of %s", (_what, role, refused) => {
    const table = tableYaml("dev-Orders", `\n    serviceAccountReadRoles: [${role}]`);
    const found = problems({ ...other, "dev/koa.yaml": tablesYaml(table) });
    expect(briefly(found)).toEqual([...refused, ...WARNED]);
    if (refused.length > 0)
      expect(found[0]?.message).toMatch(
        /or the platform team writes policy\.tables: \{koa: \[koa-dev-Orders\]\} in _environment\.yaml$/,
      );
  });

  test("also if that namespace is in another environment of the account", () => {
    const dev2 = { "dev2/_environment.yaml": ENVIRONMENT, "dev2/koa-dev.yaml": "tables: []\n" };
    const [problem] = problems({ ...dev2, ...koa("dev-Orders", "adopt: true") });
    expect(problem?.message).toContain("is a name of namespace koa-dev of environment dev2");
  });

  test("not if that namespace is in another account", () => {
    const dev2 = {
      "dev2/_environment.yaml": 'accountId: "210987654321"\n',
      "dev2/koa-dev.yaml": "tables: []\n",
    };
    expect(problems({ ...dev2, ...koa("dev-Orders", "adopt: true") })).toEqual([]);
    // Its account may be the same one.
    const unknown = { "dev2/_environment.yaml": "", "dev2/koa-dev.yaml": "tables: []\n" };
    expect(briefly(problems({ ...unknown, ...koa("dev-Orders", "adopt: true") }))).toEqual(REFUSED);
  });

  test("also if a filter omits the environment of that namespace", () => {
    const dev2 = { "dev2/_environment.yaml": ENVIRONMENT, "dev2/koa-dev.yaml": "tables: [" };
    const files = { ...dev2, ...koa("dev-Orders", "adopt: true") };
    expect(briefly(problems(files, { ENVIRONMENT: "dev" }))).toEqual(REFUSED);
  });

  test("where the settings of an omitted environment cannot be read, that is a warning", () => {
    const files = {
      ...koa("dev-Orders", "adopt: true"),
      "dev2/_environment.yaml": "accountId: [",
      "dev2/shop.yaml": "",
    };
    expect(briefly(problems(files, { ENVIRONMENT: "dev" }))).toEqual([
      "warning otherEnvironment dev2/_environment.yaml:1",
    ]);
  });
});

describe("a table that another namespace manages", () => {
  const shop = { "dev/shop.yaml": tablesYaml(tableYaml("L", "tableName: koa-L, adopt: true")) };
  const policy = (more = ""): Files => ({
    "dev/_environment.yaml": allowing(`shop: [koa-L]${more}`),
  });

  test("is not the own one of the namespace with its prefix", () => {
    const observed = koa("L", "managementPolicies: Observe");
    const [problem, ...others] = problems({ ...policy(), ...shop, ...observed });
    expect(others).toEqual([]);
    expect(problem?.message).toContain("which namespace shop manages (dev/shop.yaml:2)");
    expect(problems({ ...policy(", koa: [koa-L]"), ...shop, ...observed })).toEqual([]);
  });

  test("is the own one as before where the other namespace has no right to it", () => {
    const found = problems({ ...shop, ...koa("L", "managementPolicies: Observe") });
    expect(briefly(found)).toEqual(["error tableIsOwn dev/shop.yaml:2"]);
  });

  test("is another one in another region or account", () => {
    const observed = koa("L", "managementPolicies: Observe");
    const far = tablesYaml(tableYaml("L", "tableName: koa-L, region: us-east-1"));
    expect(problems({ ...policy(), "dev/shop.yaml": far, ...observed })).toEqual([]);
    const prod = {
      "prod/_environment.yaml": 'accountId: "210987654321"\npolicy: {tables: {shop: [koa-L]}}\n',
      "prod/shop.yaml": shop["dev/shop.yaml"],
    };
    expect(problems({ ...prod, ...observed })).toEqual([]);
  });

  test("is the own one of both where two environments of unknown accounts have the same values", () => {
    const same = tablesYaml(tableYaml("L", "managementPolicies: Observe"));
    const files = { "dev/_environment.yaml": "", "dev/koa.yaml": same };
    const managed = { "prod/_environment.yaml": "", "prod/koa.yaml": tablesYaml(tableYaml("L")) };
    expect(problems({ ...files, ...managed })).toEqual([]);
    // In one account it is one table.
    const known = { "dev/_environment.yaml": ENVIRONMENT, "prod/_environment.yaml": ENVIRONMENT };
    expect(briefly(problems({ ...files, ...managed, ...known }))).toEqual(REFUSED);
  });
});
