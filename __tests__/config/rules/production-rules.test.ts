import { productionRules } from "../../../config/rules/production-rules";
import { GOOD_TABLE, testTableRules } from "../../support/broken-rules";

testTableRules(productionRules, [
  {
    rule: "productionFloor",
    yaml: `${GOOD_TABLE}    deletionProtection: ^false\n`,
    message:
      "deletionProtection is the boolean false, and a production environment requires true; write that, or the reason in optOutReason",
  },
]);
