import type { Position } from "../diagnostics/problems";

/** Something that a plan does although nothing declares it. */
export interface Finding {
  /** In the values, else in a lock; absent: neither names it. */
  readonly at: Position | undefined;
  /** Without the plan and the address. */
  readonly message: string;
  readonly rule: string;
}
