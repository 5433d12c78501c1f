import { printable } from "../diagnostics/printable";

/** Where a command writes; `console` but in tests. */
export type Output = Pick<Console, "log" | "warn" | "error">;

/** One line, or several. A line break inside a line is text, and is printed as `\n`. */
export type Lines = string | readonly string[];

/** What commands print with: whatever text they print, it is harmless. */
export type Printer = Readonly<Record<"log" | "warn" | "error", (lines: Lines) => void>>;

export function printerOf(out: Output): Printer {
  const print =
    (stream: keyof Output) =>
    (lines: Lines): void => {
      out[stream]([lines].flat().map(printable).join("\n"));
    };
  return { log: print("log"), warn: print("warn"), error: print("error") };
}
