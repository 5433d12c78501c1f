import { readdirSync } from "node:fs";
import path from "node:path";
import type * as Check from "../../commands/check";
import type * as Main from "../../main";
import { readExamples } from "../support/examples";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { runCommand } from "../support/run-command";
import type { CommandName } from "../support/run-command";

interface Values {
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const GRANTED = tablesYaml(tableYaml("A", "serviceAccountReadRoles: [reader-koa, other]"));

/** A table as written, in an environment with account and local state. */
function table(more: string, environment = ""): Values {
  return {
    files: {
      "dev/_environment.yaml": `${ENVIRONMENT}backend: {type: local}\n${environment}`,
      "dev/koa.yaml": tablesYaml(tableYaml("A", more)),
    },
  };
}

function environment(yaml: string): Values {
  return {
    files: { "dev/_environment.yaml": `${ENVIRONMENT}${yaml}\n`, "dev/koa.yaml": GRANTED },
  };
}

function filtered(env: Readonly<Record<string, string>>): Values {
  return {
    files: {
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": GRANTED,
      "dev/shop.yaml": tablesYaml(tableYaml("B", "serviceAccountReadRoles: [reader-koa]")),
      "prod/_environment.yaml": 'accountId: "210987654321"\n',
      "prod/koa.yaml": "",
    },
    env,
  };
}

function locked(lock: string, namespace = "koa"): Values {
  return {
    files: {
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": GRANTED,
      [`dev/_lock/${namespace}.json`]: lock,
    },
  };
}

function namespace(yaml: string): Values {
  return { files: { "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": yaml } };
}

/** Problems of every stage: files, YAML, shape, rules, filters, roles, locks, and how stacks are made. */
const VALUES: Readonly<Record<string, Values>> = {
  "the examples": { files: readExamples() },
  "the examples in CI": { files: readExamples(), env: { CI: "true" } },
  "the examples with one namespace selected": {
    files: readExamples(),
    env: { NAMESPACE: "billing-dev" },
  },
  "no files": { files: {} },
  "an empty environment": { files: { "dev/_environment.yaml": "" } },
  "a file that is none of the values": { files: { "dev/readme.txt": "x", "dev/koa.yaml": "" } },
  "invalid YAML": { files: { "dev/koa.yaml": "tables: [" } },
  "a list token of cdktf in a table": table("ttl: {attributeName: '#{TfToken[TOKEN.0]}'}"),
  "a list token of cdktf in the backend": environment(
    "backend: {type: local, path: '#{TfToken[TOKEN.0]}'}",
  ),
  "a string token of cdktf": table("ttl: {attributeName: '${TfToken[TOKEN.0]}'}"),
  "an expression of Terraform": table("ttl: {attributeName: '${path.module}'}"),
  "a key __proto__": table("tags: {__proto__: x}"),
  "a role __proto__": table("serviceAccountReadRoles: [__proto__]"),
  "an unknown key": table("colour: red"),
  "a missing account": {
    files: { "dev/_environment.yaml": "region: eu-west-1\n", "dev/koa.yaml": GRANTED },
  },
  "two tables of one name": {
    files: {
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(tableYaml("A"), tableYaml("A")),
    },
  },
  "two tables of one address": {
    files: {
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(tableYaml("a.b"), tableYaml("a-b"), tableYaml("a_b")),
    },
  },
  "one table in two environments of an account": {
    files: {
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
      "test/_environment.yaml": ENVIRONMENT,
      "test/koa.yaml": tablesYaml(tableYaml("A")),
    },
  },
  "two stacks of one name": {
    files: { "dev/koa-dev.yaml": "", "dev-koa/dev.yaml": "" },
  },
  "a namespace called access": { files: { "dev/access.yaml": "" } },
  "state in the output folder": environment("backend: {type: local, path: cdktf.out/state}"),
  "state in an output folder that the environment names": {
    ...environment("backend: {type: local, path: out/state}"),
    env: { CDKTF_OUTDIR: "out" },
  },
  "state beside the output folder": environment("backend: {type: local, path: cdktf.out-state}"),
  "state in S3": environment("backend: {type: s3, bucket: my-state, region: eu-west-1}"),
  "state in Terraform Cloud": environment(
    "backend: {type: cloud, organization: my-org, workspacePrefix: db-}",
  ),
  "a backend that is none": environment("backend: {type: s3}"),
  "no backend": environment("region: eu-west-1"),
  "production with unprotected tables": table("deletionPolicy: Delete", "production: true\n"),
  "an unknown backup plan": table("backup: hourly"),
  "a backup plan called constructor": table(
    "backup: constructor",
    'backupPlans: {constructor: {schedule: "cron(0 1 * * ? *)", retentionDays: 35}}\n',
  ),
  "a copy of backups with too short a life": table(
    "backup: nightly",
    'backupPlans: {nightly: {schedule: "cron(0 1 * * ? *)", retentionDays: 10, coldStorageAfterDays: 30}}\n',
  ),
  "a table in another region": table("region: us-east-1, backup: nightly"),
  "an adopted table": table("adopt: true, tableName: other"),
  "an observed table": table("managementPolicies: Observe"),
  "a grant with conditions": table(
    "grants: [{role: reader-koa, access: [read], leadingKeys: ['${aws:PrincipalTag/tenant}'], attributes: [id]}]",
  ),
  "a role in two spellings": table("serviceAccountReadRoles: [a-koa, A-koa]"),
  "a prefix grant": environment("prefixGrants: [{role: auditor, prefix: koa-, access: [read]}]"),
  "a prefix grant of every table": environment(
    "prefixGrants: [{role: auditor, prefix: '', access: [read, write]}]",
  ),
  "a declared role without a cluster": environment(
    "roles: [{name: app, trust: {oidcServiceAccount: koa/app}}]",
  ),
  "a declared role": environment(
    "oidcProviderUrl: https://oidc.example.com/id/A\nroles: [{name: app, trust: {oidcServiceAccount: koa/app}}]",
  ),
  "a role at home in an omitted stack": filtered({ ENVIRONMENT: "dev", NAMESPACE: "shop" }),
  "only the access stack": filtered({ ENVIRONMENT: "dev", NAMESPACE: "access" }),
  "one environment": filtered({ ENVIRONMENT: "prod" }),
  "an unknown environment": filtered({ ENVIRONMENT: "dve" }),
  "an unknown namespace": filtered({ NAMESPACE: "kao" }),
  "unlocked tables in CI": filtered({ CI: "true" }),
  "a lock that is no JSON": locked("{"),
  "a lock that is nested too deep": locked(`{"tables": ${"[".repeat(3000)}${"]".repeat(3000)}}`),
  "values that are nested too deep": namespace(`global: ${"[".repeat(3000)}${"]".repeat(3000)}\n`),
  "more problems than are printed": namespace(`tables: [${"{x: 1},".repeat(300)}]\n`),
  "defaults that are too large": namespace(
    `tags: {${Array.from({ length: 3000 }, (_, i) => `k${i}: x`).join(", ")}}\ntables: [{}]\n`,
  ),
  "a lock in conflict": locked("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n"),
  "a lock with unknown keys": locked('{"tabels": {}}'),
  "a lock of another stack": locked('{"stack": "prod-koa", "tables": {}}'),
  "a lock of a removed namespace": locked('{"tables": {}}', "gone"),
};

interface Found {
  readonly status: number;
  readonly problems: { readonly errors: readonly { readonly rule: string }[] };
  readonly closing: string;
}

async function run(
  name: CommandName,
  project: Project,
  env: Readonly<Record<string, string>>,
): Promise<Found> {
  // The output folder is seen from the folder in which a command is started.
  const cwd = process.cwd();
  process.chdir(project.folder);
  try {
    const all = { VALUES_DIR: project.values, PROBLEMS_FORMAT: "json", ...env };
    const args = ["--outdir", env.CDKTF_OUTDIR ?? "cdktf.out"];
    const { status, stdout, stderr } = await runCommand(name, args, all, project.folder);
    return { status, problems: JSON.parse(stdout) as Found["problems"], closing: stderr };
  } finally {
    process.chdir(cwd);
  }
}

interface Both {
  readonly synthesis: Found;
  readonly check: Found;
}

const runs = new Map<string, Both>();

/** What synth and then check find in values, each of which is run only once. */
async function both(title: string): Promise<Both> {
  const known = runs.get(title);
  if (known !== undefined) return known;
  const { files = {}, env = {} } = VALUES[title] ?? {};
  const project = new Project(files);
  const synthesis = await run("synth", project, env);
  const found = { synthesis, check: await run("check", project, env) };
  runs.set(title, found);
  return found;
}

test.each(Object.keys(VALUES))(
  "check and synth give the same exit code and problems for %s",
  async (title) => {
    const { synthesis, check } = await both(title);
    expect(check).toEqual(synthesis);
  },
);

test("the values that check and synth agree on pass and fail at every stage", async () => {
  const found: Found[] = [];
  for (const title of Object.keys(VALUES)) found.push((await both(title)).check);
  expect(found.filter(({ status }) => status === 0).length).toBeGreaterThan(15);
  expect(found.flatMap(({ problems }) => problems.errors.map(({ rule }) => rule))).toEqual(
    expect.arrayContaining([
      ...["filter", "expectedFile", "yamlSyntax", "protoKey", "uniqueAddress"],
      ...["tableIsUnique", "uniqueStack", "stateOutsideOutput", "locked", "lock"],
      ...["yamlDepth", "inheritedSize"],
    ]),
  );
});

test("check fails where a stack cannot be made, as synth does", () => {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": GRANTED });
  const fail = (): never => {
    throw new Error("no stack");
  };
  const out = { log: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const env = { VALUES_DIR: project.values, CDKTF_OUTDIR: project.outdir };
  jest.isolateModules(() => {
    jest.doMock("../../stacks/namespace-stack", () => ({ namespaceStack: fail }));
    const { check } = jest.requireActual<typeof Check>("../../commands/check");
    const { synth } = jest.requireActual<typeof Main>("../../main");
    expect(() => synth([], env, out)).toThrow("no stack");
    expect(() => check([], env, out)).toThrow("no stack");
  });
});

test("check makes no file", async () => {
  const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": GRANTED });
  const outdir = path.join(project.folder, "out");
  const env = { VALUES_DIR: project.values, CDKTF_OUTDIR: outdir };
  expect((await runCommand("check", [], env, project.folder)).status).toBe(0);
  expect(readdirSync(project.folder)).toEqual(["values"]);
});
