import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACCESS_PATTERNS } from "../try/access-patterns";
import { cacheFolder } from "./support/cache";
import { writeTerraformSettings } from "./support/provider";
import { run, type Result } from "./support/run";

const PROJECT = join(__dirname, "..");

const folder = mkdtempSync(join(tmpdir(), "dynamodb-e2e-try-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command as `npm run try` does, with temporary folders of its own. */
async function tryOut(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Result> {
  const own = {
    TMPDIR: folder,
    // The suite's set-up has installed the emulator there.
    XDG_CACHE_HOME: cacheFolder(),
    TF_CLI_CONFIG_FILE: writeTerraformSettings(folder),
  };
  const command = [join("dist", "commands", "try.js"), ...args];
  return run(process.execPath, command, {
    cwd: PROJECT,
    env: { ...process.env, ...own, ...env },
  });
}

test("try --once deploys the examples, runs each access pattern as it should be, and leaves nothing", async () => {
  const { code, output } = await tryOut(["--once"]);
  expect(output).toContain("\n8 tables:\n");
  expect(code).toBe(0);
  for (const { title } of ACCESS_PATTERNS) expect(output).toContain(`  ok      ${title} (`);
  expect(output).not.toContain("FAILED");
  const left = readdirSync(folder).filter((name) => name.startsWith("dynamodb-values-"));
  expect(left).toEqual([]);
});

test("try says what to install where there is neither Terraform nor Python", async () => {
  const { code, output } = await tryOut([], { PATH: cacheFolder() });
  expect(code).toBe(1);
  expect(output).toContain("Terraform 1.10 or newer is not on the PATH; install it from https://");
  expect(output).toContain("Python 3.10 or newer with its modules venv and ensurepip is not on");
});
