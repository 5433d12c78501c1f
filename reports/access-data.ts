/** Who may do what, as plain data: the same for the terminal, for Markdown and for programs. */
import type { Trust } from "../config/model/fleet";
import type { PolicyConditions } from "../table/table-settings";

export interface AccessReport {
  /** Sorted by name. */
  readonly environments: readonly EnvironmentReport[];
}

export interface EnvironmentReport {
  readonly environment: string;
  /** Sorted by role. */
  readonly roles: readonly RoleReport[];
  /** Sorted by name in AWS. */
  readonly tables: readonly TableReport[];
  /** Sorted by place. */
  readonly crossings: readonly CrossingReport[];
}

/** What crosses the boundary of a namespace. */
export interface CrossingReport extends Place {
  /**
   * - `grant`: on a table of the namespace, to a role of another one or of none
   * - `trust`: a principal of another account may assume the role
   * - `copy`: a table that has the items of another one
   * - `policy`: somebody outside of the account may use the table or its stream by its resource policy
   * - `import`: a table that is filled from S3 with the permissions of the role that deploys
   * - `foreign`, `observed`: a table outside of the namespace's own names that it manages, or reads
   */
  readonly kind: "grant" | "trust" | "copy" | "policy" | "import" | "foreign" | "observed";
  /** Absent for a role that the environment declares. */
  readonly namespace?: string | undefined;
  readonly role?: string | undefined;
  /** Name in AWS. */
  readonly table?: string | undefined;
  /** The other side: a namespace, a principal, a table by its name or ARN, or files by their URL. */
  readonly other?: string | undefined;
  /** As of `GrantReport`. */
  readonly access?: readonly string[] | undefined;
}

export interface RoleReport {
  readonly role: string;
  /** The stack that has its policy. */
  readonly stack: string;
  readonly accountId: string | undefined;
  /** Absent for a role that is only declared. */
  readonly policy:
    { readonly name: string; readonly characters: number; readonly limit: number } | undefined;
  /** Absent for a role that exists already. */
  readonly declared: DeclaredReport | undefined;
  readonly grants: readonly GrantReport[];
}

/** A role that the project creates, and who may assume it. */
export interface DeclaredReport extends Place {
  readonly path: string;
  readonly permissionsBoundary: string | undefined;
  readonly trust: Trust & { readonly oidcProviderUrl?: string | undefined };
}

export interface TableReport {
  /** The name in AWS. */
  readonly table: string;
  readonly namespace: string;
  /** The logical name. */
  readonly name: string;
  readonly region: string;
  /** Regions of its replicas, sorted; absent: none. */
  readonly replicas?: readonly string[];
  /** An observed table takes no grants; a prefix may reach it all the same. */
  readonly observed: boolean;
  readonly grants: readonly GrantReport[];
  /** The statements of its resource policies, in their order. */
  readonly policies: readonly PolicyReport[];
}

/** A statement of the resource policy of a table or of its stream. */
export interface PolicyReport extends Place {
  readonly of: "table" | "stream";
  readonly effect: "Allow" | "Deny";
  /** `*`, ARNs, names of services. */
  readonly principals: readonly string[];
  /** As of `GrantReport`. */
  readonly access: readonly string[];
  /** What is denied may have wildcards. */
  readonly actions: readonly string[];
  /** Absent: the table and its indexes, or the stream. */
  readonly resources?: readonly string[] | undefined;
  readonly conditions?: PolicyConditions | undefined;
}

export interface GrantReport extends Place {
  /** The environment whose values grant this; the prefix of one environment may reach the tables of another. */
  readonly environment: string;
  readonly role: string;
  /** A table's name in AWS, `<prefix>*`, or `*` where the actions have no table. */
  readonly table: string;
  readonly regions: readonly string[];
  /** Words, where all of a word's actions are granted, then the actions that no word covers. */
  readonly access: readonly string[];
  readonly actions: readonly string[];
  readonly indexes?: readonly string[] | undefined;
  readonly leadingKeys?: readonly string[] | undefined;
  readonly attributes?: readonly string[] | undefined;
  /** The tables that a prefix reaches today. */
  readonly reaches?: readonly ReachedTable[];
}

export interface ReachedTable {
  readonly environment: string;
  readonly table: string;
  readonly region: string;
}

/** Where something is written. */
export interface Place {
  readonly file: string;
  readonly line: number;
}
