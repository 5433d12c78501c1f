/** A string of Terraform JSON as Terraform reads it, without the escapes of `${` and `%{`. */
export function plain(text: string): string {
  return text.replace(/([$%])\1(?=\{)/g, "$1");
}
