import { join } from "node:path";
import { installEmulators as install, startEmulator as start } from "../../try/emulator";
import type { Emulator, FurtherService } from "../../try/emulator";
import type { EmulatorHost } from "../../try/emulator-program";
import { cacheFolder } from "./cache";
import { findTools } from "./tools";

export type { Emulator, FurtherService } from "../../try/emulator";

/** Starts an empty emulator, the one of `npm run try`. @param services further ones, if any */
export async function startEmulator(services: readonly FurtherService[] = []): Promise<Emulator> {
  return start(services, host());
}

/** Makes the virtual environments of all emulators. */
export async function installEmulators(): Promise<void> {
  await install(host());
}

function host(): EmulatorHost {
  // Where `try` looks for it too, with XDG_CACHE_HOME.
  const cache = join(cacheFolder(), "dynamodb-values");
  return { python: findTools().python, cache, env: process.env };
}
