/** What `terraform show -json` tells of a saved plan, as far as the tests look. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Attributes | null;
    readonly after: Attributes | null;
  };
}

type Attributes = Readonly<Record<string, unknown>>;

/** An error or a warning of Terraform's. */
export interface Diagnostic {
  readonly severity: string;
  /** Without line breaks. */
  readonly text: string;
}

/** The errors and warnings in what `terraform plan -json` prints. */
export function readDiagnostics(lines: string): Diagnostic[] {
  return lines
    .trim()
    .split("\n")
    .flatMap((line) => {
      const { diagnostic } = JSON.parse(line) as { diagnostic?: RawDiagnostic };
      return diagnostic === undefined ? [] : [diagnostic];
    })
    .map(({ severity, summary, detail }) => ({
      severity,
      text: `${summary}: ${detail}`.replaceAll("\n", " "),
    }));
}

interface RawDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
}

/**
 * The attributes that a plan updates in place, by resource address.
 *
 * @throws Error when something is created, replaced or destroyed
 */
export function updatedAttributes(plan: Plan): Record<string, string[]> {
  const changes = (plan.resource_changes ?? []).filter(
    ({ change }) => !["no-op", "read"].includes(change.actions.join()),
  );
  return Object.fromEntries(changes.map((change) => [change.address, differences(change)]));
}

function differences({ address, change }: ResourceChange): string[] {
  const { actions, before, after } = change;
  if (actions.join() !== "update" || before === null || after === null) {
    throw new Error(`${address} is not updated in place: ${actions.join(", ")}`);
  }
  return Object.keys({ ...before, ...after })
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .sort();
}
