/**
 * Parts of several schemas. The `.meta` of a key goes into the editors' schemas and into
 * `docs/values.md` (`npm run schema`):
 *
 * - `description`: what the key means; also reported where a required key is missing
 * - `default`: the value of a key that is omitted; or, in words, `defaultText`: what holds then
 *   ("none" too). Neither on a required key
 * - `examples`: values of the key
 * - `enumDescriptions`: what each of the words means
 * - `numberAsString`: a number may be written, because its characters are read (`values-document.ts`)
 *
 * `expected` (what to write instead of a wrong value) is only for messages.
 */
import { z } from "zod";

export const nonEmptyString = z.string().min(1);

/** One of some words, each with what it means. */
export function words<T extends Record<string, string>>(
  meanings: T,
): z.ZodEnum<{ [K in keyof T & string]: K }> {
  return z
    .enum(Object.keys(meanings) as (keyof T & string)[])
    .meta({ enumDescriptions: Object.values(meanings) });
}

/** A region as AWS spells it, in any partition. */
export const region = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)+-\d+$/)
  .meta({
    expected: "an AWS region such as eu-west-1",
    examples: ["eu-west-1", "eu-central-1"],
  });

export const accountId = z
  .string()
  .regex(/^\d{12}$/)
  .meta({
    expected: 'the 12 digits of an AWS account id in quotes, such as "123456789012"',
    numberAsString: true,
    examples: ["123456789012"],
  });

export function arn(service: string, resource: string, example: string): z.ZodString {
  return z
    .string()
    .regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:${resource}[\\w+=,.@/-]+$`))
    .meta({ expected: `an ARN such as ${example}`, examples: [example] });
}

/** The ARN of a key: DynamoDB's grants and the provider know no aliases. */
export const kmsKeyArn = arn(
  "kms",
  "key/",
  "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
);

/**
 * What AWS accepts in tags of every service: letters, digits, spaces and `_.:/=+-@`.
 * Source: AWS General Reference, "Tag naming limits and requirements".
 */
const TAG_CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export const tags = z
  .record(
    z
      .string()
      .min(1)
      .max(128)
      .regex(TAG_CHARACTERS)
      .meta({ expected: "at most 128 letters, digits, spaces and _.:/=+-@" }),
    z.string().max(256).regex(TAG_CHARACTERS).meta({
      expected:
        "a string of at most 256 letters, digits, spaces and _.:/=+-@, in quotes if it looks like a number",
    }),
  )
  .meta({
    description: "Tags, key to value.",
    defaultText: "none",
    examples: [{ team: "billing", "cost-center": "cc-4711" }],
  });

/** A path of IAM. Source: IAM API reference, CreateRole, Path. */
export const rolePath = z
  .string()
  .regex(/^\/([\w+=,.@-]+\/)*$/)
  .max(512)
  .meta({ expected: "a path that starts and ends with /, such as /service/" });

/**
 * Host and path of an OIDC issuer, with or without `https://`; a wildcard would be one in a trust policy.
 * Source: IAM API reference, CreateOpenIDConnectProvider, Url.
 */
export const issuerUrl = z
  .string()
  .regex(/^(https:\/\/)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(\/[\w.~-]+)*\/?$/)
  .max(255)
  .meta({
    expected:
      "host and path of an OIDC issuer without wildcards, such as https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
    examples: ["https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"],
  });

export const days = z.int().min(1);

/** Source: STS API reference, AssumeRole, ExternalId. */
export const externalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/)
  .meta({ expected: "2 to 1224 letters, digits and _+=,.@:/-" });
