import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const SCRIPT = pathToFileURL(path.join(__dirname, "..", "scripts", "build.mjs")).href;

/** Stands for the compiler: writes the entry, and says that it ran. */
const COMPILER = `(project) => {
  mkdirSync(project + "/dist", { recursive: true });
  writeFileSync(project + "/dist/main.js", "");
  console.log("compiled");
  return Number(process.env.FAILS ?? 0);
}`;

const project = mkdtempSync(path.join(tmpdir(), "build-"));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), text);
}

/** Whether the compiler ran. */
function compiles(env: Readonly<Record<string, string>> = {}): boolean {
  const code = `import { mkdirSync, writeFileSync } from "node:fs";
import { build } from ${JSON.stringify(SCRIPT)};
process.exitCode = build(${JSON.stringify(project)}, ${COMPILER});`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", code],
    { encoding: "utf8", env: { ...process.env, ...env } },
  );
  if (stderr !== "" || status !== Number(env.FAILS ?? 0)) throw new Error(stderr);
  return stdout.includes("compiled");
}

beforeAll(() => {
  write("tsconfig.build.json", '{"include": ["main.ts", "room"]}');
  for (const file of ["tsconfig.json", "package.json", "package-lock.json"]) write(file, "{}");
  write("main.ts", "");
  write("room/one.ts", "");
  write("room/inner/facts.json", "{}");
  write("room/README.md", "");
});

afterAll(() => {
  rmSync(project, { recursive: true });
});

test("build: the compiler runs only when something it reads has changed", () => {
  expect(compiles()).toBe(true);
  expect(compiles()).toBe(false);
  write("room/README.md", "longer");
  expect(compiles()).toBe(false);

  const edits: Record<string, () => void> = {
    "an edited source": () => {
      write("room/one.ts", "export {};");
    },
    "an older source of the same size": () => {
      utimesSync(path.join(project, "main.ts"), 1, 1);
    },
    "an added source": () => {
      write("room/inner/two.ts", "");
    },
    "a renamed source": () => {
      renameSync(path.join(project, "room/one.ts"), path.join(project, "room/1.ts"));
    },
    "a removed source": () => {
      rmSync(path.join(project, "room/inner/facts.json"));
    },
    "another compiler": () => {
      write("package-lock.json", '{"a": 1}');
    },
    "a missing result": () => {
      rmSync(path.join(project, "dist/main.js"));
    },
  };
  for (const [edit, make] of Object.entries(edits)) {
    make();
    expect([edit, compiles()]).toEqual([edit, true]);
  }
  expect(compiles()).toBe(false);
});

test("build: what failed is compiled again", () => {
  write("main.ts", "export {};");
  expect(compiles({ FAILS: "2" })).toBe(true);
  expect(existsSync(path.join(project, "dist/.fingerprint"))).toBe(false);
  expect(compiles()).toBe(true);
  expect(compiles()).toBe(false);
});
