import { loadValues } from "../support/load-values";
import { accessReport } from "../../reports/access-report";
import { inWords } from "../../reports/access-words";
import type { AccessReport } from "../../reports/access-data";
import { reportMarkdown } from "../../reports/access-markdown";
import { select } from "../../reports/access-selection";
import { reportText } from "../../reports/access-text";
import { actionsOf } from "../../config/model/dynamodb-actions";
import { Project } from "../support/project";

const table = (name: string, ...more: string[]): string =>
  [
    `  - name: ${name}`,
    "    billingMode: PAY_PER_REQUEST",
    "    hashKey: id",
    "    attributes: [{name: id, type: S}]",
    "    globalSecondaryIndex: [{name: by-id, hashKey: id, projectionType: ALL}]",
    ...more.map((line) => `    ${line}`),
    "",
  ].join("\n");

/** Two environments in one account: a prefix of `dev` reaches a table of `test`. */
const FILES = {
  "dev/_environment.yaml": [
    'accountId: "123456789012"',
    "oidcProviderUrl: https://oidc.eks.eu-west-1.amazonaws.com/id/ABC",
    "prefixGrants:",
    "  - {role: auditor, prefix: koa-, access: [read, UpdateItem]}",
    "roles:",
    "  - {name: lister, trust: {podIdentity: true}, access: [list]}",
    'policy: {trustedAccounts: ["210987654321"]}',
    "",
  ].join("\n"),
  "dev/koa.yaml": [
    "roles:",
    "  - name: sync-koa",
    "    trust: {principalArn: 'arn:aws:iam::210987654321:role/data-sync', externalId: sync-42}",
    "  - {name: web-koa, trust: {oidcServiceAccount: koa/web}}",
    "tables:",
    table("Orders", "serviceAccountReadRoles: [web-koa]", "serviceAccountWriteRoles: [web-koa]"),
    table(
      "Users",
      "region: us-east-1",
      "grants:",
      "  - {role: sync-koa, access: [read, write]}",
      "  - role: web-koa",
      "    access: [read]",
      "    indexes: []",
      '    leadingKeys: ["TENANT#42", "a b", "${aws:PrincipalTag/tenant}"]',
    ),
  ].join("\n"),
  "dev/seen.yaml": `managementPolicies: Observe\ntables:\n${table("Old", "serviceAccountReadRoles: [web-koa]")}`,
  "test/_environment.yaml": 'accountId: "123456789012"\n',
  "test/koa-test.yaml": `tables:\n${table(
    "Orders",
    "grants:",
    "  - {role: web-koa-test, access: [GetItem, Query], indexes: [by-id], attributes: [name, email]}",
  )}`,
};

function reported(files: Readonly<Record<string, string>> = FILES): AccessReport {
  const project = new Project(files);
  const loaded = loadValues(project.values);
  expect(loaded.problems.errors).toEqual([]);
  const text = JSON.stringify(accessReport(loaded));
  return JSON.parse(text.replaceAll(`${project.values}/`, "")) as AccessReport;
}

function selected(...words: string[]): AccessReport {
  const selection = select(reported(), words);
  if ("error" in selection) throw new Error(selection.error);
  return selection.report;
}

/** The sizes are the policy's business. */
function sized(text: string): string {
  return text.replace(/\d+ of 6144/g, "<size> of 6144");
}

const TENANTS = Array.from({ length: 8 }, (_, i) => `TENANT#${i}`);

const refused = (...words: string[]): object => select(reported(), words);

