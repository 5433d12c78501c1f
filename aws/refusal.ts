/** Why a command stops, in a sentence for people; the lines of a list below it. */
export class Refusal extends Error {
  readonly lines: readonly string[];

  constructor(sentence: string, ...list: readonly string[]) {
    super([sentence, ...list].join("\n"));
    this.lines = [sentence, ...list];
  }
}
