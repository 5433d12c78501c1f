import { closest, didYouMean } from "../../diagnostics/wording";

/** What is wrong with the time zone of a schedule, and what to write instead; nothing where it is one. */
export function timezoneFault(name: string): string | undefined {
  if (isTimeZone(name)) return undefined;
  const guess = closest(name, Intl.supportedValuesOf("timeZone"));
  return `timezone is ${JSON.stringify(name)}, which is not an IANA time zone${didYouMean(guess)}; write one such as Europe/Amsterdam`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
