import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { Creation } from "./create-table";
import type { DynamoDbLocal } from "./dynamodb-local";

// Says otherwise, once per client, that Node.js 20 is no longer supported in 2027.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** Creates tables in DynamoDB Local and takes them away again. */
export class Trial {
  readonly #clients = new Map<string, DynamoDBClient>();

  constructor(private readonly server: DynamoDbLocal) {}

  /** @returns why DynamoDB refuses them, `undefined` if it takes them */
  async refusal(creations: readonly Creation[]): Promise<string | undefined> {
    const created: Creation[] = [];
    try {
      for (const creation of creations) {
        const { table, timeToLive } = creation;
        const client = this.#client(creation);
        await client.send(new CreateTableCommand(table));
        created.push(creation);
        if (timeToLive === undefined) continue;
        const update = { TableName: table.TableName, TimeToLiveSpecification: timeToLive };
        await client.send(new UpdateTimeToLiveCommand(update));
      }
      return undefined;
    } catch (error) {
      return refusalText(error);
    } finally {
      for (const creation of created) {
        const { TableName } = creation.table;
        await this.#client(creation).send(new DeleteTableCommand({ TableName }));
      }
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
  }

  /** DynamoDB Local keeps regions and accounts apart, as AWS does; to it an access key is an account. */
  #client({ account, region }: Creation): DynamoDBClient {
    const place = `${account} ${region}`;
    const known = this.#clients.get(place);
    if (known !== undefined) return known;
    const client = new DynamoDBClient({
      endpoint: this.server.url,
      region,
      credentials: { accessKeyId: account.replace(/\W|_/g, "") || "none", secretAccessKey: "test" },
      maxAttempts: 1,
      // The server hangs up on a connection that has been idle, sometimes just as it is used again.
      requestHandler: { httpAgent: { keepAlive: false } },
    });
    this.#clients.set(place, client);
    return client;
  }
}

/** @throws what is no answer of DynamoDB's, such as a lost connection */
function refusalText(error: unknown): string {
  const { name, message, $metadata } = error as Error & {
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  if ($metadata?.httpStatusCode === undefined) throw error;
  return `${name}: ${message}`;
}
