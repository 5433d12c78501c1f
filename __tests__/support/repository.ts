import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Project } from "./project";
import { runCommand } from "./run-command";
import type { CommandName, CommandRun } from "./run-command";

/** Nothing of the machine's settings, and someone who commits. */
const SETTINGS = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};

/** A project in a git repository, whose values are in a folder of the repository. */
export class Repository extends Project {
  constructor(files: Readonly<Record<string, string>>) {
    super(files);
    this.git("init", "--quiet", "--initial-branch=main");
  }

  git(...args: string[]): string {
    const { PATH } = process.env;
    const options = { cwd: this.folder, env: { PATH, ...SETTINGS }, encoding: "utf8" } as const;
    return execFileSync("git", args, options).trim();
  }

  commit(): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message=test");
  }

  /** Writes a file beside the values. */
  writeBeside(name: string, text: string): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  link(name: string, target: string): void {
    symlinkSync(target, path.join(this.values, name));
  }

  command(
    name: CommandName,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<CommandRun> {
    const { PATH = "" } = process.env;
    const all = { PATH, VALUES_DIR: this.values, CDKTF_OUTDIR: this.outdir, ...env };
    return runCommand(name, args, all, this.folder);
  }
}
