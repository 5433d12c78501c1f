import { cli, COMMAND_NAMES } from "../../commands/cli";
import manifest from "../../package.json";
import { COMMANDS } from "../support/run-command";

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const add = (lines: string[]) => (line: string) => lines.push(line);
  const status = await cli(args, {}, { log: add(out), warn: add(err), error: add(err) });
  return { status, out: out.join("\n"), err: err.join("\n") };
}

test("dynamodb-values: every command is known, and is a script of package.json too", () => {
  const scripts = Object.keys(manifest.scripts);
  expect([...COMMAND_NAMES].sort()).toEqual(["init", ...Object.keys(COMMANDS)].sort());
  // In this repository nothing is to be made.
  expect(COMMAND_NAMES.filter((name) => !scripts.includes(name))).toEqual(["init"]);
});

test("dynamodb-values: --help lists the commands, each with what it does", async () => {
  const { status, out } = await run("--help");
  expect(status).toBe(0);
  for (const name of COMMAND_NAMES)
    expect(out).toMatch(new RegExp(`^ {2}${name} +[A-Z].*[.]$`, "m"));
});

test("dynamodb-values: arguments after a command are the command's", async () => {
  expect((await run("check", "--help")).out).toContain("usage: npm run check");
  expect(await run("--version")).toEqual({ status: 0, out: manifest.version, err: "" });
});

test("dynamodb-values: a command that it does not know is refused with a suggestion", async () => {
  expect(await run("chekc")).toEqual({
    status: 1,
    out: "",
    err: 'there is no command "chekc" (did you mean check?); dynamodb-values --help lists them',
  });
  expect((await run("constructor")).status).toBe(1);
  expect((await run()).status).toBe(1);
});
