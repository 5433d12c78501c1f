import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import type { Diagnostic, Plan } from "./support/plan";
import { Stage } from "./support/stage";
import { onDemandTable } from "./support/tables";
import { BARE } from "./support/values-copy";

/** Expressions and directives of Terraform, escaped ones, tokens of cdktf, and what JSON and HCL escape. */
const TEXT =
  "${TfToken[TOKEN.0]}#{TfToken[TOKEN.0]} ${path.module}%{if true}$${x}%%{y}$$${z}<account-id>'\"\\n\u0001\u2028";

/** A backend is not evaluated, so that it has no expressions; everything else is text there. */
const BACKEND = "#{TfToken[TOKEN.0]}<account-id>'\"\\n";

/** The same in a name of a file. */
const FILE = "${TfToken[TOKEN.0]} ${path.module}%{if true}$${x}'\"\\n.yaml";

const OBSERVED = "shop-observed";

/** What users write reaches Terraform's own evaluation as the text that it is. */
describe("text that Terraform or cdktf could take for code", () => {
  const stage = new Stage("test", BARE);
  let planned: Plan;
  let state: string;
  let warnings: Diagnostic[];
  let errors: Diagnostic[];

  beforeAll(async () => {
    await stage.open();
    const { workspace } = stage;
    const { values } = workspace;
    const { path = "" } = values.read().backend as { path?: string };
    values.editEnvironment({
      // Terraform fills it in.
      accountId: undefined,
      verifyRoles: { except: ["reader-shop"] },
      backend: { type: "local", path: `${path}/${BACKEND}` },
    });
    values.write(`shop/${FILE}`, { tables: [ordersTable(), observedTable()] });
    const ghost = { serviceAccountReadRoles: ["ghost-cellar"] };
    values.write(`cellar/${FILE}`, { tables: [onDemandTable("Bottles", { id: "S" }, ghost)] });
    await stage.root.dynamodb("eu-west-1").send(
      new CreateTableCommand({
        TableName: OBSERVED,
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      }),
    );
    await workspace.synth();
    warnings = await workspace.planDiagnostics("test-shop", ["-out=plan"]);
    planned = await workspace.showPlan("test-shop");
    state = workspace.backendOf("test-shop").path ?? "";
    errors = await workspace.planDiagnostics("test-cellar");
  });

  afterAll(() => stage.close());

  function ordersTable(): object {
    const keys = { [TEXT]: "S", [`${TEXT}2`]: "N", [`${TEXT}3`]: "B" } as const;
    return onDemandTable(TEXT, keys, {
      tableName: "shop-orders",
      deletionPolicy: "Delete",
      rangeKey: `${TEXT}2`,
      ttl: { attributeName: `${TEXT}4`, enabled: true },
      localSecondaryIndex: [
        {
          name: "local",
          rangeKey: `${TEXT}3`,
          projectionType: "INCLUDE",
          nonKeyAttributes: [`${TEXT}5`],
        },
      ],
      grants: [
        {
          role: "reader-shop",
          access: ["GetItem"],
          leadingKeys: [TEXT],
          attributes: [`${TEXT}6`],
        },
      ],
    });
  }

  function observedTable(): object {
    const more = { tableName: OBSERVED, managementPolicies: "Observe" };
    return onDemandTable("Observed", { [TEXT]: "S" }, more);
  }

  function after(type: string): Readonly<Record<string, unknown>> {
    const found = planned.resource_changes?.filter(({ address }) => address.startsWith(`${type}.`));
    expect(found).toHaveLength(1);
    return found?.[0]?.change.after ?? {};
  }

  test("is the text of keys, indexes and TTL", () => {
    expect(after("aws_dynamodb_table")).toMatchObject({
      hash_key: TEXT,
      range_key: `${TEXT}2`,
      ttl: [{ attribute_name: `${TEXT}4` }],
      local_secondary_index: [{ range_key: `${TEXT}3`, non_key_attributes: [`${TEXT}5`] }],
    });
  });

  test("is the text of the identity for which a table would be replaced", () => {
    expect(after("terraform_data").input).toEqual({
      hash_key: `${TEXT} S`,
      range_key: `${TEXT}2 N`,
      local_secondary_indexes: { local: [`${TEXT}3 B`, "INCLUDE", `${TEXT}5`] },
    });
  });

  test("is the text of the conditions of a policy, beside an account that Terraform fills in", () => {
    const { Statement } = JSON.parse(String(after("aws_iam_policy").policy)) as {
      Statement: { Resource: unknown; Condition: Record<string, Record<string, unknown>> }[];
    };
    expect(Statement).toHaveLength(1);
    expect(Statement[0]?.Resource).toEqual([
      "arn:aws:dynamodb:eu-west-1:123456789012:table/shop-orders",
    ]);
    const { Condition = {} } = Statement[0] ?? {};
    expect(Condition["ForAllValues:StringLike"] ?? Condition["ForAllValues:StringEquals"]).toEqual(
      expect.objectContaining({ "dynamodb:LeadingKeys": [TEXT] }),
    );
    expect(Condition["ForAllValues:StringEquals"]?.["dynamodb:Attributes"]).toEqual(
      [TEXT, `${TEXT}2`, `${TEXT}6`].sort(),
    );
  });

  test("is the text of a key of an output", () => {
    expect(planned.planned_values?.outputs?.table_names?.value).toEqual({
      [TEXT]: "shop-orders",
      Observed: OBSERVED,
    });
  });

  test("is the text of the path of the state", () => {
    expect(state.endsWith(`/${BACKEND}/terraform.test-shop.tfstate`)).toBe(true);
  });

  test("is the text of a warning of an observed table", () => {
    // As Terraform's jsonencode writes it.
    const text = JSON.stringify(TEXT).replace(
      /[<>&\u2028]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
    expect(warnings.map((one) => one.text)).toContainEqual(
      expect.stringContaining(`partition key is "id" in AWS and ${text} in the values.`),
    );
  });

  test("is the text of an error of a role that does not exist", () => {
    const texts = errors.filter(({ severity }) => severity === "error").map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining(`/cellar/${FILE})`)]);
  });
});
