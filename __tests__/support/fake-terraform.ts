import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * A program `terraform` that records what it is called with, and answers as files beside a stack say: `plan.answer` with
 * what `show -json` prints, `<command>.fails` with what it says instead.
 */
const SCRIPT = `#!/bin/sh
log() { printf '%s %s\\n' "\${PWD##*/}" "$1" >> "$FAKE_LOG"; }
answer() { if [ -e plan.answer ]; then cat plan.answer; else printf '%s' "$FAKE_PLAN"; fi; }
log "$*"
if [ -e "$1.fails" ]; then cat "$1.fails" >&2; exit 1; fi
case $1 in
  init) sleep 0.03; log "init ends $CHECKPOINT_DISABLE" ;;
  show) answer ;;
  plan)
    for arg; do case $arg in -out=*) file=\${arg#-out=} ;; esac; done
    printf PK > "\${file##.terraform/}"
    if [ -e plan.waits ]; then
      trap 'log SIGINT; exit 1' INT
      log waits
      while :; do sleep 0.02; done
    fi
    case $(answer) in *'"resource_changes":[]'*) exit 0 ;; *) exit 2 ;; esac ;;
esac
`;

/** The fake program in a folder of its own. */
export class FakeTerraform {
  readonly env: Readonly<Record<string, string>>;
  private readonly log: string;

  /** @param folder for the program and what it records */
  constructor(folder: string) {
    const bin = path.join(folder, "bin");
    mkdirSync(bin);
    const program = path.join(bin, "terraform");
    writeFileSync(program, SCRIPT);
    chmodSync(program, 0o755);
    this.log = path.join(folder, "terraform.log");
    this.env = {
      PATH: `${bin}:${process.env.PATH ?? ""}`,
      HOME: folder,
      FAKE_LOG: this.log,
      FAKE_PLAN: planOf([]),
    };
  }

  /** What it was called with, each as `<folder> <arguments>`. */
  get calls(): string[] {
    return existsSync(this.log) ? readFileSync(this.log, "utf8").trimEnd().split("\n") : [];
  }
}

/** What `terraform show -json` prints of a plan. */
export function planOf(changes: readonly object[], more: object = {}): string {
  return JSON.stringify({
    format_version: "1.2",
    planned_values: { root_module: {} },
    resource_changes: changes,
    ...more,
  });
}
