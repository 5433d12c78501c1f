import * as messages from "./rule-messages";
import { pathText } from "../source/path";
import { address } from "../../table/terraform-address";
import type { TableContext, TableRule } from "./table-rule";
import { indexesOf } from "./table-rule";
import type { Report } from "../source/reporting";

/** Source: DynamoDB API reference, CreateTable, TableName and IndexName. */
const NAME = /^[a-zA-Z0-9_.-]{3,255}$/;

/** Terraform takes any identifier; cdktf keeps resources in plain objects. */
function hasAddress({ values }: TableContext, report: Report): void {
  if (address(values.name) === "__proto__") report.error(["name"], messages.noAddress(values.name));
}

function tableName({ values, table }: TableContext, report: Report): void {
  if (NAME.test(table.tableName)) return;
  const path = values.tableName === undefined ? ["name"] : ["tableName"];
  report.error(path, messages.badAwsName("the name of the table in AWS", table.tableName));
}

function indexName({ values }: TableContext, report: Report): void {
  for (const { path, name } of indexesOf(values)) {
    if (!NAME.test(name))
      report.error([...path, "name"], messages.badAwsName("the name of the index", name));
  }
}

/** One table has one set of index names. Source: CloudFormation, AWS::DynamoDB::Table GlobalSecondaryIndex, IndexName. */
function indexNamesDiffer({ values }: TableContext, report: Report): void {
  const taken = new Map<string, string>();
  for (const { path, name } of indexesOf(values)) {
    const other = taken.get(name);
    if (other !== undefined) report.error([...path, "name"], messages.sameIndexName(name, other));
    else taken.set(name, pathText(path));
  }
}

export const nameRules: readonly TableRule[] = [hasAddress, tableName, indexName, indexNamesDiffer];
