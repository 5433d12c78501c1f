/** Lines of `terraform apply -json`. Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui */

interface Message {
  readonly type?: string;
  readonly hook?: { readonly resource?: { readonly addr?: string } };
  readonly diagnostic?: {
    readonly severity?: string;
    readonly summary?: string;
    readonly detail?: string;
  };
}

/** The address of a resource that has been created in the emulator; what is only read or a note of Terraform is omitted. */
export function createdResource(line: string): string | undefined {
  const { type, hook } = messageOf(line);
  const address = type === "apply_complete" ? hook?.resource?.addr : undefined;
  return /^(terraform_data|data)\./.test(address ?? "") ? undefined : address;
}

/** The errors of a run, without those that Terraform repeats. */
export function errorsOf(output: string): string[] {
  const errors = output.split("\n").flatMap((line) => {
    const { type, diagnostic } = messageOf(line);
    if (type !== "diagnostic" || diagnostic?.severity !== "error") return [];
    return `${diagnostic.summary ?? ""}${diagnostic.detail ? `: ${diagnostic.detail}` : ""}`;
  });
  return [...new Set(errors)];
}

function messageOf(line: string): Message {
  if (!line.startsWith("{")) return {};
  try {
    return JSON.parse(line) as Message;
  } catch {
    return {};
  }
}
