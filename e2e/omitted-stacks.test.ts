import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOrFail } from "./support/run";

const PROJECT = join(__dirname, "..");

/** Values without tables, and the real cdktf CLI that synthesizes them. Needs no emulator. */
describe("the cdktf CLI", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dynamodb-e2e-cli-"));
    for (const file of ["dev/koa.yaml", "dev/gone.yaml", "prod/koa.yaml"]) {
      mkdirSync(join(folder, "values", file, ".."), { recursive: true });
      writeFileSync(join(folder, "values", file), "tables: []\n");
    }
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test.each<[string, () => Record<string, string>, string[]]>([
    ["a namespace is removed", removing("dev/gone.yaml"), ["dev-koa", "prod-koa"]],
    ["an environment is removed", removing("prod"), ["dev-gone", "dev-koa"]],
    ["a filter omits stacks", () => ({ NAMESPACE: "gone" }), ["dev-gone"]],
  ])("synthesizes at the first try after %s", async (_what, edit, left) => {
    await synth({});
    expect(stacks()).toEqual({ folders: ["dev-gone", "dev-koa", "prod-koa"], inManifest: 3 });
    await synth(edit());
    expect(stacks()).toEqual({ folders: left, inManifest: left.length });
  });

  async function synth(settings: Record<string, string>): Promise<void> {
    const args = ["cdktf", "synth", `--output=${join(folder, "out")}`, "--app=node dist/main.js"];
    await runOrFail("npx", args, {
      cwd: PROJECT,
      env: {
        ...process.env,
        CHECKPOINT_DISABLE: "1",
        VALUES_DIR: join(folder, "values"),
        ...settings,
      },
    });
  }

  function stacks(): { folders: string[]; inManifest: number } {
    const manifest = JSON.parse(readFileSync(join(folder, "out", "manifest.json"), "utf8")) as {
      stacks: object;
    };
    return {
      folders: readdirSync(join(folder, "out", "stacks")).sort(),
      inManifest: Object.keys(manifest.stacks).length,
    };
  }

  function removing(name: string): () => Record<string, string> {
    return () => {
      rmSync(join(folder, "values", name), { recursive: true });
      return {};
    };
  }
});
