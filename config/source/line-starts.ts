/** Where the lines of a text start, so that finding a place does not read the text again. */
export class LineStarts {
  private readonly starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
      starts.push(at + 1);
    this.starts = starts;
  }

  /** Line and column of an offset, both 1-based. */
  at(offset: number): { readonly line: number; readonly column: number } {
    let [first, after] = [0, this.starts.length];
    while (after - first > 1) {
      const middle = (first + after) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) first = middle;
      else after = middle;
    }
    return { line: first + 1, column: offset - (this.starts[first] ?? 0) + 1 };
  }
}
