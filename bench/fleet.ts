/** The fleet that both sides of the benchmark build: tables as users of the chart write them. */

export const TABLES_PER_NAMESPACE = 50;
/** Fifty tables would be too many for one policy, so each role is granted a fifth of them. */
const ROLES_PER_NAMESPACE = 5;
export const ENVIRONMENT = "bench";
export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";

export interface BenchTable {
  readonly name: string;
  /** The one role that reads and writes the table. */
  readonly role: string;
}

export interface BenchNamespace {
  readonly name: string;
  readonly tables: readonly BenchTable[];
}

export function benchFleet(tables: number): BenchNamespace[] {
  return Array.from({ length: Math.ceil(tables / TABLES_PER_NAMESPACE) }, (_, n) => {
    const name = `team-${String(n).padStart(3, "0")}`;
    return {
      name,
      tables: Array.from({ length: TABLES_PER_NAMESPACE }, (_, i) => ({
        name: `Orders-${String(i).padStart(2, "0")}`,
        role: `service-${i % ROLES_PER_NAMESPACE}-${name}`,
      })),
    };
  });
}
