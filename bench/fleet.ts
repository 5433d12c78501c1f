/** The fleet that both sides of the benchmark build: the shape of a real one, a few kinds of tables over and over. */

export const TABLES_PER_NAMESPACE = 50;
export const ENVIRONMENT = "bench";
export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";

export interface BenchTable {
  readonly name: string;
  readonly provisioned: boolean;
  readonly rangeKey: boolean;
  readonly index: boolean;
  readonly stream: boolean;
  readonly backup: boolean;
}

export interface BenchNamespace {
  readonly name: string;
  readonly tables: readonly BenchTable[];
}

export function benchFleet(tables: number): BenchNamespace[] {
  return Array.from({ length: Math.ceil(tables / TABLES_PER_NAMESPACE) }, (_, n) => ({
    name: `team-${String(n).padStart(3, "0")}`,
    tables: Array.from({ length: TABLES_PER_NAMESPACE }, (_, i) => ({
      name: `Table-${String(i).padStart(2, "0")}`,
      provisioned: i % 10 === 0,
      rangeKey: i % 3 !== 0,
      index: i % 2 === 0,
      stream: i % 10 === 5,
      backup: i % 2 === 1,
    })),
  }));
}

/** Reads and writes every second table; fifty tables would be too many for one policy. */
export function serviceRole(namespace: string): string {
  return `service-${namespace}`;
}

/** Reads every fifth table. */
export function reportRole(namespace: string): string {
  return `report-${namespace}`;
}

export function isServed(position: number): boolean {
  return position % 2 === 0;
}

export function isReported(position: number): boolean {
  return position % 5 === 0;
}
