import { change, declaredIn, findings, lockedProject } from "../support/guard-plans";
import { tablesYaml, tableYaml } from "../support/project";
import type { Json, Project } from "../support/project";

const STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/changes";
const OTHER = "arn:aws:kinesis:eu-west-1:123456789012:stream/other";
const DESTINATION = "aws_dynamodb_kinesis_streaming_destination.A-kinesis";

let project: Project;

beforeAll(() => {
  project = lockedProject({
    "dev/koa.yaml": tablesYaml(tableYaml("A", `kinesisStreamArn: "${STREAM}"`)),
  });
});

const streamed = (actions: string[], after: Json): Json =>
  change(DESTINATION, actions, {
    before: actions.includes("delete") ? { table_name: "koa-A", stream_arn: STREAM } : null,
    after: { table_name: "koa-A", ...after },
  });

test("guard: a Kinesis stream that is replaced passes, and what is lost is said", () => {
  expect(declaredIn(project, [streamed(["delete", "create"], { stream_arn: STREAM })])).toEqual([
    `plan.json: ${DESTINATION} is replaced: the Kinesis stream of a table, which holds no data; changes of items while there is none are not streamed later`,
  ]);
});

test("guard: a table's changes go to no other stream than the synthesized one", () => {
  const messages = (after: Json): string[] =>
    findings(project, [streamed(["create"], after)]).map(({ message }) => message);
  expect(messages({ stream_arn: STREAM })).toEqual([]);
  expect(messages({ stream_arn: OTHER })).toEqual([
    expect.stringContaining("has another stream_arn than the synthesized stack dev-koa"),
  ]);
  expect(messages({ stream_arn: STREAM, table_name: "koa-B" })).toEqual([
    expect.stringContaining("has another table_name than the synthesized stack dev-koa"),
  ]);
});
