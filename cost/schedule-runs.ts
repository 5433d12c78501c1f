/** How often a schedule of AWS Backup runs, from its cron expression. */

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
export const DAYS_PER_YEAR = 365;

/**
 * Runs in a year of 365 days, a seventh of which is each day of the week. Which years it runs in, and
 * time zones, change nothing here.
 * @param schedule `cron(...)` that the rules of the values have accepted
 */
export function runsPerYear(schedule: string): number {
  const [minute = "", hour = "", ofMonth = "", month = "", ofWeek = ""] = schedule
    .replace(/^cron\(|\)$/g, "")
    .trim()
    .split(/\s+/);
  const times = members(minute, 0, 59).length * members(hour, 0, 23).length;
  const months = members(month, 1, 12, MONTHS);
  const days = months
    .map((one) => daysOfMonth(MONTH_LENGTHS[one - 1] ?? 0, ofMonth, ofWeek))
    .reduce((sum, one) => sum + one, 0);
  return times * days;
}

function daysOfMonth(length: number, ofMonth: string, ofWeek: string): number {
  if (ofMonth !== "?") {
    // The last day, or the weekday next to a day.
    if (/[LW]/.test(ofMonth)) return 1;
    return members(ofMonth, 1, 31).filter((day) => day <= length).length;
  }
  // The second Tuesday, or the last one.
  if (/#|\dL$/.test(ofWeek)) return 1;
  return (length * members(ofWeek, 1, 7, DAYS).length) / 7;
}

/** Numbers that a field has: `*`, `a`, `a-b`, `a/step`, `a-b/step`, and lists of these. */
function members(
  field: string,
  first: number,
  last: number,
  names: readonly string[] = [],
): number[] {
  const numberOf = (text: string): number => {
    const name = names.indexOf(text.toUpperCase());
    return name === -1 ? Number(text) : name + first;
  };
  const all = Array.from({ length: last - first + 1 }, (_, i) => i + first);
  const found = field.split(",").flatMap((part) => {
    const [range = "", step] = part.split("/");
    const [from, to] =
      range === "*" || range === "?" ? [first, last] : range.split("-").map(numberOf);
    const start = from ?? first;
    const end = to ?? (step === undefined ? start : last);
    // SAT-MON goes over the end of the week.
    const isIn = (one: number): boolean =>
      start <= end ? one >= start && one <= end : one >= start || one <= end;
    return all.filter((one) => isIn(one) && (one - start) % Number(step ?? 1) === 0);
  });
  return [...new Set(found)];
}
