import { join } from "node:path";
import { installBrowser } from "./browser";
import { installEmulators } from "./emulator";
import { runOrFail } from "./run";

/** Once for all test files, which run side by side: what they would get into each other's way with. */
export default async function setUp(): Promise<void> {
  installBrowser();
  await installEmulators();
  await runOrFail("npm", ["run", "--silent", "build"], {
    cwd: join(__dirname, "..", ".."),
    env: process.env,
  });
}