describe("the report", () => {
  test("the report for a terminal lists who may do what, by role and by table", () => {
    expect(sized(reportText(reported()).join("\n"))).toBe(
      [
        "Environment dev",
        "",
        "ROLE / TABLE  REGION                   ACCESS                                                     GRANTED BY               LIMITS",
        "auditor: stack dev-access, policy dynamodb.dev.auditor, <size> of 6144 characters",
        "  koa-*       eu-west-1 and us-east-1  read, UpdateItem                                           dev/_environment.yaml:4  reaches today: koa-Orders, koa-Users, koa-test-Orders (test)",
        "lister: stack dev-access, policy dynamodb.dev.lister, <size> of 6144 characters",
        "  created by dev/_environment.yaml:6, to be assumed by EKS Pod Identity",
        "  *           *                        list                                                       dev/_environment.yaml:6",
        "sync-koa: stack dev-koa, policy dynamodb.dev.sync-koa, <size> of 6144 characters",
        "  created by dev/koa.yaml:2, to be assumed by arn:aws:iam::210987654321:role/data-sync with external id sync-42",
        "  koa-Users   us-east-1                read, write                                                dev/koa.yaml:21",
        "web-koa: stack dev-koa, policy dynamodb.dev.web-koa, <size> of 6144 characters",
        "  created by dev/koa.yaml:4, to be assumed by service account koa/web of oidc.eks.eu-west-1.amazonaws.com/id/ABC",
        "  koa-Orders  eu-west-1                read                                                       dev/koa.yaml:11",
        "  koa-Orders  eu-west-1                write                                                      dev/koa.yaml:12",
        "  koa-Users   us-east-1                BatchGetItem, ConditionCheckItem, GetItem, PartiQLSelect,  dev/koa.yaml:22          indexes: none",
        '                                       Query                                                                               leading keys: TENANT#42, "a b", ${aws:PrincipalTag/tenant}',
        "",
        "TABLE / ROLE  REGION     ACCESS                                                     GRANTED BY               LIMITS",
        "koa-Orders",
        "  auditor     eu-west-1  read, UpdateItem                                           dev/_environment.yaml:4  prefix koa-*",
        "  web-koa     eu-west-1  read                                                       dev/koa.yaml:11",
        "  web-koa     eu-west-1  write                                                      dev/koa.yaml:12",
        "koa-Users",
        "  auditor     us-east-1  read, UpdateItem                                           dev/_environment.yaml:4  prefix koa-*",
        "  sync-koa    us-east-1  read, write                                                dev/koa.yaml:21",
        "  web-koa     us-east-1  BatchGetItem, ConditionCheckItem, GetItem, PartiQLSelect,  dev/koa.yaml:22          indexes: none",
        '                         Query                                                                               leading keys: TENANT#42, "a b", ${aws:PrincipalTag/tenant}',
        "seen-Old: nobody: an observed table takes no grants",
        "",
        "BEYOND A NAMESPACE                                                            WRITTEN IN",
        "  sync-koa of koa can be assumed by arn:aws:iam::210987654321:role/data-sync  dev/koa.yaml:2",
        "",
        "Environment test",
        "",
        "ROLE / TABLE       REGION     ACCESS          GRANTED BY            LIMITS",
        "web-koa-test: stack test-koa-test, policy dynamodb.test.web-koa-test, <size> of 6144 characters",
        "  koa-test-Orders  eu-west-1  GetItem, Query  test/koa-test.yaml:8  indexes: by-id",
        "                                                                    keys and attributes: name, email",
        "",
        "TABLE / ROLE     REGION     ACCESS            GRANTED BY               LIMITS",
        "koa-test-Orders",
        "  auditor (dev)  eu-west-1  read, UpdateItem  dev/_environment.yaml:4  prefix koa-*",
        "  web-koa-test   eu-west-1  GetItem, Query    test/koa-test.yaml:8     indexes: by-id",
        "                                                                       keys and attributes: name, email",
      ].join("\n"),
    );
  });

  test("is Markdown for a page", () => {
    expect(sized(reportMarkdown(selected("dev")).join("\n"))).toBe(
      [
        "# Access",
        "",
        "## dev",
        "",
        "### Roles",
        "",
        "| Role | Stack | Policy | Size | Declared |",
        "| --- | --- | --- | --- | --- |",
        "| `auditor` | `dev-access` | `dynamodb.dev.auditor` | <size> of 6144 characters |  |",
        "| `lister` | `dev-access` | `dynamodb.dev.lister` | <size> of 6144 characters | created by `dev/_environment.yaml:6` for `EKS Pod Identity` |",
        "| `sync-koa` | `dev-koa` | `dynamodb.dev.sync-koa` | <size> of 6144 characters | created by `dev/koa.yaml:2` for `arn:aws:iam::210987654321:role/data-sync with external id sync-42` |",
        "| `web-koa` | `dev-koa` | `dynamodb.dev.web-koa` | <size> of 6144 characters | created by `dev/koa.yaml:4` for `service account koa/web of oidc.eks.eu-west-1.amazonaws.com/id/ABC` |",
        "",
        "### By role",
        "",
        "| Role | Table | Region | Access | Limits | Granted by |",
        "| --- | --- | --- | --- | --- | --- |",
        "| `auditor` | `koa-*` | eu-west-1 and us-east-1 | read, UpdateItem | reaches today: `koa-Orders`, `koa-Users`, `koa-test-Orders (test)` | `dev/_environment.yaml:4` |",
        "| `lister` | `*` | \\* | list |  | `dev/_environment.yaml:6` |",
        "| `sync-koa` | `koa-Users` | us-east-1 | read, write |  | `dev/koa.yaml:21` |",
        "| `web-koa` | `koa-Orders` | eu-west-1 | read |  | `dev/koa.yaml:11` |",
        "| `web-koa` | `koa-Orders` | eu-west-1 | write |  | `dev/koa.yaml:12` |",
        '| `web-koa` | `koa-Users` | us-east-1 | BatchGetItem, ConditionCheckItem, GetItem, PartiQLSelect, Query | indexes: `none`; leading keys: `TENANT#42`, `"a b"`, `${aws:PrincipalTag/tenant}` | `dev/koa.yaml:22` |',
        "",
        "### By table",
        "",
        "| Table | Region | Role | Access | Limits | Granted by |",
        "| --- | --- | --- | --- | --- | --- |",
        "| `koa-Orders` | eu-west-1 | `auditor` | read, UpdateItem | `prefix koa-*` | `dev/_environment.yaml:4` |",
        "| `koa-Orders` | eu-west-1 | `web-koa` | read |  | `dev/koa.yaml:11` |",
        "| `koa-Orders` | eu-west-1 | `web-koa` | write |  | `dev/koa.yaml:12` |",
        "| `koa-Users` | us-east-1 | `auditor` | read, UpdateItem | `prefix koa-*` | `dev/_environment.yaml:4` |",
        "| `koa-Users` | us-east-1 | `sync-koa` | read, write |  | `dev/koa.yaml:21` |",
        '| `koa-Users` | us-east-1 | `web-koa` | BatchGetItem, ConditionCheckItem, GetItem, PartiQLSelect, Query | indexes: `none`; leading keys: `TENANT#42`, `"a b"`, `${aws:PrincipalTag/tenant}` | `dev/koa.yaml:22` |',
        "| `seen-Old` | eu-west-1 | nobody: an observed table takes no grants |  |  |  |",
        "",
        "### Beyond a namespace",
        "",
        "| What | Written in |",
        "| --- | --- |",
        "| `sync-koa of koa can be assumed by arn:aws:iam::210987654321:role/data-sync` | `dev/koa.yaml:2` |",
      ].join("\n"),
    );
  });

  test("is data for programs", () => {
    const actions = actionsOf(["read", "write"]);
    expect(selected("dev", "sync-koa")).toEqual({
      environments: [
        {
          environment: "dev",
          crossings: [
            {
              kind: "trust",
              namespace: "koa",
              role: "sync-koa",
              other: "arn:aws:iam::210987654321:role/data-sync",
              file: "dev/koa.yaml",
              line: 2,
            },
          ],
          roles: [
            {
              role: "sync-koa",
              stack: "dev-koa",
              accountId: "123456789012",
              policy: {
                name: "dynamodb.dev.sync-koa",
                characters: expect.any(Number) as number,
                limit: 6144,
              },
              declared: {
                path: "/",
                trust: {
                  principalArn: "arn:aws:iam::210987654321:role/data-sync",
                  externalId: "sync-42",
                },
                file: "dev/koa.yaml",
                line: 2,
              },
              grants: [
                {
                  environment: "dev",
                  role: "sync-koa",
                  table: "koa-Users",
                  regions: ["us-east-1"],
                  access: ["read", "write"],
                  actions,
                  file: "dev/koa.yaml",
                  line: 21,
                },
              ],
            },
          ],
          tables: [],
        },
      ],
    });
  });

  test("an environment without grants has a line that says so", () => {
    const nobody = reported({ "dev/koa.yaml": "tables: []\n" });
    expect(reportText(nobody)).toEqual(["Environment dev", "", "nobody is granted anything"]);
    expect(reportMarkdown(nobody).join("\n")).toBe(
      "# Access\n\n## dev\n\nNobody is granted anything.",
    );
  });

  test("a table that nobody may reach has a line that says so", () => {
    const report = reported({ "dev/koa.yaml": `tables:\n${table("A")}` });
    expect(reportText(report)).toEqual(["Environment dev", "", "TABLE / ROLE", "koa-A: nobody"]);
  });

  test("breaks long lists, and quotes what a list or a terminal could not show unchanged", () => {
    const keys = ["a, b", "a|b", "\u001b[31m", "a`", "\u202e", ...TENANTS];
    const grants = `grants: [{role: r, access: [GetItem], leadingKeys: ${JSON.stringify(keys)}}]`;
    const report = reported({
      "dev/_environment.yaml": 'accountId: "123456789012"\n',
      "dev/koa.yaml": `tables:\n${table("A", grants)}`,
    });
    const [, first, second, third] = reportText(report)
      .join("\n")
      .split(/^ +(?:koa-A .*)?(?=leading|TENANT)/m);
    expect([first, second, third].map((line) => line?.split("\n")[0])).toEqual([
      'leading keys: "a, b", "a|b", "\\u001b[31m", "a`", "\\u{202e}",',
      "TENANT#0, TENANT#1, TENANT#2, TENANT#3,",
      "TENANT#4, TENANT#5, TENANT#6, TENANT#7",
    ]);
    expect(reportMarkdown(report).join("\n")).toContain('leading keys: `"a, b"`, `"a\\|b"`, ');
  });
});

