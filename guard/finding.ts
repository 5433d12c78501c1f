import type { Position } from "../diagnostics/problems";

/** Something that a plan does and that nobody announced. */
export interface Finding {
  /** In the values, else in a lock; absent: neither says anything of it. */
  readonly at: Position | undefined;
  /** Without the plan and the address. */
  readonly message: string;
  readonly rule: string;
}
