import { DynamodbContributorInsights } from "@cdktf/provider-aws/lib/dynamodb-contributor-insights";
import type { DynamodbContributorInsightsConfig } from "@cdktf/provider-aws/lib/dynamodb-contributor-insights";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ContributorInsights as Settings } from "../table/table-settings";
import { StateValue } from "./state-value";
import { literal } from "./terraform-string";
import type { TerraformString } from "./terraform-string";

export interface ContributorInsightsProps {
  /** Last part of the Terraform address. */
  readonly address: string;
  /** Name of the table in AWS. */
  readonly tableName: string | TerraformString;
  /** A global secondary index. @default the table itself */
  readonly indexName?: string | undefined;
  /**
   * Written only if it is given: provider 5 does not know it. The provider cannot update it, so another
   * one replaces the insights. @default AWS's own, both kinds of keys
   */
  readonly mode?: Settings["mode"];
  /** @default the stack's default provider */
  readonly provider?: TerraformProvider | undefined;
}

/** CloudWatch Contributor Insights of a table or of one of its global indexes. */
export class ContributorInsights extends Construct {
  constructor(scope: Construct, id: string, props: ContributorInsightsProps) {
    super(scope, id);
    const { address, tableName, indexName, mode, provider } = props;
    const trigger =
      mode && new StateValue(this, "Mode", { address: `${address}--mode`, value: mode });
    const resource = new DynamodbContributorInsights(
      this,
      "Resource",
      literal<DynamodbContributorInsightsConfig>({
        provider,
        tableName,
        indexName,
        mode,
        lifecycle: trigger && { replaceTriggeredBy: [trigger.terraformAddress] },
      }),
    );
    resource.overrideLogicalId(address);
  }
}
