/** What `init` asks, and what its options say. */
import path from "node:path";
import { ACCESS, NAME } from "../config/source/stack-names";
import type { Answers, NewBackend } from "./new-repository";

export interface Question {
  readonly option: "environment" | "account" | "region" | "namespace" | "backend";
  readonly question: string;
  /** An empty answer is the default. */
  readonly usual: (answers: Readonly<Record<string, string>>) => string;
  /** What is wrong with an answer; absent: nothing. */
  readonly fault: (answer: string) => string | undefined;
}

const isName = (kind: string) => (answer: string) =>
  NAME.test(answer) && answer !== ACCESS
    ? undefined
    : `${JSON.stringify(answer)} cannot be the name of ${kind}; write at most 63 lower-case letters, digits and -, such as dev`;

/** In the order in which they are asked. */
export const QUESTIONS: readonly Question[] = [
  {
    option: "environment",
    question: "Name of the first environment",
    usual: () => "dev",
    fault: isName("an environment"),
  },
  {
    option: "account",
    question: "AWS account of the environment, 12 digits; empty: write it later",
    usual: () => "",
    fault: (answer) =>
      /^(\d{12})?$/.test(answer)
        ? undefined
        : `${JSON.stringify(answer)} is not an account; write 12 digits, such as 123456789012`,
  },
  {
    option: "region",
    question: "Region",
    usual: () => "eu-west-1",
    fault: (answer) =>
      /^[a-z]+(-[a-z]+)+-\d+$/.test(answer)
        ? undefined
        : `${JSON.stringify(answer)} is not a region; write one such as eu-west-1`,
  },
  {
    option: "namespace",
    question: "Kubernetes namespace of the first tables",
    usual: ({ environment = "" }) => `shop-${environment}`,
    fault: isName("a namespace"),
  },
  {
    option: "backend",
    question: "Terraform state: local, s3:<bucket> or cloud:<organization>",
    usual: () => "local",
    fault: (answer) =>
      backendOf(answer) === undefined
        ? `${JSON.stringify(answer)} is not a backend; write local, s3:<bucket> or cloud:<organization>`
        : undefined,
  },
];

export function backendOf(answer: string): NewBackend | undefined {
  if (answer === "local") return { type: "local" };
  const [, type, name = ""] = /^(s3|cloud):([A-Za-z0-9][A-Za-z0-9._-]*)$/.exec(answer) ?? [];
  if (type === "s3") return { type, bucket: name };
  return type === "cloud" ? { type, organization: name } : undefined;
}

/** @param given every answer by its option */
export function answersOf(given: Readonly<Record<string, string>>): Answers {
  return {
    environment: given.environment ?? "",
    accountId: given.account === "" ? undefined : given.account,
    region: given.region ?? "",
    namespace: given.namespace ?? "",
    backend: backendOf(given.backend ?? "") ?? { type: "local" },
  };
}

/** The name of a package that npm accepts, from the name of a folder. */
export function packageName(folder: string): string {
  const name = path
    .basename(path.resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return name === "" ? "dynamodb-tables" : name;
}
