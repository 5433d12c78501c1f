import { locked, lockOf, runLock } from "../support/lock-runs";
import { tablesYaml, tableYaml } from "../support/project";

const ALLOW = "Effect: Allow, Principal: {AWS: '123456789012'}";
const POLICIES = `resourcePolicy: {Statement: {${ALLOW}, Action: dynamodb:GetItem}}, streamViewType: KEYS_ONLY, streamResourcePolicy: {Statement: {${ALLOW}, Action: dynamodb:GetRecords}}`;
const ADDRESSES = [
  "aws_dynamodb_resource_policy.A-policy",
  "aws_dynamodb_resource_policy.A-policy-of-stream",
];

test("lock: the policies of a table are forgotten with it", () => {
  const project = locked(tablesYaml(tableYaml("A", POLICIES)));
  expect(lockOf(project)).toMatchObject({ tables: { A: { companions: ADDRESSES } } });
  project.write({ "dev/koa.yaml": "removedTables: [{name: A, reason: x}]\ntables: []\n" });
  runLock(project);
  const { removed } = project.synth()["dev-koa"] as unknown as {
    removed: { from: string; lifecycle: object }[];
  };
  expect(removed.map(({ from }) => from).sort()).toEqual([...ADDRESSES, "aws_dynamodb_table.A"]);
  for (const { lifecycle } of removed) expect(lifecycle).toEqual({ destroy: false });
});

test("lock: an added, edited or removed policy needs no --accept", () => {
  const project = locked(tablesYaml(tableYaml("A", "streamViewType: KEYS_ONLY")));
  for (const more of [
    POLICIES,
    POLICIES.replace("GetItem", "Query"),
    "streamViewType: KEYS_ONLY",
  ]) {
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("A", more)) });
    expect(runLock(project)).toMatchObject({ status: 0 });
  }
  expect(lockOf(project)).not.toHaveProperty("tables.A.companions");
});
