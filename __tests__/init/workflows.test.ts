/** The workflows that `init` writes: they run first in the new repository. `npm run lint` checks their syntax. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { packageJson } from "../../init/new-repository";
import { definitionOf } from "../support/command-definitions";

const FOLDER = path.join(__dirname, "..", "..", "templates", "dot-github");

function read(file: string): string {
  return readFileSync(path.join(FOLDER, file), "utf8");
}

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const WORKFLOWS = readdirSync(path.join(FOLDER, "workflows")).map((name) => ({
  name,
  workflow: parse(read(path.join("workflows", name))) as Workflow,
}));
const ACTION = parse(read("actions/values-of-pull-request/action.yaml")) as {
  runs: { steps: readonly Step[] };
};
const JOBS = WORKFLOWS.flatMap(({ name, workflow }) =>
  Object.entries(workflow.jobs).map(([job, content]) => ({ job: `${name} ${job}`, ...content })),
);
const STEPS = [...JOBS.flatMap(({ steps }) => steps), ...ACTION.runs.steps];

test("workflows of init: they start for pull requests, on the main branch, by hand and every night", () => {
  expect(
    Object.fromEntries(WORKFLOWS.map(({ name, workflow }) => [name, Object.keys(workflow.on)])),
  ).toEqual({
    "deploy.yaml": ["push", "workflow_dispatch"],
    "drift.yaml": ["schedule", "workflow_dispatch"],
    "plan.yaml": ["workflow_dispatch"],
    "pull-request.yaml": ["pull_request"],
  });
});

test("workflows of init: actions of others are pinned by the full hash of a commit", () => {
  const uses = STEPS.flatMap((step) => step.uses ?? []);
  expect(uses.length).toBeGreaterThan(10);
  for (const action of uses) expect(action).toMatch(/^\.\/|@[0-9a-f]{40}$/);
});

test("workflows of init: a job that gets credentials has an environment, and forks start none", () => {
  for (const { workflow } of WORKFLOWS) expect(workflow.permissions).toEqual({ contents: "read" });
  const withCredentials = JOBS.filter(({ permissions }) => permissions?.["id-token"] !== undefined);
  expect(withCredentials.map(({ job, environment }) => [job, environment])).toEqual([
    ["deploy.yaml deploy", "deploy-${{ matrix.environment }}"],
    ["drift.yaml drift", "plan-${{ matrix.environment }}"],
    ["plan.yaml plan", "plan-${{ matrix.environment }}"],
    ["pull-request.yaml plan-reviewed", "plan-${{ matrix.environment }}-reviewed"],
  ]);
  for (const { job, if: condition = "" } of JOBS.filter(({ job }) =>
    /pull-request.*plan/.test(job),
  ))
    expect([job, condition]).toEqual([
      job,
      expect.stringContaining("head.repo.full_name == github.repository"),
    ]);
});

test("workflows of init: checkouts leave no credentials, and packages run no scripts", () => {
  for (const { uses, with: inputs } of STEPS.filter((step) =>
    step.uses?.startsWith("actions/checkout@"),
  ))
    expect([uses, inputs?.["persist-credentials"]]).toEqual([uses, false]);
  for (const { run = "" } of STEPS.filter((step) => step.run?.includes("npm ci")))
    expect(run).toBe("npm ci --ignore-scripts");
});

test("workflows of init: what comes from outside reaches scripts as an environment variable", () => {
  for (const { run = "" } of STEPS) expect(run).not.toContain("${{");
});

test("workflows of init: every command and option in them exists", () => {
  const calls = STEPS.flatMap(({ run = "" }) => [
    ...run.matchAll(/npx --no dynamodb-values (?<name>\S+)(?<args>.*)/g),
  ]);
  expect(calls.length).toBeGreaterThan(4);
  for (const { groups: { name = "", args = "" } = {} } of calls) {
    const { options } = definitionOf(name);
    for (const [, option = ""] of args.matchAll(/--([a-z-]+)/g))
      expect([name, options]).toEqual([name, expect.arrayContaining([option])]);
  }
  const installed = { source: "1.0.0", dependencies: {}, devDependencies: {} };
  const { scripts } = JSON.parse(packageJson("any", installed, ["check"])) as { scripts: object };
  for (const { run = "" } of STEPS)
    for (const [, script = ""] of run.matchAll(/npm run --silent ([\w:]+)/g))
      expect(scripts).toHaveProperty(script);
});

describe("workflows of init: what waits for a review", () => {
  const own = /own='(.*)'/.exec(ACTION.runs.steps[0]?.run ?? "")?.[1] ?? "";

  test.each([
    ["values/dev/shop-dev.yaml", true],
    ["values/dev/shop-dev/orders.yml", true],
    ["values/dev/_lock/shop-dev.json", true],
    ["values/_defaults.yaml", false],
    ["values/dev/_environment.yaml", false],
    ["values/dev/_lock/_access.json", false],
    ["package-lock.json", false],
    [".github/workflows/plan.yaml", false],
    ["values/../package.json", false],
    ["values/dev/shop-dev.yaml\n.github/x.yaml", false],
  ])("%j is a file of a team: %s", (file, isOwn) => {
    expect(new RegExp(own).test(file)).toBe(isOwn);
  });
});
