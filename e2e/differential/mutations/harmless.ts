import {
  addGlobalIndex,
  addLocalIndex,
  projected,
  provision,
  renameAttribute,
  setRangeKey,
} from "../base-drafts";
import type { Mutations } from "../draft";
import { scale } from "./autoscaling";

/** Edits that leave the values right. */
export const harmlessMutations: Mutations = {
  nothing: () => undefined,
  "another order of lists": ({ table }, chance) => {
    table.attributes = chance.shuffle(table.attributes);
    if (table.globalSecondaryIndex) {
      table.globalSecondaryIndex = chance.shuffle(table.globalSecondaryIndex);
    }
  },
  "another global index": ({ table }, chance) => {
    addGlobalIndex(table, chance);
  },
  "another local index": ({ table }, chance) => {
    addLocalIndex(table, chance);
  },
  "an index of the table's own keys": ({ table }, chance) => {
    const index = addGlobalIndex(table, chance);
    setRangeKey(table, chance);
    table.attributes = table.attributes.filter(
      ({ name }) => name !== index.hashKey && name !== index.rangeKey,
    );
    index.hashKey = table.rangeKey ?? "";
    index.rangeKey = table.hashKey;
  },
  "more projected attributes": ({ table }, chance) => {
    const index = addGlobalIndex(table, chance);
    index.projectionType = "INCLUDE";
    index.nonKeyAttributes = projected(chance.int(1, 20), "more");
  },
  provisioned: ({ table }, chance) => {
    provision(table, chance);
  },
  scaled: ({ table }, chance) => {
    scale(table, chance);
  },
  "a maximum": ({ table }) => {
    if (table.billingMode === "PAY_PER_REQUEST")
      table.onDemandThroughput = { maxReadRequestUnits: 100 };
  },
  "another type of a key": ({ table }, chance) => {
    chance.pick(table.attributes).type = chance.pick(["S", "N", "B"]);
  },
  "another name of a key": ({ table }, chance) => {
    const { name } = chance.pick(table.attributes);
    renameAttribute(
      table,
      name,
      chance.pick(["customerId", "a_b", "a-b.c", "名前", "x".repeat(100)]),
    );
  },
  "an exact name": ({ table, number }, chance) => {
    table.tableName = chance.pick(["legacy.", "Legacy_", "0-"]) + String(number);
  },
  "a legacy prefix": ({ table }) => {
    table.useIdpPrefix = true;
  },
  "another prefix": ({ environment }, chance) => {
    environment.namePrefix = chance.pick(["dev-", "a_", "x."]);
  },
  ttl: ({ table }, chance) => {
    table.ttl = { attributeName: "expires", enabled: chance.chance(0.8) };
  },
  "ttl on a number key": ({ table }) => {
    for (const attribute of table.attributes.slice(0, 1)) {
      attribute.type = "N";
      table.ttl = { attributeName: attribute.name, enabled: true };
    }
  },
  "a stream": ({ table }, chance) => {
    table.streamViewType = chance.pick([
      "NEW_IMAGE",
      "OLD_IMAGE",
      "NEW_AND_OLD_IMAGES",
      "KEYS_ONLY",
    ]);
  },
  "point-in-time recovery": ({ table }, chance) => {
    table.pointInTimeRecovery = chance.pick([true, {}, { enabled: true, recoveryPeriodInDays: 1 }]);
  },
  "the account's key": ({ table }) => {
    table.encryption = "AWS_MANAGED";
  },
  "table class": ({ table }) => {
    table.tableClass = "STANDARD_INFREQUENT_ACCESS";
  },
  "another region": ({ table }) => {
    table.region = "eu-central-1";
  },
  "may be destroyed": ({ namespace }) => {
    namespace.deletionPolicy = "Delete";
    namespace.optOutReason = "nothing worth keeping";
  },
  "only observed": ({ table }) => {
    table.managementPolicies = "Observe";
  },
  "tags of the namespace": ({ namespace }, chance) => {
    namespace.tags = { team: "koa", "cost center": String(chance.int(0, 9999)) };
  },
  roles: ({ table, number }) => {
    table.serviceAccountReadRoles = [`r${number}-reader-koa`];
    table.serviceAccountWriteRoles = [`r${number}-reader-koa`, `r${number}-writer-koa`];
  },
  "backup of the namespace": ({ namespace, planName }, chance) => {
    namespace.backup = chance.pick(["nightly", planName, ["nightly", planName], false]);
  },
  "a plan with copies": ({ plan, table, planName }) => {
    plan.copyTo = [
      {
        vaultArn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies",
        retentionDays: 120,
        coldStorageAfterDays: 30,
      },
    ];
    plan.recoveryPointTags = { "kept-for": "audit" };
    table.backup = planName;
  },
  "null takes away what is inherited": ({ table, environment }) => {
    environment.tableDefaults.ttl = { attributeName: "expires", enabled: true };
    table.ttl = null;
    table.tags = { "data-classification": null as unknown as string };
  },
  "defaults of the environment": ({ environment }, chance) => {
    Object.assign(
      environment.tableDefaults,
      chance.pick([
        { ttl: { attributeName: "expires", enabled: true } },
        { pointInTimeRecovery: { recoveryPeriodInDays: 7 } },
        { tags: { "data-classification": "public" } },
        { tableClass: "STANDARD_INFREQUENT_ACCESS" },
        { encryption: "AWS_MANAGED" },
      ]),
    );
  },
  "Terraform's own signs in values": ({ table }) => {
    table.ttl = { attributeName: "${x}%{y}", enabled: true };
    addIncluded(table);
  },
  "what the chart ignores": ({ namespace }) => {
    namespace.ingress = { enabled: true };
    namespace.global = { anything: [1, { a: null }] };
  },
};

function addIncluded(table: Parameters<typeof addGlobalIndex>[0]): void {
  for (const index of table.globalSecondaryIndex ?? []) {
    if (index.projectionType === "INCLUDE") index.nonKeyAttributes = ["${a}", "%{b}", '"c"'];
  }
}
