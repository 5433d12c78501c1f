import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { lock } from "../../commands/lock";
import { planGuard } from "../../commands/plan-guard";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import type { Json } from "../support/project";

const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-";
const UNPROTECTED = "deletionPolicy: Delete";
const ORDERS = "localSecondaryIndex: [{name: by-day, rangeKey: day, projectionType: ALL}]";

/** A table with a range key and a local index. */
const ordersYaml = (id = "S", index = ORDERS): string =>
  `{name: Orders, hashKey: id, rangeKey: at, attributes: [{name: id, type: ${id}}, {name: at, type: N}, {name: day, type: S}], billingMode: PAY_PER_REQUEST, ${UNPROTECTED}, ${index}}`;

const FILES = {
  "dev/_environment.yaml": ENVIRONMENT,
  "dev/koa.yaml": tablesYaml(
    tableYaml("A", "serviceAccountReadRoles: [reader-koa], backup: nightly"),
    tableYaml("B", UNPROTECTED),
    ordersYaml(),
  ),
};

const A = tableYaml("A");

/** The values above, or others, locked. */
function locked(files: Readonly<Record<string, string>> = FILES): Project {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
  relock(project);
  return project;
}

function relock(project: Project, ...args: string[]): void {
  const errors: string[] = [];
  const out = { log: ignore, warn: ignore, error: (line: string) => errors.push(line) };
  if (lock(args, { VALUES_DIR: project.values }, out) !== 0) throw new Error(errors.join("\n"));
}

function ignore(): void {
  // Nothing to tell.
}

interface Guarded {
  readonly status: number;
  readonly said: string;
  /** First lines, without the folder, sorted. */
  readonly errors: readonly string[];
}

function run(
  project: Project,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Guarded {
  const said: string[] = [];
  const errors: string[] = [];
  const add = (lines: string[]) => (line: string) => {
    const text = line.replaceAll(`${project.values}/`, "").replaceAll(`${project.folder}/`, "");
    lines.push(text);
  };
  const status = planGuard(
    ["--quiet", ...args],
    { VALUES_DIR: project.values, ...env },
    { log: add(said), warn: add(said), error: add(errors) },
  );
  return {
    status,
    said: said.join("\n"),
    errors: errors
      .map((text) => text.split("\n")[0] ?? "")
      .filter((text) => /:\d+:/.test(text))
      .sort(),
  };
}

/** Writes a plan of these changes, and judges it. */
function guard(project: Project, changes: readonly Json[], ...args: string[]): Guarded {
  return run(project, [writePlan(project, "plan.json", changes), ...args]);
}

function writePlan(
  project: Project,
  name: string,
  changes: readonly Json[],
  more: Json = {},
): string {
  return writeText(
    project,
    name,
    JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.11.4",
      planned_values: { root_module: {} },
      resource_changes: changes,
      ...more,
    }),
  );
}

function writeText(project: Project, name: string, text: string): string {
  const file = path.join(project.folder, name);
  writeFileSync(file, text);
  return file;
}

function change(address: string, actions: readonly string[], values: Json): Json {
  const [type = "", name = ""] = address.split(".");
  const { action_reason, ...rest } = values;
  const before = actions.includes("create") && actions.length === 1 ? null : {};
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    ...(action_reason !== undefined && { action_reason }),
    change: { actions, before, after: null, after_unknown: {}, ...rest },
  };
}

/** A table as the provider keeps it, with a hash key `id`. */
function state(name: string, more: Json = {}): Json {
  return {
    arn: ARN + name,
    name: `koa-${name}`,
    hash_key: "id",
    range_key: null,
    attribute: [{ name: "id", type: "S" }],
    local_secondary_index: [],
    ...more,
  };
}

const ORDERS_STATE = state("Orders", {
  range_key: "at",
  attribute: [
    { name: "at", type: "N" },
    { name: "day", type: "S" },
    { name: "id", type: "S" },
  ],
  local_secondary_index: [
    { name: "by-day", range_key: "day", projection_type: "ALL", non_key_attributes: [] },
  ],
});

/** As it is planned before its ARN is known. */
function planned({ arn, ...rest }: Json): Json {
  return rest;
}

