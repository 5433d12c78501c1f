/** What is wrong with a lock file. */

export const damaged = (reason: string): string =>
  `the lock cannot be read: ${reason}; take the file from the main branch, then run npm run lock`;

export const unmerged = (): string =>
  "git could not merge this lock; npm run lock keeps the entries of both branches";
