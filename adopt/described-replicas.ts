/** From AWS's answers to the facts of a table's replicas. */
import type {
  PointInTimeRecoveryDescription,
  TableDescription,
  Tag,
} from "@aws-sdk/client-dynamodb";
import { BUILT_IN_TAGS } from "../config/rules/tag-rules";
import { compareText } from "../diagnostics/problems";
import type { TableSettings } from "../table/table-settings";

/** What AWS answers of a replica in its own region. */
export interface ReplicaAnswers {
  readonly region: string;
  readonly description: TableDescription;
  readonly recovery: PointInTimeRecoveryDescription | undefined;
  readonly tags: readonly Tag[];
  /** Whether the replica's key is AWS's own for DynamoDB. */
  readonly hasAwsManagedKey: boolean;
}

/** The regions of a table's replicas, without that of the table. */
export function replicaRegions({ Replicas = [] }: TableDescription, region: string): string[] {
  const regions = Replicas.flatMap(({ RegionName }) => RegionName ?? []);
  return [...new Set(regions)].filter((one) => one !== region).sort(compareText);
}

/** @param ownTags of the table */
export function describedReplication(
  {
    description,
    replicas,
  }: { readonly description: TableDescription; readonly replicas: readonly ReplicaAnswers[] },
  ownTags: Readonly<Record<string, string>>,
): Pick<TableSettings, "replicas" | "consistencyMode" | "globalTableWitness"> {
  return {
    consistencyMode: description.MultiRegionConsistency ?? "EVENTUAL",
    globalTableWitness: description.GlobalTableWitnesses?.[0]?.RegionName,
    replicas: replicas.map(({ region, description: own, recovery, tags, hasAwsManagedKey }) => ({
      region,
      pointInTimeRecovery: recovery?.PointInTimeRecoveryStatus === "ENABLED",
      kmsKeyArn: hasAwsManagedKey ? undefined : own.SSEDescription?.KMSMasterKeyArn,
      propagateTags: hasTags(tags, ownTags),
      // Off is as good as not managed, which every provider can do.
      deletionProtection: own.DeletionProtectionEnabled === true ? true : undefined,
    })),
  };
}

/** Whether a replica has what its table has, apart from what the provider sets anyway. */
function hasTags(tags: readonly Tag[], ownTags: Readonly<Record<string, string>>): boolean {
  return Object.entries(ownTags)
    .filter(([key]) => !BUILT_IN_TAGS.includes(key))
    .every(([key, value]) => tags.some((tag) => tag.Key === key && tag.Value === value));
}
