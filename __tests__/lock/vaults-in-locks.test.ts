import { blocksOf, forgets, locked, runLock } from "../support/lock-runs";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";

const table = (backup: string): string => tablesYaml(tableYaml("A", `backup: ${backup}`));

test("a vault stays when its last table is removed from the backup", () => {
  const project = locked(table("nightly"));
  project.write({ "dev/koa.yaml": table("false") });
  const { resource } = project.synth()["dev-koa"] ?? {};
  expect(Object.keys(resource ?? {}).sort()).toEqual(["aws_backup_vault", "aws_dynamodb_table"]);
  expect(runLock(project).said).toBe("every lock is up to date");
});

test("a vault is forgotten where an existing one is named, and managed again later", () => {
  const project = locked(table("nightly"));
  project.write({ "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {existing: ours}\n` });
  expect(blocksOf(project)).toMatchObject({ removed: forgets("aws_backup_vault.eu-west-1") });
  expect(runLock(project).said).toContain("Terraform forgets it, AWS keeps it");
  project.write({ "dev/_environment.yaml": ENVIRONMENT });
  const imports = [{ to: "aws_backup_vault.eu-west-1", id: "dynamodb-dev-koa" }];
  expect(blocksOf(project)).toEqual({ removed: undefined, imports });
  expect(runLock(project).said).toContain("backup vault in eu-west-1: managed again");
  expect(blocksOf(project)).toEqual({ removed: undefined, imports });
});

test("a vault keeps its key and its compliance lock", () => {
  const settings = (key: number, days: number): string =>
    `${ENVIRONMENT}backupVault: {kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/${key}", lock: {minRetentionDays: ${days}, changeableForDays: 3}}\n`;
  const project = locked(table("nightly"), { "dev/_environment.yaml": settings(1, 1) });
  for (const changed of [settings(2, 1), settings(1, 2), ENVIRONMENT]) {
    project.write({ "dev/_environment.yaml": changed });
    expect(project.judge()).toMatchObject({ status: 1 });
    expect(runLock(project)).toMatchObject({ status: 1 });
  }
});
