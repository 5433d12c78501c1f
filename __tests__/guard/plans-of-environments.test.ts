import { readFileSync } from "node:fs";
import path from "node:path";
import {
  change,
  destroyed,
  guard,
  guardStack,
  lockedProject,
  PASSES,
  refused,
  relockIn,
  tableChange,
  tableState,
  UNPROTECTED,
  withoutArn,
} from "../support/guard-plans";
import { allowing, ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import type { Json } from "../support/project";

const NO_TABLES = "tables: []\n";
const NO_ACCOUNT = "region: eu-west-1\n";
const KEEP_B = `removedTables: [{name: B, reason: moved}]\n${NO_TABLES}`;
const B = tablesYaml(tableYaml("B", UNPROTECTED));

const DEV = { ENVIRONMENT: "dev" };
const DEV_KOA = { environment: "dev", namespace: "koa", "managed-by": "cdktf" };
const DEV_SHOP = { ...DEV_KOA, namespace: "shop" };
/** The stack of the roles that belong to no namespace. */
const DEV_ACCESS = { environment: "dev", "managed-by": "cdktf" };
const PROD_KOA = { ...DEV_KOA, environment: "prod" };

/** That the table koa-B of `dev` is destroyed was accepted. */
function acceptedInDev(files: Readonly<Record<string, string>> = {}): Project {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": B,
    "dev/shop.yaml": NO_TABLES,
    ...files,
  });
  relockIn(project, DEV);
  project.write({ "dev/koa.yaml": NO_TABLES });
  relockIn(project, DEV, "--accept", "koa/B");
  return project;
}

type LockJson = Record<"tables" | "removed", Record<string, Json>>;

/** Rewrites a lock by hand: as one of another branch, or of another state of the values, would be. */
function editLock(project: Project, file: string, edit: (lock: LockJson) => LockJson): void {
  const lock = JSON.parse(readFileSync(path.join(project.values, file), "utf8")) as LockJson;
  project.write({ [file]: JSON.stringify(edit(lock)) });
}

describe("guard: a table that one environment lets Terraform destroy", () => {
  /** In `prod` the same table was removed from the values, and AWS keeps it. */
  function keptInProd(environment: string = ENVIRONMENT): Project {
    const project = new Project({ "prod/_environment.yaml": environment, "prod/koa.yaml": B });
    relockIn(project, {});
    project.write({ "prod/koa.yaml": KEEP_B });
    relockIn(project, {});
    project.write({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": B,
      "prod/koa.yaml": NO_TABLES,
    });
    relockIn(project, DEV);
    project.write({ "dev/koa.yaml": NO_TABLES });
    relockIn(project, DEV, "--accept", "koa/B");
    return project;
  }

  test("is not destroyed while the lock of another environment of the account says that AWS keeps it", () => {
    for (const judged of [
      guard(keptInProd(), [destroyed("B")]),
      guardStack(keptInProd(), DEV_KOA, [destroyed("B")]),
    ]) {
      expect(judged).toEqual(
        refused("koa-B with all of its items, but the lock of prod-koa says that AWS keeps it"),
      );
      expect(judged.errors[0]).toMatch(/^prod\/_lock\/koa.json:\d+:\d+: plan.json: /);
      expect(judged.errors[0]).toContain("ENVIRONMENT=prod npm run lock -- --forget koa/B");
    }
  });

  test("is destroyed if that environment is in another account", () => {
    const project = keptInProd('accountId: "210987654321"\n');
    expect(guard(project, [destroyed("B")])).toEqual(PASSES);
  });

  test("is destroyed if that environment names no account", () => {
    expect(guard(keptInProd(NO_ACCOUNT), [destroyed("B")])).toEqual(PASSES);
  });

  test("is destroyed if other values of that environment took it over, and no longer have it", () => {
    const project = keptInProd();
    editLock(project, "prod/_lock/koa.json", (lock) => ({
      ...lock,
      removed: { B: { ...lock.removed.B, takenOver: true } },
    }));
    expect(guard(project, [destroyed("B")])).toEqual(PASSES);
  });

  test("is destroyed if that environment lets Terraform destroy it too", () => {
    const project = keptInProd();
    editLock(project, "prod/_lock/koa.json", (lock) => ({
      ...lock,
      removed: { B: { ...lock.removed.B, destroyed: true } },
    }));
    expect(guard(project, [destroyed("B")])).toEqual(PASSES);
  });

  test("is not destroyed while the lock of another environment knows it as managed in the account", () => {
    const project = acceptedInDev();
    project.write({ "prod/_environment.yaml": NO_ACCOUNT, "prod/koa.yaml": B });
    relockIn(project, { ENVIRONMENT: "prod" });
    expect(guard(project, [destroyed("B")])).toEqual(PASSES);
    editLock(project, "prod/_lock/koa.json", (lock) => ({
      ...lock,
      tables: { B: { ...lock.tables.B, arn: tableState("B").arn } },
    }));
    expect(guard(project, [destroyed("B")])).toEqual(refused("prod/_lock/koa.json:"));
    expect(guard(project, [destroyed("B")]).errors[0]).toContain(
      "but the lock of prod-koa has this table",
    );
  });

  test("is not replaced while the lock of another environment says that AWS keeps it", () => {
    const project = keptInProd();
    project.write({
      "dev/_environment.yaml": allowing("koa: [other]"),
      "dev/koa.yaml": tablesYaml(tableYaml("B", `${UNPROTECTED}, tableName: other`)),
    });
    relockIn(project, DEV);
    const other = { ...withoutArn(tableState("B")), name: "other" };
    const plan = [tableChange("B", ["delete", "create"], { after: other })];
    expect(guard(project, plan)).toEqual(
      refused("created again, empty, but the lock of prod-koa says that AWS keeps it"),
    );
    project.remove("prod");
    expect(guard(project, plan)).toEqual(PASSES);
  });
});

