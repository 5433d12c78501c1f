/** Messages and parts of messages that several rules share; every other message is written beside its rule. */
import type { Position } from "../../diagnostics/problems";
import { cut, listed } from "../../diagnostics/wording";
import { ROLE_NAME_LIMIT } from "../model/names";
import type { Policy } from "../model/policy";

/** In front of what is reported of a table. */
export const tableLabel = (name: unknown): string =>
  typeof name === "string" ? `table ${cut(JSON.stringify(name))}: ` : "table: ";

/** @param what the thing that has a name, or a key */
export const tooLong = (what: string, bytes: number, limit: number): string =>
  `${what} has ${bytes} bytes; write at most ${limit}`;

export const noSuchRegion = (key: string, region: string): string =>
  `${key} is ${JSON.stringify(region)}, which is not an AWS region; write one such as eu-west-1`;

export const arnOfOtherPartition = (key: string, found: string, partition: string): string =>
  `${key} is in partition ${found}, and the environment's partition is ${partition}; write an ARN that starts with arn:${partition}:`;

export function badRoleName(name: string): string {
  const last = /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/.exec(name)?.[1];
  return last === undefined
    ? `${JSON.stringify(name)} cannot be the name of a role; write at most ${ROLE_NAME_LIMIT} letters, digits and _+=,.@-`
    : `${JSON.stringify(name)} is a role's ARN; write its name only: ${last}`;
}

/** What a namespace needs to go below the floor of `production`. */
export function optOutNotAllowed(namespace: string, { optOut }: Policy): string {
  const others = typeof optOut === "boolean" ? [] : optOut;
  return `policy.optOut does not let ${namespace} require less: the platform team writes policy.optOut: [${[...others, namespace].join(", ")}] in _environment.yaml`;
}

/** @param accounts that the policy names */
export const accountNotAllowed = (
  what: string,
  found: string,
  key: string,
  accounts: readonly string[],
): string =>
  `${what} is of account ${found}, which is not the own account; the platform team writes policy.${key}: [${[...accounts, found].map((id) => JSON.stringify(id)).join(", ")}] in _environment.yaml`;

/** @param at where the other grant is, unless it is on the same table */
export function wideBesideNarrow(role: string, actions: readonly string[], at?: Position): string {
  const place = at === undefined ? "" : `, at ${at.file}:${at.line}`;
  return `${role} is also granted ${listed(actions)} on this table without these conditions${place}, and IAM permissions are additive; remove the other grant, or the conditions`;
}
