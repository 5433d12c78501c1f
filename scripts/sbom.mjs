/**
 * `npm run sbom`: writes sbom.cdx.json, the packages of the lock file that an installation without
 * development dependencies has (CycloneDX). Needs no network. Start it with npm run.
 *
 * `npm sbom --omit dev` in the project itself omits every package that a development dependency needs
 * too, such as cdktf. Therefore npm gets a copy of the lock file that has no development dependencies.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const SBOM = ["sbom", "--sbom-format=cyclonedx", "--sbom-type=application", "--package-lock-only"];

/** A package.json, or the entry of the project in a lock file, as a user's installation sees it. */
function forProduction({ devDependencies: _, overrides: __, ...manifest }) {
  return manifest;
}

/**
 * @param manifest the project's package.json
 * @param lock its package-lock.json, version 3
 * @returns the same two without development dependencies
 */
export function productionFiles(manifest, lock) {
  const { "": root, ...packages } = lock.packages;
  const kept = Object.entries(packages).filter(([, { dev }]) => dev !== true);
  return {
    "package.json": forProduction(manifest),
    "package-lock.json": {
      ...lock,
      packages: { "": forProduction(root), ...Object.fromEntries(kept) },
    },
  };
}

/**
 * @param project folder of the project
 * @returns the exit code of npm
 */
function writeSbom(project) {
  const read = (file) => JSON.parse(readFileSync(path.join(project, file), "utf8"));
  const manifest = read("package.json");
  const temporary = mkdtempSync(path.join(tmpdir(), "sbom-"));
  // npm names the project after its folder.
  const folder = path.join(temporary, manifest.name);
  try {
    mkdirSync(folder);
    const files = productionFiles(manifest, read("package-lock.json"));
    for (const [file, content] of Object.entries(files))
      writeFileSync(path.join(folder, file), JSON.stringify(content));
    const stdio = ["ignore", "pipe", "inherit"];
    // npm run says where npm is: on Windows its name alone cannot be started.
    const args = [process.env.npm_execpath, ...SBOM];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, stdio });
    if (status === 0) writeFileSync(path.join(project, "sbom.cdx.json"), stdout);
    return status ?? 1;
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = writeSbom(process.cwd());
