/**
 * Runs `build` without the stack traces that cdktf takes of every nested block of every resource,
 * whole depth, in case a token in it cannot be resolved: 40 % of the time of a large fleet. The traces
 * of errors are V8's own and stay as they are.
 */
export function withoutCreationStacks<T>(build: () => T): T {
  const capture = Error.captureStackTrace.bind(Error);
  Error.captureStackTrace = () => undefined;
  try {
    return build();
  } finally {
    Error.captureStackTrace = capture;
  }
}
