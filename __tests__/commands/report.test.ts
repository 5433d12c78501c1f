import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Project, tablesYaml, tableYaml } from "../support/project";
import { runCommand } from "../support/run-command";
import type { CommandRun } from "../support/run-command";

const ENVIRONMENT = 'accountId: "123456789012"\nbackend: {type: local}\n';
const FILES = {
  "dev/_environment.yaml": ENVIRONMENT,
  "dev/koa.yaml": tablesYaml(tableYaml("Orders", "")),
  "prod/_environment.yaml": ENVIRONMENT,
  "prod/koa-prod.yaml": tablesYaml(tableYaml("Carts", ""), tableYaml("Bills", "")),
};

function run(project: Project, ...args: readonly string[]): Promise<CommandRun> {
  return runCommand("report", ["--values", project.values, ...args], {}, project.folder);
}

const written = (project: Project, file: string): string =>
  readFileSync(path.join(project.folder, file), "utf8");

test("writes report.html, or the file that --out names in the form of its ending", async () => {
  const project = new Project(FILES);
  expect(await run(project)).toMatchObject({ status: 0, stdout: "report.html: 3 tables" });
  expect(written(project, "report.html")).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(await run(project, "prod", "--out", "docs/all.md")).toMatchObject({
    status: 0,
    stdout: "docs/all.md: 2 tables",
  });
  const markdown = written(project, "docs/all.md");
  expect(markdown).toMatch(/^# DynamoDB tables: prod\n\nMade on \d{4}-\d\d-\d\d/);
  expect(markdown).not.toContain("koa/Orders");
  await run(project, "--namespace", "koa", "--out", "koa.MD");
  expect(written(project, "koa.MD")).toContain("- **1** tables");
});

test("says of which commit it is, and whether the values differ from it", async () => {
  const project = new Project(FILES);
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
      cwd: project.folder,
      encoding: "utf8",
    }).trim();
  const made = async (): Promise<string> => {
    await run(project, "--out", "r.md");
    return /Made on [\d-]+(.*)\.$/m.exec(written(project, "r.md").replaceAll("`", ""))?.[1] ?? "?";
  };
  expect(await made()).toBe("");
  git("init", "-q");
  git("add", "values");
  git("commit", "-qm", "values");
  const commit = git("rev-parse", "--short", "HEAD");
  // The report itself is no value.
  expect(await made()).toBe(` of commit ${commit}`);
  project.write({ "dev/cash.yaml": "tables: []\n" });
  expect(await made()).toBe(` of commit ${commit} with changes that are not committed`);
});

test("fails with nothing written for another ending, environment or values with errors", async () => {
  const project = new Project(FILES);
  expect(await run(project, "--out", "report.pdf")).toMatchObject({
    status: 1,
    stderr: '--out is "report.pdf"; write a file name that ends in .html or .md',
  });
  expect((await run(project, "prd")).stderr).toContain(
    'there is no environment "prd" (did you mean prod?)',
  );
  writeFileSync(path.join(project.folder, "dynamodb-prices.json"), "{");
  expect((await run(project)).stderr).toContain("dynamodb-prices.json");
  project.write({ "dev/bad.yaml": "tabels: []\n" });
  const { status, stderr } = await run(project);
  expect(status).toBe(1);
  expect(stderr).toContain("unknown key tabels; did you mean tables?");
  expect(existsSync(path.join(project.folder, "report.html"))).toBe(false);
});

test("does not write through a link", async () => {
  const project = new Project(FILES);
  const elsewhere = path.join(project.folder, "elsewhere");
  writeFileSync(elsewhere, "theirs");
  symlinkSync(elsewhere, path.join(project.folder, "report.html"));
  expect((await run(project)).status).toBe(1);
  expect(readFileSync(elsewhere, "utf8")).toBe("theirs");
});
