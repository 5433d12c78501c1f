import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isMap, isSeq, parseDocument, visit } from "yaml";
import { lock } from "../commands/lock";
import { readExamples } from "./support/examples";
import { ENVIRONMENT, Project, synthOne, tablesYaml, tableYaml } from "./support/project";
import { random } from "./support/random";

/** Everything that the last run wrote, by path. */
function output(project: Project): Record<string, string> {
  return Object.fromEntries(project.stacks().map((stack) => [stack, project.text(stack)]));
}

describe("the examples", () => {
  test("synthesize without a word", () => {
    const project = new Project(readExamples());
    expect(project.run()).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(project.stacks()).toEqual([
      "dev-billing-dev",
      "dev-koa-dev",
      "prod-billing-prod",
      "prod-koa-prod",
    ]);
  });

  test("have locks as npm run lock would write them", () => {
    const project = new Project(readExamples());
    const said: string[] = [];
    const out = { log: (line: string) => said.push(line), warn: jest.fn(), error: jest.fn() };
    expect(lock(["--quiet"], { VALUES_DIR: project.values }, out)).toBe(0);
    expect(said).toEqual(["every lock is up to date"]);
  });

  test("have the tables of the chart's documentation, by their names in AWS and their keys", () => {
    const project = new Project(readExamples());
    const tables = project.synth()["dev-koa-dev"]?.resource.aws_dynamodb_table;
    expect(tables).toMatchObject({
      "AAUserAccess-v3": { name: "idp-koa-dev-AAUserAccess-v3", hash_key: "SsoId" },
      "IpAccessAgreement-v2": {
        name: "idp-koa-dev-IpAccessAgreement-v2",
        hash_key: "Ip",
        range_key: "Brand",
      },
      "IpAccessAgreement-v2-shadow": {
        name: "idp-koa-dev-IpAccessAgreement-v2-shadow",
        hash_key: "Ip",
        range_key: "Brand",
      },
      Orders: {
        name: "idp-koa-dev-Orders",
        hash_key: "CustomerId",
        range_key: "OrderDate",
        local_secondary_index: [
          { name: "AmountIndex", range_key: "TotalAmount" },
          { name: "StatusIndex", range_key: "Status" },
        ],
      },
    });
  });

  test("give this stack", () => {
    const project = new Project(readExamples());
    project.run();
    const withoutPaths = JSON.parse(project.text("prod-billing-prod"), (key, value: unknown) =>
      key === "//" ? undefined : value,
    ) as unknown;
    expect(withoutPaths).toMatchSnapshot();
  });
});

