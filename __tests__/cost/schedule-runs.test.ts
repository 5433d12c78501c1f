import { runsPerYear } from "../../cost/schedule-runs";

test.each([
  ["cron(0 1 * * ? *)", 365],
  ["cron(0,30 1-3 * * ? *)", 6 * 365],
  ["cron(0 0/6 * * ? *)", 4 * 365],
  ["cron(0 1 ? * SUN *)", 365 / 7],
  ["cron(0 1 ? * MON-FRI *)", (5 * 365) / 7],
  ["cron(0 1 ? * FRI-MON *)", (4 * 365) / 7],
  ["cron(0 1 ? * 2,4 *)", (2 * 365) / 7],
  ["cron(0 1 ? * 3#2 *)", 12],
  ["cron(0 1 ? * 6L *)", 12],
  ["cron(0 1 1 * ? *)", 12],
  ["cron(0 1 1,15 * ? *)", 24],
  ["cron(0 1 31 * ? *)", 7],
  ["cron(0 1 L * ? *)", 12],
  ["cron(0 1 15W * ? *)", 12],
  ["cron(0 1 1 JAN,JUL ? *)", 2],
  ["cron(0 1 1 1/3 ? 2026-2030)", 4],
])("%s runs %f times in a year", (schedule, runs) => {
  expect(runsPerYear(schedule)).toBeCloseTo(runs, 9);
});
