import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { accountPolicies, attachedPolicies } from "./support/deployed-access";
import { deployedVaults } from "./support/deployed-backups";
import { deployedTable, deployedTableNames } from "./support/deployed-tables";
import type { Result } from "./support/run";
import { Stage } from "./support/stage";
import { ON_DEMAND, type IndexFacts, type TableFacts } from "./support/table-facts";
import { allItems, onDemandTable, putItem, type TableValues } from "./support/tables";
import { BARE } from "./support/values-copy";
import type { Actions, Workspace } from "./support/workspace";

const REGION = "eu-west-1";
const VAULT = `aws_backup_vault.${REGION}`;

const ITEM = {
  id: { S: "1" },
  order: { S: "1" },
  date: { S: "2026-01-01" },
  status: { S: "open" },
};

type ActionsByStack = Readonly<Record<string, Actions>>;

interface Edit {
  readonly edit: string;
  readonly before: TableValues;
  readonly after: TableValues | undefined;
  readonly deployed?: Partial<TableFacts>;
  /** Not by a new table. */
  readonly inPlace?: boolean;
  /** Carried out as it is written, without being accepted. */
  readonly freely?: boolean;
}

const PROTECTED = { deletionPolicy: "Orphan" };
const EDITS: readonly Edit[] = [
  {
    edit: "another type of the range key",
    before: onDemandTable("KeyType", { id: "S", order: "S" }, { rangeKey: "order" }),
    after: onDemandTable("KeyType", { id: "S", order: "N" }, { rangeKey: "order" }),
    deployed: { keys: ["id", "order"], attributes: { id: "S", order: "N" } },
  },
  {
    edit: "another hash key",
    before: onDemandTable("HashKey", { id: "S" }),
    after: onDemandTable("HashKey", { customer: "S" }),
    deployed: { keys: ["customer"], attributes: { customer: "S" } },
  },
  {
    edit: "another range key of a local index",
    before: withLocalIndex("LocalKey", "date", { projectionType: "ALL" }),
    after: withLocalIndex("LocalKey", "status", { projectionType: "ALL" }),
    deployed: { localIndexes: { local: localIndex("status", "ALL") } },
  },
  {
    edit: "another projection of a local index",
    before: withLocalIndex("LocalProjection", "date", { projectionType: "KEYS_ONLY" }),
    after: withLocalIndex("LocalProjection", "date", { projectionType: "ALL" }),
    deployed: { localIndexes: { local: localIndex("date", "ALL") } },
  },
  {
    edit: "other attributes in a local index",
    before: withLocalIndex("LocalAttributes", "date", including("status")),
    after: withLocalIndex("LocalAttributes", "date", including("status", "total")),
    deployed: { localIndexes: { local: localIndex("date", "INCLUDE", ["status", "total"]) } },
  },
  {
    edit: "another name in AWS",
    before: onDemandTable("Renamed", { id: "S" }),
    after: onDemandTable("Renamed", { id: "S" }, { tableName: "other-name" }),
    deployed: { keys: ["id"] },
  },
  {
    edit: "a table that is gone from the values",
    before: onDemandTable("Removed", { id: "S" }),
    after: undefined,
  },
  {
    edit: "another projection of a global index",
    before: withGlobalIndex("GlobalProjection", { projectionType: "KEYS_ONLY" }),
    after: withGlobalIndex("GlobalProjection", { projectionType: "ALL" }),
    deployed: { globalIndexes: { global: globalIndex("ALL") } },
    inPlace: true,
  },
  {
    edit: "another view of a stream",
    before: onDemandTable("View", { id: "S" }, { ...PROTECTED, streamViewType: "KEYS_ONLY" }),
    after: onDemandTable("View", { id: "S" }, { ...PROTECTED, streamViewType: "NEW_IMAGE" }),
    deployed: { streamViewType: "NEW_IMAGE" },
    inPlace: true,
  },
  {
    edit: "a stream that is left out",
    before: onDemandTable("StreamLeftOut", { id: "S" }, { streamViewType: "KEYS_ONLY" }),
    after: onDemandTable("StreamLeftOut", { id: "S" }),
    deployed: { streamViewType: undefined },
    inPlace: true,
    freely: true,
  },
  {
    edit: "TTL that is left out",
    before: onDemandTable("TtlLeftOut", { id: "S" }, { ttl: ttl("expiresAt") }),
    after: onDemandTable("TtlLeftOut", { id: "S" }),
    deployed: { timeToLive: undefined },
    inPlace: true,
    freely: true,
  },
];

