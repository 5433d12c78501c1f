import { belongingOf } from "../../adopt/table-naming";

test.each([
  ["koa-Orders", "koa", "Orders", false],
  ["idp-koa-Orders", "koa", "Orders", true],
  ["koa-shop-Carts", "koa-shop", "Carts", false],
  ["idp-koa-shop-Carts", "koa-shop", "Carts", true],
  ["koa-shopping-Carts", "koa", "shopping-Carts", false],
  // `koa` with the old prefix would be `idp-koa-`, too: there is a namespace of that name.
  ["idp-koa-x-T", "idp-koa", "x-T", false],
])("%s belongs to %s", (tableName, namespace, name, useIdpPrefix) => {
  const namespaces = ["koa", "koa-shop", ...(namespace === "idp-koa" ? ["idp-koa"] : [])];
  expect(belongingOf(tableName, "", namespaces)).toEqual({ namespace, name, useIdpPrefix });
});

test("a table belongs to no namespace without its prefix, and with nothing behind it", () => {
  for (const tableName of ["koan-Orders", "koa-", "Orders", "idp-koa-"])
    expect(belongingOf(tableName, "", ["koa"])).toBeUndefined();
  expect(belongingOf("koa-Orders", "dev-", ["koa"])).toBeUndefined();
  expect(belongingOf("dev-idp-koa-Orders", "dev-", ["koa"])).toMatchObject({ name: "Orders" });
});
