/** About thirty kinds of change: the right words in the right list, attention where it belongs, and nothing else. */
import { ENVIRONMENT, tablesYaml, tableYaml } from "../support/project";
import { diffText } from "../../reports/diff/diff-text";
import { briefly, diffOf } from "../support/value-diffs";
import type { Files } from "../support/value-diffs";

const ENV = "dev/_environment.yaml";
const KOA = "dev/koa.yaml";
const SHOP = "dev/shop.yaml";
const PRODUCTION = `${ENVIRONMENT}production: true\n`;
const DELETABLE = "deletionPolicy: Delete";

/** A table with a sort key and an index. */
const indexed = (index: string, more = ""): string =>
  `{name: A, hashKey: id, rangeKey: at, attributes: [{name: id, type: S}, {name: at, type: S}, {name: x, type: S}], billingMode: PAY_PER_REQUEST, globalSecondaryIndex: [${index}]${more}}`;
const BY_X = "{name: by-x, hashKey: x, projectionType: ALL}";

/** An edit of one table's own keys. */
function edited(before: string, after: string, environment = ENVIRONMENT, accept = ""): string[] {
  const files = { [ENV]: environment, [KOA]: tablesYaml(tableYaml("A", before)) };
  return briefly(diffOf(files, { [KOA]: tablesYaml(tableYaml("A", after)) }, accept));
}

/** An edit of the grants of a table to one role. */
function regranted(before: string, after: string): string[] {
  const grants = (access: string): string =>
    access === ""
      ? ""
      : `, grants: [${access
          .split(" + ")
          .map((one) => `{role: r-koa, ${one}}`)
          .join()}]`;
  const table = (access: string): string => tablesYaml(indexed(BY_X, grants(access)));
  return briefly(diffOf({ [KOA]: table(before) }, { [KOA]: table(after) }));
}

