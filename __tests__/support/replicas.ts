/** Global tables, as values and as resources. */
import { replicaAddress } from "../../table/replica-addresses";
import { tableYaml } from "./project";

const STREAM = "streamViewType: NEW_AND_OLD_IMAGES";

/** A table with replicas, each a region or YAML in flow style without braces. */
export function globalTable(name: string, replicas: readonly string[], more = ""): string {
  const items = replicas.map((text) => (text.includes(":") ? `{${text}}` : `{region: ${text}}`));
  const rest = more === "" ? "" : `, ${more}`;
  return tableYaml(name, `${STREAM}, replicas: [${items.join(", ")}]${rest}`);
}

export const ofReplica = (name: string, region: string): string =>
  `aws_dynamodb_table_replica.${replicaAddress({ name }, region)}`;

export const keyIn = (region: string, name = "k"): string =>
  `arn:aws:kms:${region}:123456789012:key/${name}`;

export const replicaArn = (table: string, region: string): string =>
  `arn:aws:dynamodb:${region}:123456789012:table/${table}`;