const table = (name: string, actions: readonly string[], values: Json = {}): Json =>
  change(`aws_dynamodb_table.${name}`, actions, { before: state(name), ...values });

const destroyed = (name: string): Json => table(name, ["delete"]);

const QUIET = {
  status: 0,
  said: "plan.json: nothing that the values and the locks do not announce",
  errors: [],
};

function refused(...starts: string[]): Guarded {
  return {
    status: 1,
    said: "",
    errors: starts.map((start) => expect.stringContaining(start) as string),
  };
}

describe("a table that a plan destroys", () => {
  test("passes once its end was accepted", () => {
    const project = locked();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(QUIET);
  });

  describe("fails where its end was accepted before its protection ended:", () => {
    const accepted = locked();
    const PROTECTED = "koa-B with all of its items, and it was protected when it was last deployed";

    beforeAll(() => {
      accepted.write({
        "dev/koa.yaml": tablesYaml(A, ordersYaml("N")),
      });
      relock(accepted, "--accept", "koa/B", "--accept", "koa/Orders");
    });

    /** A plan as Terraform writes it where there is a state. */
    function guardState(changes: readonly Json[]): Guarded {
      const file = writePlan(accepted, "plan.json", changes, { prior_state: {} });
      return run(accepted, [file]);
    }

    const identity = (name: string, action: string): Json =>
      change(`terraform_data.${name}`, [action], {});
    const replacedOrders = change("aws_dynamodb_table.Orders", ["delete", "create"], {
      before: ORDERS_STATE,
      after: { ...ORDERS_STATE, attribute: [{ name: "id", type: "N" }] },
    });

    test("AWS still protects it", () => {
      const before = { ...state("B"), deletion_protection_enabled: true };
      expect(guard(accepted, [table("B", ["delete"], { before })])).toEqual(refused(PROTECTED));
    });

    test("the last deploy knew it as protected", () => {
      expect(guardState([destroyed("B")])).toEqual(refused(PROTECTED));
      expect(guardState([destroyed("B"), identity("Other", "delete")]).status).toBe(1);
      expect(guardState([replacedOrders, identity("Orders", "create")])).toEqual(
        refused("koa-Orders with all of its items, and it was protected"),
      );
    });

    test("not where the last deploy knew that it may go", () => {
      const plan = [
        destroyed("B"),
        identity("B", "delete"),
        replacedOrders,
        identity("Orders", "update"),
      ];
      expect(guardState(plan)).toEqual(QUIET);
    });
  });

  test("passes under any account where the values named none", () => {
    const files = { "dev/_environment.yaml": "region: eu-west-1\n" };
    const project = locked({
      ...files,
      "dev/koa.yaml": tablesYaml(A, tableYaml("B", UNPROTECTED)),
    });
    project.write({ "dev/koa.yaml": tablesYaml(A) });
    relock(project, "--accept", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(QUIET);
    const elsewhere = { ...state("B"), arn: `${ARN}B`.replace("eu-west-1", "us-east-1") };
    expect(guard(project, [table("B", ["delete"], { before: elsewhere })]).status).toBe(1);
  });

  test("passes when its namespace has left, and its end was accepted", () => {
    const project = locked({
      "dev/koa.yaml": tablesYaml(tableYaml("B", UNPROTECTED)),
      "dev/shop.yaml": tablesYaml(A),
    });
    project.remove("dev/koa.yaml");
    relock(project, "--accept", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(QUIET);
  });

  test("fails while the values have it", () => {
    expect(guard(locked(), [destroyed("B")])).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.B is destroyed: koa-B with all of its items, and the values have this table",
      ),
    );
  });

  test("fails where AWS is to keep it", () => {
    const project = locked();
    const removed = "removedTables: [{name: B, reason: moved}]\n";
    project.write({ "dev/koa.yaml": removed + tablesYaml(A, ordersYaml()) });
    relock(project);
    expect(guard(project, [destroyed("B")])).toEqual(refused("dev/_lock/koa.json:"));
    expect(guard(project, [destroyed("B")]).errors[0]).toContain("it is to stay in AWS");
  });

  test("fails where the values only observe it", () => {
    const project = locked({
      "dev/koa.yaml": tablesYaml(tableYaml("A", "managementPolicies: Observe"), tableYaml("B")),
    });
    expect(guard(project, [destroyed("A")])).toEqual(refused("dev/koa.yaml:2:12: plan.json: "));
  });

  test("fails where nobody knows it", () => {
    expect(guard(locked(), [destroyed("C")])).toEqual(
      refused("plan.json:1:1: aws_dynamodb_table.C is destroyed: koa-C with all of its items"),
    );
  });

  test("fails where its end was accepted long ago, and the values have one of its name again", () => {
    const project = locked();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    project.write({ "dev/shop.yaml": tablesYaml(tableYaml("Again", "tableName: koa-B")) });
    relock(project, "--forget", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(refused("dev/shop.yaml:2:12: "));
  });
});

describe("a table that a plan replaces", () => {
  const replaced = (values: Json = {}): Json =>
    change("aws_dynamodb_table.Orders", ["delete", "create"], {
      before: ORDERS_STATE,
      after: planned(ORDERS_STATE),
      ...values,
    });
  const ofNumbers = {
    ...ORDERS_STATE,
    attribute: [
      { name: "at", type: "N" },
      { name: "day", type: "S" },
      { name: "id", type: "N" },
    ],
  };

  function edited(): Project {
    const project = locked();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml("N")) });
    relock(project, "--accept", "koa/B", "--accept", "koa/Orders");
    return project;
  }

  test.each([[["delete", "create"]], [["create", "delete"]]])(
    "passes once that was accepted: %j",
    (actions) => {
      const values = { before: ORDERS_STATE, after: planned(ofNumbers) };
      const plan = [change("aws_dynamodb_table.Orders", actions, values)];
      expect(guard(edited(), plan)).toEqual(QUIET);
    },
  );

  test("passes where another table comes to its address, and its end was accepted", () => {
    const project = locked({ "dev/koa.yaml": tablesYaml(tableYaml("B.1", UNPROTECTED)) });
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B_1", UNPROTECTED)) });
    relock(project, "--accept", "koa/B.1");
    const values = { before: state("B.1"), after: planned(state("B_1")) };
    const plan = [change("aws_dynamodb_table.B_1", ["delete", "create"], values)];
    expect(guard(project, plan)).toEqual(QUIET);
  });

  test("fails where its former name was accepted to go, and other values have it now", () => {
    const project = locked();
    const renamed = tableYaml("B", `${UNPROTECTED}, tableName: other`);
    project.write({ "dev/koa.yaml": tablesYaml(A, renamed, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    const values = { before: state("B"), after: planned({ ...state("B"), name: "other" }) };
    const plan = [change("aws_dynamodb_table.B", ["delete", "create"], values)];
    expect(guard(project, plan)).toEqual(QUIET);
    const again = tableYaml("B", "tableName: koa-B").replaceAll("id", "key");
    project.write({ "dev/shop.yaml": tablesYaml(again) });
    relock(project, "--forget", "koa/B");
    // A lock of a branch that did not know of it.
    const lockFile = path.join(project.values, "dev/_lock/koa.json");
    const content = JSON.parse(readFileSync(lockFile, "utf8")) as { tables: Json };
    const replaces = [{ arn: `${ARN}B`, hashKey: "id S" }];
    content.tables.B = { ...(content.tables.B as Json), replaces };
    writeFileSync(lockFile, JSON.stringify(content));
    expect(guard(project, plan).status).toBe(1);
  });

  test("passes where it was replaced and removed before any deploy", () => {
    const project = locked();
    const renamed = tableYaml("B", `${UNPROTECTED}, tableName: other`);
    project.write({ "dev/koa.yaml": tablesYaml(A, renamed, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/B");
    expect(guard(project, [destroyed("B")])).toEqual(QUIET);
  });

  test("fails where another table was accepted than the one that is there", () => {
    const other = { ...ORDERS_STATE, range_key: "day" };
    const plan = [replaced({ before: other, after: planned(ofNumbers) })];
    expect(guard(edited(), plan)).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.Orders is replaced: koa-Orders is destroyed with all of its items and created anew, empty, and no lock announces it",
      ),
    );
    const [error] = guard(edited(), plan).errors;
    expect(error).toContain("npm run lock -- --accept koa/Orders");
  });

  test("fails where the local indexes that are there are not those that were accepted", () => {
    const [index] = ORDERS_STATE.local_secondary_index as Json[];
    for (const indexes of [
      [],
      [{ ...index, name: "by-night" }],
      [{ ...index, range_key: "at" }],
      [{ ...index, projection_type: "INCLUDE", non_key_attributes: ["x"] }],
    ]) {
      const before = { ...ORDERS_STATE, local_secondary_index: indexes };
      expect(guard(edited(), [replaced({ before, after: planned(ofNumbers) })]).status).toBe(1);
    }
  });

  test("fails where the table is what the values say, and says why Terraform wants to", () => {
    const told = (action_reason: string): string | undefined =>
      guard(locked(), [replaced({ action_reason })]).errors[0];
    expect(told("replace_because_tainted")).toContain(
      "terraform untaint aws_dynamodb_table.Orders",
    );
    expect(told("replace_by_request")).toContain("without -replace");
    expect(told("replace_because_cannot_update")).toContain("although it is what the values say");
    // What was replaced once and is so again.
    const project = edited();
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    relock(project, "--accept", "koa/Orders");
    expect(guard(project, [replaced()])).toEqual(refused("dev/koa.yaml:3:12: "));
  });

  test("fails where the new one is not what the values say", () => {
    const plan = [replaced({ after: planned(ORDERS_STATE) })];
    expect(guard(edited(), plan)).toEqual(
      refused(
        "aws_dynamodb_table.Orders is planned of other values: in koa-Orders the type of id is S, in the values N",
      ),
    );
  });
});

describe("a table that a plan forgets", () => {
  const forgotten = (name: string): Json => table(name, ["forget"]);

  test("passes by removedTables, before and after the lock", () => {
    const project = locked();
    const text = `removedTables: [{name: B, reason: moved}]\n${tablesYaml(A, ordersYaml())}`;
    project.write({ "dev/koa.yaml": text });
    expect(guard(project, [forgotten("B")])).toEqual(QUIET);
    relock(project);
    expect(guard(project, [forgotten("B")])).toEqual(QUIET);
    project.write({ "dev/koa.yaml": tablesYaml(A, ordersYaml()) });
    expect(guard(project, [forgotten("B")])).toEqual(QUIET);
  });

  test("passes by removedTables where there was never a lock", () => {
    const text = `removedTables: [{name: B, reason: moved}]\n${tablesYaml(A)}`;
    expect(guard(locked({ "dev/koa.yaml": text }), [forgotten("B")])).toEqual(QUIET);
  });

  test("passes where the values observe it", () => {
    const files = { "dev/koa.yaml": tablesYaml(tableYaml("A", "managementPolicies: Observe")) };
    expect(guard(locked(files), [forgotten("A")])).toEqual(QUIET);
  });

  test("fails otherwise", () => {
    expect(guard(locked(), [forgotten("B"), forgotten("C")])).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.B is forgotten",
        "plan.json:1:1: aws_dynamodb_table.C is forgotten",
      ),
    );
  });
});

