/** A string of Terraform JSON as Terraform reads it, without the escapes of `${` and `%{`. */
export function plain(text: string): string {
  return text.replace(/([$%])\1(?=\{)/g, "$1");
}

/** A string as Terraform has to read it, so that `plain` gives it again. */
export function escaped(text: string): string {
  return text.includes("{") ? text.replace(/[$%](?=\{)/g, "$&$&") : text;
}
