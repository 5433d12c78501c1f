import { loadValues } from "../support/load-values";
import { POLICY_SIZE_LIMIT, policyDocument, policySize } from "../../access/policy-document";
import { statements } from "../../access/policy-statements";
import type { Permission } from "../../access/policy-statements";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { random } from "../support/random";

const READ = [
  ...["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "PartiQLSelect", "Query"],
  "Scan",
];
const INDEX = ["PartiQLSelect", "Query", "Scan"];
const WRITE = [
  ...["BatchWriteItem", "ConditionCheckItem", "DeleteItem", "DescribeTable", "PartiQLDelete"],
  ...["PartiQLInsert", "PartiQLUpdate", "PutItem", "UpdateItem"],
];
const on = (actions: readonly string[], resource: string): Permission[] =>
  actions.map((action) => ({ action: `dynamodb:${action}`, resource }));

const tableArn = (name: string): string => `arn:aws:dynamodb:eu-west-1:123456789012:table/${name}`;

test("a policy of 600 tables that all differ is made, which no search for the shortest one would end", () => {
  const { shuffle, int } = random(9);
  const all = [...READ, ...WRITE];
  const permissions = Array.from({ length: 600 }, (_, i) =>
    on(shuffle(all).slice(0, int(1, 12)), tableArn(`table-${i}`)),
  ).flat();
  expect(statements(permissions).length).toBeGreaterThan(100);
});

describe("tables with names of 30 characters", () => {
  const sizeOf = (count: number, ofTable: (arn: string) => Permission[]): number => {
    const names = Array.from({ length: count }, (_, i) => `table-${i + 1}-`.padEnd(30, "x"));
    const permissions = names.flatMap((name) => ofTable(tableArn(name)));
    return policySize(policyDocument(statements(permissions)));
  };
  const kinds: [string, (arn: string) => Permission[]][] = [
    ["read", (arn) => on(READ, arn)],
    ["write", (arn) => on(WRITE, arn)],
    ["read, write", (arn) => [...on(READ, arn), ...on(WRITE, arn)]],
    ["read with indexes", (arn) => [...on(READ, arn), ...on(INDEX, `${arn}/index/*`)]],
    [
      "read, write with indexes",
      (arn) => [...on(READ, arn), ...on(WRITE, arn), ...on(INDEX, `${arn}/index/*`)],
    ],
    [
      "every other read, every other read, write",
      (arn) => [...on(READ, arn), ...(/-\d*[02468]-/.test(arn) ? on(WRITE, arn) : [])],
    ],
  ];

  test("of 1 to 100, this many fit into one policy", () => {
    const table = kinds.map(([kind, ofTable]) => {
      const counts = Array.from({ length: 11 }, (_, i) => Math.max(1, i * 10));
      const sizes = counts.map((count) => sizeOf(count, ofTable));
      expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
      // Every count around the limit, and every tenth elsewhere.
      let fit = counts.findLast((_, i) => (sizes[i] ?? 0) <= POLICY_SIZE_LIMIT) ?? 0;
      while (sizeOf(fit + 1, ofTable) <= POLICY_SIZE_LIMIT) fit += 1;
      return `${kind}: ${fit} fit; 1, 10, 50, 100 tables take ${[1, 10, 50, 100]
        .map((count) => sizes[counts.indexOf(count)])
        .join(", ")} characters`;
    });
    expect(table).toMatchInlineSnapshot(`
     [
       "read: 74 fit; 1, 10, 50, 100 tables take 316, 1027, 4187, 8137 characters",
       "write: 73 fit; 1, 10, 50, 100 tables take 379, 1090, 4250, 8200 characters",
       "read, write: 72 fit; 1, 10, 50, 100 tables take 480, 1191, 4351, 8301 characters",
       "read with indexes: 34 fit; 1, 10, 50, 100 tables take 504, 1998, 8638, 16938 characters",
       "read, write with indexes: 33 fit; 1, 10, 50, 100 tables take 668, 2162, 8802, 17102 characters",
       "every other read, every other read, write: 70 fit; 1, 10, 50, 100 tables take 316, 1390, 4550, 8500 characters",
     ]
    `);
  });

  test("a role is granted as many as fit, and refused one more", () => {
    const rules = (count: number): string[] => {
      const tables = Array.from({ length: count }, (_, i) =>
        tableYaml(
          `table-${i + 1}-`.padEnd(26, "x"),
          "serviceAccountReadRoles: [r-koa], serviceAccountWriteRoles: [r-koa]",
        ),
      );
      const { values } = new Project({
        "dev/_environment.yaml": ENVIRONMENT,
        "dev/koa.yaml": tablesYaml(...tables),
      });
      return loadValues(values).problems.errors.map(({ rule }) => rule);
    };
    expect(rules(72)).toEqual([]);
    expect(rules(73)).toEqual(["policySize"]);
  });
});

describe("a policy that is too large is reported", () => {
  const tables = (first: number, count: number, role = "r-koa"): string =>
    tablesYaml(
      ...Array.from({ length: count }, (_, i) =>
        tableYaml(
          `table-${first + i}-`.padEnd(26, "x"),
          `serviceAccountReadRoles: [${role}], serviceAccountWriteRoles: [${role}]`,
        ),
      ),
    );
  /** Where the only problem of these namespaces is; `app` comes before `koa`, and `shop` behind it. */
  const placeOf = (files: Readonly<Record<string, string>>): string => {
    const { values } = new Project({ "dev/_environment.yaml": ENVIRONMENT, ...files });
    const [error, ...more] = loadValues(values).problems.errors;
    expect(more).toEqual([]);
    expect(error?.rule).toBe("policySize");
    return `${error?.file.replace(`${values}/`, "") ?? ""}:${error?.line ?? 0}`;
  };
  const roles = "roles: [{name: r-koa, trust: {podIdentity: true}}]\n";

  test("at the first grant of another namespace, where the policy would fit without these", () => {
    const koa = `${roles}${tables(1, 70)}`;
    expect(placeOf({ "dev/koa.yaml": koa, "dev/shop.yaml": tables(1, 5) })).toBe("dev/shop.yaml:2");
    // Those of shop are too many by themselves, but app's come first.
    expect(
      placeOf({
        "dev/app.yaml": tables(1, 2),
        "dev/koa.yaml": "tables: []\n",
        "dev/shop.yaml": tables(1, 80),
      }),
    ).toBe("dev/app.yaml:2");
  });

  test("where the role is first named, if its own namespace grants too much", () => {
    const koa = `${roles}${tables(1, 80)}`;
    expect(placeOf({ "dev/koa.yaml": koa, "dev/shop.yaml": tables(1, 5) })).toBe("dev/koa.yaml:1");
  });

  test("where the role is first named, if it belongs to no namespace", () => {
    const other = tables(1, 50, "reader");
    const environment = ENVIRONMENT + roles.replace("r-koa", "reader");
    const files = { "dev/koa.yaml": other, "dev/shop.yaml": other };
    expect(placeOf(files)).toBe("dev/koa.yaml:2");
    expect(placeOf({ ...files, "dev/_environment.yaml": environment })).toBe(
      "dev/_environment.yaml:2",
    );
  });
});
