/** The one place that starts git. It only reads: nothing is checked out, and no file is written. */
import { spawnSync } from "node:child_process";
import * as messages from "./revision-messages";

/** Why there is no base to compare with, in a sentence. */
export class RevisionError extends Error {}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  /** First line. */
  readonly error: string;
}

/**
 * Runs git in a folder, without a shell: an argument is never a command. One that a user wrote comes
 * after `--end-of-options`, so that it is no option either.
 * @throws RevisionError where git is not installed
 */
export type Git = (args: readonly string[], input?: string) => GitAnswer;

/** A hook or a caller says with these which repository is meant; it is always that of the folder. */
const NOT_INHERITED = /^GIT_(?!CONFIG_|EXEC_PATH$)/;

export function gitIn(folder: string, env: Readonly<Record<string, string | undefined>>): Git {
  const inherited = Object.entries(env).filter(([name]) => !NOT_INHERITED.test(name));
  const settings = {
    ...Object.fromEntries(inherited),
    // Its messages are compared with words.
    LC_ALL: "C",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
  };
  return (args, input = "") => {
    const { status, stdout, stderr, error } = spawnSync("git", [...args], {
      cwd: folder,
      env: settings,
      input,
      maxBuffer: Infinity,
    });
    if (error !== undefined)
      throw new RevisionError(messages.gitFails((error as NodeJS.ErrnoException).code ?? ""));
    return { code: status ?? 1, stdout, error: stderr.toString().split("\n")[0] ?? "" };
  };
}

/**
 * What a git command that has to succeed prints.
 * @throws RevisionError with what git says
 */
export function gitOutput(git: Git, args: readonly string[], input?: string): Buffer {
  const { code, stdout, error } = git(args, input);
  if (code !== 0) throw new RevisionError(messages.gitSays(error));
  return stdout;
}