describe("tables", () => {
  test("one that is added, with a copy of another's items", () => {
    const files = { [KOA]: tablesYaml(tableYaml("A")) };
    const added = tablesYaml(tableYaml("A"), tableYaml("B"));
    expect(briefly(diffOf(files, { [KOA]: added }))).toEqual([
      "added koa/B: koa-B in AWS; keys: id S; PAY_PER_REQUEST",
    ]);
    const copy = tablesYaml(tableYaml("A"), tableYaml("B", "restoreFrom: {table: koa-A}"));
    expect(briefly(diffOf(files, { [KOA]: copy }))).toEqual([
      "added koa/B: koa-B in AWS; keys: id S; PAY_PER_REQUEST; a copy of koa-A",
      "! dev koa/B is a copy of koa-A",
    ]);
  });

  test("one that is forgotten, imported, moved, or only observed", () => {
    const files = {
      [ENV]: `${ENVIRONMENT}policy: {tables: {shop: [koa-A]}}\n`,
      [KOA]: tablesYaml(tableYaml("A")),
      [SHOP]: "tables: []\n",
    };
    const leaves = "removedTables: [{name: A, reason: it is old}]\ntables: []\n";
    const taken = tablesYaml(tableYaml("A", "tableName: koa-A, adopt: true"));
    expect(briefly(diffOf(files, { [KOA]: leaves }))).toEqual([
      "forgotten koa/A: Terraform forgets koa-A, AWS keeps it (it is old)",
    ]);
    expect(briefly(diffOf(files, { [KOA]: leaves, [SHOP]: taken }))).toEqual([
      "moved shop/A: from koa",
    ]);
    const renamed = tablesYaml(tableYaml("B", "tableName: koa-A, adopt: true"));
    expect(briefly(diffOf(files, { [KOA]: leaves.replace("tables: []\n", renamed) }))).toEqual([
      "moved koa/B: from koa/A",
    ]);
    expect(
      briefly(
        diffOf({ [KOA]: "tables: []\n" }, { [KOA]: tablesYaml(tableYaml("A", "adopt: true")) }),
      ),
    ).toEqual(["imported koa/A: koa-A in AWS; keys: id S; PAY_PER_REQUEST"]);
    expect(edited("", "managementPolicies: Observe")).toEqual([
      "forgotten koa/A: it is only observed from now on; AWS keeps it",
    ]);
  });

  test("one that is filled from S3, or takes the place of another", () => {
    const allowed = `${ENVIRONMENT}policy: {importFromS3: {koa: [bucket]}}\n`;
    const filled = tablesYaml(tableYaml("A", "importFromS3: {bucket: bucket, format: CSV}"));
    expect(briefly(diffOf({ [ENV]: allowed, [KOA]: "tables: []\n" }, { [KOA]: filled }))).toEqual([
      "added koa/A: koa-A in AWS; keys: id S; PAY_PER_REQUEST; filled from s3://bucket/",
      "! dev koa/A is filled from s3://bucket/ with the permissions of the role that deploys",
    ]);
    const files = { [KOA]: tablesYaml(tableYaml("A", DELETABLE)) };
    const renamed = tablesYaml(tableYaml("B", DELETABLE));
    expect(briefly(diffOf(files, { [KOA]: renamed }, "--accept koa/A"))).toEqual([
      "destroyed koa/A: koa-A is destroyed with its data",
      "added koa/B: koa-B in AWS; keys: id S; PAY_PER_REQUEST; deletionPolicy Delete; no deletion protection",
      "! dev koa/A is destroyed with its data (koa-A in AWS)",
    ]);
  });

  test("one that is adopted: its keys may be corrected, and the adoption ends without a word", () => {
    expect(edited("adopt: true", "")).toEqual([]);
    const files = { [KOA]: tablesYaml(tableYaml("A", "adopt: true")) };
    const other = tablesYaml(tableYaml("A", "adopt: true").replace("type: S", "type: N"));
    expect(briefly(diffOf(files, { [KOA]: other }))).toEqual([
      "changed koa/A: the type of id: S → N",
    ]);
  });

  test("one that is destroyed, replaced, or removed without a word in the locks", () => {
    const files = { [KOA]: tablesYaml(tableYaml("A", DELETABLE)) };
    expect(briefly(diffOf(files, { [KOA]: "tables: []\n" }, "--accept koa/A"))).toEqual([
      "destroyed koa/A: koa-A is destroyed with its data",
      "! dev koa/A is destroyed with its data (koa-A in AWS)",
    ]);
    const other = tablesYaml(tableYaml("A", DELETABLE).replace("type: S", "type: N"));
    expect(briefly(diffOf(files, { [KOA]: other }, "--accept koa/A"))).toEqual([
      "replaced koa/A: the table is destroyed with its data and created again; the type of id: S → N",
      "! dev koa/A is replaced: koa-A is destroyed with its data and created again",
    ]);
    expect(briefly(diffOf(files, { [KOA]: "tables: []\n" }, "", false))).toEqual([
      "removed koa/A: it was in no lock: if koa-A was ever deployed, the next deploy destroys it",
      "! dev koa/A is removed: if koa-A was ever deployed, it is destroyed with its data",
    ]);
  });

  test.each([
    ["", "tags: {team: a}", "tag team: none → a"],
    [
      "",
      "tableClass: STANDARD_INFREQUENT_ACCESS",
      "table class: STANDARD → STANDARD_INFREQUENT_ACCESS",
    ],
    ["", "streamViewType: KEYS_ONLY", "stream: none → KEYS_ONLY"],
    ["", "ttl: {attributeName: t, enabled: true}", "TTL: none → t"],
    [
      "ttl: {attributeName: t, enabled: true}",
      "ttl: {attributeName: t, enabled: false}",
      "TTL: t → none",
    ],
    ["ttl: {attributeName: t, enabled: true}", "", "TTL: t → none"],
    ["", "onDemandThroughput: {maxReadRequestUnits: 5}", "on-demand maximum: none → reads 5"],
    ["", "encryption: AWS_MANAGED", "encryption: AWS_OWNED → AWS_MANAGED"],
    ["", "contributorInsights: true", "contributor insights: none → on"],
    [
      "usage: {readsPerMonth: 1}",
      "usage: {readsPerMonth: 2}",
      "usage: averageItemKb 1, readsPerMonth 1, stronglyConsistentReads 0, transactionalWrites 0 → averageItemKb 1, readsPerMonth 2, stronglyConsistentReads 0, transactionalWrites 0",
    ],
  ])("a setting: from {%s} to {%s}", (before, after, words) => {
    expect(edited(before, after)).toEqual([`changed koa/A: ${words}`]);
  });

  test("capacity and its auto scaling", () => {
    const table = (more: string): string =>
      tablesYaml(tableYaml("A", more).replace("PAY_PER_REQUEST", "PROVISIONED"));
    const files = { [KOA]: table("readCapacity: 5, writeCapacity: 5") };
    expect(briefly(diffOf(files, { [KOA]: table("readCapacity: 9, writeCapacity: 5") }))).toEqual([
      "changed koa/A: read capacity: 5 → 9",
    ]);
    const scaled = table("writeCapacity: 5, autoscaling: {read: {min: 5, max: 50}}");
    expect(briefly(diffOf(files, { [KOA]: scaled }))).toEqual([
      "changed koa/A: read capacity: 5 → none; auto scaling of reads: none → 5 to 50, target 70 %",
    ]);
    expect(briefly(diffOf(files, { [KOA]: tablesYaml(tableYaml("A")) }))).toEqual([
      "changed koa/A: billing mode: PROVISIONED → PAY_PER_REQUEST; read capacity: 5 → none; write capacity: 5 → none",
    ]);
  });

  test("an index that is added, removed, or rebuilt", () => {
    const files = { [KOA]: tablesYaml(indexed(BY_X)) };
    const two = `${BY_X}, {name: by-at, hashKey: at, projectionType: KEYS_ONLY}`;
    expect(briefly(diffOf(files, { [KOA]: tablesYaml(indexed(two)) }))).toEqual([
      "changed koa/A: global secondary index by-at: added (keys at; projection KEYS_ONLY)",
    ]);
    expect(briefly(diffOf({ [KOA]: tablesYaml(indexed(two)) }, { [KOA]: files[KOA] }))).toEqual([
      "changed koa/A: global secondary index by-at: removed",
    ]);
    const rebuilt = tablesYaml(indexed(BY_X.replace("ALL", "KEYS_ONLY")));
    expect(briefly(diffOf(files, { [KOA]: rebuilt }, "--accept koa/A"))).toEqual([
      "changed koa/A: the projection of the index by-x: ALL → KEYS_ONLY (rebuilt)",
      "! dev koa/A has its index by-x rebuilt (the projection of the index by-x: ALL → KEYS_ONLY): queries on it fail meanwhile",
    ]);
  });

  test("a stream with another view, and TTL with another attribute", () => {
    expect(
      edited(
        "streamViewType: KEYS_ONLY",
        "streamViewType: NEW_IMAGE",
        ENVIRONMENT,
        "--accept koa/A",
      ),
    ).toEqual([
      "changed koa/A: stream: KEYS_ONLY → NEW_IMAGE",
      "! dev koa/A has its stream built again (KEYS_ONLY → NEW_IMAGE): it gets another ARN",
    ]);
    expect(
      edited(
        "ttl: {attributeName: t, enabled: false}",
        "ttl: {attributeName: u, enabled: true}",
        ENVIRONMENT,
        "--accept koa/A",
      ),
    ).toEqual([
      "changed koa/A: TTL: none → u",
      "! dev koa/A expires items by another TTL attribute: t → u",
    ]);
  });

  test("a replica that is added, and one that is removed", () => {
    const replicas = "streamViewType: NEW_AND_OLD_IMAGES, replicas: [{region: eu-central-1}]";
    const none = "streamViewType: NEW_AND_OLD_IMAGES";
    expect(edited(none, replicas)).toEqual(["changed koa/A: replica eu-central-1: none → there"]);
    expect(edited(replicas, none, ENVIRONMENT, "--accept koa/A")).toEqual([
      "changed koa/A: replica eu-central-1: there → none",
      "! dev koa/A loses its replica in eu-central-1 with the items there",
    ]);
  });
});

