import { autoscalingRules } from "../../../config/rules/autoscaling-rules";
import { GOOD_TABLE, problemsOf, testTableRules } from "../../support/broken-rules";

const SCALED = `${GOOD_TABLE.replace("PAY_PER_REQUEST", "PROVISIONED")}    writeCapacity: 1\n`;

/** A table whose reads are scaled from 5 to 50. */
const scaled = (more: string, capacity = ""): string =>
  `${SCALED}${capacity}    autoscaling: {read: {min: 5, max: 50, ${more}}}\n`;

const scheduled = (...actions: string[]): string => scaled(`schedules: [${actions.join(", ")}]`);
const action = (more: string): string => `{name: morning, schedule: cron(0 7 * * ? *), ${more}}`;

testTableRules(autoscalingRules, [
  {
    rule: "onlyProvisionedScales",
    yaml: `${GOOD_TABLE}    autoscaling: {^read: {min: 5, max: 50}}\n`,
    message:
      "autoscaling.read is for PROVISIONED, and billingMode is PAY_PER_REQUEST; remove it, or",
  },
  {
    rule: "onlyProvisionedScales",
    yaml: `${GOOD_TABLE}    globalSecondaryIndex: [{name: by-pk, hashKey: pk, projectionType: ALL, autoscaling: {^write: {min: 5, max: 50}}}]\n`,
    message: "globalSecondaryIndex[0].autoscaling.write is for PROVISIONED",
  },
  {
    rule: "scalesUpwards",
    yaml: `${SCALED}    autoscaling: {read: {min: ^51, max: 50}}\n`,
    message: "autoscaling.read has min 51 and max 50; write a min that is at most max",
  },
  {
    rule: "startsWithinBounds",
    yaml: scaled("", "    readCapacity: ^4\n"),
    message: "readCapacity is 4, and autoscaling.read keeps it from 5 to 50; write one of these",
  },
  {
    rule: "startsWithinBounds",
    yaml: scaled("", "    readCapacity: ^51\n"),
    message: "readCapacity is 51, and autoscaling.read keeps it from 5 to 50",
  },
  {
    rule: "scheduleMovesBounds",
    yaml: scheduled("^{name: morning, schedule: cron(0 7 * * ? *)}"),
    message: "the schedule morning has neither min nor max; write one of them, or both",
  },
  {
    rule: "scheduleScalesUpwards",
    yaml: scheduled(action("min: ^51")),
    message: "the schedule morning would make min 51 and max 50; write a min that is at most max",
  },
  {
    rule: "scheduleScalesUpwards",
    yaml: scheduled(action("max: ^4")),
    message: "the schedule morning would make min 5 and max 4",
  },
  {
    rule: "scheduleScalesUpwards",
    yaml: scheduled(action("min: ^20, max: 10")),
    message: "the schedule morning would make min 20 and max 10",
  },
  {
    rule: "scheduleNamedOnce",
    yaml: scheduled(action("min: 6"), action("max: 40").replace("morning", "^morning")),
    message: "the schedule morning is there twice; rename one, or remove it",
  },
  {
    rule: "scheduleIsValid",
    yaml: scheduled("{name: a, schedule: ^cron(0 7 * *), min: 6}"),
    message: 'schedule is "cron(0 7 * *)", which has 4 fields instead of 6; write minute, hour',
  },
  {
    rule: "scheduleIsValid",
    yaml: scheduled("{name: a, schedule: ^daily, min: 6}"),
    message: 'schedule is "daily", which is not a schedule; write one such as cron(0 7 ? * MON-FRI',
  },
  ...["0 hours", "2 weeks", "hours"].map((rate) => ({
    rule: "scheduleIsValid",
    yaml: scheduled(`{name: a, schedule: ^rate(${rate}), min: 6}`),
    message: `schedule is "rate(${rate})", whose rate is not a positive number and minutes, hours or`,
  })),
  ...["2027-02-30T07:00:00", "2027-02-28 07:00", "2027-02-28T24:00:00"].map((time) => ({
    rule: "scheduleIsValid",
    yaml: scheduled(`{name: a, schedule: "^at(${time})", min: 6}`).replace('"^', '^"'),
    message: `schedule is "at(${time})", whose time does not exist; write one such as at(2027-01-31T`,
  })),
  {
    rule: "scheduleTimezone",
    yaml: scheduled(action("min: 6, timezone: ^Europe/Berlyn")),
    message:
      'timezone is "Europe/Berlyn", which is not an IANA time zone (did you mean Europe/Berlin?)',
  },
]);

const reported = (table: string, environment = ""): string[] =>
  problemsOf({
    "dev/_environment.yaml": `accountId: "123456789012"\n${environment}`,
    "dev/koa.yaml": `tables:\n${table}`,
  }).map(({ rule }) => rule);

test.each(["rate(1 hour)", "rate(12 hours)", "at(2027-02-28T23:59:59)", "cron(0 7 ? * MON *)"])(
  "the schedule %s of auto scaling is accepted",
  (schedule) => {
    const at = `{name: a, schedule: "${schedule}", timezone: Europe/Berlin, min: 6}`;
    expect(reported(scheduled(at))).toEqual([]);
  },
);

test("a schedule may move both bounds beyond those of the values, or as far as another one", () => {
  const far = action("min: 60, max: 90").replace("morning", "peak");
  expect(reported(scheduled(far, action("min: 70")))).toEqual([]);
});

test("auto scaling starts at a capacity on either bound", () => {
  expect(reported(scaled("", "    readCapacity: 5\n"))).toEqual([]);
  expect(reported(scaled("", "    readCapacity: 50\n"))).toEqual([]);
});

test("what an environment says of capacity holds for the tables that it fits", () => {
  const defaults = `tableDefaults:
  autoscaling: {read: {min: 5, max: 50}, write: {min: 5, max: 50}}
  onDemandThroughput: {maxReadRequestUnits: 100}
`;
  const provisioned = GOOD_TABLE.replace("PAY_PER_REQUEST", "PROVISIONED");
  expect(reported(GOOD_TABLE, defaults)).toEqual([]);
  expect(reported(provisioned, defaults)).toEqual([]);
  expect(reported(`${provisioned}    autoscaling: null\n`, defaults)).toEqual([
    "provisionedHasCapacity",
    "provisionedHasCapacity",
  ]);
});
