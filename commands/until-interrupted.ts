const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Runs something that has to clean up after itself when somebody ends the process. */
export async function untilInterrupted<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, abort);
  try {
    return await run(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
  }
}
