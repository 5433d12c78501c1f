import { settingsRules } from "../../../config/rules/settings-rules";
import { letters, testEnvironmentRules } from "../../support/broken-rules";

testEnvironmentRules(settingsRules, [
  {
    rule: "providerVersion",
    yaml: "provider: {version: ^latest}\n",
    message: 'provider.version is "latest"; write a Terraform version constraint',
  },
  {
    rule: "endpointIsUrl",
    yaml: "provider: {endpoints: {dynamodb: ^localhost}}\n",
    message: 'provider.endpoints.dynamodb is "localhost"; write a URL',
  },
  {
    rule: "endpointService",
    yaml: "provider: {endpoints: {^dynamo: http://localhost:8000}}\n",
    message:
      "provider.endpoints.dynamo is not a service that is used here (did you mean dynamodb?); write",
  },
  {
    rule: "bucketName",
    yaml: "backend: {type: s3, bucket: ^My_State, region: eu-west-1}\n",
    message: 'backend.bucket is "My_State"; write 3 to 63 lower-case',
  },
  {
    rule: "backendIsLiteral",
    yaml: 'backend: {type: local, path: ^"a${b}"}\n',
    message: 'backend.path is "a${b}", with ${ or %{, which a backend cannot have',
  },
  {
    rule: "backendIsLiteral",
    yaml: 'backend: {type: s3, bucket: abc, region: eu-west-1, keyPrefix: ^"%{if}"}\n',
    message: 'backend.keyPrefix is "%{if}", with ${ or %{',
  },
  {
    rule: "workspaceName",
    yaml: 'backend: {type: cloud, organization: o, workspacePrefix: ^"a b"}\n',
    message: 'backend.workspacePrefix is "a b"; write letters',
  },
  {
    rule: "workspaceName",
    yaml: `backend: {type: cloud, organization: o, workspacePrefix: ^${letters(90)}}\n`,
    message: `the workspace ${letters(90)}dev-koa has 97 bytes; write at most 90`,
  },
  {
    rule: "externalIdNeedsRole",
    yaml: "provider: {externalId: ^abc}\n",
    message: "provider.externalId is set without provider.assumeRoleArn",
  },
]);
