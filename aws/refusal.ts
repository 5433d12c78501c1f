/** Why a command stops, in a sentence for people. */
export class Refusal extends Error {}
