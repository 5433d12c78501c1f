import { capacityRules } from "../../../config/rules/capacity-rules";
import { GOOD_TABLE, testTableRules } from "../../support/broken-rules";

testTableRules(capacityRules, [
  {
    rule: "provisionedHasCapacity",
    yaml:
      GOOD_TABLE.replace("PAY_PER_REQUEST", "PROVISIONED") +
      "    readCapacity: ^0\n    writeCapacity: 1\n",
    message: "readCapacity is 0; write at least 1",
  },
  {
    rule: "provisionedHasCapacity",
    yaml:
      GOOD_TABLE.replace("name:", "^name:").replace("PAY_PER_REQUEST", "PROVISIONED") +
      "    readCapacity: 1\n",
    message: "writeCapacity is missing; billingMode PROVISIONED needs",
  },
  {
    rule: "onDemandHasNoCapacity",
    yaml: `${GOOD_TABLE}    readCapacity: ^5\n`,
    message: "readCapacity is ignored, because billingMode is PAY_PER_REQUEST; remove it",
    severity: "warning",
  },
  {
    rule: "capacityWithinQuota",
    yaml:
      GOOD_TABLE.replace("PAY_PER_REQUEST", "PROVISIONED") +
      "    readCapacity: ^40001\n    writeCapacity: 1\n",
    message: "readCapacity of the table and its indexes is 40001 units; AWS allows 40000",
    severity: "warning",
  },
]);
