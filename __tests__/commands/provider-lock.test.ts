import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

const LOCK = ".terraform.lock.hcl";
const PINNED = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n}\n';

const FILES = {
  "dev/_environment.yaml": ENVIRONMENT,
  "dev/koa.yaml": tablesYaml(tableYaml("A")),
  "dev/shop.yaml": tablesYaml(tableYaml("B")),
};

function pin(project: Project, text: string | undefined): void {
  const file = path.join(project.folder, LOCK);
  if (text === undefined) rmSync(file);
  else writeFileSync(file, text);
}

function lockOf(project: Project, stack: string): string | undefined {
  const file = path.join(project.outdir, "stacks", stack, LOCK);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

describe("the lock of the providers beside cdktf.json", () => {
  test("is copied into every stack's folder, and deleted there when it is gone", () => {
    const project = new Project(FILES);
    pin(project, PINNED);
    project.synth();
    expect(["dev-koa", "dev-shop"].map((stack) => lockOf(project, stack))).toEqual([
      PINNED,
      PINNED,
    ]);
    // Terraform has added a hash.
    writeFileSync(path.join(project.outdir, "stacks", "dev-koa", LOCK), `${PINNED}# more\n`);
    project.synth();
    expect(lockOf(project, "dev-koa")).toBe(PINNED);
    pin(project, undefined);
    project.synth({ NAMESPACE: "shop" });
    expect(lockOf(project, "dev-shop")).toBeUndefined();
    expect(lockOf(project, "dev-koa")).toBe(PINNED);
    project.synth();
    expect(lockOf(project, "dev-koa")).toBeUndefined();
  });

  test("is another one than Terraform's own, which a synthesis leaves", () => {
    const project = new Project(FILES);
    project.synth();
    writeFileSync(path.join(project.outdir, "stacks", "dev-koa", LOCK), "of terraform\n");
    project.synth();
    expect(lockOf(project, "dev-koa")).toBe("of terraform\n");
  });

  test("is an error where it is a link, or a link is where it would be copied to", () => {
    const project = new Project(FILES);
    symlinkSync(path.join(project.values, "dev/koa.yaml"), path.join(project.folder, LOCK));
    expect(project.run().stderr).toContain(
      `${LOCK}:1:1: the lock of the providers is not a regular`,
    );
    pin(project, undefined);
    project.synth();
    const copy = path.join(project.outdir, "stacks", "dev-koa", LOCK);
    symlinkSync(path.join(project.values, "dev/koa.yaml"), copy);
    pin(project, PINNED);
    expect(project.run()).toMatchObject({ status: 1 });
    expect(project.run().stderr).toContain(`stacks/dev-koa/${LOCK}:1:1: this is a link`);
  });
});
