import { readFileSync } from "node:fs";
import path from "node:path";
import { Project } from "./support/project";

const PAGE = readFileSync(path.join(__dirname, "..", "docs", "observation.md"), "utf8");

test("docs/observation.md: the examples make what the page says", () => {
  const files = [...PAGE.matchAll(/^```yaml\n# (\S+)\n((?:.*\n)*?)```$/gm)].map(
    ([, file = "", yaml = ""]) => [file, yaml],
  );
  expect(files).toHaveLength(2);
  const project = new Project(Object.fromEntries(files) as Record<string, string>);
  expect(project.run()).toMatchObject({ status: 0, errors: [] });
  const { resource } = project.stack("dev-koa-dev");
  const names = Object.values(resource.aws_cloudwatch_metric_alarm ?? {}).map((one) =>
    String(one.alarm_name),
  );
  expect(names.sort()).toEqual([
    "koa-dev-Orders/index/by-status/throttled-requests",
    "koa-dev-Orders/read-capacity",
    "koa-dev-Orders/system-errors",
    "koa-dev-Orders/throttled-requests",
  ]);
  for (const name of names.filter((one) => one.endsWith("throttled-requests")))
    expect(PAGE).toContain(`\`${name}\``);
  expect(Object.keys(resource.aws_dynamodb_contributor_insights ?? {})).toHaveLength(2);
  expect(resource.aws_dynamodb_kinesis_streaming_destination?.["Orders-kinesis"]).toMatchObject({
    approximate_creation_date_time_precision: "MICROSECOND",
  });
});
