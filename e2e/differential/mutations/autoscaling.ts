import { addGlobalIndex, provision, toOnDemand } from "../base-drafts";
import type { Chance, Mutations, TableDraft, Values } from "../draft";

const DIMENSIONS = [
  ["read", "readCapacity"],
  ["write", "writeCapacity"],
] as const;

/** Scales one dimension of a provisioned table, or of one of its indexes. */
export function scale(table: TableDraft, chance: Chance, more: Values = {}): void {
  provision(table, chance);
  const item = chance.chance(0.5) ? table : addGlobalIndex(table, chance);
  const [dimension, capacity] = chance.pick(DIMENSIONS);
  Reflect.deleteProperty(item, capacity);
  item.autoscaling = { [dimension]: { min: 5, max: 50, ...more } };
}

function schedule(more: Values): Values {
  return { name: "morning", schedule: "cron(0 7 ? * MON-FRI *)", min: 10, ...more };
}

export const autoscalingMutations: Mutations = {
  "of an on-demand table": ({ table }, chance) => {
    toOnDemand(table);
    const item = chance.chance(0.5) ? table : addGlobalIndex(table, chance);
    item.autoscaling = { read: { min: 1, max: 2 } };
  },
  "bounds at each other": ({ table }, chance) => {
    scale(table, chance, { max: chance.pick([4, 5]) });
  },
  "bounds at the limit": ({ table }, chance) => {
    scale(table, chance, { min: 1, max: chance.pick([0, 1]) });
  },
  "a start outside": ({ table }, chance) => {
    provision(table, chance);
    table.readCapacity = chance.pick([4, 5, 50, 51]);
    table.autoscaling = { read: { min: 5, max: 50 } };
  },
  "utilization at the limits": ({ table }, chance) => {
    scale(table, chance, { targetUtilization: chance.pick([19, 20, 90, 91]) });
  },
  cooldowns: ({ table }, chance) => {
    scale(table, chance, { scaleInCooldown: chance.pick([-1, 0, 60]), scaleOutCooldown: 0 });
  },
  "a schedule that moves nothing": ({ table }, chance) => {
    scale(table, chance, { schedules: [schedule({ min: chance.pick([undefined, 10]) })] });
  },
  "a schedule beyond the bounds": ({ table }, chance) => {
    scale(table, chance, { schedules: [schedule({ min: chance.pick([50, 51]) })] });
  },
  "two schedules": ({ table }, chance) => {
    const second = schedule({ name: chance.pick(["morning", "evening"]), max: 40 });
    scale(table, chance, { schedules: [schedule({}), second] });
  },
  "the form of a schedule": ({ table }, chance) => {
    const form = chance.pick([
      "cron(0 7 * * ? *)",
      "cron(0 7 * * *)",
      "rate(1 hour)",
      "rate(0 hours)",
      "at(2099-01-31T07:00:00)",
      "at(2099-02-31T07:00:00)",
      "daily",
    ]);
    scale(table, chance, { schedules: [schedule({ schedule: form })] });
  },
  "the time zone of a schedule": ({ table }, chance) => {
    const timezone = chance.pick(["Europe/Berlin", "Europe/Berlyn", "UTC"]);
    scale(table, chance, { schedules: [schedule({ timezone })] });
  },
};
