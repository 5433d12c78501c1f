import { cronFault } from "./cron-fault";

const EXAMPLES = "cron(0 7 ? * MON-FRI *), rate(12 hours) or at(2027-01-31T07:00:00)";

/**
 * What is wrong with the schedule of a scheduled action, and what to write instead; nothing where it is one.
 * Source: Application Auto Scaling User Guide, "Schedule recurring scaling actions using cron expressions"
 * and "Schedule one-time and rate-based scaling actions".
 */
export function scheduleFault(schedule: string): string | undefined {
  const [, kind, expression = ""] = /^(cron|rate|at)\((.*)\)$/s.exec(schedule) ?? [];
  switch (kind) {
    case "cron":
      return cronFault(schedule);
    case "rate":
      return /^[1-9]\d{0,8} (minute|hour|day)s?$/.test(expression)
        ? undefined
        : "whose rate is not a positive number and minutes, hours or days; write one such as rate(12 hours)";
    case "at":
      return isTime(expression)
        ? undefined
        : "whose time does not exist; write one such as at(2027-01-31T07:00:00)";
    default:
      return `which is not a schedule; write one such as ${EXAMPLES}`;
  }
}

/** `2027-01-31T07:00:00`; JavaScript takes the 31st of February for the 3rd of March. */
function isTime(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return false;
  const time = new Date(`${text}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString() === `${text}.000Z`;
}