describe("guard: only the lock of the plan's own stack lets a table be destroyed", () => {
  test("it passes in that stack", () => {
    expect(guardStack(acceptedInDev(), DEV_KOA, [destroyed("B")])).toEqual(PASSES);
  });

  test("it fails in another stack of the environment", () => {
    expect(guardStack(acceptedInDev(), DEV_SHOP, [destroyed("B")])).toEqual(
      refused("dev/_lock/koa.json:"),
    );
  });

  test("it fails with the lock of another stack that keeps the table", () => {
    const project = lockedProject({ "dev/koa.yaml": B, "dev/shop.yaml": NO_TABLES });
    project.write({ "dev/koa.yaml": KEEP_B });
    expect(guardStack(project, DEV_KOA, [destroyed("B")])).toEqual(
      refused("but AWS is to keep it (removedTables or Observe)"),
    );
    expect(guardStack(project, DEV_SHOP, [destroyed("B")])).toEqual(
      refused("but the lock of dev-koa says that AWS keeps it"),
    );
  });

  test("it fails in the same namespace of another environment", () => {
    const project = acceptedInDev({ "prod/_environment.yaml": ENVIRONMENT });
    expect(guardStack(project, PROD_KOA, [destroyed("B")])).toEqual(refused("dev/_lock/koa.json:"));
  });

  test("it fails in an environment that was not read", () => {
    const project = acceptedInDev();
    const plan = [destroyed("B"), destroyed("C")];
    const { errors } = guardStack(project, PROD_KOA, plan, DEV);
    expect(errors).toEqual([
      expect.stringContaining("aws_dynamodb_table.B is destroyed"),
      expect.stringContaining("run the guard with that ENVIRONMENT"),
    ]);
  });

  test("it fails at another address", () => {
    const plan = [tableChange("Other", ["delete"], { before: tableState("B") })];
    expect(guard(acceptedInDev(), plan)).toEqual(refused("dev/_lock/koa.json:"));
  });

  test("the names of the plan's policies show its environment where its tags do not", () => {
    const project = acceptedInDev({ "prod/_environment.yaml": ENVIRONMENT });
    const policy = (environment: string): Json =>
      change("aws_iam_policy.reader", ["no-op"], {
        before: { name: `dynamodb.${environment}.reader` },
      });
    const created = change("aws_iam_policy.reader", ["create"], {
      after: { name: "dynamodb.prod.reader" },
    });
    const foreign = change("aws_iam_policy.foreign", ["no-op"], { before: { name: "foreign" } });
    expect(guard(project, [policy("dev"), destroyed("B")])).toEqual(PASSES);
    expect(guard(project, [foreign, destroyed("B")])).toEqual(PASSES);
    expect(guard(project, [policy("prod"), destroyed("B")]).status).toBe(1);
    expect(guard(project, [created, destroyed("B")]).status).toBe(1);
    expect(guardStack(project, DEV_KOA, [policy("prod"), destroyed("B")])).toEqual(PASSES);
  });

  test.each([
    ["Environment: x, NAMESPACE: y", { Environment: "x", NAMESPACE: "y" }],
    ["environment: x, namespace: y", { environment: "x", namespace: "y" }],
  ])("tags of the environment's own may replace those of the stack: %s", (tags, inPlan) => {
    const project = acceptedInDev({
      "dev/_environment.yaml": `${ENVIRONMENT}tags: {${tags}}\n`,
      "prod/_environment.yaml": ENVIRONMENT,
    });
    expect(guardStack(project, inPlan, [destroyed("B")])).toEqual(PASSES);
  });
});

