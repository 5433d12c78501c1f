import type { AccessReport, EnvironmentReport, GrantReport } from "./access-data";
import {
  assumedBy,
  limitsOf,
  nobody,
  placeText,
  regionsText,
  roleFrom,
  sizeOf,
  throughPrefix,
} from "./access-words";
import { crossingText } from "./boundary-crossings";

/** The report as Markdown: roles, grants by role and grants by table of each environment. */
export function reportMarkdown({ environments }: AccessReport): string {
  return ["# Access", ...environments.flatMap(environmentMarkdown)].join("\n\n");
}

function environmentMarkdown({
  environment,
  roles,
  tables,
  crossings,
}: EnvironmentReport): string[] {
  const roleRows = roles.map((role) => [
    code(role.role),
    code(role.stack),
    role.policy ? code(role.policy.name) : "",
    sizeOf(role),
    role.declared
      ? `created by ${code(placeText(role.declared))} for ${code(assumedBy(role.declared))}`
      : "",
  ]);
  const byRole = roles.flatMap((role) =>
    role.grants.map((grant) => [
      code(role.role),
      code(grant.table),
      regionsText(grant).replace("*", "\\*"),
      grant.access.join(", "),
      limits(grant, "role"),
      code(placeText(grant)),
    ]),
  );
  const byTable = tables.flatMap((table) => {
    const start = [code(table.table), table.region];
    const none = nobody(table);
    if (none !== undefined) return [[...start, none, "", "", ""]];
    return table.grants.map((grant) => {
      const through = throughPrefix(grant);
      return [
        ...start,
        code(roleFrom(environment, grant)),
        grant.access.join(", "),
        [...(through === undefined ? [] : [code(through)]), limits(grant, "table")]
          .filter((text) => text !== "")
          .join("; "),
        code(placeText(grant)),
      ];
    });
  });
  return [
    `## ${environment}`,
    ...table("Roles", ["Role", "Stack", "Policy", "Size", "Declared"], roleRows),
    ...table("By role", ["Role", "Table", "Region", "Access", "Limits", "Granted by"], byRole),
    ...table("By table", ["Table", "Region", "Role", "Access", "Limits", "Granted by"], byTable),
    ...table(
      "Beyond a namespace",
      ["What", "Written in"],
      crossings.map((crossing) => [code(crossingText(crossing)), code(placeText(crossing))]),
    ),
    ...(roles.length === 0 && tables.length === 0 ? ["Nobody is granted anything."] : []),
  ];
}

function limits(grant: GrantReport, seenFrom: "role" | "table"): string {
  return [...limitsOf(grant, seenFrom)]
    .map(([kind, of]) => `${kind} ${of.map(code).join(", ")}`)
    .join("; ");
}

function table(
  title: string,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `### ${title}`,
    [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n"),
  ];
}

/** A code span that may stand in a table. */
function code(text: string): string {
  const span = text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
  return span.replaceAll("|", "\\|");
}
