/** What is wrong with a lock file. */

export const damaged = (reason: string): string =>
  `the lock cannot be read: ${reason}; take the file as it is on the main branch, then run npm run lock`;

export const unmerged = (): string =>
  "git could not merge this lock by itself; npm run lock keeps what both branches have";
