import * as messages from "./rule-messages";
import { stackId } from "../source/stack-names";
import type { EnvironmentContext, EnvironmentRule } from "./environment-rule";
import type { Report } from "../source/reporting";
import { closest } from "../../diagnostics/wording";

/** Source: Terraform, "Version constraints". */
const CONSTRAINT = /^\s*(=|!=|>=?|<=?|~>)? ?\d+(\.\d+){0,2}(-[\w.]+)?\s*$/;

/** Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Source: HCP Terraform API, "Workspaces", name. */
const WORKSPACE_LIMIT = 90;
const WORKSPACE = /^[A-Za-z0-9_-]*$/;

function providerVersion({ settings }: EnvironmentContext, report: Report): void {
  const { version } = settings.provider;
  if (!version.split(",").every((part) => CONSTRAINT.test(part))) {
    report.error(["provider", "version"], messages.badConstraint(version));
  }
}

function endpointIsUrl({ values }: EnvironmentContext, report: Report): void {
  for (const [service, url] of Object.entries(values.provider?.endpoints ?? {})) {
    if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : "")) {
      report.error(
        ["provider", "endpoints", service],
        messages.badUrl(`provider.endpoints.${service}`, url),
      );
    }
  }
}

/** Services, as the provider spells them, that what is made here calls. */
const SERVICES = [
  ...["appautoscaling", "applicationautoscaling", "backup", "cloudwatch", "dynamodb"],
  ...["iam", "kinesis", "kms", "s3", "sts"],
];

function endpointService({ values }: EnvironmentContext, report: Report): void {
  for (const service of Object.keys(values.provider?.endpoints ?? {})) {
    if (!SERVICES.includes(service)) {
      report.errorAtKey(
        ["provider", "endpoints", service],
        messages.unknownService(service, closest(service, SERVICES), SERVICES),
      );
    }
  }
}

function bucketName({ values }: EnvironmentContext, report: Report): void {
  if (values.backend?.type === "s3" && !BUCKET.test(values.backend.bucket)) {
    report.error(["backend", "bucket"], messages.badBucket(values.backend.bucket));
  }
}

function workspaceName({ name, values, namespaces }: EnvironmentContext, report: Report): void {
  if (values.backend?.type !== "cloud") return;
  const { workspacePrefix = "" } = values.backend;
  const path = ["backend", "workspacePrefix"];
  if (!WORKSPACE.test(workspacePrefix))
    report.error(path, messages.badWorkspacePrefix(workspacePrefix));
  for (const namespace of namespaces) {
    const workspace = workspacePrefix + stackId(name, namespace.name);
    if (workspace.length > WORKSPACE_LIMIT) {
      report.error(
        path,
        messages.tooLong(`the workspace ${workspace}`, workspace.length, WORKSPACE_LIMIT),
      );
    }
  }
}

function externalIdNeedsRole({ values }: EnvironmentContext, report: Report): void {
  const { externalId, assumeRoleArn } = values.provider ?? {};
  if (externalId !== undefined && assumeRoleArn === undefined) {
    report.error(["provider", "externalId"], messages.externalIdAlone());
  }
}

export const settingsRules: readonly EnvironmentRule[] = [
  providerVersion,
  endpointIsUrl,
  endpointService,
  bucketName,
  workspaceName,
  externalIdNeedsRole,
];