test("guard: a table whose end was accepted is not destroyed once removedTables has it, locked or not", () => {
  const project = acceptedInDev();
  const forgotten = [tableChange("B", ["forget"])];
  expect(guard(project, forgotten).status).toBe(1);
  project.write({ "dev/koa.yaml": KEEP_B });
  for (const isLocked of [false, true]) {
    if (isLocked) relockIn(project, DEV);
    expect(guard(project, [destroyed("B")])).toEqual(refused("AWS is to keep it"));
    expect(guard(project, forgotten)).toEqual(PASSES);
  }
});

describe("guard: a table is forgotten only if the values of the plan's own stack say so", () => {
  const forgotten = (address: string): Json =>
    tableChange(address, ["forget"], { before: tableState("B") });

  /** The table koa-B moved from koa to shop, where it is called Moved. */
  function moved(): Project {
    const project = lockedProject({ "dev/koa.yaml": B, "dev/shop.yaml": NO_TABLES });
    project.write({
      "dev/_environment.yaml": allowing("shop: [koa-B]"),
      "dev/koa.yaml": KEEP_B,
      "dev/shop.yaml": tablesYaml(tableYaml("Moved", "tableName: koa-B, adopt: true")),
    });
    relockIn(project, {});
    return project;
  }

  test("it passes where the table comes from, also after others took it over", () => {
    expect(guardStack(moved(), DEV_KOA, [forgotten("B")])).toEqual(PASSES);
  });

  test("it fails where the table went", () => {
    expect(guardStack(moved(), DEV_SHOP, [forgotten("B")])).toEqual(refused("dev/shop.yaml:2:12:"));
    expect(guard(moved(), [forgotten("Moved")])).toEqual(refused("dev/shop.yaml:2:12:"));
  });

  test("it fails where only another environment says so", () => {
    const project = lockedProject({
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
      "prod/_environment.yaml": ENVIRONMENT,
      "prod/koa.yaml": KEEP_B,
    });
    expect(guardStack(project, PROD_KOA, [forgotten("B")])).toEqual(PASSES);
    expect(guardStack(project, DEV_KOA, [forgotten("B")])).toEqual(refused("plan.json:1:1:"));
  });

  test("it fails where another stack only observes the table", () => {
    const observed = tableYaml("B", "tableName: koa-B, managementPolicies: Observe");
    const project = lockedProject({
      "dev/_environment.yaml": allowing("shop: [koa-B]"),
      "dev/koa.yaml": NO_TABLES,
      "dev/shop.yaml": tablesYaml(observed),
    });
    expect(guardStack(project, DEV_SHOP, [forgotten("B")])).toEqual(PASSES);
    expect(guardStack(project, DEV_KOA, [forgotten("B")])).toEqual(refused("dev/shop.yaml:2:12:"));
    expect(guard(project, [forgotten("Other")])).toEqual(refused("dev/shop.yaml:2:12:"));
  });
});

