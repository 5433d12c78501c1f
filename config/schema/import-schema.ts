/** A new table that is filled from files in S3. */
import { z } from "zod";
import { TABLE_DEFAULTS } from "../../table/defaults";
import { nonEmptyString, words } from "./common-schema";

const csv = z.strictObject({
  delimiter: z
    .enum([",", "\t", ":", ";", "|", " "])
    .optional()
    .meta({
      description: "What separates the columns: a comma, tab, colon, semicolon, pipe or space.",
      default: TABLE_DEFAULTS.csvDelimiter,
      examples: [";"],
    }),
  headerList: z
    .array(nonEmptyString)
    .min(1)
    .max(255)
    .optional()
    .meta({
      description: "Names of the columns.",
      defaultText: "the first line of each file",
      examples: [["orderId", "total"]],
    }),
});

export const importFromS3 = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .meta({
        expected: "the name of a bucket: 3 to 63 lower-case letters, digits, dots and -",
        description: "Bucket of the files.",
        examples: ["example-seeds"],
      }),
    keyPrefix: z
      .string()
      .min(1)
      .max(1024)
      .optional()
      .meta({
        description: "Start of the files' keys.",
        defaultText: "none; every file of the bucket",
        examples: ["koa/orders/"],
      }),
    format: words({
      CSV: "Lines of columns; every attribute that is no key becomes a string.",
      DYNAMODB_JSON: "Items as DynamoDB exports them.",
      ION: "Items in Amazon Ion.",
    }).meta({ description: "Format of the files.", examples: ["DYNAMODB_JSON"] }),
    compression: words({
      NONE: "Not compressed.",
      GZIP: "Compressed with gzip.",
      ZSTD: "Compressed with Zstandard.",
    })
      .optional()
      .meta({
        description: "How the files are compressed.",
        default: TABLE_DEFAULTS.importCompression,
        examples: ["GZIP"],
      }),
    csv: csv.optional().meta({
      description: "How the columns of CSV files are read.",
      defaultText: "the defaults of its keys",
      examples: [{ delimiter: ";", headerList: ["orderId", "total"] }],
    }),
  })
  .optional()
  .meta({
    description:
      "Creates the table with the items of files in S3; does nothing once it exists. Needs policy.importFromS3.",
    defaultText: "none; the table is created empty",
    examples: [{ bucket: "example-seeds", keyPrefix: "koa/orders/", format: "DYNAMODB_JSON" }],
  });
