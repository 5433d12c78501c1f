/** What is wrong in a call to AWS, and what to do. */

export const noCredentials = (call: string, reason: string): string =>
  `${call}: there are no AWS credentials (${oneLine(reason)}); log in, or set a profile in AWS_PROFILE or in provider.profile of _environment.yaml`;

export const rejectedCredentials = (call: string, code: string): string =>
  `${call}: AWS does not accept the credentials (${code}); log in again`;

export const accessDenied = (call: string, region: string, reason: string): string =>
  `${call} in ${region} is not allowed (${oneLine(reason)}); allow ${call} for your role, or run this with a role that has it`;

export const unreachable = (call: string, region: string, reason: string): string =>
  `${call} in ${region}: AWS cannot be reached (${oneLine(reason)}); check the network and provider.endpoints of _environment.yaml`;

export const callFailed = (call: string, region: string, code: string, reason: string): string =>
  `${call} in ${region} failed with ${code} (${oneLine(reason)}); nothing was written`;

export const endlessPages = (call: string, region: string): string =>
  `${call} in ${region}: the list has no end, because the server repeats its page token or gives one for ever; check provider.endpoints of _environment.yaml`;

export const otherAccount = (found: string, expected: string): string =>
  `the credentials are those of account ${found}, and the environment's accountId is ${expected}; log in to ${expected}, or set its profile in provider.profile`;

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
}
