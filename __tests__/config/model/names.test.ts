import { address, shortened, uniqueAddress } from "../../../table/terraform-address";
import { tableArn } from "../../../table/table-arn";

describe("address", () => {
  test.each([
    ["AAUserAccess-v3", "AAUserAccess-v3"],
    ["orders.v1", "orders_v1"],
    ["1st", "_1st"],
    ["-x", "_-x"],
    ["_x", "_x"],
    ["constructor", "constructor"],
    ["a b/c", "a_b_c"],
    ["naïve🙂", "na_ve_"],
    ["", "_"],
  ])("%j becomes %j", (name, expected) => {
    expect(address(name)).toBe(expected);
  });

  test("two names that share an address have different unique addresses", () => {
    expect(uniqueAddress("role-a")).toBe("role-a");
    expect(uniqueAddress("role@a")).toMatch(/^role_a-[0-9a-f]{8}$/);
    expect(uniqueAddress("role@a")).not.toBe(uniqueAddress("role.a"));
  });
});

describe("shortened", () => {
  test("a name that fits is kept, and two long names are shortened to different ones", () => {
    expect(shortened("short", 50)).toBe("short");
    const [a, b] = [shortened(`${"x".repeat(60)}-a`, 50), shortened(`${"x".repeat(60)}-b`, 50)];
    expect(a).toHaveLength(50);
    expect(a).not.toBe(b);
  });
});

test("an ARN carries the partition, the region and the account", () => {
  const place = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };
  expect(tableArn(place, "T")).toBe("arn:aws-cn:dynamodb:cn-north-1:123456789012:table/T");
});
