/** Unit tests: no network, no terraform, no emulators. Type-checking is `npm run typecheck`. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  globalSetup: "<rootDir>/__tests__/support/set-up.ts",
  // jest keeps a core for itself otherwise, which is half of a small machine.
  maxWorkers: "100%",
  // Nothing here waits for anything; a slow machine is no failure.
  testTimeout: 60_000,
  testMatch: ["**/*.test.ts"],
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
  },
};
