import { execFileSync } from "node:child_process";
import { Refusal } from "../aws/refusal";
import type { Env } from "./cache-folder";
import * as messages from "./try-messages";

/** The programs that are needed beside Node.js, as they are called. */
export interface Programs {
  readonly terraform: string;
  readonly python: string;
}

/** The first that locks a state in S3 with a file, which such stacks require also without their backend. */
const MINIMUM_TERRAFORM = "1.10";
const MINIMUM_PYTHON = "3.10";

/** @throws Refusal that says what to install */
export function findPrograms(env: Env): Programs {
  const terraform = findTerraform(env);
  const python = findPython(env);
  if (terraform !== undefined && python !== undefined) return { terraform, python };
  const missing = [
    ...(terraform === undefined ? [messages.noTerraform(MINIMUM_TERRAFORM)] : []),
    ...(python === undefined ? [messages.noPython(MINIMUM_PYTHON)] : []),
  ];
  throw new Refusal(missing[0] ?? "", ...missing.slice(1));
}

function findTerraform(env: Env): string | undefined {
  const printed = output("terraform", ["version", "-json"], env);
  const found = /"terraform_version":\s*"([^"]+)"/.exec(printed ?? "")?.[1];
  return found !== undefined && isAtLeast(found, MINIMUM_TERRAFORM) ? "terraform" : undefined;
}

function findPython(env: Env): string | undefined {
  const script = "import ensurepip, platform, venv; print(platform.python_version())";
  return ["python3", "python"].find((python) => {
    const found = output(python, ["-c", script], env);
    return found !== undefined && isAtLeast(found, MINIMUM_PYTHON);
  });
}

/** What the program prints, `undefined` if it is not there or fails. */
function output(program: string, args: readonly string[], env: Env): string | undefined {
  try {
    return execFileSync(program, args, {
      env: { ...env, CHECKPOINT_DISABLE: "1" },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}

/** @param version at least two numbers, such as `1.15.1` */
export function isAtLeast(version: string, minimum: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [minimumMajor = 0, minimumMinor = 0] = minimum.split(".").map(Number);
  return major > minimumMajor || (major === minimumMajor && minor >= minimumMinor);
}
