import path from "node:path";
import { readExamples, readFiles } from "./support/examples";

describe("the tests' copy of the examples", () => {
  test("has every kind of file", () => {
    expect(Object.keys(readExamples())).toEqual(
      expect.arrayContaining([
        "_defaults.yaml",
        "dev/_environment.yaml",
        "dev/billing-dev.yaml",
        "dev/koa-dev/access.yaml",
        "dev/_lock/koa-dev.json",
      ]),
    );
  });

  // `values/` belongs to the users, who may write anything there. Only .ci/run says that it has the examples.
  if (process.env.EXAMPLES === "unchanged") {
    test("is what is in values/", () => {
      const values = readFiles(path.join(__dirname, "..", "values"));
      const copies = readExamples();
      const names = [...new Set([...Object.keys(values), ...Object.keys(copies)])].sort();
      const different = names.filter((name) => values[name] !== copies[name]);
      if (different.length > 0)
        throw new Error(
          `values/ and __tests__/fixtures/values/ differ in ${different.join(", ")}; ` +
            "run rm -r __tests__/fixtures/values && cp -R values __tests__/fixtures/values, and commit the copy",
        );
    });
  }
});
