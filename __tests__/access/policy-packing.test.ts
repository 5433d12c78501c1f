import { loadValues } from "../support/load-values";
import { POLICY_SIZE_LIMIT, policyDocument, policySize } from "../../access/policy-document";
import { statements } from "../../access/policy-statements";
import type { Permission } from "../../access/policy-statements";
import { bestPacking } from "../support/best-packing";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { random } from "../support/random";

/** `PACKING_ROUNDS=20000 npx jest packing` tries as many. */
const ROUNDS = Number(process.env.PACKING_ROUNDS ?? 500);

const READ = [
  ...["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "PartiQLSelect", "Query"],
  "Scan",
];
const INDEX = ["PartiQLSelect", "Query", "Scan"];
const WRITE = [
  ...["BatchWriteItem", "ConditionCheckItem", "DeleteItem", "DescribeTable", "PartiQLDelete"],
  ...["PartiQLInsert", "PartiQLUpdate", "PutItem", "UpdateItem"],
];
const MORE = ["DescribeTimeToLive", "UpdateTable", "CreateBackup", "ExportTableToPointInTime"];
const STREAM = ["DescribeStream", "GetRecords", "GetShardIterator"];

const on = (actions: readonly string[], resource: string): Permission[] =>
  actions.map((action) => ({ action: `dynamodb:${action}`, resource }));

const tableArn = (name: string): string => `arn:aws:dynamodb:eu-west-1:123456789012:table/${name}`;

/** What a role is granted on a few tables, in the words and single actions of the values. */
function randomGrants({ int, pick, chance, shuffle }: ReturnType<typeof random>): Permission[] {
  const single = [...READ, ...WRITE, "DescribeTimeToLive", "UpdateTable"];
  return Array.from({ length: int(1, 12) }, (_, i) => {
    const arn = tableArn(`${"n".repeat(int(1, 40))}-${i}`);
    const actions = [
      ...(chance(0.6) ? READ : []),
      ...(chance(0.4) ? WRITE : []),
      ...(chance(0.15) ? shuffle(single).slice(0, int(1, 3)) : []),
    ];
    const hasIndex = chance(0.4);
    return [
      ...on(actions.length > 0 ? actions : READ, arn),
      ...(hasIndex && actions.includes("Scan")
        ? on(INDEX, `${arn}/index/${pick(["*", "by-id"])}`)
        : []),
      ...(chance(0.1) ? on(STREAM, `${arn}/stream/*`) : []),
    ];
  }).flat();
}

/** Anything that statements can say, however unlike a grant. */
function randomCells({ int }: ReturnType<typeof random>): Permission[] {
  const lengths = Array.from({ length: 10 }, () => int(1, 90));
  return Array.from({ length: int(1, 14) }, () => {
    const [action, resource] = [int(0, 4), int(5, 9)];
    return {
      action: `a${action}`.padEnd(lengths[action] ?? 0, "x"),
      resource: `r${resource}`.padEnd(lengths[resource] ?? 0, "x"),
    };
  });
}

describe("packing", () => {
  test.each([
    ["grants", randomGrants, 0.95],
    ["permissions unlike any grant", randomCells, 0.9],
  ])("of random %s reaches nearly the best that an exhaustive search finds", (_, make, least) => {
    const chance = random(5);
    const reached: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const permissions = make(chance);
      const best = bestPacking(permissions);
      if (best === undefined) continue;
      reached.push(best / JSON.stringify(statements(permissions)).length);
    }
    const lowest = Math.min(...reached);
    const average = reached.reduce((sum, one) => sum + one, 0) / reached.length;
    if (process.env.PACKING_ROUNDS !== undefined) {
      console.info(`${reached.length} cases: ${lowest} at worst, ${average} on average`);
    }
    expect(reached.length).toBeGreaterThan(0.6 * ROUNDS);
    expect(Math.max(...reached)).toBe(1);
    expect(lowest).toBeGreaterThanOrEqual(least);
    expect(average).toBeGreaterThan(0.999);
  });

  test("of statements with a long condition names the condition seldom", () => {
    const condition = { StringEquals: { key: "v".repeat(400) } };
    const permissions = [...on(READ, "t1"), ...on([...READ, ...WRITE], "t2"), ...on(WRITE, "t3")];
    expect(statements(permissions.map((one) => ({ ...one, condition })))).toHaveLength(2);
  });

  test.each([16, 60])("of %i tables that all differ does not take long", (count) => {
    const { shuffle, int } = random(9);
    const all = [...READ, ...WRITE, ...STREAM, ...MORE];
    const permissions = Array.from({ length: count }, (_, i) =>
      on(shuffle(all).slice(0, int(1, 12)), tableArn(`table-${i}`)),
    ).flat();
    const start = performance.now();
    expect(statements(permissions).length).toBeGreaterThan(5);
    expect(performance.now() - start).toBeLessThan(2000);
  });
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

  test("so many of 1 to 100 fit into one policy", () => {
    const table = kinds.map(([kind, ofTable]) => {
      const sizes = Array.from({ length: 100 }, (_, i) => sizeOf(i + 1, ofTable));
      expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
      const fit = sizes.filter((size) => size <= POLICY_SIZE_LIMIT).length;
      return `${kind}: ${fit} fit; 1, 10, 50, 100 tables take ${[1, 10, 50, 100]
        .map((count) => sizes[count - 1])
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

  test("an environment with one more than fit is refused, with what fits it is not", () => {
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
    expect(rules(61)).toEqual([]);
    expect(rules(100)).toEqual(["policySize"]);
  });
});
