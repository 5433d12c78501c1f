import { environmentPlaceRules, tablePlaceRules } from "../../../config/rules/place-rules";
import { GOOD_TABLE, testEnvironmentRules, testTableRules } from "../../support/broken-rules";

testTableRules(tablePlaceRules, [
  {
    rule: "tableRegion",
    yaml: `${GOOD_TABLE}    region: ^eu-west-9\n`,
    message: 'region is "eu-west-9", which is not an AWS region',
  },
  {
    rule: "tableRegion",
    yaml: `${GOOD_TABLE}    region: ^cn-north-1\n`,
    message: "region is cn-north-1, in partition aws-cn, and the environment's partition is aws",
  },
  {
    rule: "tableKeyPlace",
    yaml: `${GOOD_TABLE}    encryption: {kmsKeyArn: ^"arn:aws:kms:us-east-1:123456789012:key/k"}\n`,
    message: "encryption.kmsKeyArn is a key in us-east-1 and the table is in eu-west-1",
  },
  {
    rule: "tableKeyPlace",
    yaml: `${GOOD_TABLE}    encryption: {kmsKeyArn: ^"arn:aws-cn:kms:eu-west-1:123456789012:key/k"}\n`,
    message: "encryption.kmsKeyArn is in partition aws-cn",
  },
]);

testEnvironmentRules(environmentPlaceRules, [
  {
    rule: "environmentRegion",
    yaml: "region: ^eu-west-9\n",
    message: 'region is "eu-west-9", which is not an AWS region',
  },
  {
    rule: "backendRegion",
    yaml: "backend: {type: s3, bucket: state, region: ^eu-west-9}\n",
    message: 'backend.region is "eu-west-9", which is not an AWS region',
  },
]);