describe("a table that a plan keeps or creates", () => {
  const kept = (before: Json, actions: readonly string[] = ["no-op"], after: Json = before): Json =>
    change("aws_dynamodb_table.Orders", actions, { before, after });

  test("passes as the values have it", () => {
    expect(guard(locked(), [kept(ORDERS_STATE), kept(ORDERS_STATE, ["update"])])).toEqual(QUIET);
    const created = { before: null, after: planned(ORDERS_STATE) };
    expect(guard(locked(), [change("aws_dynamodb_table.Orders", ["create"], created)])).toEqual(
      QUIET,
    );
  });

  test("passes where the plan does not know it yet", () => {
    const after = { name: "koa-Orders", attribute: [{ name: "id" }] };
    const created = { before: null, after };
    expect(guard(locked(), [change("aws_dynamodb_table.Orders", ["create"], created)])).toEqual(
      QUIET,
    );
  });

  test("passes if nobody manages it", () => {
    expect(guard(locked(), [kept(state("C"))])).toEqual(QUIET);
  });

  test.each<[string, string, string]>([
    ["a key's type", ordersYaml("N"), "the type of id is S, in the values N"],
    [
      "an index's projection",
      ordersYaml("S", ORDERS.replace("ALL", "INCLUDE, nonKeyAttributes: [b, a]")),
      "the projection of the index by-day is ALL, in the values INCLUDE a, b",
    ],
    [
      "an index's name",
      ordersYaml("S", ORDERS.replace("by-day", "by-date")),
      "the local secondary index by-date is not there, in the values there and the local secondary index by-day is there, in the values not there",
    ],
  ])("fails where an edit of %s was accepted and is not carried out", (_what, yaml, words) => {
    const project = locked();
    project.write({ "dev/koa.yaml": tablesYaml(A, yaml) });
    relock(project, "--accept", "koa/Orders", "--accept", "koa/B");
    const { status, errors } = guard(project, [kept(ORDERS_STATE)]);
    expect(status).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(/^dev\/koa.yaml:3:12: plan.json: aws_dynamodb_table.Orders stays/),
    ]);
    expect(errors[0]).toContain(words);
  });

  test("fails where TTL would stay on, or an index's key would keep its type", () => {
    const before = { ...ORDERS_STATE, ttl: [{ attribute_name: "t", enabled: true }] };
    expect(guard(locked(), [kept(before)]).errors[0]).toContain("TTL stays on by t");
    const index = "globalSecondaryIndex: [{name: by-x, hashKey: x, projectionType: ALL}]";
    const typed = tableYaml("A", index).replace("type: S}", "type: S}, {name: x, type: N}");
    const project = locked({ "dev/koa.yaml": tablesYaml(typed) });
    const attribute = [
      { name: "id", type: "S" },
      { name: "x", type: "S" },
    ];
    const found = state("A", { attribute });
    expect(
      guard(project, [table("A", ["no-op"], { before: found, after: found })]).errors[0],
    ).toContain("the type of x is S, in the values N");
  });

  test("fails where the plan was made of other values", () => {
    const after = { ...ORDERS_STATE, range_key: "day" };
    expect(guard(locked(), [kept(ORDERS_STATE, ["update"], after)])).toEqual(
      refused("is planned of other values: in koa-Orders rangeKey is day, in the values at"),
    );
    const created = { before: null, after: planned(after) };
    expect(
      guard(locked(), [change("aws_dynamodb_table.Orders", ["create"], created)]).errors[0],
    ).toContain("synthesize dev-koa and plan again");
  });
});

