import { homedir } from "node:os";
import path from "node:path";

export type Env = Readonly<Record<string, string | undefined>>;

const NAME = "dynamodb-values";

/**
 * Where downloads are kept between runs.
 * Source: XDG Base Directory Specification (a relative path is ignored); `%LOCALAPPDATA%` on Windows.
 */
export function cacheFolder(env: Env, platform: NodeJS.Platform, home = homedir()): string {
  const paths = platform === "win32" ? path.win32 : path.posix;
  const named = platform === "win32" ? env.LOCALAPPDATA : env.XDG_CACHE_HOME;
  if (named !== undefined && paths.isAbsolute(named)) return paths.join(named, NAME);
  return platform === "win32"
    ? paths.join(home, "AppData", "Local", NAME)
    : paths.join(home, ".cache", NAME);
}
