import { observationRules } from "../../../config/rules/observation-rules";
import { GOOD_TABLE, problemsOf, testTableRules } from "../../support/broken-rules";

const stream = (region = "eu-west-1", account = "123456789012", partition = "aws"): string =>
  `arn:${partition}:kinesis:${region}:${account}:stream/changes`;

testTableRules(observationRules, [
  {
    rule: "kinesisStreamPlace",
    yaml: `${GOOD_TABLE}    kinesisStreamArn: ^${stream("us-east-1")}\n`,
    message: "kinesisStreamArn is a stream in us-east-1 and the table is in eu-west-1; name",
  },
  {
    rule: "kinesisStreamPlace",
    yaml: `${GOOD_TABLE}    region: us-east-1\n    kinesisStreamArn: {arn: "^${stream()}"}\n`.replace(
      '"^',
      '^"',
    ),
    message: "kinesisStreamArn is a stream in eu-west-1 and the table is in us-east-1; name",
  },
  {
    rule: "kinesisStreamPlace",
    yaml: `${GOOD_TABLE}    kinesisStreamArn: ^${stream("eu-west-1", "210987654321")}\n`,
    message:
      "kinesisStreamArn is a stream of account 210987654321 and the table is in 123456789012; name",
  },
  {
    rule: "kinesisStreamPlace",
    yaml: `${GOOD_TABLE}    kinesisStreamArn: ^${stream("cn-north-1", "123456789012", "aws-cn")}\n`,
    message: "kinesisStreamArn is in partition aws-cn, and the environment's partition is aws",
  },
]);

test("where the values name no account, a warning reports that the stream's is not compared", () => {
  const found = problemsOf({
    "dev/_environment.yaml": "region: eu-west-1\n",
    "dev/koa.yaml": `tables:\n${GOOD_TABLE}    kinesisStreamArn: ${stream()}\n`,
  });
  expect(found.filter(({ rule }) => rule === "kinesisStreamPlace")).toEqual([
    expect.objectContaining({
      text: expect.stringContaining(
        'warning: table "Orders": kinesisStreamArn is a stream of account 123456789012, and the values do not say',
      ) as string,
    }),
  ]);
});
