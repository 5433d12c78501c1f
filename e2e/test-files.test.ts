import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "./support/run";

/** How the unit tests' files share modules: docs/decisions/0020-shared-modules.md. */
const SUPPORT = path.join(__dirname, "..", "__tests__", "support");
const JEST = path.join(path.dirname(require.resolve("jest/package.json")), "bin", "jest.js");

/** Loaded modules are counted by the lines of a file. */
const MODULES = {
  "room/inner.js": `require("node:fs").appendFileSync(__dirname + "/loads", "inner\\n");
exports.value = "real";
exports.fail = () => {
  throw new Error("on purpose");
};`,
  "room/outer.js": `require("node:fs").appendFileSync(__dirname + "/loads", "outer\\n");
exports.inner = require("./inner");
exports.later = () => require("./late");`,
  "room/late.js": `require("node:fs").appendFileSync(__dirname + "/loads", "late\\n");`,
  "__tests__/support.js": `require("node:fs").appendFileSync(__dirname + "/../room/loads", "support\\n");`,
};

const SHARING = `require("./support");
const { inner, later } = require("../room/outer");
test("shares", () => {
  later();
  expect(inner.value).toBe("real");
  expect(new Map([[inner, []]])).toStrictEqual(new Map([[inner, []]]));
});`;

interface Results {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Runs test files one after the other, in one process. */
async function runTests(
  files: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ results: Results; loads: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), "test-files-"));
  folders.push(folder);
  for (const [name, text] of Object.entries({ ...MODULES, ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  writeFileSync(path.join(folder, "room/loads"), "");
  const own = {
    rootDir: folder,
    testMatch: ["**/*.test.js"],
    transform: {},
    runtime: path.join(SUPPORT, "shared-modules.js"),
    testEnvironment: path.join(SUPPORT, "shared-globals.js"),
  };
  const { stdout, output } = await run(
    process.execPath,
    [JEST, "--runInBand", "--json", "--config", JSON.stringify(own), ...args],
    { cwd: folder, env: process.env },
  );
  if (stdout === "") throw new Error(output);
  const loads = readFileSync(path.join(folder, "room/loads"), "utf8").split("\n").slice(0, -1);
  return { results: JSON.parse(stdout) as Results, loads: loads.sort() };
}

test("test files share what is outside of __tests__, and load it alone with --env=node", async () => {
  const files = { "__tests__/one.test.js": SHARING, "__tests__/two.test.js": SHARING };
  const together = await runTests(files);
  expect(together.results.numPassedTests).toBe(2);
  expect(together.loads).toEqual(["inner", "late", "outer", "support", "support"]);

  const alone = await runTests(files, "--env=node");
  expect(alone.results.numPassedTests).toBe(2);
  expect(alone.loads).toEqual([...together.loads, "inner", "late", "outer"].sort());
});

test("test files leave nothing behind for the next one", async () => {
  const leaking = `const fs = require("node:fs");
const { inner } = require("../room/outer");
test("leaks", () => {
  expect([globalThis.leaked, process.env.LEAKED]).toEqual([undefined, undefined]);
  expect([typeof process.env.PATH, typeof setTimeout.clock]).toEqual(["string", "undefined"]);
  expect(String(fetch)).not.toContain("another");
  expect([fs.linkSync, inner.fail].some(jest.isMockFunction)).toBe(false);
  globalThis.leaked = "yes";
  process.env.LEAKED = "yes";
  delete process.env.PATH;
  globalThis.fetch = () => "another";
  jest.useFakeTimers();
  jest.spyOn(fs, "linkSync").mockReturnValue(undefined);
  jest.spyOn(inner, "fail").mockReturnValue(undefined);
});`;
  const files = { "__tests__/one.test.js": leaking, "__tests__/two.test.js": leaking };
  const { results } = await runTests(files);
  expect(results.testResults.flatMap(({ assertionResults }) => assertionResults)).toMatchObject([
    { status: "passed" },
    { status: "passed" },
  ]);
});

test("a test file that mocks, isolates or resets modules has copies of its own", async () => {
  const own = `const { inner } = require("../room/outer");
test("isolates", () => {
  jest.isolateModules(() => expect(require("../room/outer").inner).not.toBe(inner));
  expect(require("../room/outer").inner).toBe(inner);
});
test("mocks", () => {
  jest.doMock("../room/inner", () => ({ value: "mocked" }));
  expect(require("../room/outer").inner.value).toBe("mocked");
});
test("resets", () => {
  jest.dontMock("../room/inner");
  jest.resetModules();
  const { inner: again } = require("../room/outer");
  expect([again.value, again === inner]).toEqual(["real", false]);
});`;
  const { results } = await runTests({
    "__tests__/one.test.js": SHARING,
    "__tests__/two.test.js": own,
    "__tests__/z.test.js": SHARING,
  });
  expect(results.numPassedTests).toBe(5);
});

test("a test that fails in a shared module fails with its line", async () => {
  const failing = `const { inner } = require("../room/outer");
test("fails", () => inner.fail());`;
  const { results } = await runTests({
    "__tests__/one.test.js": failing,
    "__tests__/two.test.js": failing,
  });
  const failed = results.testResults.flatMap(({ assertionResults }) => assertionResults);
  expect(failed.map(({ status }) => status)).toEqual(["failed", "failed"]);
  for (const { failureMessages } of failed)
    expect(failureMessages.join("\n")).toMatch(/on purpose[\s\S]*room\/inner\.js:4:/);
});
