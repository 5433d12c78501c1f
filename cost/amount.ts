/** USD; `undefined` where a price is missing, which every sum of it then is. */
export type Amount = number | undefined;

export function times(quantity: number, amount: Amount): Amount {
  return amount === undefined ? undefined : quantity * amount;
}

export function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce<Amount>(
    (total, amount) => (total === undefined || amount === undefined ? undefined : total + amount),
    0,
  );
}

/** Digits after the point: prices of a request have seven, and the rest is the noise of binary fractions. */
const DIGITS = 8;

/** As it is shown to programs. */
export function shown(amount: Amount): number | null {
  return amount === undefined ? null : Number(amount.toFixed(DIGITS));
}
