// Mutation tests run the same files many times in one process, each time with other modules.
const isMutationTest = process.env.STRYKER_MUTATOR_WORKER !== undefined;

function swc(jsc) {
  return ["@swc/jest", { jsc: { ...jsc, target: "es2022" } }];
}

/** Unit tests: no network, no terraform, no emulators. Type-checking is `npm run typecheck`. */
module.exports = {
  // Loading takes longer than most tests (docs/decisions/0020-shared-modules.md). `--env=node` shares nothing.
  runtime: "<rootDir>/__tests__/support/shared-modules.js",
  testEnvironment: isMutationTest ? "node" : "<rootDir>/__tests__/support/shared-globals.js",
  roots: ["<rootDir>/__tests__"],
  globalSetup: "<rootDir>/__tests__/support/set-up.ts",
  // jest keeps a core for itself otherwise, which is half of a small machine.
  maxWorkers: "100%",
  // Nothing here waits for anything; a slow machine is no failure.
  testTimeout: 60_000,
  testMatch: ["**/*.test.ts"],
  moduleFileExtensions: ["js", "ts", "tsx", "json"],
  transform: {
    "\\.ts$": swc({ parser: { syntax: "typescript" } }),
    "\\.tsx$": swc({
      parser: { syntax: "typescript", tsx: true },
      transform: { react: { runtime: "automatic", importSource: "hono/jsx" } },
    }),
  },
};
