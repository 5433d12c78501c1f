import { problemsOf } from "../../support/reported";
import { ENVIRONMENT, tablesYaml, tableYaml } from "../../support/project";

/** What is reported of the source from which the table `New` is restored. */
function from(former: string, own = ""): string[] {
  return problemsOf(
    {
      "dev/_environment.yaml": ENVIRONMENT,
      "dev/koa.yaml": tablesYaml(
        tableYaml("New", `${own}restoreFrom: {table: Former}`),
        tableYaml("Former", former),
      ),
    },
    "restoreSource",
  );
}

const REFUSED = ["error restoreSource dev/koa.yaml:2:116"];
const WITHOUT_RECOVERY = "pointInTimeRecovery: {enabled: false}";

test("a table is restored from one with point-in-time recovery", () => {
  expect(from("")).toEqual([]);
});

test("a table is not restored from one without point-in-time recovery", () => {
  expect(from(WITHOUT_RECOVERY)).toEqual(REFUSED);
});

test("what the values say of the recovery of an observed table does not count", () => {
  expect(from(`${WITHOUT_RECOVERY}, managementPolicies: Observe`)).toEqual([]);
});

test("an observed table in another region is refused all the same", () => {
  expect(from("region: us-east-1, managementPolicies: Observe")).toEqual(REFUSED);
});
