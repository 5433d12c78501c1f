import { environmentRoleRules, tableRoleRules } from "../../../config/rules/role-rules";
import { GOOD_TABLE, testEnvironmentRules, testTableRules } from "../../support/broken-rules";

testTableRules(tableRoleRules, [
  {
    rule: "roleName",
    yaml: `${GOOD_TABLE}    serviceAccountReadRoles: [^a b]\n`,
    message: '"a b" cannot be the name of a role; write at most 64 letters',
  },
  {
    rule: "roleName",
    yaml: `${GOOD_TABLE}    serviceAccountReadRoles: [^"arn:aws:iam::123456789012:role/path/reader"]\n`,
    message:
      '"arn:aws:iam::123456789012:role/path/reader" is a role\'s ARN; write its name only: reader',
  },
  {
    rule: "streamRolesHaveStream",
    yaml: `${GOOD_TABLE}    serviceAccountStreamRoles: ^[reader]\n`,
    message: "serviceAccountStreamRoles is set, but the table has no stream",
  },
  {
    rule: "roleName",
    yaml: `${GOOD_TABLE}    grants: [{role: ^a b, access: [read]}]\n`,
    message: '"a b" cannot be the name of a role; write at most 64 letters',
  },
]);

testEnvironmentRules(environmentRoleRules, [
  {
    rule: "environmentRoleName",
    yaml: "prefixGrants: [{role: ^a b, prefix: koa-, access: [read]}]\n",
    message: '"a b" cannot be the name of a role',
  },
  {
    rule: "exceptionMeetsRole",
    yaml: "verifyRoles: {except: [^raeder]}\n",
    message: "the environment grants nothing to the role raeder (did you mean reader?)",
    severity: "warning",
  },
]);
