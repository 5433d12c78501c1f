import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../../support/project";

const GOOD = { "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": tablesYaml(tableYaml("A")) };

describe("values files", () => {
  test(".yaml, .yml, split namespaces and ignored files", () => {
    const project = new Project({
      ...GOOD,
      "dev/shop.yml": tablesYaml(tableYaml("B")),
      "dev/split/one.yaml": tablesYaml(tableYaml("C")),
      "dev/split/two.yml": tablesYaml(tableYaml("D")),
      "dev/.hidden": "x",
      "dev/koa.yaml~": "x",
      "dev/_lock/koa.json": "{}",
    });
    const stacks = project.synth();
    expect(Object.keys(stacks)).toEqual(["dev-koa", "dev-shop", "dev-split"]);
    expect(Object.keys(stacks["dev-split"]?.resource.aws_dynamodb_table ?? {})).toEqual(["C", "D"]);
  });

  test.each([
    ["README.md", /^README\.md:1:1: this is not a values file/],
    ["dev/notes.txt", /^dev\/notes\.txt:1:1: this is not a values file/],
    ["dev/koa/deep/x.yaml", /^dev\/koa\/deep:1:1: this is neither an environment nor a namespace/],
    ["dev/koa/_x.yaml", /^dev\/koa\/_x\.yaml:1:1: this is not a values file/],
    ["dev/_other.yaml", /^dev\/_other\.yaml:1:1: "_other" cannot be the name of a namespace/],
    ["dev/Koa.yaml", /^dev\/Koa\.yaml:1:1: "Koa" cannot be the name of a namespace/],
    ["Prod/koa.yaml", /^Prod:1:1: "Prod" cannot be the name of an environment/],
    ["dev/access.yaml", /^dev\/access\.yaml:1:1: "access" cannot be a namespace/],
    ["dev/_environment.yml", /^dev\/_environment\.yml:1:1: _environment\.yml exists twice/],
  ])("fails on %s", (file, message) => {
    expect(new Project({ ...GOOD, [file]: "" }).judge()).toMatchObject({
      status: 1,
      errors: [expect.stringMatching(message) as string],
    });
  });

  test("fails on a file that is not UTF-8", () => {
    const project = new Project(GOOD);
    project.write({ "dev/bytes.yaml": Buffer.from([0xff, 0xfe, 0x41]) });
    expect(project.judge().errors).toEqual([
      "dev/bytes.yaml:1:1: the file is not UTF-8; save it in UTF-8",
    ]);
  });

  test("fails where two environments would share a stack", () => {
    const project = new Project({ ...GOOD, "dev/koa-dev.yaml": "", "dev-koa/dev.yaml": "" });
    expect(project.judge().errors).toEqual([
      "dev-koa/dev.yaml:1:1: this and dev/koa-dev.yaml would both be the stack dev-koa-dev; rename an environment or a namespace",
    ]);
  });

  test("fails where a namespace would share a stack with another environment's access stack", () => {
    const project = new Project({ ...GOOD, "dev/x-access.yaml": "", "dev-x/koa.yaml": "" });
    expect(project.judge().errors).toHaveLength(1);
  });

  test("fails where there are no values", () => {
    const project = new Project({});
    project.remove(".");
    expect(project.judge().errors).toEqual([
      "values:1:1: there is no folder values; write the values there, or set VALUES_DIR to their folder",
    ]);
  });
});
