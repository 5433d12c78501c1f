/** What else than the values decides what the stacks are: the tool, and the versions of providers. */
import { z } from "zod";

/** Beside `cdktf.json`. */
export const TOOL_FILES = ["package-lock.json", ".terraform.lock.hcl", "cdktf.json"] as const;

export type ToolFile = (typeof TOOL_FILES)[number];

/** The texts of these files; absent where there is none. */
export type ToolFiles = Readonly<Partial<Record<ToolFile, string>>>;

/** What writes the Terraform JSON; other packages of a repository do not change it. */
const TOOL = "dynamodb-values";
const PACKAGES = [TOOL, "cdktf", "@cdktf/provider-aws"];

const packageSchema = z.object({
  version: z.string().optional(),
  /** A tarball or a git repository has the same version after an edit. */
  resolved: z.string().optional(),
  integrity: z.string().optional(),
});

/** Source: npm documentation, package-lock.json. */
const packageLock = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  packages: z.record(z.string(), packageSchema).default({}),
});

/** The first file in which two sides differ; `undefined` if both have the same tool. */
export function differingTool(one: ToolFiles, other: ToolFiles): ToolFile | undefined {
  return TOOL_FILES.find((name) => settingsIn(name, one[name]) !== settingsIn(name, other[name]));
}

function settingsIn(name: ToolFile, text: string | undefined): string | undefined {
  // A checkout may have other line breaks than the commit.
  const plain = text?.replaceAll("\r\n", "\n");
  return name === "package-lock.json" && plain !== undefined ? versionsIn(plain) : plain;
}

/** The tool in a lock of packages, which may be that of the tool itself. */
function versionsIn(text: string): string {
  const lock = parsed(text);
  // What cannot be read is compared as it is.
  if (lock === undefined) return text;
  const own = lock.name === TOOL ? lock.version : undefined;
  const installed = PACKAGES.map((name) => lock.packages[`node_modules/${name}`]);
  return JSON.stringify([own, installed]);
}

function parsed(text: string): z.infer<typeof packageLock> | undefined {
  try {
    return packageLock.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
