import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import manifest from "../package.json";
import build from "../tsconfig.build.json";

const ROOT = path.join(__dirname, "..");
/** Peers: CDKTF is also the app's that uses the constructs. */
const RUN_TIME = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
/** Compiled, but for developers alone. */
const FOR_DEVELOPERS = ["bench", "generators"];

function read(...file: string[]): string {
  return readFileSync(path.join(ROOT, ...file), "utf8");
}

type Packages = Readonly<Record<string, { dev?: boolean; resolved?: string }>>;

const LOCK = JSON.parse(read("package-lock.json")) as { packages: Packages };

function sourcesBelow(name: string): string[] {
  if (!statSync(path.join(ROOT, name)).isDirectory()) return [name];
  return readdirSync(path.join(ROOT, name), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(name, file));
}

/** Names of the packages that a source imports. */
function importedPackages(source: string): string[] {
  // Prettier writes one statement, or its end, on one line.
  const imports =
    /^(?:(?:import|export|\}).* from|import) "([^"]+)";$|\b(?:import|require)\("([^"]+)"\)/gm;
  return [...source.matchAll(imports)]
    .map(([, statement, call]) => statement ?? call ?? "")
    .filter((specifier) => !specifier.startsWith(".") && !isBuiltin(specifier))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
}

describe("dependencies", () => {
  test("are exactly the packages that synthesis and the commands import", () => {
    const rooms = build.include.filter((name) => !FOR_DEVELOPERS.includes(name));
    const imported = rooms.flatMap(sourcesBelow).flatMap((file) => importedPackages(read(file)));
    expect([...new Set(imported)].sort()).toEqual(RUN_TIME.sort());
  });

  test("are in the software bill of materials with what they need, and nothing else is", () => {
    const script = pathToFileURL(path.join(ROOT, "scripts", "sbom.mjs")).href;
    const code = `import { readFileSync } from "node:fs";
      import { productionFiles } from ${JSON.stringify(script)};
      const [manifest, lock] = ["package.json", "package-lock.json"].map((file) => JSON.parse(readFileSync(file, "utf8")));
      console.log(JSON.stringify(productionFiles(manifest, lock)));`;
    const args = ["--input-type=module", "--eval", code];
    const { stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
    const files = JSON.parse(stdout) as Record<string, { packages: Packages }>;
    expect(files["package.json"]).not.toHaveProperty("devDependencies");
    const listed = Object.keys(files["package-lock.json"]?.packages ?? {});
    for (const name of RUN_TIME) expect(listed).toContain(`node_modules/${name}`);
    for (const name of Object.keys(manifest.devDependencies))
      expect(listed).not.toContain(`node_modules/${name}`);
    expect(listed.length).toBe(
      Object.values(LOCK.packages).filter(({ dev }) => dev !== true).length,
    );
  });
});

describe("the lock file", () => {
  test("names no registry, so that an installation uses the one of the machine", () => {
    expect(Object.values(LOCK.packages).filter(({ resolved }) => resolved !== undefined)).toEqual(
      [],
    );
  });
});

describe("the scripts of package.json", () => {
  test("need none that npm starts by itself, because .npmrc turns those off", () => {
    expect(read(".npmrc")).toContain("ignore-scripts=true");
    const names = Object.keys(manifest.scripts);
    const started = names.filter(
      (name) =>
        ["install", "prepare", "prepack", "prepublishOnly"].includes(name) ||
        names.some((other) => name === `pre${other}` || name === `post${other}`),
    );
    expect(started).toEqual([]);
  });
});

interface Workflow {
  readonly on: object | string;
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, { uses?: string; steps?: readonly Step[] }>>;
}

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

describe.each(readdirSync(path.join(ROOT, ".github", "workflows")))("the workflow %s", (file) => {
  const workflow = parse(read(".github", "workflows", file)) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => [job, ...(job.steps ?? [])]);

  test("may only read by default, and never runs with the rights of the base branch", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(workflow.on)).not.toContain("pull_request_target");
  });

  test("uses actions of others by the full hash of a commit", () => {
    for (const { uses = "./" } of steps) expect(uses).toMatch(/^\.\/|@[0-9a-f]{40}$/);
  });

  test("leaves no credentials in what it checks out", () => {
    const checkouts = steps.filter(({ uses }: Step) => uses?.startsWith("actions/checkout@"));
    for (const checkout of checkouts)
      expect(checkout).toMatchObject({ with: { "persist-credentials": false } });
  });
});
