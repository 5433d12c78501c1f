import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import {
  ACCOUNT,
  benchFleet,
  ENVIRONMENT,
  isReported,
  isServed,
  REGION,
  reportRole,
  serviceRole,
} from "./fleet";
import type { BenchTable } from "./fleet";

/** Writes the fleet as values files. Roles are not verified, as the hand-written loop does not. */
export function writeBenchValues(folder: string, tables: number): void {
  const environment = path.join(folder, ENVIRONMENT);
  mkdirSync(environment, { recursive: true });
  writeFileSync(
    path.join(environment, "_environment.yaml"),
    stringify({
      accountId: ACCOUNT,
      region: REGION,
      verifyRoles: false,
      tags: { owner: "platform" },
    }),
  );
  for (const { name, tables: own } of benchFleet(tables)) {
    const values = { tables: own.map((table, i) => tableValues(table, i, name)) };
    writeFileSync(
      path.join(environment, `${name}.yaml`),
      stringify(values, { aliasDuplicateObjects: false }),
    );
  }
}

function tableValues(table: BenchTable, position: number, namespace: string): object {
  return {
    name: table.name,
    billingMode: table.provisioned ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...(table.provisioned && { readCapacity: 5, writeCapacity: 5 }),
    hashKey: "pk",
    ...(table.rangeKey && { rangeKey: "sk" }),
    attributes: [
      { name: "pk", type: "S" },
      ...(table.rangeKey ? [{ name: "sk", type: "S" }] : []),
      ...(table.index ? [{ name: "email", type: "S" }] : []),
    ],
    ...(table.index && {
      globalSecondaryIndex: [
        {
          name: "email-index",
          hashKey: "email",
          projectionType: "ALL",
          ...(table.provisioned && { readCapacity: 5, writeCapacity: 5 }),
        },
      ],
    }),
    ttl: { attributeName: "expiresAt", enabled: true },
    ...(table.stream && { streamViewType: "NEW_AND_OLD_IMAGES" }),
    ...(table.backup && { backup: "nightly" }),
    ...(isServed(position) && { serviceAccountWriteRoles: [serviceRole(namespace)] }),
    serviceAccountReadRoles: [
      ...(isServed(position) ? [serviceRole(namespace)] : []),
      ...(isReported(position) ? [reportRole(namespace)] : []),
    ],
  };
}
