import { synthOne, tablesYaml, tableYaml } from "../support/project";

const REMOVED = "removedTables: [{name: B, reason: moved}]\n";
const S3 = "backend: {type: s3, bucket: states, region: eu-west-1";

/** The version of Terraform that a stack asks for. */
function versionOf(backend: string, koa = ""): unknown {
  return synthOne({
    "dev/_environment.yaml": `accountId: "123456789012"\n${backend}\n`,
    "dev/koa.yaml": koa + tablesYaml(tableYaml("A")),
  }).terraform.required_version;
}

test("a stack asks for the Terraform that knows checks and imports", () => {
  expect(versionOf("")).toBe(">= 1.5.0");
  expect(versionOf(`${S3}, useLockfile: false}`)).toBe(">= 1.5.0");
});

test("a stack that lets a table go asks for the Terraform that knows removed blocks", () => {
  expect(versionOf("", REMOVED)).toBe(">= 1.7.0");
  expect(versionOf(`${S3}, useLockfile: false}`, REMOVED)).toBe(">= 1.7.0");
});

test("a stack that locks its state in S3 asks for the Terraform that can, whatever it lets go", () => {
  expect(versionOf(`${S3}}`)).toBe(">= 1.10.0");
  expect(versionOf(`${S3}}`, REMOVED)).toBe(">= 1.10.0");
});