describe("synthesis", () => {
  test("gives the same bytes whatever the order of keys, tables, roles, attributes and indexes", () => {
    const { shuffle } = random(7);
    const files = readExamples();
    const original = new Project(files);
    original.synth();
    for (let round = 0; round < 5; round += 1) {
      const shuffled = Object.fromEntries(
        shuffle(Object.entries(files)).map(([name, text]) => {
          if (name.endsWith(".json")) return [name, text];
          const document = parseDocument(text);
          visit(document, (_, node) => {
            if (isMap(node) || isSeq(node)) node.items = shuffle(node.items as never[]);
          });
          return [name, document.toString()];
        }),
      );
      const project = new Project(shuffled);
      project.synth();
      expect(output(project)).toEqual(output(original));
    }
  });

  test("takes ${ and %{ as text", () => {
    const texts = ["${aws_iam_role.x.arn}", "%{if true}", "${TfToken[TOKEN.0]}"];
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(
        ...texts.map((text, i) => {
          const name = JSON.stringify(text);
          return `{name: T${i}, hashKey: ${name}, attributes: [{name: ${name}, type: S}], billingMode: PAY_PER_REQUEST, ttl: {attributeName: ${name}, enabled: true}}`;
        }),
      ),
    });
    const tables = project.synth()["dev-koa"]?.resource.aws_dynamodb_table;
    const escaped = texts.map((text) => text.replace(/[$%](?=\{)/, "$&$&"));
    expect(Object.values(tables ?? {}).map(({ hash_key }) => hash_key)).toEqual(escaped);
    expect(Object.values(tables ?? {}).map(({ ttl }) => ttl)).toEqual(
      escaped.map((name) => ({ attribute_name: name, enabled: true })),
    );
  });

  test("takes names such as constructor as names", () => {
    const names = ["constructor", "hasOwnProperty", "toJSON", "toString", "valueOf"];
    const stack = synthOne({
      "dev/koa.yaml": tablesYaml(
        ...names.map((name) => tableYaml(name, "serviceAccountReadRoles: [constructor]")),
      ),
    });
    expect(Object.keys(stack.resource.aws_dynamodb_table ?? {})).toEqual(names);
    expect(Object.keys(stack.output.table_arns?.value ?? {})).toEqual(names);
  });

  test("needs nothing of the machine: no stack reads another's state, no path of it is written", () => {
    const project = new Project(readExamples());
    project.synth();
    for (const text of Object.values(output(project))) {
      expect(text).not.toContain("terraform_remote_state");
      expect(text).not.toContain(project.folder);
      expect(text).not.toContain("{TfToken[");
    }
  });

  test("leaves the former output as it was when something is wrong", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(tableYaml("A")),
    });
    project.synth();
    const before = output(project);
    const manifest = readFileSync(path.join(project.outdir, "manifest.json"), "utf8");
    project.write({ "dev/koa.yaml": tablesYaml(tableYaml("B"), "{name: C}") });
    expect(project.run().status).toBe(1);
    expect(output(project)).toEqual(before);
    expect(readFileSync(path.join(project.outdir, "manifest.json"), "utf8")).toBe(manifest);
    expect(readdirSync(project.outdir).sort()).toEqual(["manifest.json", "stacks"]);
  });

  test("removes the output of stacks that are gone, and keeps what Terraform put beside the others", () => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": "",
      "dev/gone.yaml": "",
    });
    project.synth();
    const lock = path.join(project.outdir, "stacks", "dev-koa", ".terraform.lock.hcl");
    writeFileSync(lock, "kept");
    project.remove("dev/gone.yaml");
    project.synth();
    expect(project.stacks()).toEqual(["dev-koa"]);
    expect(existsSync(lock)).toBe(true);
  });

  test("removes nothing that it has not written", () => {
    const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": "" });
    const other = path.join(project.outdir, "stacks", "app.ts");
    mkdirSync(path.dirname(other), { recursive: true });
    writeFileSync(other, "source");
    expect(project.run().status).toBe(0);
    expect(readFileSync(other, "utf8")).toBe("source");
  });

  test("takes cdktf's shortcut for stack traces back when it is done", () => {
    new Project({ "dev/koa.yaml": "" }).synth();
    const holder: { stack?: string } = {};
    Error.captureStackTrace(holder);
    expect(holder.stack).toContain("main.test");
  });

  test("refuses HCL, which cdktf writes wrongly", () => {
    const project = new Project({ "dev/koa.yaml": "" });
    expect(project.run({ SYNTH_HCL_OUTPUT: "true" })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("omit --hcl") as string,
    });
  });
});

/** What the cdktf CLI sets for the app that it starts. */
const UNDER_CLI = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };

describe("under the cdktf CLI, which deletes the folders of omitted stacks itself", () => {
  const files = {
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": "",
    "dev/gone.yaml": "",
    "prod/_environment.yaml": ENVIRONMENT,
    "prod/koa.yaml": "",
  };

  test.each<[string, (project: Project) => Record<string, string>, string[]]>([
    ["a removed namespace", removing("dev/gone.yaml"), ["dev-gone"]],
    ["a removed environment", removing("prod"), ["prod-koa"]],
    ["a filter", () => ({ NAMESPACE: "gone" }), ["dev-koa", "prod-koa"]],
  ])("%s leaves empty folders, and no stack in the manifest", (_what, edit, omitted) => {
    const project = new Project(files);
    const all = ["dev-gone", "dev-koa", "prod-koa"];
    project.run(UNDER_CLI);
    expect(project.stacks()).toEqual(all);
    expect(project.run({ ...UNDER_CLI, ...edit(project) }).status).toBe(0);
    expect(project.stacks()).toEqual(all);
    const contents = (stack: string): string[] =>
      readdirSync(path.join(project.outdir, "stacks", stack));
    for (const stack of all)
      expect(contents(stack)).toEqual(omitted.includes(stack) ? [] : ["cdk.tf.json"]);
    const manifest = JSON.parse(
      readFileSync(path.join(project.outdir, "manifest.json"), "utf8"),
    ) as { stacks: object };
    expect(Object.keys(manifest.stacks)).toEqual(all.filter((stack) => !omitted.includes(stack)));
  });

  function removing(name: string): (project: Project) => Record<string, string> {
    return (project) => {
      project.remove(name);
      return {};
    };
  }
});

