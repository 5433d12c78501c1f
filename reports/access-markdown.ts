import { listed } from "../diagnostics/wording";
import type { AccessReport, EnvironmentReport, GrantReport, Place } from "./access-data";
import {
  assumedBy,
  limitsOf,
  nobody,
  placeText,
  policyAccess,
  policyLimits,
  regionsText,
  roleFrom,
  sizeOf,
  throughPrefix,
} from "./access-words";
import { crossingText } from "./boundary-crossings";
import { codeSpan, markdownSection, markdownText } from "./markdown";

/** The report as lines of Markdown: roles, grants by role and grants by table of each environment. */
export function reportMarkdown({ environments }: AccessReport): string[] {
  const blocks = environments.flatMap((environment) => {
    const crossings = environment.crossings.map((crossing) => ({
      ...crossing,
      text: crossingText(crossing),
    }));
    const tables = [...accessTables(environment), ...crossingsTable(crossings)];
    return [
      [`## ${markdownText(environment.environment)}`],
      ...(tables.length > 0 ? tables : [["Nobody is granted anything."]]),
    ];
  });
  return ["# Access", ...blocks.flatMap((block) => ["", ...block])];
}

/** Blocks of lines: a heading of the third level, and the table below it. */
export function accessTables({
  environment,
  roles,
  tables,
}: Omit<EnvironmentReport, "crossings">): string[][] {
  const roleRows = roles.map((role) => [
    codeSpan(role.role),
    codeSpan(role.stack),
    role.policy ? codeSpan(role.policy.name) : "",
    sizeOf(role),
    role.declared
      ? `created by ${codeSpan(placeText(role.declared))} for ${codeSpan(assumedBy(role.declared))}`
      : "",
  ]);
  const byRole = roles.flatMap((role) =>
    role.grants.map((grant) => [
      codeSpan(role.role),
      codeSpan(grant.table),
      regionsText(grant).replace("*", "\\*"),
      grant.access.join(", "),
      limits(grant, "role"),
      codeSpan(placeText(grant)),
    ]),
  );
  const byTable = tables.flatMap((table) => {
    const start = [
      codeSpan(table.table),
      markdownText(listed([table.region, ...(table.replicas ?? [])])),
    ];
    const none = nobody(table);
    if (none !== undefined) return [[...start, none, "", "", ""]];
    const granted = table.grants.map((grant) => {
      const through = throughPrefix(grant);
      return [
        ...start,
        codeSpan(roleFrom(environment, grant)),
        grant.access.join(", "),
        [...(through === undefined ? [] : [codeSpan(through)]), limits(grant, "table")]
          .filter((text) => text !== "")
          .join("; "),
        codeSpan(placeText(grant)),
      ];
    });
    const byPolicy = table.policies.flatMap((policy) =>
      policy.principals.map((principal) => [
        ...start,
        codeSpan(principal),
        policyAccess(policy).map(codeSpan).join(", "),
        policyLimits(policy).map(codeSpan).join("; "),
        codeSpan(placeText(policy)),
      ]),
    );
    return [...granted, ...byPolicy];
  });
  return [
    ...markdownSection("Roles", ["Role", "Stack", "Policy", "Size", "Declared"], roleRows),
    ...markdownSection(
      "By role",
      ["Role", "Table", "Region", "Access", "Limits", "Granted by"],
      byRole,
    ),
    ...markdownSection(
      "By table",
      ["Table", "Region", "Role", "Access", "Limits", "Granted by"],
      byTable,
    ),
  ];
}

/** The same of what reaches beyond a namespace. */
export function crossingsTable(
  crossings: readonly (Place & { readonly text: string })[],
): string[][] {
  return markdownSection(
    "Beyond a namespace",
    ["What", "Written in"],
    crossings.map((crossing) => [codeSpan(crossing.text), codeSpan(placeText(crossing))]),
  );
}

function limits(grant: GrantReport, seenFrom: "role" | "table"): string {
  return [...limitsOf(grant, seenFrom)]
    .map(([kind, of]) => `${kind} ${of.map(codeSpan).join(", ")}`)
    .join("; ");
}
