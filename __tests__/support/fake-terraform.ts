import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * A program `terraform` that records what it is called with, and answers as files beside a stack say: `plan.answer` with
 * what `show -json` prints, `<command>.fails` with what it says instead.
 */
const SCRIPT = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const [command, ...args] = process.argv.slice(2);
const log = (line) => appendFileSync(process.env.FAKE_LOG, process.cwd().split("/").pop() + " " + line + "\\n");
log([command, ...args].join(" "));
const fails = command + ".fails";
if (existsSync(fails)) { process.stderr.write(readFileSync(fails)); process.exit(1); }
const answer = existsSync("plan.answer") ? readFileSync("plan.answer", "utf8") : process.env.FAKE_PLAN;
if (command === "init") setTimeout(() => log("init ends " + process.env.CHECKPOINT_DISABLE), 30);
if (command === "plan") {
  writeFileSync(args.find((arg) => arg.startsWith("-out=")).slice(5).replace(".terraform/", ""), "PK");
  process.exitCode = JSON.parse(answer).resource_changes?.length > 0 ? 2 : 0;
  if (existsSync("plan.waits")) {
    const timer = setInterval(() => {}, 1000);
    process.on("SIGINT", () => { log("SIGINT"); process.exitCode = 1; clearInterval(timer); });
    log("waits");
  }
}
if (command === "show") process.stdout.write(answer);
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
