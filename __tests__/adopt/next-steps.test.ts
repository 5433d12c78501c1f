import { lock } from "../../commands/lock";
import { keySchema } from "../support/fake-aws";
import type { FakeTable } from "../support/fake-aws";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";
import { adoptInto, runAdopt } from "../support/run-adopt";
import type { AdoptRun } from "../support/run-adopt";

const NOT_YET = "do not run npm run lock yet: ";

/** What is printed from the fixes on. */
function lastLines({ stdout }: AdoptRun): string[] {
  const lines = stdout.split("\n");
  const start = lines.findIndex((line) => line.startsWith(NOT_YET) || line === "next:");
  return start === -1 ? [] : lines.slice(start);
}

const NEXT_LOCK = ["next:", "  npm run lock", "  npx cdktf plan dev-koa"];
const NEXT_ADOPT = ["next:", "  npm run adopt -- dev koa"];

/** The values of a table in block style, and what else it has. */
const blockYaml = (more = ""): string => `tables:
  - name: A
    adopt: true
    billingMode: PAY_PER_REQUEST
    hashKey: id
    attributes: [{ name: id, type: S }]
${more}`;

const inAws = (more: Omit<FakeTable, "name"> = {}): FakeTable[] => [
  {
    name: "koa-A",
    ...more,
    description: { DeletionProtectionEnabled: true, ...more.description },
  },
];

const ttlBy = (AttributeName: string, TimeToLiveStatus: "ENABLED" | "DISABLED" = "ENABLED") => ({
  ttl: { TimeToLiveStatus, AttributeName },
});

const stream = (StreamViewType: "NEW_IMAGE" | "KEYS_ONLY"): FakeTable["description"] => ({
  StreamSpecification: { StreamEnabled: true, StreamViewType },
});

const attributes = (types: Record<string, "S" | "N">) =>
  Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));

const globalIndex = (
  IndexName: string,
  key: string,
  ProjectionType: "ALL" | "KEYS_ONLY" = "ALL",
) => ({ IndexName, KeySchema: keySchema(key), Projection: { ProjectionType } });

describe("adopt: the next step is npm run lock", () => {
  test("where the values have an adopted table as it is in AWS", async () => {
    const run = await runAdopt({ "dev/koa.yaml": blockYaml() }, inAws());
    expect(lastLines(run)).toEqual(NEXT_LOCK);
    expect(run.stdout).toContain("koa-A: the values say what AWS has");
  });

  test("where adopt: true was added, or a file was written", async () => {
    const values = { "dev/koa.yaml": tablesYaml(tableYaml("A")) };
    expect(lastLines(await runAdopt(values, inAws()))).toEqual(NEXT_LOCK);
    expect(lastLines(await runAdopt({}, inAws()))).toEqual(NEXT_LOCK);
  });

  test.each<[string, string, Omit<FakeTable, "name">]>([
    ["tags", "    tags: { team: a }\n", {}],
    ["point-in-time recovery", "", { recovery: { PointInTimeRecoveryStatus: "DISABLED" } }],
    ["TTL, which is off in AWS", "    ttl: { attributeName: t, enabled: true }\n", {}],
    [
      "TTL, which was off in AWS by another attribute",
      "    ttl: { attributeName: t, enabled: true }\n",
      ttlBy("u", "DISABLED"),
    ],
    [
      "TTL, which the values turn off",
      "    ttl: { attributeName: t, enabled: false }\n",
      ttlBy("t"),
    ],
    ["a stream that is new", "    streamViewType: NEW_IMAGE\n", {}],
    ["a stream that is only in AWS", "", { description: stream("NEW_IMAGE") }],
    [
      "a global index that is only in AWS",
      "",
      {
        description: {
          AttributeDefinitions: attributes({ id: "S", x: "S" }),
          GlobalSecondaryIndexes: [globalIndex("by-x", "x")],
        },
      },
    ],
    [
      "a global index that is only in the values",
      "    globalSecondaryIndex: [{ name: by-id, hashKey: id, projectionType: ALL }]\n",
      {},
    ],
  ])("where an update changes what differs: %s", async (_, more, table) => {
    const run = await runAdopt({ "dev/koa.yaml": blockYaml(more) }, inAws(table));
    expect(lastLines(run)).toEqual(NEXT_LOCK);
    expect(run.stdout).not.toContain("the values say what AWS has");
  });

  test("never where the table is not adopted, or not in AWS", async () => {
    const observed = tableYaml("A", "managementPolicies: Observe");
    for (const [values, tables] of [
      [tablesYaml(observed), inAws(ttlBy("t"))],
      [blockYaml(), []],
    ] as const)
      expect(lastLines(await runAdopt({ "dev/koa.yaml": values }, tables))).toEqual([]);
  });
});

