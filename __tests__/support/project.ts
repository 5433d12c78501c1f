import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { command } from "../../commands/command";
import type { Command } from "../../commands/command";
import { synth } from "../../main";

export type Json = Record<string, unknown>;

/** What the tests look at in the JSON of a stack. */
export interface StackJson {
  readonly terraform: Json & { readonly backend: Record<string, Json> };
  readonly provider: { readonly aws: Json[] };
  readonly resource: Record<string, Record<string, Json>>;
  readonly data: Record<string, Record<string, Json>>;
  readonly check: Record<
    string,
    { readonly assert: { condition: string; error_message: string }[] }
  >;
  readonly output: Record<string, { readonly value: Record<string, string> }>;
}

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The messages of stderr that tell of an error, without the folder of the values. */
  readonly errors: readonly string[];
  /** But for those that something is in no lock, which few tests have. */
  readonly warnings: readonly string[];
}

const judge = command(
  { name: "judge", summary: "", positionals: [], options: {}, selects: "namespaces", examples: [] },
  ({ load, report }) => report(load().problems),
);

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A project in a temporary folder: values files, and the synthesis of them as `npm run synth` does it. */
export class Project {
  readonly folder = mkdtempSync(path.join(tmpdir(), "project-"));
  readonly values = path.join(this.folder, "values");
  readonly outdir = path.join(this.folder, "cdktf.out");

  constructor(files: Readonly<Record<string, string>>) {
    folders.push(this.folder);
    mkdirSync(this.values);
    this.write(files);
  }

  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.values, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  remove(name: string): void {
    rmSync(path.join(this.values, name), { recursive: true });
  }

  /** The synthesis as `npm run synth` does it. */
  run(env: Readonly<Record<string, string>> = {}): Run {
    return this.runCommand(synth, env);
  }

  /** Only judges the values as a synthesis does: to load CDKTF takes longer than that. */
  judge(env: Readonly<Record<string, string>> = {}): Run {
    return this.runCommand(judge, env);
  }

  private runCommand(run: Command<number>, env: Readonly<Record<string, string>>): Run {
    const out: string[] = [];
    const err: string[] = [];
    const add =
      (lines: string[]) =>
      (line: string): void => {
        // Few tests have a backend.
        if (line.includes(": warning: no backend: ")) return;
        lines.push(line.replaceAll(`${this.values}/`, "").replaceAll(this.values, "values"));
      };
    const streams = { log: add(out), warn: add(err), error: add(err) } as unknown as Console;
    const status = run(
      ["--quiet"],
      { VALUES_DIR: this.values, CDKTF_OUTDIR: this.outdir, ...env },
      streams,
      this.folder,
    );
    const isWarning = (line: string): boolean => line.includes(": warning: ");
    const firstLine = (text: string): string => text.split("\n")[0] ?? "";
    return {
      status,
      stdout: out.join("\n"),
      stderr: err.join("\n"),
      errors: err.filter((text) => /:\d+:\d+: /.test(text) && !isWarning(text)).map(firstLine),
      warnings: [...out, ...err]
        .filter((text) => isWarning(text) && !text.includes("run npm run lock, and commit"))
        .map(firstLine),
    };
  }

  /** Runs, and fails with what it said unless it succeeds. */
  synth(env: Readonly<Record<string, string>> = {}): Record<string, StackJson> {
    const { status, stderr } = this.run(env);
    if (status !== 0) throw new Error(`synthesis failed:\n${stderr}`);
    return Object.fromEntries(this.stacks().map((stack) => [stack, this.stack(stack)]));
  }

  stacks(): string[] {
    const folder = path.join(this.outdir, "stacks");
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  stack(id: string): StackJson {
    return JSON.parse(this.text(id)) as StackJson;
  }

  text(id: string): string {
    return readFileSync(path.join(this.outdir, "stacks", id, "cdk.tf.json"), "utf8");
  }
}

/** The JSON of the only stack that the files make. */
export function synthOne(files: Readonly<Record<string, string>>, stack = "dev-koa"): StackJson {
  const json = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files }).synth()[stack];
  if (json === undefined) throw new Error(`there is no stack ${stack}`);
  return json;
}

export const ENVIRONMENT = 'accountId: "123456789012"\n';

/** An environment whose namespaces may name tables that are not their own, such as `shop: [koa-A]`. */
export function allowing(tables: string): string {
  return `${ENVIRONMENT}policy: {tables: {${tables}}}\n`;
}

/** A table with a string key `id`, and what else is given as YAML in flow style. */
export function tableYaml(name: string, more = ""): string {
  const rest = more === "" ? "" : `, ${more}`;
  return `{name: ${name}, hashKey: id, attributes: [{name: id, type: S}], billingMode: PAY_PER_REQUEST${rest}}`;
}

/** A namespace file with tables of `tableYaml`. */
export function tablesYaml(...tables: string[]): string {
  return `tables:\n${tables.map((table) => `  - ${table}\n`).join("")}`;
}
