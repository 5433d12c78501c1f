import type * as Stacks from "../stacks/synthesize";

/**
 * What makes the stacks. Loading CDKTF takes as long as loading everything else, so that only runs without
 * errors wait for it.
 */
export function loadStacks(): typeof Stacks {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make every command asynchronous
  return require("../stacks/synthesize") as typeof Stacks;
}