const EDITED = EDITS.flatMap(({ after }) => after ?? []);
const ACCEPTED = EDITS.filter(({ freely }) => freely !== true).map(({ before }) => before.name);

const EVERYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/** What AWS cannot change, or not without loss, is carried out once somebody has accepted it. */
describe("an edit of what is deployed and locked", () => {
  const AUDITOR = "report-audit";
  const ledger = onDemandTable("Ledger", { id: "S" });
  const findings = onDemandTable("Findings", { id: "S" }, { deletionPolicy: "Delete" });
  const read = { serviceAccountReadRoles: [AUDITOR] };
  const stage = new Stage("test", BARE);
  let workspace: Workspace;
  let dynamodb: DynamoDBClient;

  beforeAll(async () => {
    await stage.open();
    ({ workspace } = stage);
    dynamodb = stage.root.dynamodb(REGION);
    writeShop([...EDITS.map(({ before }) => before), { ...ledger, ...read, backup: "nightly" }]);
    await stage.prepare();
    await workspace.lock();
    await workspace.carryOut();
    for (const { before } of EDITS) await putItem(dynamodb, awsName(before), ITEM);
  });

  afterAll(() => stage.close());

  describe("the first time", () => {
    let complaints: string;
    let judged: Result;
    let done: ActionsByStack;

    beforeAll(async () => {
      writeShop([...EDITED, { ...ledger, ...read }]);
      writeAudit({ ...findings, ...read });
      complaints = await workspace.refusedSynth();
      await workspace.lock(...ACCEPTED.flatMap((table) => ["--accept", `shop/${table}`]));
      await workspace.synth();
      judged = await workspace.guard();
      done = await workspace.carryOut();
    });

    test.each(EDITS.filter(({ freely }) => freely !== true))(
      "$edit: refused with file and line while it is not accepted",
      ({ before: { name } }) => {
        expect(complaints).toMatch(new RegExp(`shop\\.yaml:\\d+:\\d+: table "${name}": `));
      },
    );

    test("nothing else is refused", () => {
      expect(complaints).toContain(`\n${ACCEPTED.length} errors and `);
    });

    test("the plans do what was accepted, and nothing else", () => {
      expect(judged).toMatchObject({ code: 0 });
    });

    test.each(EDITS.filter(({ deployed }) => deployed))(
      "$edit: the table in AWS is what the values say",
      async ({ before, after = before, deployed = {} }) => {
        expect(await deployedTable(dynamodb, awsName(after))).toMatchObject(deployed);
      },
    );

    test.each(EDITS.filter(({ inPlace }) => inPlace))(
      "$edit: the table is updated in place and keeps its items",
      async ({ before }) => {
        expect(actionOn(before)).toBe("update");
        expect(await allItems(dynamodb, awsName(before))).toEqual([ITEM]);
      },
    );

    test.each(EDITS.filter(({ inPlace }) => inPlace !== true))(
      "$edit: the table goes, and with it its items",
      async ({ before, after }) => {
        expect(actionOn(before)).toBe(after ? "replace" : "delete");
        if (after) expect(await allItems(dynamodb, awsName(after))).toEqual([]);
      },
    );

    test("nothing is left of a table that was removed or renamed", async () => {
      const others = ["audit-Findings", "shop-Ledger"];
      const names = [...EDITED.map(awsName), ...others].sort();
      expect(await deployedTableNames(dynamodb)).toEqual(names);
    });

    test("a role stays where it is at home when a namespace comes that its name ends in", async () => {
      expect(done["test-access"]).toEqual({ [`aws_iam_policy.${AUDITOR}`]: "update" });
      expect(done["test-audit"]).toEqual({
        "aws_dynamodb_table.Findings": "create",
        "terraform_data.Findings": "create",
      });
      expect(await attachedPolicies(stage.root.iam, AUDITOR)).toHaveLength(1);
    });

    test("a vault stays when its last table leaves the backup", async () => {
      expect(done["test-shop"]).not.toHaveProperty([VAULT]);
      expect(await deployedVaults(stage.root.backup(REGION))).toHaveLength(1);
    });

    test("leaves nothing to do", expectSettled);

    test.each<[string, string, object, string]>([
      [
        "another policy of a role",
        "other_override.tf.json",
        { aws_iam_policy: { [AUDITOR]: { policy: EVERYTHING } } },
        `aws_iam_policy.${AUDITOR} has another policy than the synthesized stack test-access`,
      ],
      [
        "a role of nobody's",
        "other.tf.json",
        { aws_iam_role: { other: { name: "other", assume_role_policy: EVERYTHING } } },
        "aws_iam_role.other is created: the synthesized stack test-access has no such resource",
      ],
    ])("%s, in a file beside the stack, is refused", async (_, file, resource, refusal) => {
      workspace.writeBeside("test-access", file, { resource });
      const { code, output } = await workspace.guard(["test-access"]);
      workspace.removeBeside("test-access", file);
      expect(output).toContain(refusal);
      expect(code).toBe(1);
    });

    function actionOn({ name }: TableValues): string | undefined {
      return done["test-shop"]?.[`aws_dynamodb_table.${name}`];
    }
  });

  describe("the second time", () => {
    let complaints: string;
    let judged: Result;
    let done: ActionsByStack;

    beforeAll(async () => {
      const isTtlTable = ({ name }: TableValues) => name === "TtlLeftOut";
      const edited = EDITED.map((table) =>
        isTtlTable(table) ? { ...table, ttl: ttl("deleteAt") } : table,
      );
      writeShop([...edited, ledger]);
      writeAudit(findings);
      workspace.values.editEnvironment({ backupVault: { existing: "central" } });
      complaints = await workspace.refusedSynth();
      await workspace.lock("--accept", "shop/TtlLeftOut");
      await workspace.synth();
      judged = await workspace.guard();
      done = await workspace.carryOut();
    });

    test("another TTL attribute is turned on, in place and once it is accepted", async () => {
      expect(complaints).toMatch(/shop\.yaml:\d+:\d+: table "TtlLeftOut": /);
      expect(done["test-shop"]).toMatchObject({ "aws_dynamodb_table.TtlLeftOut": "update" });
      const { timeToLive } = await deployedTable(dynamodb, "shop-TtlLeftOut");
      expect(timeToLive).toBe("deleteAt");
    });

    test("the policy of a role that is granted nothing any more is taken away", async () => {
      expect(done["test-access"]).toEqual({
        [`aws_iam_policy.${AUDITOR}`]: "delete",
        [`aws_iam_role_policy_attachment.${AUDITOR}`]: "delete",
      });
      expect(await attachedPolicies(stage.root.iam, AUDITOR)).toEqual([]);
      expect(await accountPolicies(stage.root.iam)).toEqual([]);
    });

    test("the guard lists what is taken away and forgotten", () => {
      expect(judged).toMatchObject({ code: 0 });
      expect(judged.output).toContain(`aws_iam_policy.${AUDITOR} is destroyed: `);
      expect(judged.output).toContain(`${VAULT} is forgotten: `);
    });

    test("a vault is forgotten when another takes its place, and AWS keeps it", async () => {
      expect(done["test-shop"]).toMatchObject({ [VAULT]: "forget" });
      expect(await deployedVaults(stage.root.backup(REGION))).toHaveLength(1);
    });

    test("leaves nothing to do", expectSettled);

    test("the access stack is gone with its lock", async () => {
      workspace.values.remove("_lock/_access.json");
      await workspace.synth();
      expect(workspace.stacks()).toEqual(["test-audit", "test-shop"]);
    });
  });

  async function expectSettled(): Promise<void> {
    for (const plan of await workspace.plan()) expect(plan).toMatchObject({ code: 0 });
  }

  function writeShop(tables: readonly TableValues[]): void {
    workspace.values.write("shop.yaml", { deletionPolicy: "Delete", tables });
  }

  function writeAudit(table: TableValues): void {
    workspace.values.write("audit.yaml", { tables: [table] });
  }
});

function awsName({ name, tableName = `shop-${name}` }: TableValues): string {
  return tableName;
}

function withLocalIndex(
  name: string,
  rangeKey: "date" | "status",
  projection: object,
): TableValues {
  return onDemandTable(
    name,
    { id: "S", order: "S", [rangeKey]: "S" },
    { rangeKey: "order", localSecondaryIndex: [{ name: "local", rangeKey, ...projection }] },
  );
}

function withGlobalIndex(name: string, projection: object): TableValues {
  const index = { name: "global", hashKey: "status", ...projection };
  return onDemandTable(
    name,
    { id: "S", status: "S" },
    { ...PROTECTED, globalSecondaryIndex: [index] },
  );
}

function including(...nonKeyAttributes: string[]): object {
  return { projectionType: "INCLUDE", nonKeyAttributes };
}

function localIndex(
  rangeKey: string,
  projectionType: string,
  projected: string[] = [],
): IndexFacts {
  return { keys: ["id", rangeKey], projectionType, projected, capacity: ON_DEMAND };
}

function globalIndex(projectionType: string): IndexFacts {
  return { keys: ["status"], projectionType, projected: [], capacity: ON_DEMAND };
}

function ttl(attributeName: string): object {
  return { attributeName, enabled: true };
}
