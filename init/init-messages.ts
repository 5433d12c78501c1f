/** What `init` says. */
import { stackId } from "../config/source/stack-names";
import type { Answers, Installation } from "./new-repository";

export const question = (text: string, usual: string): string =>
  usual === "" ? `${text}: ` : `${text} (${usual}): `;

export const written = (file: string): string => `${file}: written`;

export const kept = (file: string): string => `${file}: exists, and stays as it is`;

/** For a package.json that was there: the commands that add what it lacks. */
export const addToPackageJson = (
  { source, dependencies, devDependencies }: Installation,
  commands: readonly string[],
): string[] => [
  "package.json: add what it lacks with these commands:",
  `  npm pkg set ${commands.map((command) => `"scripts.${command}=dynamodb-values ${command}"`).join(" ")}`,
  `  npm install --save-exact ${packages({ "dynamodb-values": source, ...dependencies })}`,
  `  npm install --save-exact --save-dev ${packages(devDependencies)}`,
];

function packages(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name}@${version}`)
    .join(" ");
}

export const notLocked = (): string =>
  "values/: there is no lock file yet; run npm run check, fix what it reports, and run npm run lock";

export const made = (files: string): string => `${files} written`;

/** @param folder as seen from where the command runs; empty: the same */
export const next = (folder: string, { environment, namespace }: Answers): string[] => [
  "next:",
  ...(folder === "" ? [] : [`  cd ${folder}`]),
  "  npm install                       # then commit package-lock.json",
  "  npm run check                     # what is wrong with the values",
  `  npx cdktf plan ${stackId(environment, namespace)}`,
  "before the first pull request:",
  "  node_modules/dynamodb-values/docs/operating.md says which roles and settings the workflows need,",
  "  and .github/CODEOWNERS needs the names of your teams.",
];
