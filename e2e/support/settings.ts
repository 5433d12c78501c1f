import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "./emulator";
import { writeTerraformSettings } from "./provider";
import type { Environment } from "./model";

/** The caller's settings of AWS, Terraform, CDKTF and the project do not reach the programs. */
const NOT_INHERITED = /^(AWS_|TF_|CDKTF_|CI$|ENVIRONMENT$|NAMESPACE$)/;

/**
 * The environment variables of the CDKTF CLI and of Terraform.
 *
 * @param folder for what the programs keep in a home directory
 */
export function programSettings(
  environment: Environment,
  emulator: Emulator,
  folder: string,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !NOT_INHERITED.test(name));
  const home = join(folder, "home");
  mkdirSync(home);
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    CDKTF_HOME: home,
    CHECKPOINT_DISABLE: "1",
    // The CLI draws no spinner then. `CI` would do the same, but to the project it means that what
    // the lock does not know is an error, and the tests' own values have no lock.
    CONTINUOUS_INTEGRATION: "true",
    // The CLI's own plugin cache lies in the user's home directory.
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    TF_CLI_CONFIG_FILE: writeTerraformSettings(folder),
    AWS_ACCESS_KEY_ID: environment.accountId,
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    // Terraform and the provider collect garbage less often: a third less CPU time for 150 MB more. Without any
    // collection, fresh memory costs more than that: a third of the time of the suite went into page faults.
    GOGC: "400",
    ...(environment.backend.type === "s3" ? stateInEmulator(emulator) : {}),
  };
}

/** The values have no endpoints for an S3 backend: Terraform takes them from its environment. */
function stateInEmulator(emulator: Emulator): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL_S3: emulator.url,
    AWS_ENDPOINT_URL_STS: emulator.url,
    AWS_ENDPOINT_URL_IAM: emulator.url,
    TF_CLI_ARGS_init: "-backend-config=use_path_style=true",
  };
}
