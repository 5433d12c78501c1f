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
  return { python: findTools().python, cache: cacheFolder(), env: process.env };
}
