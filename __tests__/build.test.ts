import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
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

/**
 * A process that builds at each message, because Jest does not load JavaScript modules. In place of the compiler,
 * a function writes the entry, and fails if the message says so.
 */
const BUILDER = `import { mkdirSync, writeFileSync } from "node:fs";
import { build } from ${JSON.stringify(SCRIPT)};
process.on("message", ({ project, fails }) => {
  let compiled = false;
  const status = build(project, () => {
    compiled = true;
    mkdirSync(project + "/dist", { recursive: true });
    writeFileSync(project + "/dist/main.js", "");
    return fails ? 2 : 0;
  });
  process.send({ compiled, status });
});`;

const project = mkdtempSync(path.join(tmpdir(), "build-"));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), text);
}

let builder: ChildProcess;

/** Whether the compiler ran. */
async function compiles(fails = false): Promise<boolean> {
  const answer = once(builder, "message") as Promise<[{ compiled: boolean; status: number }]>;
  builder.send({ project, fails });
  const [{ compiled, status }] = await answer;
  expect(status).toBe(fails ? 2 : 0);
  return compiled;
}

beforeAll(() => {
  builder = spawn(process.execPath, ["--input-type=module", "--eval", BUILDER], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  write("tsconfig.build.json", '{"include": ["main.ts", "room"]}');
  for (const file of ["tsconfig.json", "package.json", "package-lock.json"]) write(file, "{}");
  write("main.ts", "");
  write("room/one.ts", "");
  write("room/inner/facts.json", "{}");
  write("room/README.md", "");
});

afterAll(() => {
  builder.disconnect();
  rmSync(project, { recursive: true });
});

test("build: the compiler runs only when something it reads has changed", async () => {
  expect(await compiles()).toBe(true);
  expect(await compiles()).toBe(false);
  write("room/README.md", "longer");
  expect(await compiles()).toBe(false);

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
    expect([edit, await compiles()]).toEqual([edit, true]);
  }
  expect(await compiles()).toBe(false);
});

test("build: what failed is compiled again", async () => {
  write("main.ts", "export {};");
  expect(await compiles(true)).toBe(true);
  expect(existsSync(path.join(project, "dist/.fingerprint"))).toBe(false);
  expect(await compiles()).toBe(true);
  expect(await compiles()).toBe(false);
});
