import { findPrograms } from "../../try/find-programs";
import type { Programs } from "../../try/find-programs";

/** @throws Error that says what to install: a suite that skips itself proves nothing. */
export function findTools(): Programs {
  // A machine's own Terraform settings may name a file that does not exist: a warning in the JSON.
  return findPrograms({ ...process.env, TF_CLI_CONFIG_FILE: "" });
}