describe("guard: a table that is forgotten after another name in AWS was accepted for it", () => {
  function renamed(): Project {
    const project = lockedProject({ "dev/koa.yaml": B });
    project.write({
      "dev/_environment.yaml": allowing("koa: [other]"),
      "dev/koa.yaml": tablesYaml(tableYaml("B", `${UNPROTECTED}, tableName: other`)),
    });
    relockIn(project, {}, "--accept", "koa/B");
    return project;
  }

  const forgotten = (arn = tableState("B").arn): Json =>
    tableChange("B", ["forget"], { before: tableState("B", { arn }) });

  test("passes under its former name, before and after the lock", () => {
    const project = renamed();
    expect(guard(project, [forgotten()]).status).toBe(1);
    project.write({ "dev/koa.yaml": KEEP_B });
    expect(guard(project, [forgotten()])).toEqual(PASSES);
    relockIn(project, {});
    expect(guard(project, [forgotten()])).toEqual(PASSES);
  });

  test("passes under its new name, and under no third one", () => {
    const project = renamed();
    project.write({ "dev/koa.yaml": KEEP_B });
    const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table";
    expect(guard(project, [forgotten(`${arn}/other`)])).toEqual(PASSES);
    expect(guard(project, [forgotten(`${arn}/third`)])).toEqual(refused("dev/_lock/koa.json:"));
  });

  test("is not replaced by an old plan", () => {
    const project = renamed();
    const other = { ...withoutArn(tableState("B")), name: "other" };
    const plan = [tableChange("B", ["delete", "create"], { after: other })];
    expect(guard(project, plan)).toEqual(PASSES);
    project.write({ "dev/koa.yaml": KEEP_B });
    expect(guard(project, plan)).toEqual(refused("no lock declares it"));
  });
});

test("guard: a table is imported only into the stack whose values adopt it", () => {
  const project = lockedProject({
    "dev/koa.yaml": tablesYaml(tableYaml("B", "adopt: true")),
    "dev/shop.yaml": NO_TABLES,
  });
  const imported = [
    tableChange("B", ["no-op"], { after: tableState("B"), importing: { id: "koa-B" } }),
  ];
  expect(guardStack(project, DEV_KOA, imported)).toEqual(PASSES);
  expect(guardStack(project, DEV_SHOP, imported)).toEqual(
    refused("dev/koa.yaml:2:12: plan.json: aws_dynamodb_table.B is imported"),
  );
});

describe("guard: a table is compared with the values of the plan's own environment", () => {
  const OTHER_KEY = B.replaceAll("id", "key");
  const project = (): Project =>
    lockedProject({
      "dev/_environment.yaml": NO_ACCOUNT,
      "dev/koa.yaml": B,
      "prod/_environment.yaml": NO_ACCOUNT,
      "prod/koa.yaml": OTHER_KEY,
    });

  test("when it is created", () => {
    const created = [
      tableChange("B", ["create"], { before: null, after: withoutArn(tableState("B")) }),
    ];
    expect(guardStack(project(), DEV_KOA, created)).toEqual(PASSES);
    expect(guardStack(project(), PROD_KOA, created)).toEqual(
      refused("prod/koa.yaml:2:12: plan.json: aws_dynamodb_table.B is planned from other values"),
    );
  });

  test("when it is kept", () => {
    const kept = [tableChange("B", ["no-op"], { after: tableState("B") })];
    expect(guardStack(project(), DEV_KOA, kept)).toEqual(PASSES);
    expect(guardStack(project(), PROD_KOA, kept)).toEqual(
      refused("prod/koa.yaml:2:12: plan.json: aws_dynamodb_table.B stays as it is"),
    );
  });
});

