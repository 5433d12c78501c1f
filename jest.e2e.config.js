/** End to end: the real cdktf CLI, terraform and AWS provider against emulators on loopback. */
module.exports = {
  ...require("./jest.config.js"),
  roots: ["<rootDir>/e2e"],
  testTimeout: 600_000,
};
