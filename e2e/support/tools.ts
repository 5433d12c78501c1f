import { execFileSync } from "node:child_process";

/** The programs that the suite needs beside Node.js. */
export interface Tools {
  readonly terraform: string;
  readonly python: string;
}

/** The first that locks a state in S3 with a file, as the prod example does. */
const MINIMUM_TERRAFORM = "1.10";
const MINIMUM_PYTHON = "3.10";

/** @throws Error that says what to install: a suite that skips itself proves nothing. */
export function findTools(): Tools {
  const problems: string[] = [];
  const terraform = findTerraform();
  const python = findPython();
  if (terraform === undefined) {
    problems.push(
      `Terraform ${MINIMUM_TERRAFORM} or newer is not on the PATH: install it from https://developer.hashicorp.com/terraform/install.`,
    );
  }
  if (python === undefined) {
    problems.push(
      `Python ${MINIMUM_PYTHON} or newer with its venv module is not on the PATH: install python3 (on Debian and Ubuntu also python3-venv), the AWS emulator runs on it.`,
    );
  }
  if (terraform === undefined || python === undefined) throw new Error(problems.join("\n"));
  return { terraform, python };
}

function findTerraform(): string | undefined {
  const version = output("terraform", ["version", "-json"]);
  if (version === undefined) return undefined;
  const { terraform_version: found } = JSON.parse(version) as { terraform_version: string };
  return isAtLeast(found, MINIMUM_TERRAFORM) ? "terraform" : undefined;
}

function findPython(): string | undefined {
  const script = "import ensurepip, platform, venv; print(platform.python_version())";
  return ["python3", "python"].find((python) => {
    const found = output(python, ["-c", script]);
    return found !== undefined && isAtLeast(found, MINIMUM_PYTHON);
  });
}

/** What the program prints, `undefined` if it is not there or fails. */
function output(command: string, args: readonly string[]): string | undefined {
  // A machine's own Terraform settings may name a file that does not exist: a warning in the JSON.
  const env = { ...process.env, TF_CLI_CONFIG_FILE: "", CHECKPOINT_DISABLE: "1" };
  try {
    return execFileSync(command, args, {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}

function isAtLeast(version: string, minimum: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [minimumMajor = 0, minimumMinor = 0] = minimum.split(".").map(Number);
  return major > minimumMajor || (major === minimumMajor && minor >= minimumMinor);
}
