import cron from "cron-validate";

/** The fields of a schedule in their order, and what each may be. */
const FIELDS = [
  { name: "minute", allowed: "0 to 59" },
  { name: "hour", allowed: "0 to 23" },
  { name: "day of month", allowed: "1 to 31, or L for the last day" },
  { name: "month", allowed: "1 to 12, or JAN to DEC" },
  { name: "day of week", allowed: "1 to 7, or SUN to SAT" },
  { name: "year", allowed: "1970 to 2199" },
] as const;

const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

const FORM =
  "write minute, hour, day of month, month, day of week and year, such as cron(0 1 * * ? *)";

/**
 * What is wrong with a `cron(...)` of AWS, and what to write instead; nothing where it is one.
 * Source: EventBridge User Guide, "Cron expressions".
 */
export function cronFault(schedule: string): string | undefined {
  const expression = /^cron\((.*)\)$/.exec(schedule)?.[1] ?? "";
  const fields = expression.split(/\s+/).filter((field) => field !== "");
  if (fields.length !== FIELDS.length) {
    const count = `${fields.length} field${fields.length === 1 ? "" : "s"}`;
    return `which has ${count} instead of ${FIELDS.length}; ${FORM}`;
  }
  const [ofMonth, ofWeek] = [fields[DAY_OF_MONTH], fields[DAY_OF_WEEK]];
  if ((ofMonth === "?") === (ofWeek === "?"))
    return `whose day of month is ${ofMonth} and whose day of week is ${ofWeek}; write ? for exactly one of the two`;
  for (const [i, { name, allowed }] of FIELDS.entries()) {
    const field = fields[i] ?? "";
    if (!isField(field, i))
      return `whose ${name} is ${JSON.stringify(field)}; write ${allowed}, a list (a,b), a range (a-b) or a step (a/b) of these, or *`;
  }
  return isSchedule(expression) ? undefined : `which is not a schedule of AWS; ${FORM}`;
}

/** Whether a field is possible at its place, whatever the other fields are. */
function isField(field: string, place: number): boolean {
  const fields = ["0", "0", "*", "*", "*", "*"];
  fields[place === DAY_OF_WEEK ? DAY_OF_MONTH : DAY_OF_WEEK] = "?";
  fields[place] = field;
  if (field === "?") return place === DAY_OF_MONTH || place === DAY_OF_WEEK;
  return isSchedule(fields.join(" "));
}

function isSchedule(expression: string): boolean {
  return cron(expression, { preset: "aws-cloud-watch" }).isValid();
}
