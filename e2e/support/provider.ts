import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "./cache";

/** The provider version that the suite is proven with; the values ask for `~> 5.100`. */
const VERSION = "5.100.0";
const PROVIDER = join("registry.terraform.io", "hashicorp", "aws");

/** Folders of the ways to bring providers to a machine without the public registry. */
const USUAL_ROOTS = [
  join(homedir(), ".terraform.d", "plugins"),
  join(homedir(), ".local", "share", "terraform"),
  "/usr/local/share/terraform",
  "/usr/share/terraform",
  "/usr/local/lib",
  "/usr/lib",
  "/opt",
  "/srv",
];
const SEARCH_DEPTH = 2;

/**
 * Writes Terraform's CLI configuration: the provider from a filesystem mirror on this machine
 * (`TF_PROVIDER_MIRROR`, or found in the usual places), else from the public registry, downloaded
 * once into the suite's cache.
 *
 * @returns the file's path, for `TF_CLI_CONFIG_FILE`
 */
export function writeTerraformSettings(folder: string): string {
  const file = join(folder, "terraform.rc");
  writeFileSync(file, `disable_checkpoint = true\n${installation(findMirror())}`);
  return file;
}

function installation(mirror: string | undefined): string {
  if (mirror !== undefined) {
    return `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
  }
  const downloads = join(cacheFolder(), "providers");
  mkdirSync(downloads, { recursive: true });
  // Without a lock file in a new folder Terraform downloads in spite of the cache, unless told so.
  return `plugin_cache_dir = ${JSON.stringify(downloads)}\nplugin_cache_may_break_dependency_lock_file = true\n`;
}

/** @throws Error when `TF_PROVIDER_MIRROR` names a folder without the provider. */
function findMirror(): string | undefined {
  const named = process.env.TF_PROVIDER_MIRROR;
  if (named !== undefined && named !== "") {
    if (holdsProvider(named)) return named;
    throw new Error(
      `TF_PROVIDER_MIRROR: ${named} holds no ${PROVIDER} ${VERSION} for this platform.`,
    );
  }
  for (const root of USUAL_ROOTS) {
    const mirror = search(root, SEARCH_DEPTH);
    if (mirror !== undefined) return mirror;
  }
  return undefined;
}

function search(folder: string, depth: number): string | undefined {
  if (holdsProvider(folder)) return folder;
  if (depth === 0) return undefined;
  for (const inner of subfolders(folder)) {
    const mirror = search(join(folder, inner), depth - 1);
    if (mirror !== undefined) return mirror;
  }
  return undefined;
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** Terraform knows two layouts of a mirror, unpacked and packed. */
function holdsProvider(mirror: string): boolean {
  const provider = join(mirror, PROVIDER);
  const platform = `${terraformOs()}_${process.arch === "x64" ? "amd64" : process.arch}`;
  return (
    existsSync(join(provider, VERSION, platform)) ||
    existsSync(join(provider, `terraform-provider-aws_${VERSION}_${platform}.zip`))
  );
}

function terraformOs(): string {
  return process.platform === "win32" ? "windows" : process.platform;
}
