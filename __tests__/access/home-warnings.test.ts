import { lockedProject, relock } from "../support/run-lock";
import { briefly, reported } from "../support/reported";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

const NO_TABLES = "tables: []\n";

function reader(table: string, ...roles: string[]): string {
  return tableYaml(table, `serviceAccountReadRoles: [${roles.join(", ")}]`);
}

/** The warnings of homes, each with its message behind it. */
function warnings(project: Project, env: Record<string, string> = {}): string[] {
  return reported(project, env)
    .filter(({ rule }) => rule.startsWith("home") || rule === "roleHome")
    .map((problem) => `${briefly(problem)} ${problem.message}`);
}

describe("a role whose name ends in a misspelled namespace", () => {
  /** What is guessed for a role, beside the namespaces `checkout-dev`, `shop` and `koa`. */
  function guessed(
    role: string,
    more: Readonly<Record<string, string>> = {},
  ): (string | undefined)[] {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/checkout-dev.yaml": tablesYaml(reader("A", role)),
      "dev/shop.yaml": NO_TABLES,
      "dev/koa.yaml": NO_TABLES,
      ...more,
    });
    return warnings(project)
      .filter((warning) => warning.includes(" roleHome "))
      .map((warning) => /did you mean (\S+)\?/.exec(warning)?.[1]);
  }

  test("is reported while it is new, with the namespace that was meant and the stack", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/checkout-dev.yaml": tablesYaml(reader("A", "events-checkout-dve")),
    });
    expect(warnings(project)).toEqual([
      "warning roleHome dev/checkout-dev.yaml:2:119 role events-checkout-dve ends in no namespace of this environment (did you mean checkout-dev?), so its policy goes to the stack dev-access; correct the name, or keep it and run npm run lock",
    ]);
    relock(project);
    expect(warnings(project)).toEqual([]);
  });

  test.each([
    ["events-checkout-dve", "checkout-dev"],
    ["events-chekout-dev", "checkout-dev"],
    ["a-b-c-checkoutdev", "checkout-dev"],
    ["events-shpo", "shop"],
  ])("%s: did you mean %s?", (role, namespace) => {
    expect(guessed(role)).toEqual([namespace]);
  });

  test.each([
    ["events-checkout-dev", "it ends in a namespace"],
    ["checkout-dve", "nothing is in front of the ending"],
    ["events-payments-dev", "no namespace is similar"],
    // The namespace koa is too short: too many words are similar.
    ["events-kao", "only a namespace of three letters is similar"],
  ])("says nothing of %s: %s", (role) => {
    expect(guessed(role)).toEqual([]);
  });

  test("is not taken for one that only observes, which can be no home", () => {
    const observed = { "dev/payments.yaml": `managementPolicies: Observe\n${NO_TABLES}` };
    expect(guessed("events-paymnets", observed)).toEqual([]);
    expect(guessed("events-paymnets", { "dev/payments.yaml": NO_TABLES })).toEqual(["payments"]);
  });
});

describe("a grant to a role at home in another namespace", () => {
  const shop = tablesYaml(reader("A", "r-koa", "r-shop", "other"), reader("B", "r-koa"));
  const files = { "dev/shop.yaml": shop, "dev/koa.yaml": NO_TABLES };

  test("names the stack to deploy, once for a role, where the role is new", () => {
    const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
    expect(warnings(project)).toEqual([
      "warning homeIsDeployed dev/shop.yaml:2:119 role r-koa has its policy in the stack dev-koa; this grant takes effect when dev-koa is deployed, too",
    ]);
  });

  test("names nothing where the filter omits the grant", () => {
    const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
    expect(warnings(project, { NAMESPACE: "koa" })).toEqual([]);
  });

  test("names it once more at a new table, and not when the locks know role and table", () => {
    const project = lockedProject(files);
    expect(warnings(project)).toEqual([]);
    project.write({ "dev/shop.yaml": `${shop}  - ${reader("C", "r-koa", "r-shop")}\n` });
    expect(warnings(project)).toEqual([
      expect.stringMatching(/^warning homeIsDeployed dev\/shop.yaml:4:119 role r-koa /),
    ]);
  });

  test("names it always where the filter omits it, also the stack of roles without a namespace", () => {
    const project = lockedProject(files);
    expect(warnings(project, { NAMESPACE: "shop" })).toEqual([
      "warning homeIsBuilt dev/shop.yaml:2:119 role r-koa has its policy in the stack dev-koa, which the filter omits; this grant takes effect when dev-koa is deployed",
      expect.stringContaining("role other has its policy in the stack dev-access") as string,
    ]);
    expect(warnings(project, { NAMESPACE: "koa" })).toEqual([]);
    expect(warnings(project, { NAMESPACE: "shop,koa,access" })).toEqual([]);
  });

  test("is at the first grant in a namespace that is built", () => {
    const project = lockedProject({
      "dev/app.yaml": tablesYaml(reader("A", "r-koa")),
      ...files,
    });
    expect(warnings(project, { NAMESPACE: "shop" })[0]).toContain("dev/shop.yaml:2:119");
  });
});