describe("environments and namespaces", () => {
  test("one that is added has only added tables, and one that is removed loses its tables", () => {
    const files = { [KOA]: tablesYaml(tableYaml("A")) };
    const other = {
      "prod/_environment.yaml": ENVIRONMENT.replace("1", "2"),
      "prod/koa.yaml": tablesYaml(tableYaml("A", "serviceAccountReadRoles: [web-koa]")),
    };
    const added = diffOf(files, other);
    expect(added.tables).toMatchObject([{ environment: "prod", table: "A", change: "added" }]);
    expect(added.access).toEqual([
      { environment: "prod", role: "web-koa", table: "A", gained: ["read"], lost: [] },
    ]);
    expect(added.attention).toEqual([]);
    const gone = diffOf({ ...files, ...other }, { prod: undefined }, "", false);
    expect(gone.tables).toMatchObject([{ environment: "prod", change: "removed" }]);
    expect(gone.access).toMatchObject([{ lost: ["read"], gained: [] }]);
    expect(gone.attention).toHaveLength(1);
  });

  test("two namespaces with a table of one name are told apart", () => {
    const granted = tablesYaml(tableYaml("A", "serviceAccountReadRoles: [r]"));
    const files = { [KOA]: granted, [SHOP]: tablesYaml(tableYaml("A")) };
    expect(briefly(diffOf(files, { [KOA]: files[SHOP], [SHOP]: granted }))).toEqual([
      "r on A +[] -[read]",
      "r on A +[read] -[]",
    ]);
  });

  test("a default of the environment changes each table that inherits it", () => {
    const files = { [KOA]: tablesYaml(tableYaml("A"), tableYaml("B", "tags: {team: b}")) };
    const tagged = `${ENVIRONMENT}tableDefaults: {tags: {team: b}}\n`;
    expect(briefly(diffOf(files, { [ENV]: tagged }))).toEqual([
      "changed koa/A: tag team: none → b",
    ]);
  });
});

