import type { Env } from "./command-context";

/** Whether the cdktf CLI runs this. It shows what an app writes to stderr as an error. */
export function isUnderCli(env: Env): boolean {
  return env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS !== undefined;
}
