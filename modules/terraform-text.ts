import type { TerraformElement } from "cdktf";

/**
 * Data whose texts Terraform takes as they are: `${` and `%{` would start an expression.
 * Keys of maps are texts too. What is no plain data is left alone.
 */
export function asText<T>(value: T): T {
  return escaped(value) as T;
}

function escaped(value: unknown): unknown {
  if (typeof value === "string") return escapeText(value);
  if (Array.isArray(value)) return value.map(escaped);
  if (
    typeof value !== "object" ||
    value === null ||
    Object.getPrototypeOf(value) !== Object.prototype
  )
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [escapeText(key), escaped(item)]),
  );
}

function escapeText(text: string): string {
  return text.includes("{") ? text.replace(/[$%](?=\{)/g, "$&$&") : text;
}

/** A text that Terraform takes as it is, as a literal inside an expression. */
export function quoted(text: string): string {
  // HCL knows the escapes of JSON but for these two.
  const escapes: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
  return JSON.stringify(text).replace(/\\./g, (escape) => escapes[escape] ?? escape);
}

/** An expression as the value of an argument. */
export function expression(code: string): string {
  return `\${${code}}`;
}

/**
 * A reference to an attribute. A plain string rather than a cdktf token, which would be resolved
 * anew for every resource of the stack.
 */
export function reference(element: TerraformElement, address: string, attribute: string): string {
  return expression(`${address}.${element.friendlyUniqueId}.${attribute}`);
}