describe("guard: a role or a policy of one account is not one of the same name in another", () => {
  const roles = "roles: [{name: app-shop, trust: {podIdentity: true}}]\n";
  const granted = roles + tablesYaml(tableYaml("A", "serviceAccountReadRoles: [app-shop]"));

  /** `dev` has no role any more; `prod` still has one. */
  function project(prod: string): Project {
    const both = lockedProject({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": granted });
    both.write({
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
      "prod/_environment.yaml": prod,
      "prod/shop.yaml": granted,
    });
    relockIn(both, {});
    return both;
  }

  const role = (accountId?: string, actions = ["delete"]): Json =>
    change("aws_iam_role.app-shop", actions, {
      before: {
        name: "app-shop",
        ...(accountId !== undefined && { arn: `arn:aws:iam::${accountId}:role/x/app-shop` }),
      },
    });
  const SAME = ENVIRONMENT;
  const OTHER = 'accountId: "210987654321"\n';

  test("a role is destroyed although another account has one of its name", () => {
    expect(guard(project(OTHER), [role("123456789012")])).toEqual(PASSES);
    expect(guardStack(project(OTHER), DEV_ACCESS, [role()])).toEqual(PASSES);
  });

  test("a role is not destroyed by another stack than that of its lock", () => {
    for (const tags of [DEV_KOA, PROD_KOA])
      expect(guardStack(project(OTHER), tags, [role("123456789012")])).toEqual(
        refused("have the role app as one that this project created"),
      );
  });

  test("a role is not destroyed while an environment of its account names it", () => {
    for (const tags of [DEV_KOA, PROD_KOA, {}])
      expect(guardStack(project(SAME), tags, [role("123456789012")])).toEqual(
        refused("prod/shop.yaml:1:16: plan.json: aws_iam_role.app-shop is destroyed"),
      );
    expect(guard(project(OTHER), [role("210987654321", ["delete", "create"])])).toEqual(
      refused(
        "aws_iam_role.app-shop is replaced: the values still grant or declare the role app-shop",
      ),
    );
  });

  test("a role of an unknown account is compared with those of the plan's environment", () => {
    expect(guardStack(project(NO_ACCOUNT), DEV_ACCESS, [role("123456789012")])).toEqual(PASSES);
    expect(guardStack(project(NO_ACCOUNT), PROD_KOA, [role("123456789012")]).status).toBe(1);
    expect(guard(project(NO_ACCOUNT), [role("123456789012")]).status).toBe(1);
    expect(guardStack(project(OTHER), PROD_KOA, [role()]).status).toBe(1);
  });

  describe("its policy and the attachment", () => {
    const arn = (accountId: string): string =>
      `arn:aws:iam::${accountId}:policy/dynamodb.prod.app-shop`;
    const access = (accountId: string): Json[] => [
      change("aws_iam_policy.app-shop", ["delete"], {
        before: { name: "dynamodb.prod.app-shop", arn: arn(accountId) },
      }),
      change("aws_iam_role_policy_attachment.app-shop", ["delete"], {
        before: { role: "app-shop", policy_arn: arn(accountId) },
      }),
    ];

    test("are not destroyed in the account of the role", () => {
      const both = ["prod/shop.yaml:", "prod/shop.yaml:"];
      expect(guard(project(OTHER), access("210987654321"))).toEqual(refused(...both));
      expect(guard(project(NO_ACCOUNT), access("210987654321"))).toEqual(refused(...both));
    });

    test("are destroyed in another account", () => {
      expect(guard(project(OTHER), access("123456789012"))).toEqual(PASSES);
    });

    test("of another environment are no reason to keep those of this one", () => {
      const policy = change("aws_iam_policy.app-shop", ["delete"], {
        before: {
          name: "dynamodb.dev.app-shop",
          arn: "arn:aws:iam::123456789012:policy/dynamodb.dev.app-shop",
        },
      });
      expect(guard(project(SAME), [policy])).toEqual(PASSES);
    });
  });
});
