/** Rules of a new table that is filled from files in S3. */
import { cut } from "../../diagnostics/wording";
import { setOrder } from "../model/set-order";
import { mayImport } from "../model/policy";
import type { Report } from "../source/reporting";
import { lineOfPolicy } from "./policy-line";
import type { TableContext, TableRule } from "./table-rule";

/** The import reads with the permissions of the role that deploys, which may read what the namespace may not. */
function importSourceAllowed({ values, around, environment }: TableContext, report: Report): void {
  const { importFromS3 } = values;
  if (importFromS3 === undefined) return;
  const { bucket, keyPrefix } = importFromS3;
  const { policy } = environment;
  if (mayImport(policy, around.namespace, bucket, keyPrefix)) return;
  const source = keyPrefix === undefined ? bucket : `${bucket}/${keyPrefix}`;
  const what = keyPrefix === undefined ? `every file of the bucket ${bucket}` : cut(source);
  // A key with a star cannot be written there.
  const added = source.includes("*") ? bucket : `${source}${keyPrefix === undefined ? "" : "*"}`;
  report.error(
    ["importFromS3", keyPrefix === undefined ? "bucket" : "keyPrefix"],
    `importFromS3 reads ${what} with the permissions of the role that deploys, and policy.importFromS3 does not let ${around.namespace} do that; ${lineOfPolicy("importFromS3", policy, around.namespace, added)}`,
  );
}

/** Source: DynamoDB API reference, InputFormatOptions. */
function csvOfCsvOnly({ values }: TableContext, report: Report): void {
  const { importFromS3 } = values;
  if (importFromS3?.csv === undefined || importFromS3.format === "CSV") return;
  report.errorAtKey(
    ["importFromS3", "csv"],
    `csv says how the columns of CSV files are read, and the format is ${importFromS3.format}; remove csv, or write format: CSV`,
  );
}

/** The provider sends the list as a set. */
function headerInSetOrder({ values }: TableContext, report: Report): void {
  const headers = values.importFromS3?.csv?.headerList;
  if (headers === undefined) return;
  const sent = setOrder(headers);
  if (headers.length === sent.length && headers.every((header, i) => header === sent[i])) return;
  report.error(
    ["importFromS3", "csv", "headerList"],
    `the AWS provider would send the columns in the order ${cut(sent.join(", "))}, whatever the order here, so the columns would get each other's names; remove headerList and write the names into the first line of each file, or write the columns of the files in that order`,
  );
}

/** Source: DynamoDB API reference, TableCreationParameters. */
function importHasNoLocalIndexes({ values }: TableContext, report: Report): void {
  if (values.importFromS3 === undefined || (values.localSecondaryIndex ?? []).length === 0) return;
  report.error(
    ["localSecondaryIndex"],
    "AWS creates no local secondary indexes with an import, and a table gets them only when it is created; use global secondary indexes, or create the table empty and write the items yourself",
  );
}

/** Source: as above. */
function importedInTwoSteps({ values }: TableContext, report: Report): void {
  if (values.importFromS3 === undefined || values.managementPolicies === "Observe") return;
  report.warn(
    ["importFromS3"],
    "this deploy creates the table, fills it and sets point-in-time recovery and TTL, the next one sets tags, stream, table class and deletion protection; deploy twice, then remove importFromS3",
  );
}

export const importRules: readonly TableRule[] = [
  importSourceAllowed,
  csvOfCsvOnly,
  headerInSetOrder,
  importHasNoLocalIndexes,
  importedInTwoSteps,
];
