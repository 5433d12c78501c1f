import { App, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { renderStack } from "../../stacks/render-stack";

const NOTHING = {
  terraformResourceType: "aws_x",
  terraformGeneratorMetadata: { providerName: "aws" },
};

/** The JSON of a stack with one resource of each type at each address. */
function rendered(...resources: [type: string, address: string][]): unknown {
  const stack = new TerraformStack(new App({ outdir: "unused" }), "s");
  for (const [i, [type, address]] of resources.entries()) {
    const resource = new TerraformResource(stack, `r${i}`, {
      ...NOTHING,
      terraformResourceType: type,
    });
    resource.overrideLogicalId(address);
  }
  return renderStack(stack, {});
}

test("two resources of one type with one address are an error, which names the address", () => {
  expect(() => rendered(["aws_x", "a"], ["aws_x", "a"])).toThrow(/resource\.aws_x\.a(?![.\w])/);
});

test("resources of two types may have one address, and those of one type two", () => {
  expect(rendered(["aws_x", "a"], ["aws_y", "a"], ["aws_x", "b"])).toMatchObject({
    resource: { aws_x: { a: {}, b: {} }, aws_y: { a: {} } },
  });
});

test("a resource may have an address that every object of JavaScript has", () => {
  expect(rendered(["aws_x", "constructor"], ["aws_x", "toString"])).toMatchObject({
    resource: { aws_x: { constructor: {}, toString: {} } },
  });
});

test("two outputs of one name are an error", () => {
  const stack = new TerraformStack(new App({ outdir: "unused" }), "s");
  for (const id of ["one", "two"])
    new TerraformOutput(stack, id, { value: id }).overrideLogicalId("o");
  expect(() => renderStack(stack, {})).toThrow(/output\.o(?![.\w])/);
});
