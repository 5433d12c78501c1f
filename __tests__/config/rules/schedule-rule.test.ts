import { problemsOf } from "../../support/broken-rules";

/** What is reported of the fields of a schedule, after the schedule itself. */
function reported(fields: string): string | undefined {
  const text = `accountId: "123456789012"\nbackupPlans: {weekly: {schedule: "cron(${fields})", retentionDays: 7}}\n`;
  const [problem] = problemsOf({ "dev/_environment.yaml": text });
  return problem?.text.replace(/^.*: schedule is "cron\(.*?\)", /, "");
}

const OF_THESE = "a list (a,b), a range (a-b) or a step (a/b) of these, or *";

test.each([
  ["0 0 * * ? 1970", "59 23 * * ? 2199"],
  ["0 0 1 1 ? *", "0 0 31 12 ? *"],
  ["0 0 ? * 1 *", "0 0 ? * 7 *"],
  ["0 0 L * ? *", "0 0 ? JAN-MAR MON,FRI *"],
  ["0/15 8-17 ? * 6#3 *", "0 0 15W * ? *"],
])("the schedules cron(%s) and cron(%s) are accepted", (one, other) => {
  expect([reported(one), reported(other)]).toEqual([undefined, undefined]);
});

test.each([
  ["60 0 * * ? *", `whose minute is "60"; write 0 to 59, ${OF_THESE}`],
  ["a 0 * * ? *", `whose minute is "a"; write 0 to 59, ${OF_THESE}`],
  ["? 0 * * ? *", `whose minute is "?"; write 0 to 59, ${OF_THESE}`],
  ["0 24 * * ? *", `whose hour is "24"; write 0 to 23, ${OF_THESE}`],
  ["0 0 0 * ? *", `whose day of month is "0"; write 1 to 31, or L for the last day, ${OF_THESE}`],
  ["0 0 32 * ? *", `whose day of month is "32"; write 1 to 31, or L for the last day, ${OF_THESE}`],
  ["0 0 1 0 ? *", `whose month is "0"; write 1 to 12, or JAN to DEC, ${OF_THESE}`],
  ["0 0 1 13 ? *", `whose month is "13"; write 1 to 12, or JAN to DEC, ${OF_THESE}`],
  ["0 0 ? * 0 *", `whose day of week is "0"; write 1 to 7, or SUN to SAT, ${OF_THESE}`],
  ["0 0 ? * 8 *", `whose day of week is "8"; write 1 to 7, or SUN to SAT, ${OF_THESE}`],
  ["0 0 ? * SUNN *", `whose day of week is "SUNN"; write 1 to 7, or SUN to SAT, ${OF_THESE}`],
  ["0 0 * * ? 1969", `whose year is "1969"; write 1970 to 2199, ${OF_THESE}`],
  ["0 0 * * ? 2200", `whose year is "2200"; write 1970 to 2199, ${OF_THESE}`],
  ["5-1 0 * * ? *", `whose minute is "5-1"; write 0 to 59, ${OF_THESE}`],
  [
    "0 0 ? * ? *",
    "whose day of month is ? and whose day of week is ?; write ? for exactly one of the two",
  ],
  [
    "0 0 1 * 1 *",
    "whose day of month is 1 and whose day of week is 1; write ? for exactly one of the two",
  ],
  [
    "0 0 * * ?",
    "which has 5 fields instead of 6; write minute, hour, day of month, month, day of week and year, such as cron(0 1 * * ? *)",
  ],
  ["0", expect.stringContaining("which has 1 field instead of 6; write minute")],
  ["0 0 * * ? * *", expect.stringContaining("which has 7 fields instead of 6; write minute")],
])("the schedule cron(%s) is refused with its wrong field", (fields, message) => {
  expect(reported(fields)).toEqual(message);
});