describe("nothing for changes of form:", () => {
  const A = tableYaml("A", "serviceAccountReadRoles: [a-koa, b-koa], tags: {x: '1', y: '2'}");
  const files: Files = { [KOA]: tablesYaml(A, tableYaml("B")) };

  test.each<[string, Record<string, string | undefined>]>([
    ["comments", { [KOA]: `# all\n${files[KOA] ?? ""}` }],
    ["order", { [KOA]: tablesYaml(tableYaml("B"), A.replace("a-koa, b-koa", "b-koa, a-koa")) }],
    [
      "split files",
      {
        [KOA]: undefined,
        "dev/koa/a.yaml": tablesYaml(A),
        "dev/koa/b.yaml": tablesYaml(tableYaml("B")),
      },
    ],
    [
      "a default that is written",
      { [KOA]: tablesYaml(A, tableYaml("B", "pointInTimeRecovery: true, deletionPolicy: Orphan")) },
    ],
    [
      "a word of access spelled out",
      {
        [KOA]: tablesYaml(
          A.replace(
            "serviceAccountReadRoles: [a-koa, b-koa]",
            "grants: [{role: a-koa, access: [read, GetItem]}, {role: b-koa, access: [dynamodb:Scan, read]}]",
          ),
          tableYaml("B"),
        ),
      },
    ],
  ])("%s", (_, edit) => {
    expect(briefly(diffOf(files, edit))).toEqual([]);
  });
});

