/** The environment variables of Terraform. */

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where providers are cached: each takes 700 MB, and every stack has its own copy otherwise. By default it is the cdktf
 * CLI's own cache, which the same variable turns off.
 * @returns `undefined` where the user's own settings say it
 */
export function defaultCache(env: Env, home: string): string | undefined {
  if (env.TF_PLUGIN_CACHE_DIR || env.CDKTF_DISABLE_PLUGIN_CACHE_ENV) return undefined;
  return `${home}/.terraform.d/plugin-cache`;
}

/** @param cache folder that exists; absent: none, or the user's */
export function terraformEnv(env: Env, cache: string | undefined): Env {
  return {
    ...env,
    ...(cache !== undefined && { TF_PLUGIN_CACHE_DIR: cache }),
    // Without a lock file Terraform would download a provider again, only to learn its checksums.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE:
      env.TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE || "1",
    // Its question for a newer version fails without a network.
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}

/** As the cdktf CLI finds it. */
export function terraformProgram(env: Env): string {
  return env.TERRAFORM_BINARY_NAME || "terraform";
}
