import { allowed, statementsOf } from "../support/policies";
import { ENVIRONMENT, Project, synthOne, tablesYaml, tableYaml } from "../support/project";

const TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table";

describe("declared roles", () => {
  const files = {
    "dev/_environment.yaml": `${ENVIRONMENT}oidcProviderUrl: https://oidc.eks.eu-west-1.amazonaws.com/id/1
roles:
  - name: data-sync
    path: /external/
    permissionsBoundary: arn:aws:iam::123456789012:policy/boundary
    trust: {principalArn: "arn:aws:iam::210987654321:role/data-sync", externalId: data-sync-42}
    access: [list]
`,
    "dev/koa.yaml": `roles:
  - {name: app-koa, trust: {oidcServiceAccount: koa/app}}
  - {name: pod-koa, trust: {podIdentity: true}}
${tablesYaml(
  tableYaml("Read", "grants: [{role: data-sync, access: [read]}]"),
  tableYaml(
    "Both",
    "grants: [{role: data-sync, access: [read, write]}, {role: app-koa, access: [GetItem]}]",
  ),
)}`,
  };
  const stacks = new Project(files).synth();
  const trust = (stack: string, role: string): unknown => {
    const { assume_role_policy } = stacks[stack]?.resource.aws_iam_role?.[role] ?? {};
    return (JSON.parse(String(assume_role_policy)) as { Statement: unknown[] }).Statement[0];
  };

  test("are created in their home stack, with a trust of each kind", () => {
    expect(stacks["dev-access"]?.resource.aws_iam_role?.["data-sync"]).toMatchObject({
      name: "data-sync",
      path: "/external/",
      permissions_boundary: "arn:aws:iam::123456789012:policy/boundary",
    });
    expect(trust("dev-access", "data-sync")).toEqual({
      Effect: "Allow",
      Principal: { AWS: ["arn:aws:iam::210987654321:role/data-sync"] },
      Action: ["sts:AssumeRole"],
      Condition: { StringEquals: { "sts:ExternalId": "data-sync-42" } },
    });
    expect(trust("dev-koa", "app-koa")).toEqual({
      Effect: "Allow",
      Principal: {
        Federated: [
          "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/1",
        ],
      },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          "oidc.eks.eu-west-1.amazonaws.com/id/1:aud": "sts.amazonaws.com",
          "oidc.eks.eu-west-1.amazonaws.com/id/1:sub": "system:serviceaccount:koa:app",
        },
      },
    });
    expect(trust("dev-koa", "pod-koa")).toMatchObject({
      Principal: { Service: ["pods.eks.amazonaws.com"] },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    });
  });

  test("get their policy like others, and are not looked up", () => {
    const access = stacks["dev-access"];
    const statements = access ? allowed(statementsOf(access, "data-sync")) : [];
    expect(statements).toContain("dynamodb:ListTables *");
    expect(statements).toContain(`dynamodb:PartiQLSelect ${TABLE}/koa-Read`);
    expect(statements).toContain(`dynamodb:PutItem ${TABLE}/koa-Both`);
    expect(statements).not.toContain(`dynamodb:PutItem ${TABLE}/koa-Read`);
    expect(access?.data).toBeUndefined();
    expect(access?.resource.aws_iam_role_policy_attachment?.["data-sync"]).toEqual(
      expect.objectContaining({ role: "${aws_iam_role.data-sync.name}" }),
    );
  });

  test("without any grant have no policy", () => {
    expect(Object.keys(stacks["dev-koa"]?.resource.aws_iam_role ?? {})).toEqual([
      "app-koa",
      "pod-koa",
    ]);
    expect(Object.keys(stacks["dev-koa"]?.resource.aws_iam_policy ?? {})).toEqual(["app-koa"]);
  });

  test("are declared once", () => {
    const role = "roles: [{name: a-koa, trust: {podIdentity: true}}]\n";
    const { errors } = new Project({
      "dev/_environment.yaml": `${ENVIRONMENT}${role}`,
      "dev/koa.yaml": role,
    }).judge();
    expect(errors).toEqual([
      "dev/koa.yaml:1:16: role a-koa is declared twice, also at dev/_environment.yaml:2; declare it once",
    ]);
  });
});

describe("prefix grants", () => {
  test("reach every table that starts so, in every region of the environment, and say what they reach today", () => {
    const project = new Project({
      "dev/_environment.yaml": `${ENVIRONMENT}prefixGrants: [{role: auditor, prefix: koa-, access: [read]}]\npolicy: {tables: {koa: [other]}}\n`,
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "serviceAccountReadRoles: [auditor]"),
        tableYaml("B", "region: us-east-1"),
        tableYaml("C", "tableName: other"),
      ),
    });
    expect(project.run().warnings).toEqual([
      "dev/_environment.yaml:2:23: warning: auditor is granted every table whose name starts with koa-, future tables too; today, besides the tables of its other grants: koa-B",
    ]);
    const resources = statementsOf(project.stack("dev-access"), "auditor").flatMap(
      ({ Resource }) => Resource,
    );
    expect([...new Set(resources)].sort()).toEqual([
      `${TABLE}/koa-*`,
      `${TABLE.replace("eu-west-1", "us-east-1")}/koa-*`,
    ]);
  });
});