describe("access", () => {
  test.each([
    ["", "access: [read]", "r-koa on A +[read] -[]"],
    ["access: [read, write]", "access: [read]", "r-koa on A +[] -[write]"],
    [
      "access: [read]",
      "access: [GetItem]",
      "r-koa on A +[] -[BatchGetItem,ConditionCheckItem,DescribeTable,PartiQLSelect,Query,Scan]",
    ],
    ["access: [GetItem]", "access: [GetItem, PutItem]", "r-koa on A +[PutItem] -[]"],
    ["access: [write]", "access: [read, write]", "r-koa on A +[read] -[]"],
    [
      "access: [GetItem]",
      "access: [read]",
      "r-koa on A +[BatchGetItem,ConditionCheckItem,DescribeTable,PartiQLSelect,Query,Scan] -[]",
    ],
    [
      "access: [GetItem, Query]",
      "access: [GetItem, Query], indexes: [by-x]",
      "r-koa on A +[] -[] none > GetItem: not limited; Query: indexes by-x",
    ],
    ["", "access: [GetItem], leadingKeys: [a]", "r-koa on A +[GetItem] -[] none > leading keys a"],
    [
      "access: [GetItem], leadingKeys: [a, b]",
      "access: [GetItem], leadingKeys: [a]",
      "r-koa on A +[] -[] leading keys a, b > leading keys a",
    ],
  ])("from {%s} to {%s}", (before, after, words) => {
    expect(regranted(before, after)).toEqual([words]);
  });

  test("a condition that is widened or removed needs attention", () => {
    expect(
      regranted("access: [GetItem], leadingKeys: [a]", "access: [GetItem], leadingKeys: [a, b]"),
    ).toEqual([
      "r-koa on A +[] -[] leading keys a > leading keys a, b",
      "! dev r-koa is limited less on koa/A: leading keys a → leading keys a, b",
    ]);
    expect(regranted("access: [GetItem], leadingKeys: [a]", "access: [GetItem]")).toEqual([
      "r-koa on A +[] -[] leading keys a > none",
      "! dev r-koa is limited less on koa/A: leading keys a → not limited",
    ]);
  });

  test("another namespace's role gains access, which needs attention", () => {
    const files = { [KOA]: tablesYaml(tableYaml("A")), [SHOP]: "tables: []\n" };
    const granted = tablesYaml(tableYaml("A", "serviceAccountWriteRoles: [web-shop]"));
    expect(briefly(diffOf(files, { [KOA]: granted }))).toEqual([
      "web-shop on A +[write] -[]",
      "! dev web-shop, a role of shop, gains write on koa/A",
    ]);
    expect(briefly(diffOf({ ...files, [KOA]: granted }, { [KOA]: files[KOA] }))).toEqual([
      "web-shop on A +[] -[write]",
    ]);
  });

  test("a resource policy lets another namespace's role in, which needs attention", () => {
    const policy = (role: string): string =>
      tablesYaml(
        tableYaml(
          "A",
          `resourcePolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {AWS: 'arn:aws:iam::123456789012:role/${role}'}, Action: ['dynamodb:GetItem']}]}`,
        ),
      );
    const files = { [KOA]: policy("web-koa"), [SHOP]: "tables: []\n" };
    expect(briefly(diffOf(files, { [KOA]: policy("web-shop") }))).toEqual([
      "changed koa/A: resource policy: changed",
      "arn:aws:iam::123456789012:role/web-koa on A +[] -[GetItem]",
      "arn:aws:iam::123456789012:role/web-shop on A +[GetItem] -[]",
      "! dev arn:aws:iam::123456789012:role/web-shop, a role of shop, gains GetItem on koa/A",
    ]);
  });

  test("a prefix", () => {
    const files = { [KOA]: tablesYaml(tableYaml("A", "serviceAccountReadRoles: [r]")) };
    const prefixes = `${ENVIRONMENT}prefixGrants: [{role: r, prefix: koa-, access: [read]}]\n`;
    expect(briefly(diffOf(files, { [ENV]: prefixes }))).toEqual(["r on koa-* +[read] -[]"]);
    const others = { ...files, [SHOP]: "tables: []\n" };
    const shops = prefixes.replace("role: r", "role: r-shop");
    expect(briefly(diffOf(others, { [ENV]: shops }))).toEqual([
      "r-shop on koa-* +[read] -[]",
      "! dev r-shop, a role of shop, gains read on koa-*",
    ]);
    expect(
      briefly(diffOf({ ...files, [ENV]: prefixes }, { [KOA]: tablesYaml(tableYaml("A")) })),
    ).toEqual([]);
  });

  test("a resource policy that lets another account in, and a role that trusts another one", () => {
    const trusting = `${ENVIRONMENT}policy: {trustedAccounts: ["210987654321", "310987654321"]}\n`;
    const policy =
      "resourcePolicy: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {AWS: 'arn:aws:iam::210987654321:root'}, Action: 'dynamodb:GetItem'}]}";
    expect(edited("", policy, trusting)).toEqual([
      "changed koa/A: resource policy: added",
      "arn:aws:iam::210987654321:root on A +[GetItem] -[]",
      "! dev koa/A lets arn:aws:iam::210987654321:root use GetItem by its resource policy",
    ]);
    const role = (account: string, tables = "tables: []\n"): string =>
      `roles: [{name: r-koa, trust: {principalArn: 'arn:aws:iam::${account}:role/sync', externalId: secret-id}}]\n${tables}`;
    const files = { [ENV]: trusting, [KOA]: "tables: []\n" };
    expect(briefly(diffOf(files, { [KOA]: role("210987654321") }))).toEqual([
      "! dev r-koa can be assumed from another account: principalArn arn:aws:iam::210987654321:role/sync externalId secret-id",
    ]);
    expect(
      briefly(diffOf({ ...files, [KOA]: role("210987654321") }, { [KOA]: role("310987654321") })),
    ).toEqual([
      "! dev r-koa can be assumed by others: principalArn arn:aws:iam::210987654321:role/sync externalId secret-id → principalArn arn:aws:iam::310987654321:role/sync externalId secret-id",
    ]);
    const read = tablesYaml(tableYaml("A", "serviceAccountReadRoles: [r-koa]"));
    const trusted = role("210987654321", tablesYaml(tableYaml("A")));
    expect(
      briefly(diffOf({ ...files, [KOA]: trusted }, { [KOA]: role("210987654321", read) })),
    ).toEqual([
      "r-koa on A +[read] -[]",
      "! dev r-koa, which arn:aws:iam::210987654321:role/sync assumes, gains read on koa/A",
    ]);
  });

  test("an issuer and a permissions boundary that change", () => {
    const cluster = (id: string): string =>
      `${ENVIRONMENT}oidcProviderUrl: https://oidc.eks.eu-west-1.amazonaws.com/id/${id}\n`;
    const role = (boundary = ""): string =>
      `roles: [{name: r-koa, ${boundary}trust: {oidcServiceAccount: koa/app}}]\ntables: []\n`;
    const files = { [ENV]: cluster("AAAA"), [KOA]: role() };
    const [issuer, ...others] = briefly(diffOf(files, { [ENV]: cluster("BBBB") }));
    expect(others).toEqual([]);
    expect(issuer).toMatch(/^! dev r-koa can be assumed by others: .*AAAA → .*BBBB$/);
    const bounded = role("permissionsBoundary: 'arn:aws:iam::123456789012:policy/limit', ");
    expect(briefly(diffOf(files, { [KOA]: bounded }))).toEqual([
      "! dev r-koa has another permissions boundary: none → arn:aws:iam::123456789012:policy/limit",
    ]);
  });
});

