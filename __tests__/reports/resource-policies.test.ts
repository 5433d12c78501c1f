import { accessReport } from "../../reports/access-report";
import type { AccessReport } from "../../reports/access-data";
import { reportMarkdown } from "../../reports/access-markdown";
import { reportText } from "../../reports/access-text";
import { loadValues } from "../support/load-values";
import { Project, tableYaml } from "../support/project";

const PARTNER = "210987654321";
const CONDITION = `Condition: {StringEquals: {"aws:PrincipalAccount": "${PARTNER}"}}`;

function reported(): AccessReport {
  const project = new Project({
    "dev/_environment.yaml": `accountId: "123456789012"\npolicy: {trustedAccounts: ["${PARTNER}"], importFromS3: {koa: [seeds]}}\n`,
    "dev/koa.yaml": [
      "tables:",
      `  - ${tableYaml("Orders", "streamViewType: KEYS_ONLY").slice(0, -1)},`,
      "      resourcePolicy: {Statement: [",
      `        {Effect: Allow, Principal: {AWS: ["arn:aws:iam::${PARTNER}:role/reader", "123456789012"]}, Action: [dynamodb:GetItem, dynamodb:Query]},`,
      `        {Effect: Allow, Principal: "*", Action: dynamodb:GetItem, ${CONDITION}},`,
      '        {Effect: Deny, Principal: "*", Action: "dynamodb:Delete*", Resource: "arn:aws:dynamodb:eu-west-1:123456789012:table/koa-Orders"}]},',
      `      streamResourcePolicy: {Statement: {Effect: Allow, Principal: {AWS: "${PARTNER}"}, Action: [dynamodb:DescribeStream, dynamodb:GetRecords]}}}`,
      `  - ${tableYaml("Seeded", "importFromS3: {bucket: seeds, keyPrefix: a/, format: ION}")}`,
      `  - ${tableYaml("Seen", `managementPolicies: Observe, resourcePolicy: {Statement: {Effect: Allow, Principal: {AWS: "${PARTNER}"}, Action: dynamodb:GetItem}}`)}`,
      "",
    ].join("\n"),
  });
  const loaded = loadValues(project.values);
  expect(loaded.problems.errors).toEqual([]);
  const text = JSON.stringify(accessReport(loaded));
  return JSON.parse(text.replaceAll(`${project.values}/`, "")) as AccessReport;
}

test("the report lists what the resource policies of tables say, and who is outside of the account", () => {
  expect(reportText(reported()).join("\n")).toBe(
    [
      "Environment dev",
      "",
      "TABLE / ROLE                             REGION     ACCESS                      GRANTED BY      LIMITS",
      "koa-Orders",
      "  arn:aws:iam::123456789012:root         eu-west-1  GetItem, Query              dev/koa.yaml:4  resource policy of the table",
      "  arn:aws:iam::210987654321:role/reader  eu-west-1  GetItem, Query              dev/koa.yaml:4  resource policy of the table",
      "  *                                      eu-west-1  GetItem                     dev/koa.yaml:5  resource policy of the table",
      '                                                                                                conditions: {"StringEquals":{"aws:PrincipalAccount":["210987654321"]}}',
      "  *                                      eu-west-1  Delete*                     dev/koa.yaml:6  denied by resource policy of the table",
      "                                                                                                resources: arn:aws:dynamodb:eu-west-1:123456789012:table/koa-Orders",
      "  arn:aws:iam::210987654321:root         eu-west-1  DescribeStream, GetRecords  dev/koa.yaml:7  resource policy of the stream",
      "koa-Seeded: nobody",
      "koa-Seen: nobody: an observed table takes no grants",
      "",
      "BEYOND A NAMESPACE                                                                                             WRITTEN IN",
      "  koa lets arn:aws:iam::210987654321:role/reader use GetItem, Query on koa-Orders by its resource policy       dev/koa.yaml:4",
      "  koa lets everybody of account 210987654321 use GetItem on koa-Orders by its resource policy                  dev/koa.yaml:5",
      "  koa lets arn:aws:iam::210987654321:root use DescribeStream, GetRecords on koa-Orders by its resource policy  dev/koa.yaml:7",
      "  koa-Seeded of koa is filled from s3://seeds/a/ with the permissions of the role that deploys                 dev/koa.yaml:8",
    ].join("\n"),
  );
});

test("the report has resource policies as Markdown and as data", () => {
  const report = reported();
  expect(reportMarkdown(report)).toContain(
    '| `koa-Orders` | eu-west-1 | `*` | `GetItem` | `resource policy of the table`; `conditions: {"StringEquals":{"aws:PrincipalAccount":["210987654321"]}}` | `dev/koa.yaml:5` |',
  );
  const [orders] = report.environments[0]?.tables ?? [];
  expect(orders?.policies.at(-1)).toEqual({
    of: "stream",
    effect: "Allow",
    principals: ["arn:aws:iam::210987654321:root"],
    access: ["DescribeStream", "GetRecords"],
    actions: ["DescribeStream", "GetRecords"],
    file: "dev/koa.yaml",
    line: 7,
  });
});
