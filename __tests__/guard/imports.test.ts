import {
  change,
  guard,
  lockedProject,
  ordersYaml,
  PASSES,
  refused,
  relock,
  tableChange,
  tableState,
} from "../support/guard-plans";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";

describe("guard: an import", () => {
  const imported = (name: string, more: Json = {}): Json =>
    tableChange(name, ["no-op"], {
      after: tableState(name),
      importing: { id: `koa-${name}` },
      ...more,
    });
  const others = [
    change("aws_backup_vault.eu-west-1", ["no-op"], { importing: { id: "dynamodb-dev-koa" } }),
    change("aws_backup_plan.eu-west-1_nightly", ["no-op"], {
      before: { name: "x", attribute: "of another type" },
      importing: { id: "x" },
    }),
  ];

  test("of a table passes if the values adopt it, and have it as it is", () => {
    const project = lockedProject({ "dev/koa.yaml": tablesYaml(tableYaml("A", "adopt: true")) });
    expect(guard(project, [imported("A")])).toEqual(PASSES);
    const unknown = { before: null, after: { name: "koa-A" } };
    expect(guard(project, [imported("A", unknown)])).toEqual(PASSES);
    const before = tableState("A", { hash_key: "key" });
    expect(guard(project, [imported("A", { before })])).toEqual(
      refused("is imported as it is: in koa-A hashKey is key, in the values id"),
    );
  });

  test("of a table fails otherwise", () => {
    expect(guard(lockedProject(), [imported("B"), imported("C")])).toEqual(
      refused(
        "dev/koa.yaml:3:12: plan.json: aws_dynamodb_table.B is imported: koa-B exists in AWS, and the values of this stack do not declare the import",
        "plan.json:1:1: aws_dynamodb_table.C is imported: koa-C exists in AWS, and the values that were read manage no such table",
      ),
    );
  });

  describe("of a Kinesis stream", () => {
    const STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/changes";
    const DESTINATION = "aws_dynamodb_kinesis_streaming_destination.A-kinesis";
    const streaming = (keys: string): Project =>
      lockedProject({
        "dev/koa.yaml": tablesYaml(tableYaml("A", `kinesisStreamArn: "${STREAM}"${keys}`)),
      });
    const ofTable = (id: string): Json =>
      change(DESTINATION, ["no-op"], {
        after: { table_name: "koa-A", stream_arn: STREAM },
        importing: { id },
      });

    test("passes with its adopted table", () => {
      expect(guard(streaming(", adopt: true"), [ofTable(`koa-A,${STREAM}`)])).toEqual(PASSES);
    });

    test("fails without adopt, and of another table's", () => {
      const fails = refused(`plan.json:1:1: ${DESTINATION} is imported: koa-`);
      expect(guard(streaming(""), [ofTable(`koa-A,${STREAM}`)])).toEqual(fails);
      expect(guard(streaming(", adopt: true"), [ofTable(`koa-B,${STREAM}`)])).toEqual(fails);
    });
  });

  test("of anything else fails", () => {
    expect(guard(lockedProject(), others)).toEqual(
      refused(
        "plan.json:1:1: aws_backup_plan.eu-west-1_nightly is imported: x",
        "plan.json:1:1: aws_backup_vault.eu-west-1 is imported: dynamodb-dev-koa",
      ),
    );
  });

  test("passes with --state, but for tables that the values do not manage", () => {
    expect(guard(lockedProject(), [imported("B"), ...others], "--state")).toEqual(PASSES);
    expect(guard(lockedProject(), [imported("C")], "--state").status).toBe(1);
  });

  test("of a table that only a lock has fails at the lock", () => {
    const project = lockedProject();
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A"), ordersYaml()) });
    relock(project, "--accept", "koa/B");
    expect(guard(project, [imported("B")])).toEqual(refused("dev/_lock/koa.json:"));
    const unknown = { before: null, after: {} };
    expect(guard(project, [imported("B", unknown)])).toEqual(refused("dev/_lock/koa.json:"));
  });

  describe("of a backup vault", () => {
    const vault = (address: string, id: string): Json =>
      change(address, ["no-op"], { importing: { id } });

    /** Terraform has forgotten the vault of koa in eu-west-1; shop never had one. */
    function forgotten(): Project {
      const files = {
        "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: nightly")),
        "dev/shop.yaml": tablesYaml(tableYaml("S")),
      };
      const project = lockedProject(files);
      project.write({
        "dev/_environment.yaml": `${ENVIRONMENT}backupVault: {existing: mine}\n`,
      });
      relock(project);
      project.write({ "dev/_environment.yaml": ENVIRONMENT });
      return project;
    }

    test("passes if Terraform has forgotten it, before and after the lock", () => {
      const project = forgotten();
      const plan = [vault("aws_backup_vault.eu-west-1", "dynamodb-dev-koa")];
      expect(guard(project, plan)).toEqual(PASSES);
      relock(project);
      expect(guard(project, plan)).toEqual(PASSES);
    });

    test.each([
      ["in another region", "aws_backup_vault.eu-central-1", "dynamodb-dev-koa"],
      ["of another namespace", "aws_backup_vault.eu-west-1", "dynamodb-dev-shop"],
      ["of another type", "aws_backup_plan.eu-west-1", "dynamodb-dev-koa"],
    ])("fails if what is imported is %s", (_, address, id) => {
      expect(guard(forgotten(), [vault(address, id)])).toEqual(refused(`${address} is imported`));
    });

    test("fails if it was never forgotten", () => {
      const project = lockedProject({
        "dev/koa.yaml": tablesYaml(tableYaml("A", "backup: nightly")),
      });
      const plan = [vault("aws_backup_vault.eu-west-1", "dynamodb-dev-koa")];
      expect(guard(project, plan)).toEqual(refused("aws_backup_vault.eu-west-1 is imported"));
    });
  });

  test("without an id is reported by its address", () => {
    const plan = [change("aws_sns_topic.t", ["no-op"], { importing: {} })];
    expect(guard(lockedProject(), plan)).toEqual(
      refused("aws_sns_topic.t is imported: aws_sns_topic.t exists in AWS"),
    );
  });
});
