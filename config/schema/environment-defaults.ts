/** The values of keys that an environment omits: read by the schema and the model. */

export const ENVIRONMENT_DEFAULTS = {
  region: "eu-west-1",
  partition: "aws",
  production: false,
  namePrefix: "",
  /** Constraint of `hashicorp/aws`. */
  providerVersion: "~> 5.100",
  backend: { type: "local" },
  /** A lock file in the bucket, Terraform 1.10. */
  useLockfile: true,
  verifyRoles: true,
  /** Of a role that the project creates. */
  rolePath: "/",
  policy: { optOut: true, requireBackup: false },
  /** Exist in every environment that defines no plan of the same name. */
  backupPlans: { nightly: { schedule: "cron(0 1 * * ? *)", retentionDays: 35 } },
} as const;
