const { runtime: _, ...unit } = require("./jest.config.js");

/** End to end: the real cdktf CLI, terraform and AWS provider against emulators on loopback. */
module.exports = {
  ...unit,
  testEnvironment: "node",
  roots: ["<rootDir>/e2e"],
  globalSetup: "<rootDir>/e2e/support/set-up.ts",
  // A deploy waits as much as it computes.
  maxWorkers: 2,
  testTimeout: 900_000,
};
