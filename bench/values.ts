import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ACCOUNT, benchFleet, ENVIRONMENT, REGION } from "./fleet";
import type { BenchTable } from "./fleet";

/** Roles are not verified, as the hand-written loop does not. */
const SETTINGS = `accountId: '${ACCOUNT}'
region: ${REGION}
verifyRoles: false
tags:
  owner: platform
`;

/** Writes the fleet as values files, in the style of the chart's documentation. */
export function writeBenchValues(folder: string, tables: number): void {
  const environment = path.join(folder, ENVIRONMENT);
  mkdirSync(environment, { recursive: true });
  writeFileSync(path.join(environment, "_environment.yaml"), SETTINGS);
  for (const { name, tables: own } of benchFleet(tables)) {
    writeFileSync(
      path.join(environment, `${name}.yaml`),
      `tables:\n${own.map(tableValues).join("")}`,
    );
  }
}

function tableValues({ name, role }: BenchTable): string {
  return `  - name: ${name}
    useIdpPrefix: true
    hashKey: CustomerId
    rangeKey: OrderDate
    attributes:
      - name: CustomerId
        type: 'S'
      - name: OrderDate
        type: 'S'
      - name: TotalAmount
        type: 'N'
      - name: Status
        type: 'S'
    billingMode: PAY_PER_REQUEST
    # Local Secondary Indexes (same HASH key: CustomerId)
    localSecondaryIndex:
      - name: AmountIndex
        rangeKey: TotalAmount
        projectionType: INCLUDE
        nonKeyAttributes: ["items", "shippingAddress"]
    globalSecondaryIndex:
      - name: StatusIndex
        hashKey: Status
        rangeKey: OrderDate
        projectionType: ALL
    ttl:
      attributeName: ExpiresAt
      enabled: true
    backup: nightly
    serviceAccountReadRoles: ["${role}"]
    serviceAccountWriteRoles: ["${role}"]
`;
}
