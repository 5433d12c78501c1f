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
  {
    rule: "capacityWithinQuota",
    yaml:
      GOOD_TABLE.replace("name:", "^name:").replace("PAY_PER_REQUEST", "PROVISIONED") +
      "    autoscaling: {read: {min: 1, max: 40001}}\n    writeCapacity: 1\n",
    message: "readCapacity of the table and its indexes is up to 40001 units; AWS allows 40000",
    severity: "warning",
  },
  {
    rule: "maximumIsOnDemand",
    yaml:
      GOOD_TABLE.replace("PAY_PER_REQUEST", "PROVISIONED") +
      "    readCapacity: 1\n    writeCapacity: 1\n    ^onDemandThroughput: {maxReadRequestUnits: 1}\n",
    message:
      "onDemandThroughput is for PAY_PER_REQUEST, and billingMode is PROVISIONED; remove it, or",
  },
  {
    rule: "warmThroughputIsEnough",
    yaml: `${GOOD_TABLE}    warmThroughput: {readUnitsPerSecond: ^11999}\n`,
    message: "warmThroughput.readUnitsPerSecond is 11999; write at least 12000, or remove it",
    environment: 'provider: {version: "~> 6.29"}\n',
  },
  {
    rule: "warmThroughputIsEnough",
    yaml: `${GOOD_TABLE}    globalSecondaryIndex: [{name: by-pk, hashKey: pk, projectionType: ALL, warmThroughput: {writeUnitsPerSecond: ^3999, readUnitsPerSecond: 12000}}]\n`,
    message: "globalSecondaryIndex[0].warmThroughput.writeUnitsPerSecond is 3999; write at least",
    environment: 'provider: {version: "~> 6.29"}\n',
  },
]);
