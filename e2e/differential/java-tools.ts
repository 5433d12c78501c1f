import { spawnSync } from "node:child_process";

/** DynamoDB Local 2.6.1 is compiled for it, and it runs a launcher from its source. */
const MINIMUM_JAVA = 17;

/** @throws Error that says what to install: a test that skips itself proves nothing. */
export function requireJavaTools(): void {
  const problems: string[] = [];
  if (javaVersion() < MINIMUM_JAVA) {
    problems.push(
      `A Java Development Kit ${MINIMUM_JAVA} or newer is not on the PATH: install it (on Debian and Ubuntu openjdk-17-jdk-headless), DynamoDB Local runs on it.`,
    );
  }
  if (printed("mvn", ["--version"]) === undefined) {
    problems.push(
      "Maven is not on the PATH: install it (on Debian and Ubuntu maven), it downloads DynamoDB Local.",
    );
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

function javaVersion(): number {
  const version = /version "(\d+)/.exec(printed("java", ["-version"]) ?? "")?.[1];
  return Number(version ?? 0);
}

/** What a program prints, `undefined` if it is not there or fails. Java tells its version on stderr. */
function printed(command: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? stdout + stderr : undefined;
}
