import { productionRules } from "../../../config/rules/production-rules";
import { GOOD_TABLE, testTableRules } from "../../support/broken-rules";

testTableRules(productionRules, [
  {
    rule: "productionFloor",
    yaml: `${GOOD_TABLE}    deletionProtection: ^false\n`,
    message:
      "deletionProtection is the boolean false, and a production environment requires true; write that, or the reason in optOutReason",
  },
  {
    rule: "productionFloor",
    yaml: `${GOOD_TABLE}    streamViewType: NEW_AND_OLD_IMAGES\n    replicas: [{region: eu-central-1, pointInTimeRecovery: ^false}]\n`,
    message:
      "replicas[0].pointInTimeRecovery is the boolean false, and a production environment requires true",
  },
]);
