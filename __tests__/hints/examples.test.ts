import { readExamples } from "../support/examples";
import { briefly, hintsOf } from "../support/hints";

test("the examples have hints about fixed capacity and a cache without TTL, and no others", () => {
  console.log(hintsOf(readExamples()).join("\n"));
  expect(briefly(hintsOf(readExamples()))).toEqual([
    "fixedCapacity dev/billing-dev.yaml:10:19",
    "fixedCapacity prod/billing-prod.yaml:11:19",
    "missingTtl prod/billing-prod.yaml:42:11",
  ]);
});
