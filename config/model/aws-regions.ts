import { partition as lookUp } from "@aws-sdk/util-endpoints";

/** The partition of a region that AWS has; the list is the AWS SDK's. */
export function partitionOf(region: string): string | undefined {
  const found = lookUp(region) as { name: string; description?: string };
  const isRegion = found.description !== undefined && !region.endsWith("-global");
  return isRegion ? found.name : undefined;
}

/** The domain under which a region's services are reached. */
export function dnsSuffix(region: string): string {
  return lookUp(region).dnsSuffix;
}
