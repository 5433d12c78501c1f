import { environmentGrantRules, tableGrantRules } from "../../../config/rules/grant-rules";
import {
  GOOD_TABLE,
  testEnvironmentRules,
  testTableRules,
  withIndex,
} from "../../support/broken-rules";

testTableRules(tableGrantRules, [
  {
    rule: "grantAccess",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^raed]}]\n`,
    message:
      '"raed" is neither a word nor an action of DynamoDB (did you mean read?); write read, write, stream or list',
  },
  {
    rule: "grantAccess",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^dynamodb:GetItems]}]\n`,
    message:
      '"dynamodb:GetItems" is neither a word nor an action of DynamoDB (did you mean GetItem?)',
  },
  {
    rule: "grantFitsTable",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^stream]}]\n`,
    message: "stream works on a stream, and the table has none; add streamViewType",
  },
  {
    rule: "grantFitsTable",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^CreateGlobalTable]}]\n`,
    message: "CreateGlobalTable works on no resource of this table",
  },
  {
    rule: "grantIndexExists",
    yaml: `${withIndex("        projectionType: ALL\n")}    grants: [{role: reader, access: [read], indexes: [^by-ta]}]\n`,
    message: "the table has no index by-ta (did you mean by-at?); write by-at",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [GetItem, ^Scan], leadingKeys: [a]}]\n`,
    message: "Scan cannot be restricted to leadingKeys: its requests carry no leading key",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    grants: [{role: reader, access: [^PutItem], attributes: [a]}]\n`,
    message: "PutItem cannot be restricted to attributes: its requests read or write whole items",
  },
  {
    rule: "grantCarriesCondition",
    yaml: `${GOOD_TABLE}    streamViewType: KEYS_ONLY\n    grants: [{role: reader, access: [^stream], leadingKeys: [a]}]\n`,
    message: "no action of stream can be restricted to leadingKeys, so it would grant nothing",
  },
  {
    rule: "grantHasOneScope",
    yaml: `${GOOD_TABLE}    serviceAccountReadRoles: [reader]\n    grants: [^{role: reader, access: [Query], leadingKeys: [a]}]\n`,
    message:
      "reader is also granted BatchGetItem, ConditionCheckItem, GetItem, PartiQLSelect, Query and Scan on this table without these conditions",
  },
]);

testEnvironmentRules(environmentGrantRules, [
  {
    rule: "prefixAccess",
    yaml: "prefixGrants: [{role: reader, prefix: koa-, access: [^raed]}]\n",
    message: '"raed" is neither a word nor an action',
  },
  {
    rule: "prefixIsName",
    yaml: 'prefixGrants: [{role: reader, prefix: ^"koa*", access: [read]}]\n',
    message: 'prefix is "koa*"; write the start of table names',
  },
]);