describe("the words of a grant", () => {
  test("are words where a word's actions are all there, and else the actions", () => {
    expect(inWords(["ListTables"])).toEqual(["list"]);
    expect(inWords(["GetItem", "Query"])).toEqual(["GetItem", "Query"]);
    expect(
      inWords(["DescribeStream", "GetItem", "GetRecords", "GetShardIterator", "ListStreams"]),
    ).toEqual(["stream", "GetItem"]);
    expect(inWords([])).toEqual([]);
  });
});

describe("a selection", () => {
  const names = ({ environments }: AccessReport): string[] =>
    environments.flatMap(({ environment, roles, tables }) => [
      ...roles.map(({ role }) => `${environment} ${role}`),
      ...tables.map(({ table }) => `${environment} ${table}`),
    ]);

  test("is an environment, and a role or table of it", () => {
    expect(names(selected("test"))).toEqual(["test web-koa-test", "test koa-test-Orders"]);
    expect(names(selected("dev", "web-koa"))).toEqual(["dev web-koa"]);
    expect(names(selected("dev", "koa-Orders"))).toEqual(["dev koa-Orders"]);
  });

  test("is a role or table of any environment, a table also by its name in the values", () => {
    expect(names(selected("Orders"))).toEqual(["dev koa-Orders", "test koa-test-Orders"]);
    expect(names(selected("web-koa-test"))).toEqual(["test web-koa-test"]);
  });

  test("fails with a guess on what is not there", () => {
    expect(refused("dve", "web-koa")).toEqual({
      error: 'there is no environment "dve" (did you mean dev?); the environments are dev and test',
    });
    expect(refused("dev", "web-kao")).toEqual({
      error:
        'there is no role or table "web-kao" (did you mean web-koa?); npm run access without names lists them all',
    });
    expect(refused("Odrers")).toEqual({
      error:
        'there is no environment, role or table "Odrers" (did you mean Orders?); npm run access without names lists them all',
    });
    expect(refused("tset")).toMatchObject({
      error: expect.stringContaining("did you mean test?") as string,
    });
  });
});

