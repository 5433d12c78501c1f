/** What `npm run access` says of what it was asked for. */
import { closest, didYouMean, listed, oneOf } from "../diagnostics/wording";

export const unknownEnvironment = (name: string, known: readonly string[]): string =>
  `there is no environment ${JSON.stringify(name)}${didYouMean(closest(name, known))}; ${known.length === 0 ? "the values have none" : `the environments are ${listed(known)}`}`;

export const unknownSubject = (
  name: string,
  kinds: readonly string[],
  guess: string | undefined,
): string =>
  `there is no ${oneOf(kinds)} ${JSON.stringify(name)}${didYouMean(guess)}; npm run access without names lists them all`;
