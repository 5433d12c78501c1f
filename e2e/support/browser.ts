import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** As Debian, Ubuntu, and Google's own packages call it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Nothing but the page that a test opens: a browser asks its maker's hosts for much else. */
const ALONE = [
  ...["--no-first-run", "--disable-background-networking", "--disable-component-update"],
  ...["--disable-sync", "--disable-quic", "--disable-gpu"],
];

/** Debian's browser, where there is none: its own downloads come from hosts that CI may not reach. */
export function installBrowser(): void {
  if (browserOnPath() !== undefined) return;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const [program = "", ...rest] = [...asRoot, "apt-get", "-qq", ...args];
    try {
      execFileSync(program, rest, { env, stdio: ["ignore", "ignore", "pipe"] });
    } catch (error) {
      throw new Error(`${NAMES.join(", ")}: install one of them, apt-get cannot`, { cause: error });
    }
  }
}

/** A headless browser, without a sandbox where this runs as root, which Chromium refuses. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = browserOnPath();
  if (executablePath === undefined) throw new Error(`install ${NAMES.join(" or ")}`);
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ALONE,
  });
}

function browserOnPath(): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