describe("what crosses the boundary of a namespace", () => {
  const ROLE =
    "roles: [{name: sync-koa, trust: {principalArn: 'arn:aws:iam::666666666666:root', externalId: sync-42}}]\n";
  const CROSSING = {
    "dev/_environment.yaml": [
      'accountId: "123456789012"',
      "policy:",
      '  trustedAccounts: ["666666666666"]',
      "  tables: {koa: [ledger, billing-Old]}",
      "  restoreFrom: {koa: [billing-Invoices]}",
      "",
    ].join("\n"),
    "dev/billing.yaml": `tables:\n${table("Invoices", "serviceAccountReadRoles: [web-koa, auditor, job-billing]")}`,
    "dev/koa.yaml": [
      `${ROLE}tables:`,
      table(
        "Copy",
        "restoreFrom: {table: billing-Invoices}",
        "serviceAccountReadRoles: [sync-koa]",
      ),
      table("Ledger", "tableName: ledger", "adopt: true"),
      table("Old", "tableName: billing-Old", "managementPolicies: Observe"),
    ].join("\n"),
  };
  const [dev] = reported(CROSSING).environments;
  const all = dev?.crossings ?? [];

  test("is listed as data", () => {
    expect(
      all.map(({ kind, namespace, role, table, other }) => [kind, namespace, role ?? table, other]),
    ).toEqual([
      ["grant", "billing", "auditor", undefined],
      ["grant", "billing", "web-koa", "koa"],
      ["trust", "koa", "sync-koa", "arn:aws:iam::666666666666:root"],
      ["copy", "koa", "koa-Copy", "billing-Invoices"],
      ["foreign", "koa", "ledger", undefined],
      ["observed", "koa", "billing-Old", "billing"],
    ]);
    expect(all.every(({ file, line }) => file.startsWith("dev/") && line > 0)).toBe(true);
  });

  test("is described in the text and in Markdown", () => {
    const text = reportText({ environments: dev ? [dev] : [] }).join("\n");
    const markdown = reportMarkdown({ environments: dev ? [dev] : [] }).join("\n");
    for (const line of [
      "billing grants read on billing-Invoices to web-koa, a role of koa",
      "billing grants read on billing-Invoices to auditor, a role of no namespace",
      "sync-koa of koa can be assumed by arn:aws:iam::666666666666:root",
      "koa-Copy of koa is a copy of billing-Invoices",
      "koa manages ledger, which is not among its own names",
      "koa observes billing-Old, a name of billing",
    ]) {
      expect(text).toContain(line);
      expect(markdown).toContain(`\`${line}\``);
    }
  });

  test("is selected with its role or table, and absent where nothing crosses", () => {
    const report = { environments: dev ? [dev] : [] };
    const crossings = (word: string): unknown[] => {
      const selection = select(report, [word]);
      return "error" in selection
        ? []
        : selection.report.environments.flatMap((one) => one.crossings);
    };
    expect(crossings("sync-koa")).toHaveLength(1);
    expect(crossings("koa-Copy")).toHaveLength(1);
    expect(crossings("job-billing")).toEqual([]);
    expect(
      reportText({ environments: dev ? [{ ...dev, crossings: [] }] : [] }).join("\n"),
    ).not.toContain("BEYOND");
  });
});