describe("an import", () => {
  const imported = (name: string, more: Json = {}): Json =>
    table(name, ["no-op"], { after: state(name), importing: { id: `koa-${name}` }, ...more });
  const others = [
    change("aws_backup_vault.eu-west-1", ["no-op"], { importing: { id: "dynamodb-dev-koa" } }),
    change("aws_backup_plan.backup", ["no-op"], {
      before: { name: "x", attribute: "of another type" },
      importing: { id: "x" },
    }),
  ];

  test("of a table passes if the values adopt it, and it is what they say", () => {
    const project = locked({ "dev/koa.yaml": tablesYaml(tableYaml("A", "adopt: true")) });
    expect(guard(project, [imported("A")])).toEqual(QUIET);
    const unknown = { before: null, after: { name: "koa-A" } };
    expect(guard(project, [imported("A", unknown)])).toEqual(QUIET);
    const before = state("A", { hash_key: "key" });
    expect(guard(project, [imported("A", { before })])).toEqual(
      refused("is imported as it is: in koa-A hashKey is key, in the values id"),
    );
  });

  test("of a table fails otherwise", () => {
    expect(guard(locked(), [imported("B"), imported("C")])).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.B is imported: koa-B is taken over from AWS, and the values do not say so",
        "plan.json:1:1: aws_dynamodb_table.C is imported: koa-C is taken over from AWS, and the values that were read manage no such table",
      ),
    );
  });

  test("of anything else fails", () => {
    expect(guard(locked(), others)).toEqual(
      refused(
        "plan.json:1:1: aws_backup_plan.backup is imported: x",
        "plan.json:1:1: aws_backup_vault.eu-west-1 is imported: dynamodb-dev-koa",
      ),
    );
  });

  test("passes with --state, but for tables that the values do not manage", () => {
    expect(guard(locked(), [imported("B"), ...others], "--state")).toEqual(QUIET);
    expect(guard(locked(), [imported("C")], "--state").status).toBe(1);
  });
});

