import { ACCOUNT } from "../base-drafts";
import type { Mutations } from "../draft";

export const environmentMutations: Mutations = {
  "accountId: other forms": ({ environment }, chance) => {
    environment.accountId = chance.pick([
      "12345678901",
      "1234567890123",
      "12345678901x",
      Number(ACCOUNT),
      123,
      "",
    ]);
  },
  "accountId: none": ({ environment }) => {
    delete environment.accountId;
  },
  "accountId: for every environment": ({ defaults }) => {
    defaults.accountId = ACCOUNT;
  },
  "region and partition": ({ environment }, chance) => {
    const [region, partition] = chance.pick([
      ["xx-mars-1", "aws"],
      ["cn-north-1", "aws"],
      ["cn-north-1", "aws-cn"],
      ["eu-west-1", "aws-cn"],
      ["us-gov-west-1", "aws-us-gov"],
      ["eu-central-1", "aws"],
      ["eu-west-1", "aws-mars"],
    ] as const);
    environment.region = region;
    environment.partition = partition;
  },
  "provider: version": ({ environment }, chance) => {
    const version = chance.pick([
      "latest",
      "~> 5.100",
      "^5.1",
      "~> 5.100,",
      "5.100.0",
      ">= 5.100, < 7",
      "~> 6.25",
      "",
      "5.x",
      "v5.100.0",
      ">= 5.100 < 6",
      "=> 5.1",
      "5.100.0.0",
      "!= 5.99.0, ~>5.100",
      " ~>   5.100.0 ",
    ]);
    environment.provider = { version };
  },
  "provider: endpoints": ({ environment }, chance) => {
    const [service, url] = chance.pick([
      ["dynamodb", "http://localhost:8000"],
      ["dynamodb", "localhost:8000"],
      ["dynamodb", "ftp://localhost"],
      ["dynamodb", ""],
      ["dynamo", "http://localhost:8000"],
      ["iam", "https://iam.example.com/x"],
      ["DynamoDB", "http://localhost:8000"],
      ["cloudwatchlogs", "http://localhost:8000"],
    ] as const);
    environment.provider = { endpoints: { [service]: url } };
  },
  "provider: role": ({ environment }, chance) => {
    const provider = {
      assumeRoleArn: chance.pick([
        `arn:aws:iam::${ACCOUNT}:role/terraform`,
        `arn:aws:iam::${ACCOUNT}:role/path/terraform`,
        `arn:aws:iam::${ACCOUNT}:user/terraform`,
        "terraform",
        "",
      ]),
      externalId: chance.pick(["some-id", "x", "", "a b", "y".repeat(1225), "a/b:c@d=e,f.g+h"]),
    };
    if (chance.chance(0.3)) environment.provider = { externalId: provider.externalId };
    else environment.provider = provider;
  },
  "provider: an external id alone": ({ environment }) => {
    environment.provider = { externalId: "some-id" };
  },
  "provider: numbers and switches": ({ environment }, chance) => {
    environment.provider = chance.pick([
      { maxRetries: 0 },
      { maxRetries: -1 },
      { maxRetries: 1.5 },
      { skipMetadataApiCheck: "true" },
      { s3UsePathStyle: true },
      { profile: "" },
      { profile: "some profile" },
      { accessKey: "AKIA" },
    ]);
  },
  "backend: s3": ({ environment }, chance) => {
    environment.backend = {
      type: "s3",
      bucket: chance.pick([
        "state",
        "my-state",
        "my-state",
        "My-State",
        "ab",
        "-state",
        "a..b",
        "a".repeat(64),
      ]),
      region: chance.pick(["eu-west-1", "eu-west-1", "xx-mars-1", "cn-north-1", "mars"]),
      ...(chance.chance(0.3) && { keyPrefix: chance.pick(["dynamodb", "/a/", "a//b", ""]) }),
      ...(chance.chance(0.2) && { dynamodbTable: "locks" }),
      ...(chance.chance(0.2) && {
        kmsKeyId: "alias/state",
        useLockfile: chance.pick([false, "no"]),
      }),
    };
  },
  "backend: bucket": ({ environment }, chance) => {
    const bucket = chance.pick(["My-State", "ab", "abc", "-state", "a..b", "a".repeat(64)]);
    environment.backend = { type: "s3", bucket, region: "eu-west-1" };
  },
  "backend: s3 in no region of AWS": ({ environment }, chance) => {
    const region = chance.pick(["xx-mars-1", "eu-west-99", "cn-north-1"]);
    environment.backend = { type: "s3", bucket: "my-state", region };
  },
  "backend: workspace": ({ environment }, chance) => {
    const workspacePrefix = chance.pick(["db.", "db ", "p".repeat(82), "p".repeat(83)]);
    environment.backend = { type: "cloud", organization: "my-org", workspacePrefix };
  },
  "backend: cloud": ({ environment }, chance) => {
    environment.backend = {
      type: "cloud",
      organization: chance.pick(["my-org", "my-org", "", "my org"]),
      ...(chance.chance(0.6) && {
        workspacePrefix: chance.pick(["db-", "db.", "db ", "p".repeat(82), "p".repeat(83)]),
      }),
      ...(chance.chance(0.3) && { hostname: chance.pick(["tfe.example.com", "https://x", ""]) }),
      ...(chance.chance(0.2) && { bucket: "state" }),
    };
  },
  "backend: local": ({ environment }, chance) => {
    environment.backend = {
      type: "local",
      path: chance.pick([
        ...["cdktf.out", "${x}", "cdktf.out/state", "cdktf.output", "../x", "", "/tmp"],
        "#{TfToken[TOKEN.0]}",
      ]),
    };
  },
  "backend: other": ({ environment }, chance) => {
    environment.backend = chance.pick([{ type: "gcs" }, {}, { bucket: "state" }, "s3", []]);
  },
  "tags: key of every resource": ({ environment }, chance) => {
    const key = chance.pick([
      "aws:team",
      "Aws:team",
      "environment",
      "Managed-By",
      "k".repeat(129),
      "a*b",
    ]);
    environment.tags[key] = "x";
  },
  "tags: key that only AWS may use": ({ environment, plan }, chance) => {
    if (chance.chance(0.5)) plan.recoveryPointTags = { "aws:backup": "x" };
    else environment.tags["AWS:team"] = "x";
  },
  "tags: number of every resource": ({ environment }, chance) => {
    const count = chance.pick([40, 46, 47, 50, 51]);
    for (let i = 0; i < count; i += 1) environment.tags[`t${i}`] = "x";
  },
  "tags: twice but for case": ({ environment, defaults }) => {
    defaults.tags.Team = "a";
    environment.tags.team = "b";
  },
  "verifyRoles: exceptions": ({ environment, table, number }, chance) => {
    table.serviceAccountReadRoles = [`r${number}-koa`];
    const except = chance.pick([[`r${number}-koa`], [`r${number}-kao`], [`x`, `y`], []]);
    environment.verifyRoles = { except };
  },
  "verifyRoles: other forms": ({ environment, number }, chance) => {
    environment.verifyRoles = chance.pick([false, true, { except: `r${number}-koa` }, "no", {}]);
  },
  oidcProviderUrl: ({ environment, namespace }, chance) => {
    const urls = [
      "https://oidc.eks.eu-west-1.amazonaws.com/id/A",
      "oidc.example.com/",
      "https://b",
    ];
    namespace.idp_oidc_provider_url = chance.pick([...urls, undefined]);
    environment.oidcProviderUrl = chance.pick(urls);
  },
  "account of the namespace: another": ({ environment, namespace }, chance) => {
    namespace.idp_aws_account = "210987654321";
    if (chance.chance(0.3)) delete environment.accountId;
  },
  "account of the namespace: other forms": ({ namespace }, chance) => {
    namespace.idp_aws_account = chance.pick([ACCOUNT, "", "12", Number(ACCOUNT)]);
  },
};
