const { isBuiltin } = require("node:module");
const path = require("node:path");
const { default: Runtime } = require("jest-runtime");

/** What the test files of this process share. It is the runtime of none of them, so nothing ends it. */
let shared;

/**
 * How a test file loads modules (`runtime` in jest.config.js): it has its own copy of what is in __tests__/,
 * and shares everything else with the other test files of its process.
 *
 * `jest.mock`, `jest.doMock`, `jest.isolateModules` and `jest.resetModules` work as ever: from then on, or
 * within, the file loads its own copy of everything.
 */
class SharedModules extends Runtime {
  constructor(...args) {
    super(...args);
    const [{ rootDir }, environment] = args;
    const { collectCoverage, watch, watchAll } = args.at(-1);
    this.tests = path.join(rootDir, "__tests__") + path.sep;
    // In watch mode, modules change from run to run; coverage is counted for each test file.
    this.shares = !collectCoverage && !watch && !watchAll;
    // A test file with an environment of its own shares nothing.
    if (shared?.environment !== environment)
      shared = { environment, runtime: new Runtime(...args) };
  }

  requireModule(from, name, options, isActual) {
    const isShared = options?.isInternalModule
      ? // What Jest's runner imports, such as `expect`. The runner itself, which has no name, is of one file.
        name !== undefined
      : this.isShared(from, name);
    if (isShared) return shared.runtime.requireModule(from, name, options, isActual);
    return super.requireModule(from, name, options, isActual);
  }

  isShared(from, name) {
    if (name === undefined || isBuiltin(name) || !from.startsWith(this.tests)) return false;
    const isFile = name.startsWith(".") || path.isAbsolute(name);
    if (isFile && path.resolve(path.dirname(from), name).startsWith(this.tests)) return false;
    const hasMocks = this.mockState.explicitCjsMock.size > 0;
    return this.shares && !hasMocks && !this.registries.isIsolated();
  }

  resetModules() {
    super.resetModules();
    this.shares = false;
  }

  /** Where the lines of compiled files are in their sources, for the stacks of errors. */
  getSourceMaps() {
    const maps = [shared.runtime.getSourceMaps(), super.getSourceMaps()];
    return {
      get: (file) => maps.map((map) => map.get(file)).find((map) => map !== undefined),
      [Symbol.iterator]: () => maps.flatMap((map) => [...map]).values(),
    };
  }
}

module.exports = SharedModules;
