import { locked, runLock } from "../support/lock-runs";
import { tablesYaml, tableYaml } from "../support/project";

test("a stream or an index that the next deploy removes is a warning while the lock has it", () => {
  const project = locked(
    tablesYaml(
      tableYaml(
        "A",
        "streamViewType: KEYS_ONLY, globalSecondaryIndex: [{name: all, hashKey: id, projectionType: ALL}]",
      ),
    ),
  );
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
  expect(project.judge().warnings).toEqual([
    expect.stringContaining(
      "the next deploy deletes the index all, and queries on it fail",
    ) as string,
    expect.stringContaining("the next deploy turns its stream off") as string,
  ]);
});

test("a TTL that is omitted is turned off by its attribute", () => {
  const project = locked(tablesYaml(tableYaml("A", "ttl: {attributeName: t, enabled: true}")));
  project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A")) });
  const off = { ttl: { attribute_name: "t", enabled: false } };
  expect(project.synth()["dev-koa"]?.resource.aws_dynamodb_table?.A).toMatchObject(off);
  runLock(project);
  expect(project.synth()["dev-koa"]?.resource.aws_dynamodb_table?.A).toMatchObject(off);
});
