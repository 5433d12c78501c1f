/**
 * Plain strings are literal text everywhere in the props of the constructs. What refers to other
 * resources has a type of its own, so that neither can be mistaken for the other
 * (docs/decisions/0015-terraform-strings.md).
 */
import type { TerraformElement } from "cdktf";
import { escaped } from "../table/terraform-escapes";

/** A string in Terraform's own syntax: `${...}` in it is an expression, for example a reference. */
export class TerraformString {
  /** @param syntax for example a cdktf token: `new TerraformString(key.arn)` */
  constructor(private readonly syntax: string) {}

  toString(): string {
    return this.syntax;
  }
}

/** `T`, in which every string and number may be a `TerraformString` too, but for strings that are fixed words. */
export type WithReferences<T> = T extends string
  ? string extends T
    ? T | TerraformString
    : T
  : T extends number
    ? T | TerraformString
    : T extends TerraformElement | TerraformString | ((...args: never[]) => unknown)
      ? T
      : T extends object
        ? { readonly [K in keyof T]: WithReferences<T[K]> }
        : T;

/**
 * The arguments of a resource as Terraform reads them: plain strings are escaped, since `${` and
 * `%{` would start an expression, and each `TerraformString` is written as it is. Keys of maps are
 * strings too. What is no plain data stays as it is.
 */
export function literal<T>(value: WithReferences<NoInfer<T>>): T {
  return rendered(value) as T;
}

function rendered(value: unknown): unknown {
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return value.map(rendered);
  if (value instanceof TerraformString) return value.toString();
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [escaped(key), rendered(item)]),
  );
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** A string of literal text and of expressions. */
export function template(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | TerraformString)[]
): TerraformString {
  const parts = texts.flatMap((text, i) => {
    const value = values[i];
    return value === undefined ? [text] : [text, value];
  });
  return new TerraformString(
    parts
      .map((part) => String(part instanceof TerraformString ? part : escaped(String(part))))
      .join(""),
  );
}

/** A literal string inside an expression. */
export function quoted(text: string): string {
  // HCL has the escapes of JSON except these two.
  const escapes: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
  return JSON.stringify(escaped(text)).replace(/\\./g, (escape) => escapes[escape] ?? escape);
}

/** An expression as the value of an argument. */
export function expression(code: string): TerraformString {
  return new TerraformString(`\${${code}}`);
}

/**
 * A reference to an attribute. Not a cdktf token, which would be resolved again for every resource
 * of the stack.
 */
export function reference(
  element: TerraformElement,
  address: string,
  attribute: string,
): TerraformString {
  return expression(`${address}.${element.friendlyUniqueId}.${attribute}`);
}
