import { closest, didYouMean, oneOf } from "../../diagnostics/wording";
import { stackId } from "../source/stack-names";
import type { Report } from "../source/reporting";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import { tooLong } from "./rule-messages";

/** Source: Terraform, "Version constraints". */
const CONSTRAINT = /^\s*(=|!=|>=?|<=?|~>)? ?\d+(\.\d+){0,2}(-[\w.]+)?\s*$/;

function providerVersion({ settings }: EnvironmentContext, report: Report): void {
  const { version } = settings.provider;
  if (version.split(",").every((part) => CONSTRAINT.test(part))) return;
  report.error(
    ["provider", "version"],
    `provider.version is ${JSON.stringify(version)}; write a Terraform version constraint such as ~> 5.100`,
  );
}

function endpointIsUrl({ values }: EnvironmentContext, report: Report): void {
  for (const [service, url] of Object.entries(values.provider?.endpoints ?? {})) {
    if (/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) continue;
    report.error(
      ["provider", "endpoints", service],
      `provider.endpoints.${service} is ${JSON.stringify(url)}; write a URL that starts with http:// or https://`,
    );
  }
}

/** Services, as the provider spells them, that the resources of this project call. */
const SERVICES = [
  ...["appautoscaling", "applicationautoscaling", "backup", "cloudwatch", "dynamodb"],
  ...["iam", "kinesis", "kms", "s3", "sts"],
];

function endpointService({ values }: EnvironmentContext, report: Report): void {
  for (const service of Object.keys(values.provider?.endpoints ?? {})) {
    if (SERVICES.includes(service)) continue;
    report.errorAtKey(
      ["provider", "endpoints", service],
      `provider.endpoints.${service} is not a service that is used here${didYouMean(closest(service, SERVICES))}; write ${oneOf(SERVICES)}`,
    );
  }
}

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function bucketName({ values }: EnvironmentContext, report: Report): void {
  if (values.backend?.type !== "s3" || BUCKET.test(values.backend.bucket)) return;
  report.error(
    ["backend", "bucket"],
    `backend.bucket is ${JSON.stringify(values.backend.bucket)}; write 3 to 63 lower-case letters, digits, dots and -, the first and last a letter or digit`,
  );
}

/**
 * A backend is read before anything is evaluated: Terraform takes its strings as they are, and would
 * take `$${`, which escapes everywhere else, for two dollar signs. Nobody has such names.
 */
function backendIsLiteral({ values }: EnvironmentContext, report: Report): void {
  for (const [key, value] of Object.entries(values.backend ?? {})) {
    if (typeof value !== "string" || !/[$%]\{/.test(value)) continue;
    report.error(
      ["backend", key],
      `backend.${key} is ${JSON.stringify(value)}, with \${ or %{, which a backend cannot have; write it without them`,
    );
  }
}

/** Source: HCP Terraform API, "Workspaces", name. */
const WORKSPACE_LIMIT = 90;
const WORKSPACE = /^[A-Za-z0-9_-]*$/;

function workspaceName({ name, values, namespaces }: EnvironmentContext, report: Report): void {
  if (values.backend?.type !== "cloud") return;
  const { workspacePrefix = "" } = values.backend;
  const path = ["backend", "workspacePrefix"];
  if (!WORKSPACE.test(workspacePrefix)) {
    report.error(
      path,
      `backend.workspacePrefix is ${JSON.stringify(workspacePrefix)}; write letters, digits, - and _`,
    );
  }
  for (const namespace of namespaces) {
    const workspace = workspacePrefix + stackId(name, namespace.name);
    if (workspace.length > WORKSPACE_LIMIT)
      report.error(path, tooLong(`the workspace ${workspace}`, workspace.length, WORKSPACE_LIMIT));
  }
}

function externalIdNeedsRole({ values }: EnvironmentContext, report: Report): void {
  const { externalId, assumeRoleArn } = values.provider ?? {};
  if (externalId === undefined || assumeRoleArn !== undefined) return;
  report.error(
    ["provider", "externalId"],
    "provider.externalId is set without provider.assumeRoleArn, the role that it is for; add the role, or remove it",
  );
}

export const settingsRules: readonly EnvironmentRule[] = [
  providerVersion,
  endpointIsUrl,
  endpointService,
  bucketName,
  backendIsLiteral,
  workspaceName,
  externalIdNeedsRole,
];
