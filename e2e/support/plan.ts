/** What `terraform show -json` tells of a saved plan, as far as the tests look. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly planned_values?: {
    readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>;
  };
}

export interface ResourceChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    /** Present where an `import` block takes effect. */
    readonly importing?: { readonly id: string };
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
  return readMessages(lines)
    .flatMap(({ diagnostic }) => (diagnostic === undefined ? [] : [diagnostic as RawDiagnostic]))
    .map(({ severity, summary, detail }) => ({
      severity,
      text: `${summary}: ${detail}`.replaceAll("\n", " "),
    }));
}

/** The errors alone, in what `terraform plan -json` or `apply -json` prints. */
export function readErrors(lines: string): string[] {
  return readDiagnostics(lines)
    .filter(({ severity }) => severity === "error")
    .map(({ text }) => text);
}

function readMessages(lines: string): Readonly<Record<string, unknown>>[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

interface RawDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
}

/** What a plan does besides reading, by resource address: `create`, `delete, create`, `forget` ... */
export function plannedActions(plan: Plan): Record<string, string> {
  return Object.fromEntries(
    changes(plan).map(({ address, change }) => [address, change.actions.join(", ")]),
  );
}

/** What `terraform apply -json` prints that it does, by resource address: `create`, `replace` ... */
export function readActions(lines: string): Record<string, string> {
  const changes = readMessages(lines)
    .filter(({ type }) => type === "planned_change")
    .map(({ change }) => change as { resource: { addr: string }; action: string });
  // In its plans Terraform says forget.
  const word = (action: string) => (action === "remove" ? "forget" : action);
  return Object.fromEntries(changes.map(({ resource, action }) => [resource.addr, word(action)]));
}

/**
 * The attributes that a plan updates in place, by resource address.
 *
 * @throws Error when something is created, replaced or destroyed
 */
export function updatedAttributes(plan: Plan): Record<string, string[]> {
  return Object.fromEntries(changes(plan).map((change) => [change.address, differences(change)]));
}

function changes({ resource_changes = [] }: Plan): readonly ResourceChange[] {
  return resource_changes.filter(
    ({ change }) => !["no-op", "read"].includes(change.actions.join()),
  );
}

function differences(change: ResourceChange): string[] {
  const { actions } = change.change;
  if (actions.join() !== "update") {
    throw new Error(`${change.address} is not updated in place: ${actions.join(", ")}`);
  }
  return changedAttributes(change);
}

/** The attributes in which a resource is to be another than it is, sorted. */
export function changedAttributes({ change: { before, after } }: ResourceChange): string[] {
  return Object.keys({ ...before, ...after })
    .filter((key) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]))
    .sort();
}