describe("backup", () => {
  test("a table joins a plan, and leaves its last one", () => {
    expect(edited("", "backup: nightly")).toEqual([
      "backup koa/A nightly added: cron(0 1 * * ? *) Etc/UTC, kept 35 days",
    ]);
    expect(edited("backup: nightly", "backup: false")).toEqual([
      "backup koa/A nightly removed: no longer backed up",
      "! dev koa/A is no longer backed up (nightly before)",
    ]);
  });

  test("a plan copies to a vault, which needs attention in another account", () => {
    const plan = (copies: string): string =>
      `${ENVIRONMENT}backupPlans: {w: {schedule: "cron(0 1 ? * SUN *)", retentionDays: 9${copies}}}\n`;
    const copied = (account: string): string[] => {
      const vault = `arn:aws:backup:eu-central-1:${account}:backup-vault:v`;
      const files = { [ENV]: plan(""), [KOA]: tablesYaml(tableYaml("A", "backup: w")) };
      const copies = `, copyTo: [{vaultArn: "${vault}", retentionDays: 3}]`;
      return briefly(diffOf(files, { [ENV]: plan(copies) })).map((line) =>
        line.replaceAll(vault, "VAULT"),
      );
    };
    const changed = "backup koa/* w changed: copies: none → VAULT (kept 3 days)";
    expect(copied("123456789012")).toEqual([changed]);
    expect(copied("210987654321")).toEqual([
      changed,
      "! dev koa has its backups copied to another account, to VAULT",
    ]);
  });

  test("a plan keeps its backups for another time", () => {
    const plan = (days: number): string =>
      `${ENVIRONMENT}backupPlans: {weekly: {schedule: "cron(0 1 ? * SUN *)", retentionDays: ${days}}}\n`;
    const files = { [ENV]: plan(90), [KOA]: tablesYaml(tableYaml("A", "backup: weekly")) };
    expect(briefly(diffOf(files, { [ENV]: plan(30) }))).toEqual([
      "backup koa/* weekly changed: retention: kept 90 days → kept 30 days",
    ]);
  });
});

