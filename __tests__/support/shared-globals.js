const asyncHooks = require("node:async_hooks");
const { TestEnvironment } = require("jest-environment-node");

/** Where Jest keeps its matchers, which the test files of a process share. */
const MATCHERS = Symbol.for("$$jest-matchers-object");

/**
 * Jest's runner makes one for each test file. Node.js copies what is in each of them to every new promise, until it is
 * disabled: the last test files took twice as long as the first ones.
 */
const storages = new Set();
asyncHooks.AsyncLocalStorage = class extends asyncHooks.AsyncLocalStorage {
  constructor(...args) {
    super(...args);
    storages.add(this);
  }
};

/**
 * The global objects that the test files of a process share, one file after the other (`testEnvironment` in
 * jest.config.js): modules can only be shared where `Array` and `Error` are the same. When a file ends, all
 * globals are again what they were before the first one.
 */
class SharedGlobals extends TestEnvironment {
  constructor(...args) {
    super(...args);
    const { process } = this.global;
    this.before = [this.global, process, process.env].map((object) => [
      object,
      Object.getOwnPropertyDescriptors(object),
    ]);
  }

  async teardown() {
    this.fakeTimersModern.useRealTimers();
    for (const storage of storages) storage.disable();
    storages.clear();
    for (const [object, before] of this.before) restore(object, before);
  }
}

function restore(object, before) {
  const now = Object.getOwnPropertyDescriptors(object);
  for (const key of Reflect.ownKeys(now))
    if (!Object.hasOwn(before, key) && key !== MATCHERS) Reflect.deleteProperty(object, key);
  for (const key of Reflect.ownKeys(before))
    if (!isSame(now[key], before[key])) Object.defineProperty(object, key, before[key]);
}

function isSame(one, other) {
  return ["value", "get", "set"].every((part) => Object.is(one?.[part], other[part]));
}

let shared;

/** Jest makes an environment for each file: all are the first one. */
module.exports = function environment(...args) {
  shared ??= new SharedGlobals(...args);
  return shared;
};
