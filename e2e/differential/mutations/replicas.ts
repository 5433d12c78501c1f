import { ACCOUNT, addGlobalIndex, provision, toOnDemand } from "../base-drafts";
import type { Chance, Mutations, TableDraft, Values } from "../draft";

const ANOTHER = "210987654321";
const key = (region: string, account = ACCOUNT): string =>
  `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A global table without a mistake, in the region of its environment. */
function replicate(table: TableDraft, ...replicas: readonly Values[]): void {
  toOnDemand(table);
  Reflect.deleteProperty(table, "region");
  Reflect.deleteProperty(table, "encryption");
  table.streamViewType = "NEW_AND_OLD_IMAGES";
  table.replicas = replicas.length > 0 ? replicas : [{ region: "eu-central-1" }];
}

/** One that AWS takes; the drafts' provider does not know the mode. */
function strengthen(table: TableDraft): void {
  replicate(table, { region: "eu-central-1" });
  Reflect.deleteProperty(table, "ttl");
  Reflect.deleteProperty(table, "localSecondaryIndex");
  table.consistencyMode = "STRONG";
  table.globalTableWitness = "eu-west-2";
}

const scaled = (chance: Chance): Values => ({ write: { min: 1, max: chance.pick([1, 10]) } });

export const replicaMutations: Mutations = {
  "replicas: of some regions": ({ table, environment }, chance) => {
    replicate(
      table,
      ...chance.pick<Values[]>([
        [{ region: "eu-central-1" }, { region: "us-east-1" }],
        [{ region: "eu-central-1" }, { region: "eu-central-1" }],
        [{ region: "eu-west-1" }],
        [{ region: "xx-mars-1" }],
        [{ region: "cn-north-1" }],
        [{ region: "mars" }],
        [{}],
      ]),
    );
    environment.region = "eu-west-1";
  },
  "replicas: regions that are allowed": ({ table, environment }, chance) => {
    replicate(table);
    environment.policy = { regions: ["eu-west-1", chance.pick(["eu-central-1", "us-east-1"])] };
  },
  "replicas: settings": ({ table }, chance) => {
    const region = "eu-central-1";
    replicate(
      table,
      chance.pick<Values>([
        { region, pointInTimeRecovery: false },
        { region, pointInTimeRecovery: { enabled: true } },
        { region, propagateTags: false },
        { region, deletionProtection: true },
        { region, tableClass: "STANDARD" },
      ]),
    );
  },
  "replicas: below the floor": ({ table, environment }, chance) => {
    environment.production = true;
    replicate(table, {
      region: "eu-central-1",
      pointInTimeRecovery: chance.chance(0.3),
    });
  },
  "replicas: stream": ({ table }, chance) => {
    replicate(table);
    const streamViewType = chance.pick([undefined, "NEW_IMAGE", "NEW_AND_OLD_IMAGES"]);
    if (streamViewType === undefined) Reflect.deleteProperty(table, "streamViewType");
    else table.streamViewType = streamViewType;
  },
  "replicas: writes that are scaled": ({ table }, chance) => {
    replicate(table);
    provision(table, chance);
    if (chance.chance(0.7)) table.autoscaling = scaled(chance);
    const index = addGlobalIndex(table, chance);
    if (chance.chance(0.5)) Reflect.set(index, "autoscaling", scaled(chance));
  },
  "replicas: keys": ({ table, environment }, chance) => {
    const region = "eu-central-1";
    replicate(
      table,
      chance.pick<Values>([
        { region },
        { region, kmsKeyArn: key(region) },
        { region, kmsKeyArn: key("eu-west-1") },
        { region, kmsKeyArn: key(region, ANOTHER) },
        { region, kmsKeyArn: key(region).replace("arn:aws:", "arn:aws-cn:") },
      ]),
    );
    environment.region = "eu-west-1";
    if (chance.chance(0.7)) table.encryption = { kmsKeyArn: key("eu-west-1") };
    if (chance.chance(0.3)) environment.policy = { kmsAccounts: [ANOTHER] };
  },
  "consistencyMode: number of regions": ({ table }, chance) => {
    strengthen(table);
    if (chance.chance(0.5)) Reflect.deleteProperty(table, "globalTableWitness");
    table.replicas = ["eu-central-1", "eu-west-3", "eu-north-1"]
      .slice(0, chance.pick([0, 1, 2, 3]))
      .map((region) => ({ region }));
  },
  "consistencyMode: regions of one set": ({ table, environment }, chance) => {
    strengthen(table);
    environment.region = chance.pick(["eu-west-1", "eu-north-1", "us-east-1"]);
    table.globalTableWitness = chance.pick(["eu-west-2", "us-west-2", "eu-central-1"]);
  },
  "consistencyMode: what it excludes": ({ table }, chance) => {
    strengthen(table);
    const [name, value] = chance.pick<[string, unknown]>([
      ["ttl", { attributeName: "expiresAt", enabled: true }],
      ["ttl", { attributeName: "expiresAt", enabled: false }],
      ["restoreFrom", { tableArn: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/koa-former` }],
      ["consistencyMode", "EVENTUAL"],
      ["consistencyMode", "strong"],
    ]);
    table[name] = value;
  },
};