describe("a prefix grant", () => {
  const key = "arn:aws:kms:eu-west-1:123456789012:key/k";

  test("brings the keys of the tables that it reaches", () => {
    const stacks = new Project({
      "dev/_environment.yaml": `${ENVIRONMENT}prefixGrants: [{role: auditor, prefix: koa-, access: [read]}]\n`,
      "dev/koa.yaml": tablesYaml(tableYaml("A", `encryption: {kmsKeyArn: "${key}"}`)),
    }).synth();
    const access = stacks["dev-access"];
    expect(
      access && statementsOf(access, "auditor").map(({ Resource }) => Resource),
    ).toContainEqual([key]);
  });

  test("fails beside a narrow grant of the same role", () => {
    const { errors } = new Project({
      "dev/_environment.yaml": `${ENVIRONMENT}prefixGrants: [{role: auditor, prefix: koa-, access: [read]}]\n`,
      "dev/koa.yaml": tablesYaml(
        tableYaml("A", "grants: [{role: auditor, access: [read], leadingKeys: [T1]}]"),
      ),
    }).judge();
    expect(errors).toEqual([
      expect.stringContaining('table "A": auditor is also granted BatchGetItem'),
    ]);
  });
});

describe("limits of a grant", () => {
  const conditions = (grant: string): unknown[] => {
    const indexed = "globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL}]";
    const stack = synthOne({
      "dev/koa.yaml": tablesYaml(tableYaml("A", `${indexed}, grants: [{role: r-koa, ${grant}}]`)),
    });
    return statementsOf(stack, "r-koa");
  };

  test("named indexes are the only ones", () => {
    expect(conditions("access: [Query], indexes: [by-id]")).toMatchObject([
      { Resource: [`${TABLE}/koa-A`, `${TABLE}/koa-A/index/by-id`] },
    ]);
    expect(conditions("access: [Query], indexes: []")).toMatchObject([
      { Resource: [`${TABLE}/koa-A`] },
    ]);
  });

  test("leading keys omit the actions that carry none, ask for the key, and deny full PartiQL scans", () => {
    expect(
      conditions(
        'access: [read], leadingKeys: ["TENANT#1", "${aws:PrincipalTag/team}"], indexes: []',
      ),
    ).toEqual([
      {
        Effect: "Allow",
        Action: ["BatchGetItem", "ConditionCheckItem", "GetItem", "PartiQLSelect", "Query"].map(
          (name) => `dynamodb:${name}`,
        ),
        Resource: [`${TABLE}/koa-A`],
        Condition: {
          "ForAllValues:StringEquals": {
            "dynamodb:LeadingKeys": ["${aws:PrincipalTag/team}", "TENANT#1"].sort(),
          },
          Null: { "dynamodb:LeadingKeys": "false" },
        },
      },
      {
        Effect: "Deny",
        Action: ["dynamodb:PartiQLSelect"],
        Resource: [`${TABLE}/koa-A`],
        Condition: { Bool: { "dynamodb:FullTableScan": "true" } },
      },
    ]);
  });

  test("wildcards in leading keys need StringLike, those in policy variables do not", () => {
    expect(conditions('access: [GetItem], leadingKeys: ["TENANT#*"]')).toMatchObject([
      { Condition: { "ForAllValues:StringLike": {} } },
    ]);
    expect(conditions('access: [GetItem], leadingKeys: ["${aws:PrincipalTag/*}"]')).toMatchObject([
      { Condition: { "ForAllValues:StringEquals": {} } },
    ]);
  });

  test("attributes include the keys, exclude whole-item writes, and close what would bring the others back", () => {
    expect(conditions("access: [write], attributes: [name]")).toEqual([
      {
        Effect: "Allow",
        Action: ["dynamodb:PartiQLUpdate", "dynamodb:UpdateItem"],
        Resource: [`${TABLE}/koa-A`],
        Condition: {
          "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "name"] },
          Null: { "dynamodb:Attributes": "false" },
          StringEqualsIfExists: {
            "dynamodb:ReturnValues": ["NONE", "UPDATED_NEW", "UPDATED_OLD"],
            "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
          },
        },
      },
    ]);
  });

  test("attributes: an index's keys are open on that index only", () => {
    const stack = synthOne({
      "dev/koa.yaml": [
        "tables:",
        "  - name: A",
        "    billingMode: PAY_PER_REQUEST",
        "    hashKey: id",
        "    rangeKey: at",
        "    attributes: [{name: id, type: S}, {name: at, type: S}, {name: email, type: S}]",
        "    globalSecondaryIndex: [{name: by-email, hashKey: email, projectionType: ALL}]",
        "    localSecondaryIndex: [{name: by-at, rangeKey: at, projectionType: ALL}]",
        "    grants:",
        "      - {role: r-koa, access: [Query], attributes: [name]}",
        "      - {role: s-koa, access: [Query], attributes: [name, email], indexes: [by-email]}",
      ].join("\n"),
    });
    const open = (role: string): unknown[] =>
      statementsOf(stack, role).map(({ Resource, Condition }) => [
        Resource.map((arn) => arn.replace(`${TABLE}/koa-`, "")),
        /"dynamodb:Attributes":\["([^\]]*)"\]/.exec(JSON.stringify(Condition))?.[1]?.split('","'),
      ]);
    expect(open("r-koa")).toEqual([
      [
        ["A", "A/index/by-at"],
        ["at", "id", "name"],
      ],
      [["A/index/by-email"], ["at", "email", "id", "name"]],
    ]);
    expect(open("s-koa")).toEqual([
      [
        ["A", "A/index/by-email"],
        ["at", "email", "id", "name"],
      ],
    ]);
  });
});
