import { counted } from "../../diagnostics/wording";
import { address } from "../../table/terraform-address";
import { isTableName, tableNameInAws } from "../model/names";
import { pathText } from "../source/path";
import type { Report } from "../source/reporting";
import { indexesOf } from "./table-rule";
import type { TableContext, TableRule } from "./table-rule";

/** Terraform takes any identifier; cdktf keeps resources in plain objects. */
function hasAddress({ values }: TableContext, report: Report): void {
  if (address(values.name) !== "__proto__") return;
  report.error(
    ["name"],
    `${JSON.stringify(values.name)} cannot be a Terraform address; rename the table and keep its name in AWS with tableName`,
  );
}

function tableName({ values, around }: TableContext, report: Report): void {
  const name = tableNameInAws(values, around);
  if (isTableName(name)) return;
  const path = values.tableName === undefined ? ["name"] : ["tableName"];
  report.error(path, badName("the table", name));
}

function indexName({ values }: TableContext, report: Report): void {
  for (const { path, name } of indexesOf(values)) {
    if (!isTableName(name)) report.error([...path, "name"], badName("the index", name));
  }
}

function badName(what: string, name: string): string {
  const fault =
    name.length < 3 || name.length > 255
      ? `which has ${counted(name.length, "character")}`
      : `which contains ${JSON.stringify(/[^a-zA-Z0-9_.-]/u.exec(name)?.[0])}`;
  return `the name of ${what} in AWS is ${JSON.stringify(name)}, ${fault}; write 3 to 255 letters, digits and _.-`;
}

/** Source: CloudFormation, AWS::DynamoDB::Table GlobalSecondaryIndex, IndexName. */
function indexNamesDiffer({ values }: TableContext, report: Report): void {
  const taken = new Map<string, string>();
  for (const { path, name } of indexesOf(values)) {
    const other = taken.get(name);
    if (other === undefined) taken.set(name, pathText(path));
    else {
      report.error(
        [...path, "name"],
        `the index name ${name} is also the name of ${other}, and all indexes of a table, local and global, need different names; rename one`,
      );
    }
  }
}

export const nameRules: readonly TableRule[] = [hasAddress, tableName, indexName, indexNamesDiffer];
