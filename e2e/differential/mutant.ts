import { random } from "../../__tests__/support/random";
import { baseDraft, readExamples } from "./base-drafts";
import { filesOf } from "./draft";
import type { Chance, Mutations } from "./draft";
import { harmlessMutations, riskyMutations } from "./mutations/all";

/** Values that may be wrong. */
export interface Mutant {
  readonly number: number;
  /** What was done to right values, in words. */
  readonly mutations: readonly string[];
  /** Path below the folder of the values, to content. */
  readonly files: Readonly<Record<string, string | Buffer>>;
}

/** Of ten mutants, how many begin with a harmless edit. */
const HARMLESS_OF_TEN = 3;
const SECOND_MUTATION_SHARE = 0.15;

/** Repeatable: the same seed and number give the same mutant, whatever the number of mutants. */
export function mutantMaker(seed: number): (number: number) => Mutant {
  const examples = readExamples();
  return (number) => {
    const make = (mutations: number): Mutant => {
      const chance = random(seed * 1_000_003 + number);
      const draft = baseDraft(number, examples, chance);
      const [first, second] = pickMutations(number, chance);
      ALL[first]?.(draft, inTurn(chance, riskyTurn(number).round));
      if (second === undefined || mutations === 1) {
        return { number, mutations: [first], files: filesOf(draft) };
      }
      ALL[second]?.(draft, chance);
      return { number, mutations: [first, second], files: filesOf(draft) };
    };
    try {
      return make(2);
    } catch {
      // The first may have taken away what the second would change.
      return make(1);
    }
  };
}

const ALL: Mutations = { ...harmlessMutations, ...riskyMutations };
const HARMLESS = Object.keys(harmlessMutations);
const RISKY = Object.keys(riskyMutations);

/** A mutation, and sometimes a second one. */
function pickMutations(number: number, chance: Chance): [string, string?] {
  const isHarmless = number % 10 < HARMLESS_OF_TEN;
  const first = isHarmless ? chance.pick(HARMLESS) : (RISKY[riskyTurn(number).position] ?? "");
  return chance.chance(SECOND_MUTATION_SHARE) ? [first, chance.pick(Object.keys(ALL))] : [first];
}

/** The risky mutations come one after the other, round by round: none is left out by chance. */
function riskyTurn(number: number): { readonly position: number; readonly round: number } {
  const before = Math.floor(number / 10) * (10 - HARMLESS_OF_TEN);
  const turn = before + Math.max(0, (number % 10) - HARMLESS_OF_TEN);
  return { position: turn % RISKY.length, round: Math.floor(turn / RISKY.length) };
}

/** Each round takes the next of what a mutation chooses from first, so that all of it is tried. */
function inTurn(chance: Chance, round: number): Chance {
  let isFirst = true;
  return {
    ...chance,
    pick: <T>(items: readonly T[]): T => {
      if (!isFirst) return chance.pick(items);
      isFirst = false;
      return items[round % items.length] as T;
    },
  };
}

/** As a person would write it down to try again. */
export function describeMutant({ number, mutations, files }: Mutant): string {
  const texts = Object.entries(files).map(([file, text]) => `# ${file}\n${text.toString("utf8")}`);
  return `mutant ${number} (${mutations.join(", then ")})\n${texts.join("")}`;
}
