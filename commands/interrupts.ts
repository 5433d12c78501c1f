/** Ctrl-C, and what CI systems send in place of it. */

/**
 * Milliseconds within which a signal is the same one: npm sends one of its own besides that of the terminal.
 * Source: npm, @npmcli/run-script, signal-manager.js.
 */
const SAME_SIGNAL = 500;

/**
 * Calls `first` at the first signal, and `second` where the user presses Ctrl-C again.
 * @returns ends this
 */
export function onInterrupts(first: () => void, second: () => void): () => void {
  let since: number | undefined;
  const interrupt = (signal: NodeJS.Signals): void => {
    if (since === undefined) {
      since = Date.now();
      first();
    } else if (signal === "SIGINT" && Date.now() - since > SAME_SIGNAL) second();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}
