/** Global tables: where their replicas are, what they need, and what of the platform team's policy holds for them. */
import { listed } from "../../diagnostics/wording";
import type { TableValues } from "../schema/table-schema";
import { pathText } from "../source/path";
import type { Path } from "../source/path";
import type { Report } from "../source/reporting";
import { eachApart } from "./apply-rules";
import { refuseKeyPlace, refuseRegion } from "./place-rules";
import { refuseKey, refuseRegionOf } from "./policy-rules";
import type { TableContext, TableRule } from "./table-rule";

/** A replica or the witness. */
interface OtherRegion {
  readonly region: string;
  readonly path: Path;
}

/** Source: AWS General Reference, "Regions and endpoints", as the AWS SDK has it. */
function replicaRegion({ values, environment }: TableContext, report: Report): void {
  forEachRegion(values, ({ region, path }) => {
    refuseRegion(region, environment.partition, path, report);
  });
}

/** Whoever may read a replica has the items. */
function replicaRegionAllowed({ values, environment }: TableContext, report: Report): void {
  forEachRegion(values, ({ region, path }) => {
    refuseRegionOf(region, path, environment.policy, report);
  });
}

/** Source: Developer Guide, "How DynamoDB global tables work": one replica of a table in a region. */
function oneReplicaPerRegion({ values, around }: TableContext, report: Report): void {
  const own = values.region ?? around.region;
  const taken = new Map([[own, "the table itself"]]);
  forEachRegion(values, ({ region, path }) => {
    const other = taken.get(region);
    if (other === undefined) {
      taken.set(region, pathText(path.slice(0, 2)));
      return;
    }
    report.error(
      path,
      `${pathText(path)} is ${region}, and so is the region of ${other}; a global table has one replica in a region: write another region, or remove it`,
    );
  });
}

/** Source: DynamoDB API reference, UpdateTable, ReplicaUpdates: the stream carries what is replicated. */
function replicasNeedStream({ values }: TableContext, report: Report): void {
  if (!hasReplicas(values) || values.consistencyMode === "STRONG") return;
  const { streamViewType } = values;
  if (streamViewType === "NEW_AND_OLD_IMAGES") return;
  const key = streamViewType === undefined ? "replicas" : "streamViewType";
  const found = streamViewType === undefined ? "the table has none" : `it is ${streamViewType}`;
  report.error(
    [key],
    `replicas are kept up to date by a stream with both images, and ${found}; write streamViewType: NEW_AND_OLD_IMAGES`,
  );
}

/**
 * Source: Developer Guide, "Using write capacity with global tables": a replica takes as many writes as the
 * table does, so nobody has to set its capacity.
 */
function replicasNeedWriteCapacity({ values }: TableContext, report: Report): void {
  if (!hasReplicas(values) || values.billingMode !== "PROVISIONED") return;
  // Somebody else scales what is only observed.
  if (values.managementPolicies === "Observe") return;
  const refuse = (path: Path, key: Path): void => {
    report.error(
      path,
      `a provisioned table with replicas needs auto scaling of its writes, and ${pathText(key)} is missing; write it, with min and max, or billingMode: PAY_PER_REQUEST`,
    );
  };
  eachApart(
    () => {
      if (values.autoscaling?.write === undefined) refuse(["replicas"], ["autoscaling", "write"]);
    },
    () => {
      for (const [i, index] of (values.globalSecondaryIndex ?? []).entries()) {
        const path = ["globalSecondaryIndex", i];
        if (index.autoscaling?.write === undefined)
          refuse([...path, "name"], [...path, "autoscaling", "write"]);
      }
    },
  );
}

/** Source: DynamoDB API reference, CreateReplicationGroupMemberAction, KMSMasterKeyId. */
function replicaKey({ values }: TableContext, report: Report): void {
  const hasKey = typeof values.encryption === "object";
  for (const [i, { region, kmsKeyArn }] of (values.replicas ?? []).entries()) {
    if (hasKey === (kmsKeyArn !== undefined)) continue;
    if (hasKey) {
      report.error(
        ["replicas", i, "region"],
        `the table has a customer managed key, and the replica in ${region} names none; write kmsKeyArn with a key of ${region}`,
      );
    } else {
      report.error(
        ["replicas", i, "kmsKeyArn"],
        `the replica in ${region} names a key, and the table has none; write encryption: {kmsKeyArn: ...} with a key of the table's region, or remove kmsKeyArn`,
      );
    }
  }
}

function replicaKeyPlace({ values, around }: TableContext, report: Report): void {
  for (const [i, { region, kmsKeyArn }] of (values.replicas ?? []).entries()) {
    if (kmsKeyArn === undefined) continue;
    const key = { kmsKeyArn, path: ["replicas", i, "kmsKeyArn"], of: "the replica" };
    refuseKeyPlace(key, { partition: around.partition, region }, report);
  }
}

