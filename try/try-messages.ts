/** What `try` says when it cannot go on. */

export const noTerraform = (minimum: string): string =>
  `Terraform ${minimum} or newer is not on the PATH; install it from https://developer.hashicorp.com/terraform/install`;

export const noPython = (minimum: string): string =>
  `Python ${minimum} or newer with its modules venv and ensurepip is not on the PATH, and the AWS emulator runs on it; install python3 (on Debian and Ubuntu also python3-venv)`;

export const programFailed = (call: string, code: number): string =>
  `\`${call}\` ended with exit code ${code}:`;

export const notStarted = (name: string): string => `the AWS emulator ${name} did not start:`;

export const emulatorEnded = (): string => "the AWS emulator has ended";

export const notDeployed = (stack: string): string =>
  `Terraform could not deploy ${stack} to the emulator, which has not everything that AWS has (docs/try.md):`;

export const nameTheEnvironment = (): string =>
  "--values needs an environment of these values; write one, such as dev, or omit --values to try the examples";