describe("a vault", () => {
  const arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:dynamodb-dev-koa";
  const vault = (actions: readonly string[], name = "dynamodb-dev-koa"): Json =>
    change("aws_backup_vault.eu-west-1", actions, { before: { name, arn } });

  test("is never destroyed or replaced", () => {
    for (const actions of [["delete"], ["delete", "create"]])
      expect(guard(locked(), [vault(actions)])).toEqual(
        refused(`AWS deletes the vault dynamodb-dev-koa only if it is empty`),
      );
    expect(guard(locked(), [vault(["delete"])]).errors[0]).toMatch(/^dev\/_lock\/koa.json:/);
    expect(guard(locked(), [vault(["update"])])).toEqual(QUIET);
  });

  test("is forgotten where the values name another, or its namespace has left", () => {
    expect(guard(locked(), [vault(["forget"])])).toEqual(refused("is forgotten"));
    const existing = { "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {existing: mine}\n` };
    expect(guard(locked({ ...FILES, ...existing }), [vault(["forget"])])).toEqual(QUIET);
    expect(guard(locked({ ...FILES, ...existing }), [vault(["delete"])])).toEqual(
      refused("dev/_environment.yaml:2:"),
    );

    const files = { "dev/koa.yaml": tablesYaml(tableYaml("B", `${UNPROTECTED}, backup: nightly`)) };
    const project = locked({ ...files, "dev/shop.yaml": tablesYaml(A) });
    project.remove("dev/koa.yaml");
    relock(project, "--accept", "koa/B");
    expect(guard(project, [vault(["forget"])])).toEqual(QUIET);
    expect(guard(project, [vault(["forget"], "dynamodb-dev-other")]).status).toBe(1);
  });
});

describe("access", () => {
  const name = "dynamodb.dev.reader-koa";
  const access = (actions: readonly string[], of = name): Json[] => [
    change("aws_iam_policy.reader-koa", actions, { before: { name: of } }),
    change("aws_iam_role_policy_attachment.reader-koa", actions, {
      before: { role: "reader-koa", policy_arn: `arn:aws:iam::123456789012:policy/${of}` },
    }),
  ];

  test("is not taken from a role that is still granted something", () => {
    expect(guard(locked(), access(["delete"]))).toEqual(
      refused(
        "plan.json: aws_iam_policy.reader-koa is destroyed: it takes from the role reader-koa what the values grant it",
        "plan.json: aws_iam_role_policy_attachment.reader-koa is destroyed",
      ),
    );
    expect(guard(locked(), access(["delete"])).errors[0]).toMatch(/^dev\/koa.yaml:2:/);
    expect(guard(locked(), access(["update"]))).toEqual(QUIET);
  });

  test("is taken from a role that is granted nothing any more", () => {
    const project = locked();
    project.write({ "dev/koa.yaml": tablesYaml(A, tableYaml("B", UNPROTECTED), ordersYaml()) });
    expect(guard(project, access(["delete"]))).toEqual(QUIET);
    expect(guard(project, access(["delete", "create"]))).toEqual(
      refused("aws_iam_policy.reader-koa is replaced", "reader-koa is replaced"),
    );
  });

  test("is not taken away where its environment was not read", () => {
    const plan = access(["delete"], "dynamodb.prod.reader-koa");
    expect(guard(locked(), plan)).toEqual(
      refused("is of no environment that was read", "is of no environment that was read"),
    );
  });

  describe("of the role for backups", () => {
    const attachment = (actions: readonly string[]): Json =>
      change("aws_iam_role_policy_attachment.AWSBackupServiceRolePolicyForBackup", actions, {
        before: {
          role: "AWSBackup-dynamodb-dev-koa",
          policy_arn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        },
      });

    test("ends with the last table that is backed up, or where the values name another role", () => {
      const without = locked({ "dev/koa.yaml": tablesYaml(A) });
      expect(guard(without, [attachment(["delete"])])).toEqual(QUIET);
      const role = "backupRole: {existing: arn:aws:iam::123456789012:role/mine}\n";
      const existing = locked({ ...FILES, "dev/_environment.yaml": ENVIRONMENT + role });
      expect(guard(existing, [attachment(["delete"])])).toEqual(QUIET);
    });

    test("does not end before, and is never replaced", () => {
      expect(guard(locked(), [attachment(["delete"])])).toEqual(refused("dev/koa.yaml:2:"));
      const without = locked({ "dev/koa.yaml": tablesYaml(A) });
      expect(guard(without, [attachment(["delete", "create"])])).toEqual(
        refused("the role AWSBackup-dynamodb-dev-koa can no longer back up"),
      );
    });
  });
});

describe("npm run plan:guard", () => {
  test("judges several plans, and tells everything at once", () => {
    const project = locked();
    const files = [
      writePlan(project, "one.json", [destroyed("B"), destroyed("C")]),
      writePlan(project, "two.json", [table("A", ["forget"])]),
      writePlan(project, "three.json", []),
      path.join(project.folder, "four.json"),
    ];
    expect(run(project, files)).toEqual(
      refused(
        "dev/koa.yaml:2:12: two.json: aws_dynamodb_table.A",
        "dev/koa.yaml:3:12: one.json: aws_dynamodb_table.B",
        "four.json:1:1: the file cannot be read: ENOENT",
        "one.json:1:1: aws_dynamodb_table.C",
      ),
    );
    expect(run(project, [files[2] ?? "", files[2] ?? ""]).said.split("\n")).toHaveLength(2);
  });

  test("passes over data sources, other types and a plan without any resource", () => {
    const project = locked();
    const plan = [
      { ...destroyed("B"), mode: "data" },
      change("terraform_data.B", ["delete", "create"], { before: { name: 1 } }),
    ];
    expect(guard(project, plan)).toEqual(QUIET);
    const empty = { format_version: "1.2", planned_values: { root_module: {} } };
    expect(run(project, [writeText(project, "plan.json", JSON.stringify(empty))])).toEqual(QUIET);
  });

  test.each<[string, string, string]>([
    ["the plan file itself", "PK\u0003\u0004...", "this is the plan file itself"],
    ["text", "Plan: 1 to add", "this is not the JSON of a plan"],
    [
      "the lines of plan -json",
      '{"type":"version"}\n{"type":"x"}',
      "this is not the JSON of a plan",
    ],
    ["a state", '{"format_version": "1.0", "values": {}}', "this is not the JSON of a plan"],
    ["another JSON", "[]", "terraform show -json <planfile> > plan.json"],
    [
      "another format",
      '{"format_version": "2.0", "planned_values": {}, "resource_changes": []}',
      "the plan has the format 2.0, and this guard reads 1.x",
    ],
    [
      "changes of another form",
      '{"format_version": "1.2", "planned_values": {}, "resource_changes": {}}',
      "the plan is not as Terraform writes it, at resource_changes",
    ],
  ])("refuses %s", (_what, text, told) => {
    const project = locked();
    const { status, errors } = run(project, [writeText(project, "plan.json", text)]);
    expect({ status, errors }).toEqual({
      status: 1,
      errors: [expect.stringMatching(/^plan.json:1:1: /)],
    });
    expect(errors[0]).toContain(told);
  });

  test("tells what is wrong with the values instead, an unlocked table in CI too", () => {
    const project = new Project(FILES);
    const plan = writePlan(project, "plan.json", []);
    expect(run(project, [plan], { CI: "true" }).errors[0]).toContain("run npm run lock");
    expect(run(project, [plan])).toEqual(QUIET);
    project.write({ "dev/koa.yaml": "tabels: []\n" });
    expect(run(project, [plan]).errors).toEqual([
      expect.stringContaining("unknown key tabels; did you mean tables?"),
    ]);
  });

  test("tells programs in JSON, on stdout", () => {
    const project = locked();
    const json = (changes: readonly Json[]): unknown => {
      const plan = writePlan(project, "plan.json", changes);
      return JSON.parse(run(project, [plan], { PROBLEMS_FORMAT: "json" }).said);
    };
    expect(json([])).toEqual({ errors: [], warnings: [] });
    expect(json([destroyed("B")])).toMatchObject({
      errors: [{ file: "dev/koa.yaml", line: 3, rule: "destroysAreAnnounced" }],
    });
  });

  test("says how it is used", () => {
    for (const args of [[], ["--state"], ["--stat", "plan.json"]]) {
      expect(run(locked(), args)).toEqual(refused());
    }
  });
});