/** Whoever has the key of a replica can read it, or make it unreadable. */
function replicaKeyAccount({ values, around, environment }: TableContext, report: Report): void {
  for (const [i, { kmsKeyArn }] of (values.replicas ?? []).entries()) {
    if (kmsKeyArn === undefined) continue;
    const path = ["replicas", i, "kmsKeyArn"];
    refuseKey(kmsKeyArn, path, [around.accountId], environment.policy, report);
  }
}

/** Source: Developer Guide, "How DynamoDB global tables work", multi-Region strong consistency. */
function strongHasThreeRegions({ values }: TableContext, report: Report): void {
  if (values.consistencyMode !== "STRONG") return;
  const replicas = (values.replicas ?? []).length;
  const witnesses = values.globalTableWitness === undefined ? 0 : 1;
  if (replicas + witnesses === 2 && replicas > 0) return;
  report.error(
    ["consistencyMode"],
    `STRONG needs the table and two other regions, and there ${replicas === 1 ? "is" : "are"} ${replicas} ${replicas === 1 ? "replica" : "replicas"} and ${witnesses === 0 ? "no" : "a"} witness; write two replicas, or one replica and globalTableWitness`,
  );
}

/** Source: as above: the regions of a table are of one of these sets. */
const REGION_SETS: readonly (readonly string[])[] = [
  ["us-east-1", "us-east-2", "us-west-2"],
  ["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
  ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
];

function strongRegionsOfOneSet({ values, around }: TableContext, report: Report): void {
  if (values.consistencyMode !== "STRONG") return;
  const own = values.region ?? around.region;
  const set = REGION_SETS.find((regions) => regions.includes(own));
  if (set === undefined) {
    report.error(
      ["consistencyMode"],
      `STRONG is not to be had in ${own}, where the table is; AWS has it in ${REGION_SETS.map(listed).join("; in ")}`,
    );
    return;
  }
  forEachRegion(values, ({ region, path }) => {
    if (set.includes(region)) return;
    report.error(
      path,
      `${pathText(path)} is ${region}, and a STRONG table in ${own} has all of its regions in one set; write one of ${listed(set.filter((one) => one !== own))}`,
    );
  });
}

function witnessNeedsStrong({ values }: TableContext, report: Report): void {
  if (values.globalTableWitness === undefined || values.consistencyMode === "STRONG") return;
  report.error(
    ["globalTableWitness"],
    "only a table with consistencyMode: STRONG has a witness; write that, or remove globalTableWitness",
  );
}

/** Source: DynamoDB API reference, UpdateTable, MultiRegionConsistency: the table has to be empty. */
function strongStartsEmpty({ values }: TableContext, report: Report): void {
  if (values.consistencyMode !== "STRONG") return;
  for (const key of ["restoreFrom", "importFromS3"] as const) {
    eachApart(() => {
      if (values[key] === undefined) return;
      report.error(
        [key],
        `AWS makes a STRONG table of an empty one only, and ${key} fills it; remove ${key} and copy the items, or use EVENTUAL`,
      );
    });
  }
}

/** Source: Developer Guide, "How DynamoDB global tables work", considerations for MRSC global tables. */
function strongHasNoTtlAndLocalIndexes({ values }: TableContext, report: Report): void {
  if (values.consistencyMode !== "STRONG") return;
  eachApart(
    () => {
      if (values.ttl?.enabled === true)
        report.error(["ttl"], "AWS has no TTL for a STRONG table; remove ttl, or use EVENTUAL");
    },
    () => {
      if ((values.localSecondaryIndex ?? []).length > 0)
        report.error(
          ["localSecondaryIndex"],
          "AWS has no local secondary indexes for a STRONG table; use a global one, or EVENTUAL",
        );
    },
  );
}

function hasReplicas({ replicas = [] }: TableValues): boolean {
  return replicas.length > 0;
}

/** Of the replicas and of the witness, each read apart. */
function forEachRegion(values: TableValues, judge: (one: OtherRegion) => void): void {
  eachApart(
    () => {
      for (const [i, { region }] of (values.replicas ?? []).entries())
        judge({ region, path: ["replicas", i, "region"] });
    },
    () => {
      const region = values.globalTableWitness;
      if (region !== undefined) judge({ region, path: ["globalTableWitness"] });
    },
  );
}

export const replicaRules: readonly TableRule[] = [
  replicaRegion,
  replicaRegionAllowed,
  oneReplicaPerRegion,
  replicasNeedStream,
  replicasNeedWriteCapacity,
  replicaKey,
  replicaKeyPlace,
  replicaKeyAccount,
  strongHasThreeRegions,
  strongRegionsOfOneSet,
  witnessNeedsStrong,
  strongStartsEmpty,
  strongHasNoTtlAndLocalIndexes,
];