describe("adopt: the values are fixed before npm run lock", () => {
  const cases: [string, string, Omit<FakeTable, "name">, string[]][] = [
    [
      "another TTL attribute",
      "    ttl: { attributeName: expires, enabled: true }\n",
      ttlBy("expiresAt"),
      ["    ttl: { attributeName: expiresAt, enabled: true }"],
    ],
    [
      "another TTL attribute, by which TTL would be turned off",
      "    ttl: { attributeName: expires, enabled: false }\n",
      ttlBy("expiresAt"),
      ["    ttl: { attributeName: expiresAt, enabled: true }"],
    ],
    [
      "a TTL that the values omit",
      "",
      ttlBy("expiresAt"),
      ["    ttl: { attributeName: expiresAt, enabled: true }"],
    ],
    [
      "another stream view",
      "    streamViewType: NEW_IMAGE\n",
      { description: stream("KEYS_ONLY") },
      ["    streamViewType: KEYS_ONLY"],
    ],
    [
      "another hash key",
      "",
      {
        description: {
          KeySchema: keySchema("pk"),
          AttributeDefinitions: attributes({ pk: "S" }),
        },
      },
      ["    hashKey: pk", "    attributes:", "      - { name: pk, type: S }"],
    ],
    [
      "another type of a key",
      "",
      { description: { AttributeDefinitions: attributes({ id: "N" }) } },
      ["    attributes:", "      - { name: id, type: N }"],
    ],
    [
      "a local index that only AWS has",
      "",
      {
        description: {
          KeySchema: keySchema("id", "at"),
          AttributeDefinitions: attributes({ id: "S", at: "N", day: "S" }),
          LocalSecondaryIndexes: [globalIndex("by-day", "id")].map((index) => ({
            ...index,
            KeySchema: keySchema("id", "day"),
          })),
        },
      },
      [
        "    rangeKey: at",
        "    attributes:",
        "      - { name: id, type: S }",
        "      - { name: at, type: N }",
        "      - { name: day, type: S }",
        "    localSecondaryIndex:",
        "      - name: by-day",
        "        rangeKey: day",
        "        projectionType: ALL",
      ],
    ],
    [
      "a global index with another projection, beside one that is new",
      `    globalSecondaryIndex:
      - { name: by-id, hashKey: id, projectionType: ALL }
      - { name: new, hashKey: id, projectionType: KEYS_ONLY }
`,
      { description: { GlobalSecondaryIndexes: [globalIndex("by-id", "id", "KEYS_ONLY")] } },
      [
        "    globalSecondaryIndex:",
        "      - name: by-id",
        "        hashKey: id",
        "        projectionType: KEYS_ONLY",
        "      - name: new",
        "        hashKey: id",
        "        projectionType: KEYS_ONLY",
      ],
    ],
  ];

  test.each(cases)("where AWS has %s", async (_, more, table, fix) => {
    const project = new Project({
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": blockYaml(more),
    });
    const run = await adoptInto(project, inAws(table));
    expect(run.status).toBe(0);
    const [first, ...rest] = lastLines(run);
    expect(first).toMatch(/^do not run npm run lock yet: .*; write what AWS has:$/);
    expect(rest).toEqual(['dev/koa.yaml:2: table "A":', ...fix, ...NEXT_ADOPT]);

    // Written as it is printed, it is what AWS has.
    const keys = fix.flatMap((line) => /^ {4}(\w+):/.exec(line)?.[1] ?? []);
    const values = blockYaml(more).split("\n");
    const kept = values.filter((line, i) => {
      const key = keys.find((one) => line.startsWith(`    ${one}:`));
      const isBelow = line.startsWith("      ") && keys.includes("globalSecondaryIndex");
      return key === undefined && !(isBelow && i > 5);
    });
    project.write({ "dev/koa.yaml": [...kept.filter(Boolean), ...fix, ""].join("\n") });
    expect(lastLines(await adoptInto(project, inAws(table)))).toEqual(NEXT_LOCK);
  });

  test("where only the values have a range key and a local index, which are to be removed", async () => {
    const more = `    rangeKey: at
    localSecondaryIndex: [{ name: by-day, rangeKey: day, projectionType: ALL }]
`;
    const values = blockYaml(more).replace(
      "type: S }]",
      "type: S }, { name: at, type: S }, { name: day, type: S }]",
    );
    const run = await runAdopt({ "dev/koa.yaml": values }, inAws());
    expect(lastLines(run).slice(1)).toEqual([
      'dev/koa.yaml:2: table "A":',
      "    attributes:",
      "      - { name: id, type: S }",
      "    remove rangeKey",
      "    remove localSecondaryIndex",
      ...NEXT_ADOPT,
    ]);
  });

  test("where adopt: true has to be written by hand, at a position below what was written", async () => {
    const values = `${blockYaml().replace("    adopt: true\n", "")}  - ${tableYaml("B", "adopt: false")}\n`;
    const run = await runAdopt({ "dev/koa.yaml": values }, [...inAws(), { name: "koa-B" }]);
    const text = run.text("dev/koa.yaml")?.split("\n") ?? [];
    expect(text[2]).toBe("    adopt: true");
    const line = text.findIndex((one) => one.includes("name: B")) + 1;
    expect(run.stdout).toContain(`dev/koa.yaml:${line}: koa-B is in AWS already;`);
  });

  test("where adopt: true has to be written by hand", async () => {
    const values = tablesYaml(tableYaml("A", "adopt: false"));
    const run = await runAdopt({ "dev/koa.yaml": values }, inAws());
    expect(run.stdout).not.toContain(NOT_YET);
    expect(run.stdout).toContain("write adopt: true instead of adopt: false\nnext:\n");
    expect(lastLines(run)).toEqual(NEXT_ADOPT);
  });
});

