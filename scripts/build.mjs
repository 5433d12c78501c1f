/**
 * Compiles to dist/, unless nothing it is made of has changed since the last time: the compiler needs
 * two seconds to find out that there is nothing to do. Plain JavaScript, since it runs before the compiler.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What else the result depends on: options, and the version of the compiler. */
const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json"];

/**
 * Changes when a source is edited, added, removed or renamed.
 * @param project folder of the project
 */
export function fingerprint(project) {
  const { include } = JSON.parse(readFileSync(path.join(project, "tsconfig.build.json"), "utf8"));
  const files = [...SETTINGS, ...include.flatMap((name) => sourcesBelow(project, name))].sort();
  const facts = files.map((file) => {
    const { size, mtimeMs } = statSync(path.join(project, file));
    return `${file} ${size} ${mtimeMs}`;
  });
  return createHash("sha256").update(facts.join("\n")).digest("hex");
}

function sourcesBelow(project, name) {
  const place = path.join(project, name);
  if (!statSync(place).isDirectory()) return [name];
  return readdirSync(place, { recursive: true })
    .filter((file) => /\.(tsx?|json)$/.test(file))
    .map((file) => path.join(name, file));
}

/** @returns the exit code of the compiler; 0 if it had nothing to do */
export function build(project, compile = runCompiler) {
  const dist = path.join(project, "dist");
  const stamp = path.join(dist, ".fingerprint");
  // As it is before the compiler reads the sources: an edit meanwhile is compiled the next time.
  const now = fingerprint(project);
  const isComplete = existsSync(path.join(dist, "main.js"));
  if (isComplete && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return 0;
  // The compiler's own notes would have it leave out files that somebody has deleted.
  if (!isComplete) rmSync(path.join(dist, ".tsbuildinfo"), { force: true });
  rmSync(stamp, { force: true });
  const status = compile(project);
  if (status === 0) writeFileSync(stamp, now);
  return status;
}

function runCompiler(project) {
  const tsc = path.join(project, "node_modules", "typescript", "bin", "tsc");
  if (!existsSync(tsc)) {
    console.error("the TypeScript compiler is not installed; run npm ci without --omit=dev");
    return 1;
  }
  const args = [tsc, "--project", "tsconfig.build.json"];
  return spawnSync(process.execPath, args, { cwd: project, stdio: "inherit" }).status ?? 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = build(process.cwd());
