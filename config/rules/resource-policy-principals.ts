/** Whom the resource policies of tables may let in: docs/access.md, "Resource policies". */
import { cut, listed } from "../../diagnostics/wording";
import { principalAccounts, sourceAccounts } from "../model/policy-conditions";
import type { PassingAccounts } from "../model/policy-conditions";
import { policyPrincipal } from "../model/policy-principals";
import type { AccountPrincipal } from "../model/policy-principals";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { accountNotAllowed, arnOfOtherPartition } from "./rule-messages";
import { forEachStatement, placesIn } from "./resource-policy-statements";
import type { StatementPlace } from "./resource-policy-statements";
import type { TableContext, TableRule } from "./table-rule";

/** The accounts whose principals a policy may allow something. */
interface Trust {
  /** Absent: the values do not say, so that no account counts as the own. */
  readonly own: string | undefined;
  readonly others: readonly string[];
  readonly partition: string;
}

/** What is denied is denied to anybody. */
function resourcePolicyPrincipals(
  { values, around, environment }: TableContext,
  report: Report,
): void {
  forEachStatement({ values }, (place) => {
    const { Effect, Principal } = place.written;
    if (Effect === "Deny" || Principal === undefined) return;
    const trust: Trust = {
      own: around.accountId,
      others: environment.policy.trustedAccounts,
      partition: around.partition,
    };
    const path = [...place.path, "Principal"];
    if (Principal === "*") {
      judgePrincipal("AWS", "*", path, place, trust, report);
      return;
    }
    if (Object.values(Principal).flat().length === 0)
      report.error(
        path,
        "Principal is empty; name an account, a role or a service, or remove the statement",
      );
    for (const [key, names] of Object.entries(Principal))
      for (const { text, path: at } of placesIn(names, [...path, key]))
        judgePrincipal(key, text, at, place, trust, report);
  });
}

/** @param at of the principal */
function judgePrincipal(
  key: string,
  text: string,
  at: Path,
  { statement: { Condition } }: StatementPlace,
  trust: Trust,
  report: Report,
): void {
  const principal = policyPrincipal(key, text);
  switch (principal.kind) {
    case "everyone": {
      const fault = faultOf([principalAccounts(Condition)], trust);
      if (fault !== undefined) report.error(at, everyone(fault, trust));
      return;
    }
    case "service": {
      const fault = faultOf(sourceAccounts(Condition), trust);
      if (fault !== undefined) report.error(at, service(principal.name, fault, trust));
      return;
    }
    case "account":
      judgeAccount(principal, at, trust, report);
      return;
    case "unknown":
      report.error(at, unknownPrincipal(key, text));
  }
}

function judgeAccount(
  { accountId, partition, text }: AccountPrincipal,
  at: Path,
  trust: Trust,
  report: Report,
): void {
  if (partition !== undefined && partition !== trust.partition)
    report.error(at, arnOfOtherPartition("the principal", partition, trust.partition));
  if (isTrusted(accountId, trust)) return;
  const what = `the principal ${cut(text)}`;
  report.error(
    at,
    trust.own === undefined
      ? `${what} is of account ${accountId}, and the values do not say which account is the own; the platform team writes accountId, or policy.trustedAccounts: [${list([...trust.others, accountId])}], in _environment.yaml`
      : accountNotAllowed(what, accountId, "trustedAccounts", trust.others),
  );
}

/**
 * Why no condition restricts a statement to trusted accounts; nothing where one does.
 * @param conditions the accounts that each of them lets pass
 */
function faultOf(conditions: readonly PassingAccounts[], trust: Trust): string | undefined {
  const written = conditions.filter((accounts) => accounts.length > 0);
  if (written.some((accounts) => accounts.every((account) => isTrusted(account, trust))))
    return undefined;
  const [first] = written;
  if (first === undefined) return "no condition restricts it";
  const strangers = first.filter((account) => !isTrusted(account, trust));
  return `its condition has ${cut(listed(strangers.map((one) => JSON.stringify(one))))}, and only trusted accounts count (policy.trustedAccounts)`;
}

function isTrusted(account: string, { own, others }: Trust): boolean {
  return account === own || others.includes(account);
}

const everyone = (fault: string, trust: Trust): string =>
  `Principal "*" is everybody with an AWS account, and ${fault}; name principals, or write ${condition("aws:PrincipalAccount", trust)}; operators other than StringEquals, and wildcards, do not count`;

const service = (name: string, fault: string, trust: Trust): string =>
  `${cut(name)} works for every account of AWS, and ${fault}; write ${condition("aws:SourceAccount", trust)}, or ArnLike with an account in aws:SourceArn; other operators do not count`;

function condition(key: string, { own, others }: Trust): string {
  const accounts = [...(own === undefined ? [] : [own]), ...others];
  return `Condition: {StringEquals: {"${key}": [${accounts.length === 0 ? '"<account id>"' : list(accounts)}]}}`;
}

function unknownPrincipal(key: string, text: string): string {
  const found = cut(`${key}: ${JSON.stringify(text)}`);
  return key === "AWS" || key === "Service"
    ? `${found} is no principal; write an account id, the ARN of a role or user without wildcards, or a service such as Service: replication.dynamodb.amazonaws.com`
    : `${found} cannot be allowed anything here; write the role that it uses under AWS`;
}

function list(accounts: readonly string[]): string {
  return accounts.map((id) => JSON.stringify(id)).join(", ");
}

export const policyPrincipalRules: readonly TableRule[] = [resourcePolicyPrincipals];
