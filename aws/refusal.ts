/** What stops the command, in a sentence for people. */
export class Refusal extends Error {}