describe("adopt: a table that was locked before npm run adopt", () => {
  const WRONG = blockYaml("    ttl: { attributeName: expires, enabled: true }\n");
  const RIGHT = WRONG.replace("expires,", "expiresAt,");

  function lockedProject(values: string): Project {
    const project = new Project({ "dev/_environment.yaml": ENVIRONMENT, "dev/koa.yaml": values });
    runLock(project);
    return project;
  }

  function runLock(project: Project, ...args: string[]): void {
    const lines: string[] = [];
    const add = (line: string): unknown => lines.push(line);
    const out = { log: add, warn: add, error: add };
    if (lock(args, { VALUES_DIR: project.values }, out) !== 0) throw new Error(lines.join("\n"));
  }

  test("is recorded again with --forget, after its values are fixed", async () => {
    const project = lockedProject(WRONG);
    const first = await adoptInto(project, inAws(ttlBy("expiresAt")));
    expect(lastLines(first).slice(-2)).toEqual(NEXT_ADOPT);
    expect(first.stdout).toContain("ttl: { attributeName: expiresAt, enabled: true }");

    project.write({ "dev/koa.yaml": RIGHT });
    expect(lastLines(await adoptInto(project, inAws(ttlBy("expiresAt"))))).toEqual([
      "next:",
      "  ENVIRONMENT=dev npm run lock -- --forget koa/A",
      "  npx cdktf plan dev-koa",
    ]);

    runLock(project, "--forget", "koa/A");
    const last = await adoptInto(project, inAws(ttlBy("expiresAt")));
    expect(lastLines(last)).toEqual([]);
    expect(last.stdout).toContain("nothing to adopt");
  });

  test("may be edited if the lock has it as it is in AWS", async () => {
    const project = lockedProject(RIGHT);
    project.write({ "dev/koa.yaml": RIGHT.replace("enabled: true", "enabled: false") });
    expect(lastLines(await adoptInto(project, inAws(ttlBy("expiresAt"))))).toEqual([]);
  });
});
