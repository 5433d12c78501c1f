/** Rules also judge values of which a part is wrong: each goes as far as what it reads is right. */
import type { Problems } from "../../diagnostics/problems";
import { reporter } from "../source/reporting";
import type { Rule, Subject } from "../source/reporting";

/** A rule has read a value that is wrong, which is reported already. */
class WrongValueRead extends Error {}

/** One for all: to make an error for each takes most of the time where many tables are wrong. */
const WRONG_VALUE_READ = new WrongValueRead();

/** Values of which those under some keys are wrong or missing: to read one of these ends the rule. */
export function known<T extends object>(values: Partial<T>, wrong: ReadonlySet<string>): T {
  if (wrong.size === 0) return values as T;
  return new Proxy(values as T, {
    get(target, key) {
      if (typeof key === "string" && wrong.has(key)) throw WRONG_VALUE_READ;
      return Reflect.get(target, key) as unknown;
    },
  });
}

/** Runs the parts of a rule that need different values: one that reads a wrong value ends alone. */
export function eachApart(...parts: readonly (() => void)[]): void {
  for (const part of parts) {
    try {
      part();
    } catch (error) {
      if (error !== WRONG_VALUE_READ) throw error;
    }
  }
}

export function applyRules<Context>(
  rules: readonly Rule<Context>[],
  context: Context,
  subject: Subject,
  problems: Problems,
): void {
  for (const rule of rules) {
    eachApart(() => {
      rule(context, reporter(subject, rule.name, problems));
    });
  }
}
