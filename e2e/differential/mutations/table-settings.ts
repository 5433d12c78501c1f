import { ROLE_LISTS } from "../base-drafts";
import type { Mutations } from "../draft";

const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

export const tableSettingMutations: Mutations = {
  "ttl: on a key": ({ table }, chance) => {
    table.ttl = { attributeName: table.hashKey, enabled: chance.chance(0.7) };
  },
  "ttl: length at a limit": ({ table }, chance) => {
    const character = chance.pick(["t", "ä", "😀"]);
    const attributeName = character.repeat(chance.pick([1, 63, 64, 127, 128, 255, 256]));
    table.ttl = { attributeName, enabled: true };
  },
  "ttl: half of it": ({ table }, chance) => {
    table.ttl = chance.pick([
      { attributeName: "", enabled: true },
      { attributeName: "expiresAt" },
      { enabled: true },
      { enabled: false },
      {},
    ]);
  },
  "pointInTimeRecovery: days at a limit": ({ table }, chance) => {
    table.pointInTimeRecovery = { recoveryPeriodInDays: chance.pick([0, 1, 35, 36, 1.5]) };
  },
  "pointInTimeRecovery: off": ({ table }, chance) => {
    table.pointInTimeRecovery = chance.pick([false, { enabled: false }]);
  },
  "encryption: key of some place": ({ table }, chance) => {
    const region = chance.pick(["eu-west-1", "us-east-1", ""]);
    const partition = chance.pick(["aws", "aws", "aws-cn"]);
    table.encryption = { kmsKeyArn: `arn:${partition}:kms:${region}:123456789012:key/${KEY}` };
  },
  "encryption: other ways to name a key": ({ table }, chance) => {
    const kmsKeyArn = chance.pick([
      `arn:aws:kms:eu-west-1:123456789012:key/mrk-${KEY.replaceAll("-", "")}`,
      "arn:aws:kms:eu-west-1:123456789012:alias/dynamodb",
      `arn:aws:kms:eu-west-1:12345:key/${KEY}`,
      "alias/dynamodb",
      KEY,
      "",
    ]);
    table.encryption = { kmsKeyArn };
  },
  "encryption: word": ({ table }, chance) => {
    table.encryption = chance.pick(["AWS_OWNED", "AWS_MANAGED", "KMS", "aws_owned", true]);
  },
  "region: of another partition": ({ table }, chance) => {
    table.region = chance.pick(["cn-north-1", "us-gov-west-1", "xx-mars-1"]);
  },
  "region: other forms": ({ table }, chance) => {
    table.region = chance.pick([
      "eu-central-1",
      "mars",
      "xx-mars-1",
      "eu-west-99",
      "eu_west_1",
      "EU-WEST-1",
    ]);
  },
  "tags: key": ({ table }, chance) => {
    const key = chance.pick([
      "aws:team",
      "AWS:team",
      "k".repeat(128),
      "k".repeat(129),
      "",
      "a/b=c@d",
      "a*b",
      "a,b",
      "ключ",
    ]);
    table.tags = { ...table.tags, [key]: "x" };
  },
  "tags: value": ({ table }, chance) => {
    const value = chance.pick(["v".repeat(256), "v".repeat(257), "", "a b", "a*b", "${x}", "日本"]);
    table.tags = { ...table.tags, team: value };
  },
  "tags: number at the limit": ({ table }, chance) => {
    const count = chance.pick([40, 44, 45, 46, 47, 50, 51]);
    table.tags = Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, "x"]));
  },
  "roles: name": ({ table, number }, chance) => {
    const name = chance.pick([
      `r${number}-koa`.padStart(64, "x"),
      `r${number}-koa`.padStart(65, "x"),
      `r${number}+=,.@-koa`,
      `r${number} koa`,
      `r${number}/koa`,
      `arn:aws:iam::123456789012:role/r${number}-koa`,
      `r${number}ä-koa`,
    ]);
    table[chance.pick(ROLE_LISTS)] = [name];
    if (chance.chance(0.5)) table.streamViewType = "NEW_IMAGE";
  },
  "roles: twice": ({ table, number }) => {
    table.serviceAccountReadRoles = [`r${number}-koa`, `r${number}-koa`];
  },
  "roles: two spellings": ({ table, number }) => {
    table.serviceAccountReadRoles = [`r${number}-koa`, `R${number}-koa`];
  },
  "roles: of a stream that is none": ({ table, number }, chance) => {
    table.serviceAccountStreamRoles = [`r${number}-koa`];
    if (chance.chance(0.7)) delete table.streamViewType;
  },
  "roles: one on so many tables that its policy is too large": (draft, chance) => {
    const { namespace, number } = draft;
    const count = chance.pick([5, 80]);
    for (let i = 0; i < count; i += 1) {
      namespace.tables.push({
        name: `Wide-${number}-${i}-${"x".repeat(60)}`,
        billingMode: "PAY_PER_REQUEST",
        hashKey: "pk",
        attributes: [{ name: "pk", type: "S" }],
        serviceAccountReadRoles: [`wide-${number}-koa`],
      });
    }
  },
  "production: the floor": ({ environment, table }, chance) => {
    environment.production = true;
    const [key, value] = chance.pick([
      ["deletionPolicy", "Delete"],
      ["deletionProtection", false],
      ["pointInTimeRecovery", false],
      ["pointInTimeRecovery", { enabled: false }],
    ] as const);
    table[key] = value;
    if (chance.chance(0.3)) table.optOutReason = "a cache";
    if (chance.chance(0.1)) table.managementPolicies = "Observe";
  },
  "streamViewType, tableClass: other words": ({ table }, chance) => {
    table.streamViewType = chance.pick(["NEW_IMAGE", "KEYS_ONLY", "BOTH", "", "new_image"]);
    table.tableClass = chance.pick(["STANDARD", "STANDARD_INFREQUENT_ACCESS", "GLACIER"]);
  },
  "backup: no plan of the environment": ({ table, planName }, chance) => {
    table.backup = chance.pick(["nightli", ["nightly", "monthly"], planName.toUpperCase()]);
  },
  "backup: a plan": ({ table, planName }, chance) => {
    table.backup = chance.pick([
      "nightly",
      planName,
      [planName, "nightly"],
      [planName, planName],
      [],
      "",
      false,
      true,
    ]);
  },
};
