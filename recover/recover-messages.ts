/** What `npm run adopt -- --state` says. */
import { oneLine } from "../aws/aws-messages";
import { listed } from "../diagnostics/wording";

export const notSynthesized = (file: string): string =>
  `there is no ${file}; run npm run synth first`;

export const unreadable = (file: string, reason: string): string =>
  `${file} cannot be read (${oneLine(reason)}); run npm run synth again`;

export const resourceFound = (address: string, id: string): string => `${address}: exists, ${id}`;

export const resourceAbsent = (address: string): string =>
  `${address}: not in AWS; it will be created`;

export const resourceImported = (address: string): string =>
  `${address}: cdk.tf.json imports it already`;

export const resourceWrittenAgain = (address: string): string =>
  `${address}: needs no import; the deploy writes it again`;

export const resourceUnknown = (address: string): string =>
  `${address}: this command cannot find it; if it exists, import it yourself`;

export const severalOfOneName = (address: string, name: string, ids: readonly string[]): string =>
  `${address}: ${ids.length} resources have the name ${name} (${listed(ids)}); delete those that are not in use, and run this again`;

export const importsComment = (): string =>
  "Written by npm run adopt -- --state. Delete it after the deploy.";

export const importsWritten = (file: string, count: number, stack: string): string[] => [
  `${file}: written, with ${count} import ${count === 1 ? "block" : "blocks"}`,
  "next:",
  `  npx cdktf deploy ${stack}`,
  `  rm ${file}`,
  "an import of a resource that is in the state does nothing; but a plan with this file fails once one of the resources is removed from the values",
];

export const nothingToImport = (): string =>
  "nothing to import: no resource of the stack is in AWS, or cdk.tf.json imports it already";