describe("a filter", () => {
  const files = {
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [r-koa]")),
    "dev/shop.yaml": tablesYaml(tableYaml("B", "serviceAccountReadRoles: [r-koa, other]")),
    "prod/_environment.yaml": ENVIRONMENT,
    "prod/koa.yaml": "",
  };

  test.each([
    [{ ENVIRONMENT: "prod" }, ["prod-koa"]],
    [{ NAMESPACE: "koa" }, ["dev-koa", "prod-koa"]],
    [{ ENVIRONMENT: "dev", NAMESPACE: "koa, shop" }, ["dev-koa", "dev-shop"]],
    [{ ENVIRONMENT: "dev", NAMESPACE: "access" }, ["dev-access"]],
    [{ ENVIRONMENT: "", NAMESPACE: "" }, ["dev-access", "dev-koa", "dev-shop", "prod-koa"]],
  ])("%j builds %j", (env, stacks) => {
    const project = new Project(files);
    project.synth(env);
    expect(project.stacks()).toEqual(stacks);
  });

  test("still aggregates roles over the whole environment, and warns of homes that it omits", () => {
    const project = new Project(files);
    const { warnings } = project.run({ ENVIRONMENT: "dev", NAMESPACE: "shop" });
    expect(warnings).toEqual([
      expect.stringContaining(
        "role r-koa has its policy in the stack dev-koa, which the filter omits",
      ),
      expect.stringContaining(
        "role other has its policy in the stack dev-access, which the filter omits",
      ),
    ]);
    expect(
      project.synth({ ENVIRONMENT: "dev", NAMESPACE: "koa" })["dev-koa"]?.resource.aws_iam_policy?.[
        "r-koa"
      ]?.policy,
    ).toContain("table/shop-B");
  });

  test("leaves the other stacks' output where it is", () => {
    const project = new Project(files);
    project.synth();
    const before = output(project);
    project.synth({ NAMESPACE: "koa" });
    expect(output(project)).toEqual(before);
    const manifest = JSON.parse(
      readFileSync(path.join(project.outdir, "manifest.json"), "utf8"),
    ) as { stacks: object };
    expect(Object.keys(manifest.stacks).sort()).toEqual([
      "dev-access",
      "dev-koa",
      "dev-shop",
      "prod-koa",
    ]);
  });

  test("fails on a name that the values do not have", () => {
    const { errors } = new Project(files).run({ ENVIRONMENT: "dve", NAMESPACE: "kao" });
    expect(errors).toEqual([
      'values:1:1: there is no environment "dve" (did you mean dev?); write dev or prod',
      expect.stringContaining('there is no namespace "kao"'),
    ]);
  });

  test("does not read environments that it leaves out", () => {
    const project = new Project({ ...files, "prod/broken.yaml": "[" });
    expect(project.run({ ENVIRONMENT: "dev" }).status).toBe(0);
  });
});

test("an output folder that does not exist yet is made", () => {
  const project = new Project({ "dev/koa.yaml": "" });
  const outdir = path.join(project.folder, "deep", "out");
  mkdirSync(path.join(project.folder, "deep"));
  expect(project.run({ CDKTF_OUTDIR: outdir }).status).toBe(0);
  expect(existsSync(path.join(outdir, "stacks", "dev-koa", "cdk.tf.json"))).toBe(true);
});
