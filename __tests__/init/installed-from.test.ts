import { sourceOf } from "../../init/installed-from";

const source = (resolved: unknown): string =>
  sourceOf({ resolved }, "1.2.3", "/users/me/.npm/_npx/1f", "/users/me/tables");

test("a package of a registry is written with its exact version, whatever npm records of it", () => {
  expect(source("https://registry.example/dynamodb-values/-/dynamodb-values-1.2.3.tgz")).toBe(
    "1.2.3",
  );
  expect(source(undefined)).toBe("1.2.3");
});

test("a package of a file is written with its path as seen from the new folder", () => {
  expect(source("file:../../../packages/dynamodb-values-1.2.3.tgz")).toBe(
    "file:../packages/dynamodb-values-1.2.3.tgz",
  );
  expect(source("file:/users/me/tables/dynamodb-values-1.2.3.tgz")).toBe(
    "file:./dynamodb-values-1.2.3.tgz",
  );
});

test("a package of a git repository is written with its commit", () => {
  const git = "git+ssh://git@git.example/platform/dynamodb-values.git#0123456789abcdef";
  expect(source(git)).toBe(git);
});