describe("protection", () => {
  test("a table of production that Terraform forgets leaves its floor, unless it moves", () => {
    const policy = `${PRODUCTION}policy: {tables: {shop: [koa-A]}}\n`;
    const files = {
      [ENV]: policy,
      [KOA]: tablesYaml(tableYaml("A", "backup: nightly")),
      [SHOP]: "tables: []\n",
    };
    const leaves =
      "optOutReason: moved out\nremovedTables: [{name: A, reason: it is old}]\ntables: []\n";
    const forgotten = "Terraform forgets koa-A, AWS keeps it (it is old)";
    expect(briefly(diffOf(files, { [KOA]: leaves }))).toEqual([
      `forgotten koa/A: ${forgotten}`,
      "backup koa/A nightly removed: the table leaves the values",
      "! dev koa/A is no longer backed up (nightly before)",
      `! dev koa/A leaves the floor of production: ${forgotten}`,
    ]);
    const taken = tablesYaml(tableYaml("A", "tableName: koa-A, adopt: true, backup: nightly"));
    expect(briefly(diffOf(files, { [KOA]: leaves, [SHOP]: taken }))).toEqual([
      "moved shop/A: from koa",
    ]);
  });

  test("of a table that is no production", () => {
    expect(edited("", "pointInTimeRecovery: {enabled: true, recoveryPeriodInDays: 7}")).toEqual([
      "protection koa/A point-in-time recovery days: 35 > 7",
    ]);
    expect(edited("", DELETABLE)).toEqual([
      "protection koa/A deletion protection: true > false",
      "protection koa/A deletionPolicy: Orphan > Delete",
    ]);
  });

  test("the floor of production is lowered with a reason, which needs attention", () => {
    expect(
      edited("", "pointInTimeRecovery: false, optOutReason: only a cache", PRODUCTION),
    ).toEqual([
      "protection koa/A point-in-time recovery: true > false (only a cache)",
      "protection koa/A opt-out: null > only a cache (only a cache)",
      "! dev koa/A is below the floor of production: no point-in-time recovery (only a cache)",
    ]);
    const files = { [ENV]: PRODUCTION, [KOA]: tablesYaml(tableYaml("A")) };
    expect(briefly(diffOf(files, { [ENV]: ENVIRONMENT }))).toEqual([
      "! dev is no longer a production environment: nothing is a floor there",
    ]);
  });
});

test("the text says which line grants access, and which line granted what is lost", () => {
  const table = (grants: string): string =>
    `tables:\n  - name: A\n    hashKey: id\n    attributes: [{name: id, type: S}]\n    billingMode: PAY_PER_REQUEST\n${grants}`;
  const before = table("    serviceAccountWriteRoles: [old-koa]\n");
  const after = table(
    "    grants:\n      - {role: new-koa, access: [read]}\n      - {role: new-koa, access: [Scan]}\n",
  );
  const { places, ...diff } = diffOf({ [KOA]: before }, { [KOA]: after });
  const lines = diffText({ ...diff, cost: null }, false, places);
  const withoutFolders = lines.map((line) => line.replace(/\(\S*values\//, "("));
  expect(withoutFolders.slice(withoutFolders.indexOf("Access"))).toEqual([
    "Access",
    "  + dev new-koa on A: gains access",
    expect.stringMatching(/^ {6}gains read \(dev\/koa\.yaml:7 and \S*dev\/koa\.yaml:8\)$/),
    "  - dev old-koa on A: loses access",
    "      loses write (dev/koa.yaml:6 before)",
  ]);
});
